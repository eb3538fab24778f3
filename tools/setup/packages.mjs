// Installs the npm packages when they are not those of package-lock.json.
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { bin, root } from "../lib/root.mjs";
import { elapsed, show } from "../lib/run.mjs";
import { Stop } from "../lib/stop.mjs";

const entries = (file) => JSON.parse(readFileSync(file, "utf8")).packages;

/** Why the packages must be installed, or undefined when npm's own record of node_modules agrees with package-lock.json. */
function reason() {
  const record = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return "there are none yet";
  const installed = entries(record);
  for (const [path, wanted] of Object.entries(entries(join(root, "package-lock.json")))) {
    const here = installed[path];
    // An optional package that is for another system is not installed here.
    if (!path.startsWith("node_modules/") || (!here && wanted.optional)) continue;
    if (here?.version !== wanted.version || here?.integrity !== wanted.integrity) return `${path} is another version`;
  }
  return existsSync(join(bin, "node")) ? undefined : "the package `node` is incomplete";
}

export async function ensurePackages() {
  const why = reason();
  if (!why) return;
  const started = Date.now();
  console.log(`npm packages: installing what package-lock.json lists (${why})`);
  // npm must not run on the Node that it is about to replace.
  const PATH = process.env.PATH.split(delimiter).filter((folder) => folder !== bin);
  const env = { ...process.env, PATH: PATH.join(delimiter) };
  // Not `npm ci`: it refuses a lock without the optional packages of other systems, which not every registry serves.
  // Errors only: npm would warn that this Node is too old for packages which run on the `node` package it installs.
  const args = ["install", "--no-save", "--loglevel=error"];
  const code = await show("npm", args, { cwd: root, env, meanwhile: "npm is installing" });
  if (code !== 0) throw new Stop(`\`npm install\` failed with exit code ${code}; what it said is above.`);
  if (!existsSync(join(bin, "node"))) {
    throw new Stop(
      "The npm package `node` came without its binary: its install script did not run. Allow install scripts (`npm config get ignore-scripts` should say false) and run the same command again.",
    );
  }
  const left = reason();
  if (left)
    console.log(`npm packages: still not as in package-lock.json (${left}); \`npm install\` brings it up to date`);
  console.log(`npm packages: installed in ${elapsed(started)}`);
}
