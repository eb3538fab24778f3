/** Files to release: a real APK made as large as wanted, and small APKs of many apps. */
import { randomFillSync } from "node:crypto";
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { root } from "../../tools/lib/root.mjs";

export const REAL_APK = join(root, "node_modules/io.appium.settings/apks/settings_apk-debug.apk");

const ENTRY_NAME = Buffer.from("assets/ballast.bin");
const END_OF_DIRECTORY = 0x06054b50;
const CHUNK = 1024 * 1024;

/** Writes a copy of the real APK with one more entry of so many MiB, stored as it is. [PKWARE APPNOTE 4.3] */
export function enlarge(path, mebibytes) {
  const original = readFileSync(REAL_APK);
  const end = original.lastIndexOf(Buffer.from(u32(END_OF_DIRECTORY)));
  const [entries, directorySize, directoryAt] = [10, 12, 16].map((at) =>
    at === 10 ? original.readUInt16LE(end + at) : original.readUInt32LE(end + at),
  );
  const file = openSync(path, "w");
  const write = (...parts) => {
    for (const part of parts) writeSync(file, Buffer.from(part));
  };
  try {
    const size = mebibytes * CHUNK;
    const checksum = ballast(mebibytes, () => {});
    const facts = [...u16(20, 0, 0, 0, 0x21), ...u32(checksum, size, size), ...u16(ENTRY_NAME.length, 0)];
    write(original.subarray(0, directoryAt), u32(0x04034b50), facts, ENTRY_NAME);
    ballast(mebibytes, (chunk) => writeSync(file, chunk));
    write(original.subarray(directoryAt, directoryAt + directorySize));
    write(u32(0x02014b50), u16(20), facts, u16(0, 0, 0), u32(0, directoryAt), ENTRY_NAME);
    const more = 46 + ENTRY_NAME.length;
    const at = directoryAt + 30 + ENTRY_NAME.length + size;
    write(u32(END_OF_DIRECTORY), u16(0, 0, entries + 1, entries + 1), u32(directorySize + more, at), u16(0));
  } finally {
    closeSync(file);
  }
}

/** The same bytes each time, which no compression makes smaller: chunks of noise, each beginning with its number. */
function ballast(mebibytes, take) {
  let checksum = 0;
  for (let number = 0; number < mebibytes; number += 1) {
    NOISE.writeUInt32LE(number);
    checksum = crc32(NOISE, checksum);
    take(NOISE);
  }
  return checksum;
}
const NOISE = randomFillSync(Buffer.alloc(CHUNK));

function u16(...values) {
  return values.flatMap((value) => [value & 255, (value >> 8) & 255]);
}
function u32(...values) {
  return values.flatMap((value) => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, (value >>> 24) & 255]);
}

/** Writes an APK of a package, as small as can be. */
export function writeSmallApk(path, facts) {
  const require = createRequire(import.meta.url);
  require("ts-node/register/transpile-only");
  const { apk } = require("../../tests/emulator/support/packages.ts");
  writeFileSync(path, apk(facts));
}
