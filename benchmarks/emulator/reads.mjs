/** Reads of a client that is signed in, in turns with an empty hono server that answers the same bytes under the same load. */
import autocannon from "autocannon";
import { signIn, startEmpty, startEmulator } from "../processes.mjs";

const APP = "000001000101";
const READS = {
  "apps.get": `/seller/contentInfo?contentId=${APP}`,
  "items.get": "/iap/v6/applications/com.lumenforge.emberisles/items/ember_pouch",
  "rollout.getRate": `/seller/v2/content/stagedRolloutRate?contentId=${APP}&appStatus=SALE`,
};
const CONNECTIONS = 32;
const WARM_UP = 2_000;
const REQUESTS = 30_000;

/** Requests a second of each read and of the empty server, run after run. */
export async function measureReads(runs) {
  const empty = await startEmpty();
  const emulator = await startEmulator();
  try {
    const headers = await signIn(emulator);
    const rows = [];
    await perSecond(`${empty.url}/`, {}, WARM_UP);
    for (const [operation, path] of Object.entries(READS)) {
      const answer = await (await fetch(`${emulator.url}${path}`, { headers })).text();
      await fetch(`${empty.url}/`, { method: "PUT", body: answer });
      await perSecond(`${emulator.url}${path}`, headers, WARM_UP);
      const pairs = [];
      for (let run = 0; run < runs; run += 1)
        pairs.push({
          empty: await perSecond(`${empty.url}/`, headers, REQUESTS),
          ours: await perSecond(`${emulator.url}${path}`, headers, REQUESTS),
        });
      rows.push({ operation, pairs });
    }
    return rows;
  } finally {
    await empty.stop();
    await emulator.stop();
  }
}

async function perSecond(url, headers, amount) {
  const started = performance.now();
  const { non2xx, errors } = await autocannon({ url, headers, connections: CONNECTIONS, amount, sampleInt: 100 });
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx} refused, ${errors} failed`);
  return (amount * 1000) / (performance.now() - started);
}
