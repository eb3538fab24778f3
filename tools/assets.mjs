// Does what the compiler does not: files beside those that read them, and a command that can be run. `npm run build` ends with this.
import { chmodSync, copyFileSync, lstatSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
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
  // npm does both when it installs the package; in the repository itself it came before the file, and made no command of it.
  chmodSync(join(root, "dist/cli/main.js"), 0o755);
  const command = join(root, "node_modules/.bin/galaxystore");
  if (!lstatSync(command, { throwIfNoEntry: false })) symlinkSync("../pulumi-galaxystore/dist/cli/main.js", command);
}
