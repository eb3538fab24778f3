// Finds the Pulumi engine, or gets it: on PATH, in the launcher's folder, by the launcher's download, from Go modules.
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./engine/build.mjs";
import { download } from "./engine/download.mjs";
import { clearUnfinished } from "./engine/install.mjs";
import { engineOnPath } from "./engine/on-path.mjs";
import { installFolder, missingIn, version } from "./engine/pinned.mjs";
import { withLock } from "./lib/lock.mjs";
import { bin } from "./lib/root.mjs";
import { elapsed } from "./lib/run.mjs";
import { main } from "./lib/stop.mjs";

const note = (text) => console.log(`Pulumi engine: ${text}`);

const isInstalled = () => missingIn(installFolder()).length === 0;

const installed = (origin) => ({ version, folder: installFolder(), origin });

async function get() {
  const lock = join(dirname(installFolder()), ".lock");
  const waiting = (pid) => note(`another run (process ${pid}) is getting it; waiting for that`);
  return withLock(lock, waiting, async () => {
    if (isInstalled()) return installed("installed by another run");
    const started = Date.now();
    clearUnfinished();
    try {
      note(`${version} is not here yet; asking the official launcher to download it`);
      const reason = await download();
      if (!reason) return installed(`downloaded in ${elapsed(started)}`);
      note(`no download (${reason}); building it from its Go modules. Once per machine, about 8 minutes on two cores`);
      await build();
      return installed(`built from its Go modules in ${elapsed(started)}`);
    } finally {
      clearUnfinished();
    }
  });
}

/** The engine, ready to run: its version, the folder with its binaries, and where it comes from. */
export async function ensureEngine() {
  return engineOnPath(note) ?? (isInstalled() ? installed("already installed") : await get());
}

/** The environment in which a child process runs `pulumi` as this engine and `node` as the Node of the npm packages. */
export function environment(engine) {
  const { PULUMI_VERSION, ...env } = process.env;
  const own = [engine.folder, bin];
  const others = (env.PATH ?? "").split(delimiter).filter((folder) => folder && !own.includes(folder));
  return {
    ...env,
    PATH: [...own, ...others].join(delimiter),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    const engine = await ensureEngine();
    note(`${engine.version} in ${engine.folder} (${engine.origin})`);
  });
}
