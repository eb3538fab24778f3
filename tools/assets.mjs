// Does what the compiler does not: files beside those that read them, and a command that can be run. `npm run build` ends with this.
import { chmodSync, copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./lib/root.mjs";

const FOLDER = "emulator/console/assets";

/** Whether this source file goes into dist/ as it is. */
export const isAsset = (file) => file.split(/[\\/]/).slice(0, -1).join("/") === FOLDER;

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const name of readdirSync(join(root, FOLDER))) {
    const copy = join(root, "dist", FOLDER, name);
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(join(root, FOLDER, name), copy);
  }
  // npm does this when it installs the package; in the repository itself the link was there before the file.
  chmodSync(join(root, "dist/cli/main.js"), 0o755);
}
