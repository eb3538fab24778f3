/** Zip archives for tests, honest ones and such as a program that packs files would never write. */

import { crc32, createDeflateRaw, deflateRawSync } from "node:zlib";

export interface ZipEntry {
  name: string;
  bytes: Buffer;
  /** Packed with deflate; `bytes` are then what is packed already when `declared` says how large they unpack. */
  deflated?: boolean;
  /** What the directory says about the unpacked size. */
  declared?: number;
  /** Names the bytes of the entry before instead of having its own. */
  overlaps?: boolean;
}

export const u16 = (...values: number[]) => Buffer.from(Uint16Array.from(values).buffer);
export const u32 = (...values: number[]) => Buffer.from(Uint32Array.from(values).buffer);
const u64 = (value: number) => Buffer.from(BigUint64Array.of(BigInt(value)).buffer);

/** `counted`: how many entries the directory says it has, in the large form of zip64; `zip64At`: where that form is said to be. */
export function zip(entries: ZipEntry[], options: { counted?: number; zip64At?: number } = {}): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let end = 0;
  let offset = 0;
  for (const { name, bytes, deflated, declared, overlaps } of entries) {
    const packed = deflated && declared === undefined ? deflateRawSync(bytes) : bytes;
    // Version, flags, method, time and date; checksum and sizes; lengths of name and extra field.
    const facts = [
      u16(20, 0, deflated ? 8 : 0),
      u32(0),
      u32(declared === undefined ? crc32(bytes) : 0, packed.length, declared ?? bytes.length),
      u16(Buffer.byteLength(name), 0),
    ];
    if (!overlaps) {
      offset = end;
      const local = Buffer.concat([u32(0x04034b50), ...facts, Buffer.from(name), packed]);
      locals.push(local);
      end += local.length;
    }
    const place = [u16(0, 0, 0), u32(0, offset), Buffer.from(name)];
    central.push(Buffer.concat([u32(0x02014b50), u16(20), ...facts, ...place]));
  }
  const directory = Buffer.concat(central);
  const large = options.counted === undefined ? [] : zip64End(options, directory.length, end);
  const count = Math.min(entries.length, 0xffff);
  const last = [u32(0x06054b50, 0), u16(count, count), u32(directory.length, end), u16(0)];
  return Buffer.concat([...locals, directory, ...large, ...last]);
}

function zip64End(
  { counted = 0, zip64At }: { counted?: number; zip64At?: number },
  size: number,
  at: number,
): Buffer[] {
  return [
    Buffer.concat([u32(0x06064b50), u64(44), u16(45, 45), u32(0, 0), u64(counted), u64(counted), u64(size), u64(at)]),
    Buffer.concat([u32(0x07064b50, 0), u64(zip64At ?? at + size), u32(1)]),
  ];
}

/** So many zero bytes, packed; made piece by piece, so that they never are in memory. */
export async function packedZeros(bytes: number): Promise<Buffer> {
  const deflate = createDeflateRaw({ level: 9 });
  const piece = Buffer.alloc(64 * 1024);
  const written = (async () => {
    for (let left = bytes; left > 0; left -= piece.length)
      await new Promise((resolve) => deflate.write(piece.subarray(0, left), resolve));
    deflate.end();
  })();
  const chunks: Buffer[] = [];
  for await (const chunk of deflate) chunks.push(chunk);
  await written;
  return Buffer.concat(chunks);
}
