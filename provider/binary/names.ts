/** Names under which binaries are uploaded. They hold version and content hash, so that a later run knows its own work. */

import { randomBytes } from "node:crypto";
import { parse } from "node:path";

/** Characters of the SHA-256 that stand in a name. */
const HASH_LENGTH = 12;
const NAME_MAX = 80;
const OWN = /-(\d+)-([0-9a-f]{12})-[0-9a-f]{6}\.(?:apk|aab)$/;

interface Content {
  readonly versionCode: string;
  readonly sha256: string;
}

/** A name that no binary of the app has had: the store registers a name once. [C: content-publish 5.5] */
export function uploadName(file: string, { versionCode, sha256 }: Content): string {
  const { name, ext } = parse(file);
  const base = name.replace(/[^\w.-]+/g, "_").slice(0, NAME_MAX);
  const attempt = randomBytes(3).toString("hex");
  return `${base}-${versionCode}-${sha256.slice(0, HASH_LENGTH)}-${attempt}${ext.toLowerCase()}`;
}

/** Whether a registered file was uploaded from this content by this provider, in whichever run. */
export function isMadeFrom(fileName: string | null | undefined, { versionCode, sha256 }: Content): boolean {
  const [, version, hash] = OWN.exec(fileName ?? "") ?? [];
  return version === versionCode && hash === sha256.slice(0, HASH_LENGTH);
}

/** Whether a registered file was uploaded by this provider, from whatever content. */
export function isOwnName(fileName: string | null | undefined): boolean {
  return OWN.test(fileName ?? "");
}
