/** The emulated store that the benchmarks run against, and what it was asked. */
import { createRequire } from "node:module";

const EMBER_ISLES = "000001000101";

/** @param change changes the default seed's Ember Isles, an app with a live rollout */
export function startStore(change) {
  return startSeeded((seed) => {
    change(seed.sellers.flatMap((seller) => seller.apps).find((app) => app.contentId === EMBER_ISLES));
  });
}

/** @param change changes the default seed */
export async function startSeeded(change) {
  const { defaultSeed, startEmulator } = createRequire(import.meta.url)("../dist/emulator");
  const seed = defaultSeed();
  change(seed);
  const emulator = await startEmulator({ seed });
  const control = async (method, path) => (await fetch(`${emulator.url}/_emulator${path}`, { method })).json();
  const [account] = await control("GET", "/accounts");
  return {
    url: emulator.url,
    settings: {
      GALAXY_STORE_ENDPOINT: emulator.url,
      GALAXY_STORE_SERVICE_ACCOUNT_ID: account.serviceAccountId,
      GALAXY_STORE_PRIVATE_KEY: account.privateKey,
    },
    reset: () => control("POST", "/reset"),
    /** How often each operation was asked since the last call. */
    async asked() {
      const counts = new Map();
      for (const { operation } of await control("GET", "/requests"))
        counts.set(operation, (counts.get(operation) ?? 0) + 1);
      await control("DELETE", "/requests");
      return counts;
    },
    close: () => emulator.close(),
  };
}
