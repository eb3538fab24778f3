// Looks for an engine that the user installed: `pulumi` on PATH, recent enough, with its Node.js language host.
import { execFileSync } from "node:child_process";
import { mkdirSync, readlinkSync, realpathSync, renameSync, symlinkSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { root } from "../lib/root.mjs";
import { binaries, installFolder, isExecutable, version } from "./pinned.mjs";

const pathFolders = () => [...new Set((process.env.PATH ?? "").split(delimiter).filter(Boolean))];

const isLauncher = (file) => /[\\/]node_modules[\\/]pulumi[\\/]run\.js$/.test(file);

function versionOf(pulumi) {
  try {
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
    const text = execFileSync(pulumi, ["version"], {
      env,
      encoding: "utf8",
      timeout: 20_000,
      stdio: ["ignore", "pipe", "ignore"],
    });
    return text.trim().replace(/^v/, "");
  } catch {
    return undefined;
  }
}

/** Whether `found` can run what was written for `wanted`: the same major version, and not older. */
function isRecentEnough(found, wanted) {
  const match = /^(\d+)\.(\d+)\.(\d+)(-)?/.exec(found);
  if (!match) return false;
  const [major, minor, patch] = match.slice(1, 4).map(Number);
  const [needMajor, needMinor, needPatch] = wanted.split(".").map(Number);
  if (major !== needMajor) return false;
  if (minor !== needMinor) return minor > needMinor;
  // 3.259.0-alpha.1 comes before 3.259.0.
  return match[4] ? patch > needPatch : patch >= needPatch;
}

function locate(pulumi) {
  const beside = dirname(pulumi);
  const files = binaries.map((name) =>
    name === "pulumi" ? pulumi : [beside, ...pathFolders()].map((folder) => join(folder, name)).find(isExecutable),
  );
  return { files, missing: binaries.filter((_, index) => !files[index]) };
}

// A folder of links, because the folder that holds the user's `pulumi` may hold another `node` too.
function linkFolder(files) {
  const folder = join(root, ".cache", "engine");
  mkdirSync(folder, { recursive: true });
  binaries.forEach((name, index) => {
    const link = join(folder, name);
    const target = realpathSync(files[index]);
    try {
      if (readlinkSync(link) === target) return;
    } catch {
      // There is no such link yet.
    }
    const fresh = `${link}.${process.pid}`;
    symlinkSync(target, fresh);
    renameSync(fresh, link);
  });
  return folder;
}

/** The first usable engine on PATH; `note` is told about each one that is passed over, and why. */
export function engineOnPath(note) {
  const seen = new Set();
  for (const folder of pathFolders()) {
    const command = join(folder, "pulumi");
    if (!isExecutable(command)) continue;
    const pulumi = realpathSync(command);
    if (seen.has(pulumi) || isLauncher(pulumi) || dirname(pulumi) === installFolder()) continue;
    seen.add(pulumi);
    const found = versionOf(pulumi);
    if (!found) note(`${command} does not answer to "pulumi version": not used`);
    else if (!isRecentEnough(found, version)) note(`${command} is ${found}, ${version} or later is needed: not used`);
    else {
      const { files, missing } = locate(pulumi);
      if (missing.length === 0) return { version: found, folder: linkFolder(files), origin: `on PATH, ${command}` };
      note(`${command} is ${found}, without ${missing.join(" and ")} beside it or on PATH: not used`);
    }
  }
  return undefined;
}
