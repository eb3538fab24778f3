/** What an earlier pull wrote, with hashes: tells which files somebody has edited since, and which images need no download. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

export const MANIFEST_FILE = ".galaxystore-pull.json";

const Manifest = z.object({
  /** SHA-256 by path; of texts with plain line ends, which a checkout may have changed. */
  files: z.record(z.string(), z.string()),
  /** The address from which an image came, by path. */
  images: z.record(z.string(), z.string()),
});
export type Manifest = z.infer<typeof Manifest>;

const IMAGES = /\.(png|jpg)$/;

export function contentHash(path: string, content: string | Buffer): string {
  const plain = IMAGES.test(path) ? content : content.toString("utf8").replaceAll("\r\n", "\n");
  return createHash("sha256").update(plain).digest("hex");
}

/** Empty where there is none, or none that can be read: then every file counts as somebody's own. */
export function readManifest(folder: string): Manifest {
  try {
    return Manifest.parse(JSON.parse(readFileSync(join(folder, MANIFEST_FILE), "utf8")));
  } catch {
    return { files: {}, images: {} };
  }
}

/** The hash of a file that is there, or undefined. */
export function hashOfFile(folder: string, path: string): string | undefined {
  try {
    return contentHash(path, readFileSync(join(folder, path)));
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

export function manifestText(files: ReadonlyMap<string, string>, images: ReadonlyMap<string, string>): string {
  const sorted = (map: ReadonlyMap<string, string>) =>
    Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
  const note = "Written by galaxystore pull, to tell files that were edited since. Keep it beside them.";
  return `${JSON.stringify({ note, files: sorted(files), images: sorted(images) }, null, 2)}\n`;
}
