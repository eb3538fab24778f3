/** An APK or AAB on disk: its SHA-256 and what its manifest says, read without holding the file in memory. */

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { extname } from "node:path";
import { pipeline } from "node:stream/promises";
import { unreadable } from "../images";
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
  await pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), hash);
  return hash.digest("hex");
}

async function manifestOf(path: string, kind: "an APK" | "an AAB"): Promise<PackageFacts | string> {
  let attributes: Map<string, string>;
  try {
    attributes = kind === "an APK" ? await readApk(path) : await readBundle(path);
  } catch (error) {
    return `is not ${kind} that can be read: ${error instanceof Error ? error.message : String(error)}`;
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
