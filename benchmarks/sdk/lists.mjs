/** A list of 10,000 items: how many requests it takes, how many at once, and its time beside one page after the other. */
import { once } from "node:events";
import { createServer, request } from "node:http";
import { fillCatalog, PACKAGE } from "../fill.mjs";
import { startEmulator } from "../processes.mjs";
import { credentialsAt, sdkOf } from "./clients.mjs";

const ITEMS = 10_000;
const SIZE = 100;

export async function measureLists(runs) {
  const emulator = await startEmulator();
  const counting = await countingProxy(emulator.url);
  const { options } = await credentialsAt(emulator);
  const counted = sdkOf({ ...options, endpoint: counting.url });
  const store = sdkOf(options);
  try {
    await fillCatalog(emulator, ITEMS);
    await wholeList(counted);
    const pairs = [];
    for (let round = 0; round <= runs; round += 1) {
      const pair = { single: await timed(() => pageByPage(store)), ours: await timed(() => wholeList(store)) };
      if (round > 0) pairs.push(pair);
    }
    return { requests: counting.requests(), most: counting.most(), pairs };
  } finally {
    store.close();
    counted.close();
    await counting.close();
    await emulator.stop();
  }
}

async function wholeList(store) {
  let count = 0;
  for await (const { id } of store.items.list(PACKAGE)) {
    if (id !== `item_${count}`) throw new Error(`${id} came in the place of item_${count}.`);
    count += 1;
  }
  if (count !== ITEMS) throw new Error(`The list has ${count} items.`);
}

async function pageByPage(store) {
  for (let page = 1; page <= ITEMS / SIZE; page += 1) await store.items.page(PACKAGE, { page, size: SIZE });
}

async function timed(work) {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** Passes requests on and counts them, in all and at once. */
async function countingProxy(target) {
  let requests = 0;
  let now = 0;
  let most = 0;
  const server = createServer((incoming, response) => {
    requests += 1;
    now += 1;
    most = Math.max(most, now);
    response.once("close", () => {
      now -= 1;
    });
    const { method, url, headers } = incoming;
    const passed = request(`${target}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(passed);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    requests: () => requests,
    most: () => most,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
