/** The same calls by the SDK and by bare axios, in turns at one emulator: time and processor time of each. */
import { PACKAGE } from "../fill.mjs";
import { startEmulator } from "../processes.mjs";
import { bareAxios, credentialsAt, sdkOf } from "./clients.mjs";

const APP = "000001000101";
const BLOCK = 50;
const WARM_UP_BLOCKS = 20;
const BLOCKS_PER_RUN = 30;

const CALLS = {
  "apps.get": {
    ours: (store) => store.apps.get(APP),
    bare: (client) => client.get("/seller/contentInfo", { params: { contentId: APP } }),
  },
  "items.get": {
    ours: (store) => store.items.get(PACKAGE, "ember_pouch"),
    bare: (client) => client.get(`/iap/v6/applications/${PACKAGE}/items/ember_pouch`),
  },
  "rollout.getRate": {
    ours: (store) => store.rollouts.getRate({ contentId: APP, appStatus: "SALE" }),
    bare: (client) =>
      client.get("/seller/v2/content/stagedRolloutRate", { params: { contentId: APP, appStatus: "SALE" } }),
  },
};

/** Per operation the pairs of blocks of calls, in milliseconds a call. */
export async function measureCalls(runs) {
  const emulator = await startEmulator();
  const { headers, options } = await credentialsAt(emulator);
  const store = sdkOf(options);
  const client = bareAxios(emulator.url, headers);
  try {
    const rows = [];
    for (const [operation, { ours, bare }] of Object.entries(CALLS)) {
      const pairs = [];
      for (let block = 0; block < WARM_UP_BLOCKS + runs * BLOCKS_PER_RUN; block += 1) {
        const turns = [
          ["ours", () => ours(store)],
          ["bare", () => bare(client)],
        ];
        const pair = {};
        for (const [side, call] of block % 2 === 0 ? turns : turns.toReversed()) pair[side] = await timed(call);
        if (block >= WARM_UP_BLOCKS) pairs.push(pair);
      }
      rows.push({ operation, pairs });
    }
    return rows;
  } finally {
    store.close();
    client.defaults.httpAgent.destroy();
    await emulator.stop();
  }
}

async function timed(call) {
  const processor = process.cpuUsage();
  const started = performance.now();
  for (let done = 0; done < BLOCK; done += 1) await call();
  const wall = performance.now() - started;
  const { user, system } = process.cpuUsage(processor);
  return { wall: wall / BLOCK, processor: (user + system) / 1000 / BLOCK };
}
