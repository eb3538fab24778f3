/** What the store reads from an uploaded Android package: name, versions, SDK levels, native platforms, and the IAP SDK. */
import ApkReader from "@devicefarmer/adbkit-apkreader";
import yauzl from "yauzl";
import type { UploadedPackage } from "../state/model";
import { type BundleManifest, readBundleManifest } from "./bundleManifest";

/** The permission that the manifest of Samsung's IAP SDK brings along. [D: IAP SDK] */
const IAP_PERMISSION = "com.samsung.android.iap.permission.BILLING";

/** Reads an APK or an app bundle; null for a file that is neither or says nothing about itself. */
export async function readPackage(path: string, kind: "apk" | "aab"): Promise<UploadedPackage | null> {
  try {
    const manifest = await (kind === "apk" ? apkManifest(path) : bundleManifest(path));
    const { package: name, versionCode } = manifest;
    if (name === undefined || versionCode === undefined) return null;
    return {
      name,
      versionCode,
      versionName: manifest.versionName ?? "",
      minSdk: manifest.minSdk ?? "1",
      maxSdk: manifest.maxSdk ?? null,
      nativePlatforms: nativePlatforms(await entryNames(path)),
      iapSdk: manifest.permissions.includes(IAP_PERMISSION) ? "Y" : "N",
    };
  } catch {
    return null;
  }
}

async function apkManifest(path: string): Promise<BundleManifest> {
  const reader = await ApkReader.open(path);
  const manifest = await reader.readManifest();
  const text = (value: unknown) => (value === undefined || value === null ? undefined : String(value));
  return {
    package: manifest.package,
    versionCode: text(manifest.versionCode),
    versionName: text(manifest.versionName),
    minSdk: text(manifest.usesSdk?.minSdkVersion),
    maxSdk: text(manifest.usesSdk?.maxSdkVersion),
    permissions: (manifest.usesPermissions ?? []).map(({ name }) => name),
  };
}

async function bundleManifest(path: string): Promise<BundleManifest> {
  const reader = await ApkReader.open(path);
  return readBundleManifest(await reader.readContent("base/manifest/AndroidManifest.xml"));
}

/** Names of the files in the package. */
function entryNames(path: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true }, (error, zip) => {
      if (error || !zip) return reject(error);
      const names: string[] = [];
      zip.on("entry", (entry: { fileName: string }) => {
        names.push(entry.fileName);
        zip.readEntry();
      });
      zip.on("end", () => resolve(names));
      zip.on("error", reject);
      zip.readEntry();
    });
  });
}

// [D: content record, nativePlatforms; null for a package without native code]
function nativePlatforms(names: string[]): UploadedPackage["nativePlatforms"] {
  const folders = new Set(
    names.map((name) => /^(?:base\/)?lib\/([^/]+)\//.exec(name)?.[1]).filter((folder) => folder !== undefined),
  );
  const has64 = ["arm64-v8a", "x86_64"].some((folder) => folders.has(folder));
  const has32 = ["armeabi", "armeabi-v7a", "x86"].some((folder) => folders.has(folder));
  if (has64) return has32 ? "32/64bit" : "64bit";
  return has32 ? "32bit" : null;
}
