/** An APK or AAB on disk: its SHA-256 and what its manifest says, read without holding the file in memory. */

import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { extname } from "node:path";
import { unreadable } from "../images";
import { messageOf } from "../lifecycle";
import { readBundle } from "./bundle";

/** What a package says about itself. */
export interface PackageFacts {
  packageName: string;
  /** A whole number as text. */
  versionCode: string;
  /** Empty when the manifest has none, or keeps it in a resource. */
  versionName: string;
}

/** What check finds out about a package: its facts and its content's hash, or what is wrong with it. */
export type PackageFile = (PackageFacts & { sha256: string }) | { problem: string };

const PIECE_BYTES = 256 * 1024;

const KINDS = { ".apk": "an APK", ".aab": "an AAB" } as const;

/** The kind of package that a file name stands for, or undefined for other files. */
export function kindOf(fileName: string): "an APK" | "an AAB" | undefined {
  const extension = extname(fileName).toLowerCase();
  return extension === ".apk" || extension === ".aab" ? KINDS[extension] : undefined;
}

/** Reads a package. The path is relative to the Pulumi program's folder. */
export async function inspectPackage(path: string): Promise<PackageFile> {
  const kind = kindOf(path);
  if (kind === undefined) return { problem: `${path} is neither an APK nor an AAB; the store goes by the ending` };
  try {
    const sha256 = await hashOf(path);
    const facts = await manifestOf(path, kind);
    return typeof facts === "string" ? { problem: `${path} ${facts}` } : { ...facts, sha256 };
  } catch (error) {
    return { problem: unreadable(path, error) };
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  // One buffer for the whole file: a stream's pieces would wait for the garbage collector by the hundred.
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead } = await file.read(piece);
      if (bytesRead === 0) return hash.digest("hex");
      hash.update(piece.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

async function manifestOf(path: string, kind: "an APK" | "an AAB"): Promise<PackageFacts | string> {
  let attributes: Map<string, string>;
  try {
    attributes = kind === "an APK" ? await readApk(path) : await readBundle(path);
  } catch (error) {
    return `is not ${kind} that can be read: ${messageOf(error)}`;
  }
  const packageName = attributes.get("package") ?? "";
  const versionCode = attributes.get("versionCode") ?? "";
  const versionName = attributes.get("versionName") ?? "";
  if (packageName === "") return "has no package name in its manifest";
  if (!/^[1-9]\d*$/.test(versionCode)) return "has no versionCode in its manifest";
  return { packageName, versionCode, versionName: versionName.startsWith("resourceId:") ? "" : versionName };
}

async function readApk(path: string): Promise<Map<string, string>> {
  const { default: ApkReader } = await import("@devicefarmer/adbkit-apkreader");
  const manifest = await (await ApkReader.open(path)).readManifest();
  const names = ["package", "versionCode", "versionName"] as const;
  return new Map(names.map((name) => [name, String(manifest[name] ?? "")]));
}
