/** Opening an uploaded package: its directory is checked before anything is inflated, and only one small entry ever is. */
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { invalid, type StoreFailure } from "../failure";

const MIB = 1024 * 1024;
const ENTRIES_MAX = 65_535;
const NAME_MAX_BYTES = 1024;
const UNPACKED_MAX_BYTES = 16 * 1024 * MIB;
/** Packages up to this size may be packed as tightly as they like. */
const RATIO_FREE_BYTES = 64 * MIB;
const RATIO_MAX = 100;
const MANIFEST_MAX_BYTES = 2 * MIB;

export interface Archive {
  /** The folders that hold native code, e.g. `arm64-v8a`. */
  readonly nativeFolders: ReadonlySet<string>;
  readonly manifest: Buffer;
}

const inflate = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw);

/** Reads the directory and the manifest; a store failure for an archive that is made to exhaust its reader, another error for a broken one. */
export async function readArchive(path: string, manifestName: string): Promise<Archive> {
  const zip = await yauzl.openPromise(path, { autoClose: false });
  try {
    // A package has at most 65,535 entries; all limits of packages are far above what Android builds. [G: none is documented]
    if (zip.entryCount > ENTRIES_MAX) throw refused(`it has more than ${ENTRIES_MAX} entries`);
    const nativeFolders = new Set<string>();
    let manifest: Entry | undefined;
    let packed = 0;
    let unpacked = 0;
    for await (const entry of zip.eachEntry()) {
      packed += entry.compressedSize;
      unpacked += entry.uncompressedSize;
      const failure = excess(zip, entry, packed, unpacked);
      if (failure) throw failure;
      const folder = /^(?:base\/)?lib\/([\w-]{1,32})\//.exec(entry.fileName)?.[1];
      if (folder !== undefined) nativeFolders.add(folder);
      if (entry.fileName === manifestName) manifest ??= entry;
    }
    if (!manifest) throw new Error(`The package has no ${manifestName}.`);
    return { nativeFolders, manifest: await readManifest(zip, manifest) };
  } finally {
    zip.close();
  }
}

/**
 * Names in a package have at most 1024 bytes. It unpacks to 16 GiB at most and, above 64 MiB, to 100 times its size at most;
 * sizes
 * are those that its directory declares. [G: no limit is documented]
 */
function excess(zip: ZipFile, entry: Entry, packed: number, unpacked: number): StoreFailure | undefined {
  if (entry.fileNameLength > NAME_MAX_BYTES) return refused(`it has a name of more than ${NAME_MAX_BYTES} bytes`);
  // Entries of a package that share their bytes, which is how a small file unpacks to any size, are refused. [G]
  if (packed > zip.fileSize) return refused("its entries overlap: together they are larger than the file");
  if (unpacked > UNPACKED_MAX_BYTES) return refused(`it unpacks to more than ${UNPACKED_MAX_BYTES} bytes`);
  if (unpacked > RATIO_FREE_BYTES && unpacked > zip.fileSize * RATIO_MAX)
    return refused(`it unpacks to more than ${RATIO_MAX} times its size`);
  return undefined;
}

/** The manifest of a package has at most 2 MiB. [G: no limit is documented] */
async function readManifest(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const tooLarge = () => refused(`its manifest is larger than ${MANIFEST_MAX_BYTES} bytes`);
  if (entry.compressedSize > MANIFEST_MAX_BYTES || entry.uncompressedSize > MANIFEST_MAX_BYTES) throw tooLarge();
  if (entry.isEncrypted()) throw new Error("The manifest is encrypted.");
  const raw = await buffer(await zip.openReadStreamPromise(entry, { decodeFileData: false }));
  if (entry.compressionMethod === 0) return raw;
  if (entry.compressionMethod !== 8) throw new Error("The manifest is packed in a way that Android does not know.");
  try {
    // The size that the directory of a package declares may be a lie, so that the real one is bounded too. [G]
    return await inflate(raw, { maxOutputLength: MANIFEST_MAX_BYTES });
  } catch (error) {
    throw error instanceof RangeError ? tooLarge() : error;
  }
}

/** A package that is made to exhaust its reader is refused at the upload. [G] */
function refused(what: string): StoreFailure {
  return invalid(`The package is refused: ${what}.`);
}
