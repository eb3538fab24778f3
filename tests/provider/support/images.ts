/** Image files for tests: real PNGs of any size, made on the spot. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";

/** A folder of image files that is removed after the test. */
export class ImageFolder {
  readonly path = mkdtempSync(join(tmpdir(), "galaxystore-images-"));

  /** Writes a PNG filled with one shade of grey, and returns its path. */
  png(name: string, width: number, height: number, shade = 128): string {
    return this.file(name, png(width, height, shade));
  }

  /** Screenshots of an allowed size, each of another shade. */
  screenshots(count: number, prefix = "screen"): string[] {
    return Array.from({ length: count }, (_, index) => this.png(`${prefix}${index}.png`, 360, 640, 10 * (index + 1)));
  }

  file(name: string, content: Buffer | string): string {
    const path = join(this.path, name);
    writeFileSync(path, content);
    return path;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

// PNG: signature, then chunks of length, type, data, checksum. [PNG specification, 5.3]
function png(width: number, height: number, shade: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height, shade);
  for (let row = 0; row < height; row++) rows[row * (width + 1)] = 0;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
