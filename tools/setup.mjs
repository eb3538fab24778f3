// Brings a clone to where it can run: npm packages, the compiled package, the Pulumi engine. Quick when all is there.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureEngine, environment } from "./engine.mjs";
import { withLock } from "./lib/lock.mjs";
import { root } from "./lib/root.mjs";
import { main } from "./lib/stop.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { ensureProduct } from "./setup/product.mjs";

/** Returns the environment for child processes: the engine and Node 24 first on PATH. */
export async function setup() {
  const waiting = (pid) => console.log(`Setup: another run (process ${pid}) is at it; waiting for that`);
  await withLock(join(root, ".cache", "setup.lock"), waiting, async () => {
    await ensurePackages();
    await ensureProduct();
  });
  const engine = await ensureEngine();
  console.log(`Ready: Pulumi engine ${engine.version} (${engine.origin})`);
  return environment(engine);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main(() => setup().then(() => 0));
