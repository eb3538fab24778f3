// Copies what the compiler does not know into dist/, beside the compiled files that read it: `npm run build` ends with this.
import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./lib/root.mjs";

const FOLDER = "emulator/console/assets";

/** Whether this source file goes into dist/ as it is. */
export const isAsset = (file) => file.split(/[\\/]/).slice(0, -1).join("/") === FOLDER;

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  for (const name of readdirSync(join(root, FOLDER))) {
    const copy = join(root, "dist", FOLDER, name);
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(join(root, FOLDER, name), copy);
  }
