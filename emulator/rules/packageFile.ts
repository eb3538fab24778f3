/** What the store reads from an uploaded Android package: name, versions, SDK levels, native platforms, and the IAP SDK. */
import ManifestParser from "@devicefarmer/adbkit-apkreader/lib/apkreader/parser/manifest";
import { StoreFailure } from "../failure";
import type { UploadedPackage } from "../state/model";
import { type Archive, readArchive } from "./archive";
import { type BundleManifest, readBundleManifest } from "./bundleManifest";
import { checkCompiledXml } from "./compiledXml";

/** A binary has the IAP SDK when its manifest asks for the permission that the SDK brings along. [D: IAP SDK] */
const IAP_PERMISSION = "com.samsung.android.iap.permission.BILLING";

const MANIFESTS = {
  apk: { entry: "AndroidManifest.xml", read: readApkManifest },
  aab: { entry: "base/manifest/AndroidManifest.xml", read: readBundleManifest },
};

/**
 * Package, versions, SDK levels, native platforms and the IAP permission are read from the file itself, APK or AAB. [D]
 */
export async function readPackage(path: string, kind: "apk" | "aab"): Promise<UploadedPackage | null> {
  const { entry, read } = MANIFESTS[kind];
  try {
    const { nativeFolders, manifest: bytes } = await readArchive(path, entry);
    const manifest = read(bytes);
    const { package: name, versionCode } = manifest;
    if (name === undefined || versionCode === undefined) return null;
    return {
      name,
      versionCode,
      versionName: manifest.versionName ?? "",
      minSdk: manifest.minSdk ?? "1",
      maxSdk: manifest.maxSdk ?? null,
      nativePlatforms: nativePlatforms(nativeFolders),
      iapSdk: manifest.permissions.includes(IAP_PERMISSION) ? "Y" : "N",
    };
  } catch (error) {
    if (error instanceof StoreFailure) throw error;
    return null;
  }
}

function readApkManifest(bytes: Buffer): BundleManifest {
  checkCompiledXml(bytes);
  const manifest = new ManifestParser(bytes).parse();
  const text = (value: unknown) => (value === undefined || value === null ? undefined : String(value));
  return {
    package: text(manifest.package),
    versionCode: text(manifest.versionCode),
    versionName: text(manifest.versionName),
    minSdk: text(manifest.usesSdk?.minSdkVersion),
    maxSdk: text(manifest.usesSdk?.maxSdkVersion),
    permissions: manifest.usesPermissions.map(({ name }) => String(name)),
  };
}

// `nativePlatforms` is `32bit`, `32/64bit` or `64bit`, and null for a package without native code. [D: content record]
function nativePlatforms(folders: Archive["nativeFolders"]): UploadedPackage["nativePlatforms"] {
  const has64 = ["arm64-v8a", "x86_64"].some((folder) => folders.has(folder));
  const has32 = ["armeabi", "armeabi-v7a", "x86"].some((folder) => folders.has(folder));
  if (has64) return has32 ? "32/64bit" : "64bit";
  return has32 ? "32bit" : null;
}
