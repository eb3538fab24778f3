// Puts finished binaries in the launcher's folder: each by one rename, `pulumi` last, so that nothing half-made is ever seen.
import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { binaries, installFolder } from "./pinned.mjs";

/** A folder on the same disk as the launcher's, for what is not finished; removed by `clearUnfinished`. */
export function unfinishedFolder() {
  const folder = join(dirname(installFolder()), `.unfinished-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Removes what interrupted runs left. For the holder of the lock only. */
export function clearUnfinished() {
  const parent = dirname(installFolder());
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    if (name.startsWith(".unfinished-")) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

/** Moves every file of `from` into the launcher's folder. */
export function install(from) {
  const folder = installFolder();
  mkdirSync(folder, { recursive: true });
  const order = (name) => binaries.indexOf(name);
  for (const name of readdirSync(from).sort((a, b) => order(a) - order(b))) {
    renameSync(join(from, name), join(folder, name));
  }
}
