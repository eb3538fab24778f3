/** Types of the APK reader, as far as the provider uses it. */
declare module "@devicefarmer/adbkit-apkreader" {
  /** Attributes have whatever type they were compiled to. */
  interface Manifest {
    package?: unknown;
    versionCode?: unknown;
    versionName?: unknown;
  }
  export default class ApkReader {
    static open(path: string): Promise<ApkReader>;
    readManifest(): Promise<Manifest>;
  }
}
