// Where the repository is, and its manifest: the one place that every pinned version is read from.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const bin = join(root, "node_modules", ".bin");
export const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
