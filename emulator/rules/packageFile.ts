/** What the store reads from an uploaded Android package: name, versions, SDK levels, native platforms, and the IAP SDK. */
import ApkReader from "@devicefarmer/adbkit-apkreader";
import yauzl from "yauzl";
import type { UploadedPackage } from "../state/model";

/** The permission that the manifest of Samsung's IAP SDK brings along. [D: IAP SDK] */
const IAP_PERMISSION = "com.samsung.android.iap.permission.BILLING";

/** Reads an APK; null for a file that is none. An app bundle's manifest is in another format and is not read. [G] */
export async function readPackage(path: string): Promise<UploadedPackage | null> {
  try {
    const reader = await ApkReader.open(path);
    const manifest = await reader.readManifest();
    const names = await entryNames(path);
    const sdk = manifest.usesSdk ?? {};
    return {
      name: manifest.package,
      versionCode: String(manifest.versionCode),
      versionName: String(manifest.versionName ?? ""),
      minSdk: String(sdk.minSdkVersion ?? 1),
      maxSdk: sdk.maxSdkVersion === undefined ? null : String(sdk.maxSdkVersion),
      nativePlatforms: nativePlatforms(names),
      iapSdk: (manifest.usesPermissions ?? []).some(({ name }) => name === IAP_PERMISSION) ? "Y" : "N",
    };
  } catch {
    return null;
  }
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
    names.map((name) => /^lib\/([^/]+)\//.exec(name)?.[1]).filter((folder) => folder !== undefined),
  );
  const has64 = ["arm64-v8a", "x86_64"].some((folder) => folders.has(folder));
  const has32 = ["armeabi", "armeabi-v7a", "x86"].some((folder) => folders.has(folder));
  if (has64) return has32 ? "32/64bit" : "64bit";
  return has32 ? "32bit" : null;
}
