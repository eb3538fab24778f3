/** Packages to release: two versions of a real APK, and small ones that are built for a test in a folder of its own. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { aab, apk } from "../../emulator/support/packages";

/** versionCode 163, 7.0.22. */
export const OLDER = resolve(__dirname, "../../../node_modules/io.appium.settings-older/apks/settings_apk-debug.apk");
/** versionCode 192, 8.0.10. */
export const NEWER = resolve(__dirname, "../../../node_modules/io.appium.settings/apks/settings_apk-debug.apk");

export class PackageFolder {
  readonly path = mkdtempSync(join(tmpdir(), "galaxystore-packages-"));

  /** A small package; its kind is the name's ending. */
  build(name: string, packageName: string, versionCode: number, files: string[] = []): string {
    const facts = { package: packageName, versionCode, versionName: `${versionCode / 100}`, files };
    return this.write(name, name.endsWith(".aab") ? aab(facts) : apk(facts));
  }

  write(name: string, content: Buffer | string): string {
    const path = join(this.path, name);
    writeFileSync(path, content);
    return path;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
