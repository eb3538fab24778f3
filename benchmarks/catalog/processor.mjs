/** Processor time of what the engine asks of a catalog in every preview, check and diff, by the number of items. */
import { createRequire } from "node:module";
import { median } from "../numbers.mjs";
import { listedItems, PACKAGE, withChanges } from "./items.mjs";

const ROUNDS = 5;
const CHANGED = 100;

/** Milliseconds by size, of a catalog in which 100 items differ from the last `up`. */
export async function measureProcessor(sizes) {
  const { itemCatalog } = createRequire(import.meta.url)("../../dist/provider/itemCatalog");
  const quiet = console.log;
  console.log = () => {};
  try {
    const rows = [];
    for (const size of sizes) {
      const items = listedItems(size);
      const given = (listed) => ({ packageName: PACKAGE, items: JSON.stringify(listed) });
      const next = given(withChanges(items, CHANGED, "2600").next);
      const old = await checked(itemCatalog, given(items), {});
      const times = [];
      for (let round = 0; round <= ROUNDS; round += 1) {
        const before = process.cpuUsage();
        const inputs = await checked(itemCatalog, next, old);
        const { changes } = itemCatalog.diff(PACKAGE, { inputs: old, outputs: { itemCount: size } }, inputs);
        const { user, system } = process.cpuUsage(before);
        if (!changes) throw new Error("The changed catalog is said to be the same.");
        if (round > 0) times.push((user + system) / 1000);
      }
      rows.push({ size, milliseconds: median(times) });
    }
    return rows;
  } finally {
    console.log = quiet;
  }
}

async function checked(lifecycle, inputs, old) {
  const { inputs: registered, problems } = await lifecycle.check(inputs, old);
  if (problems.length > 0) throw new Error(`${problems[0].path} ${problems[0].reason}`);
  return registered;
}
