/** Pages of 100 items out of 10,000: the store's own time for each, as its journal has it. */
import { fillCatalog, PACKAGE } from "../fill.mjs";
import { signIn, startEmulator } from "../processes.mjs";

const ITEMS = 10_000;
const SIZE = 100;

export async function measurePages(rounds) {
  const emulator = await startEmulator();
  try {
    await fillCatalog(emulator, ITEMS);
    const headers = await signIn(emulator);
    await emulator.control("DELETE", "/requests");
    for (let round = 0; round < rounds; round += 1)
      for (let page = 1; page <= ITEMS / SIZE; page += 1) {
        const path = `/iap/v6/applications/${PACKAGE}/items?page=${page}&size=${SIZE}`;
        const { itemList, totalCount } = await (await fetch(`${emulator.url}${path}`, { headers })).json();
        if (itemList.length !== SIZE || totalCount !== ITEMS)
          throw new Error(`Page ${page} is not what was asked for.`);
      }
    const journal = await emulator.control("GET", "/requests");
    return journal.filter(({ operation }) => operation === "items.list").map(({ ms }) => ms);
  } finally {
    await emulator.stop();
  }
}
