// Compiles the product into dist/, with the assets of the console, when its sources are not those of the last build.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isAsset } from "../assets.mjs";
import { bin, root } from "../lib/root.mjs";
import { elapsed, show } from "../lib/run.mjs";
import { Stop } from "../lib/stop.mjs";

const dist = join(root, "dist");
const stampFile = join(root, ".cache", "dist.sha256");
const settings = ["package.json", "package-lock.json", "tsconfig.json", "tools/assets.mjs"];

const filesIn = (folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
    .sort();

function sources() {
  const { include } = JSON.parse(readFileSync(join(root, "tsconfig.json"), "utf8"));
  return include.filter((folder) => existsSync(join(root, folder))).flatMap(filesIn);
}

function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files) {
    const content = readFileSync(join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

const compiled = (file) => /\.tsx?$/.test(file) && !/\.d\.ts$/.test(file);
const outputsOf = (file) =>
  compiled(file) ? [file.replace(/\.tsx?$/, ".js"), file.replace(/\.tsx?$/, ".d.ts")] : isAsset(file) ? [file] : [];

// The compiler leaves the output of a source that is gone; it would be published.
function removeOrphans(files) {
  if (!existsSync(dist)) return;
  const wanted = new Set(files.flatMap(outputsOf));
  for (const file of filesIn("dist").map((each) => each.slice("dist/".length)))
    if (!wanted.has(file)) rmSync(join(dist, file));
}

function isCurrent(files, stamp) {
  if (!existsSync(stampFile) || readFileSync(stampFile, "utf8") !== stamp) return false;
  return files.flatMap(outputsOf).every((output) => existsSync(join(dist, output)));
}

export async function ensureProduct() {
  const files = sources();
  const stamp = hashOf([...settings, ...files]);
  if (isCurrent(files, stamp)) return;
  const started = Date.now();
  console.log("Package: compiling the sources into dist/");
  removeOrphans(files);
  const code = await show(join(bin, "node"), ["--run", "build"], { cwd: root });
  if (code !== 0) throw new Stop("The sources do not compile; the compiler's messages are above.");
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
  console.log(`Package: compiled in ${elapsed(started)}`);
}
