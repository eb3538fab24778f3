/** Types of the APK reader's manifest parser, as far as the emulator uses it. */
declare module "@devicefarmer/adbkit-apkreader/lib/apkreader/parser/manifest" {
  /** Attributes have whatever type they were compiled to. */
  interface Manifest {
    package?: unknown;
    versionCode?: unknown;
    versionName?: unknown;
    usesSdk: { minSdkVersion?: unknown; maxSdkVersion?: unknown } | null;
    usesPermissions: { name?: unknown }[];
  }
  export default class ManifestParser {
    constructor(bytes: Buffer);
    parse(): Manifest;
  }
}
