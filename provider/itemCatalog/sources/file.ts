/** The text of a catalog's file: what can be wrong before its format matters, in clear words. */

import { isUtf8 } from "node:buffer";
import { readFile, stat } from "node:fs/promises";
import { type Found, quote } from "./source";

/** Ten times a catalog of 50,000 items with ten prices each. */
const MAX_MEGABYTES = 128;

/** The file's text without a byte order mark, or what keeps it from being read. */
export async function fileText(path: string): Promise<string | Found> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) return { reason: `is ${stats.isDirectory() ? "a folder" : "not a file"}` };
    if (stats.size > MAX_MEGABYTES * 1024 * 1024) return { reason: `is larger than ${MAX_MEGABYTES} MB` };
    return decoded(await readFile(path));
  } catch (error) {
    return { reason: unreadable(error as NodeJS.ErrnoException) };
  }
}

function unreadable({ code, message }: NodeJS.ErrnoException): string {
  if (code === "ENOENT" || code === "ENOTDIR") return "does not exist";
  if (code === "EACCES" || code === "EPERM") return "may not be read by this user";
  return `cannot be read: ${message}`;
}

function decoded(bytes: Buffer): string | Found {
  if (/^(\xff\xfe|\xfe\xff)/.test(bytes.toString("latin1", 0, 2))) return { reason: "is UTF-16; save it as UTF-8" };
  if (!isUtf8(bytes)) return { ...firstBadByte(bytes), reason: "is not UTF-8; save the file in that encoding" };
  const text = bytes.toString("utf8").replace(/^\ufeff/, "");
  return text.trim() === "" ? { reason: "is empty" } : text;
}

function firstBadByte(bytes: Buffer): { line: number; column: number } {
  let start = 0;
  for (let line = 1; ; line++) {
    const end = bytes.indexOf("\n", start);
    const part = bytes.subarray(start, end < 0 ? bytes.length : end);
    if (!isUtf8(part)) return { line, column: part.toString("utf8").indexOf("\ufffd") + 1 };
    start = end + 1;
  }
}

/** For messages: the file as the user named it. */
export function named(path: string): string {
  return /^[\w./\\~@:+-]+$/.test(path) ? path : quote(path);
}
