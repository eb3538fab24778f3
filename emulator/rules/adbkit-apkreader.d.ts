/** Types of the APK reader, as far as the emulator uses it. */
declare module "@devicefarmer/adbkit-apkreader" {
  interface Manifest {
    package?: string;
    versionCode?: number;
    versionName?: string;
    usesSdk?: { minSdkVersion?: number; maxSdkVersion?: number };
    usesPermissions?: { name: string }[];
  }
  interface Reader {
    readManifest(): PromiseLike<Manifest>;
    readContent(path: string): PromiseLike<Buffer>;
  }
  const ApkReader: { open(path: string): PromiseLike<Reader> };
  export default ApkReader;
}
