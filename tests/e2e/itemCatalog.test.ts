/** A catalog under the real engine: the preview shows the changed lines and asks nothing, up writes exactly those, drift shows exactly what was edited. */

import assert from "node:assert/strict";
import { TestStore } from "../support/testStore";
import { charms, heldBy, type Listed, markedLines, PACKAGE, storeWith } from "./support/catalog";
import { type Declared, Stack } from "./support/stack";

const ITEMS = charms(250);

describe("a catalog as one resource", function () {
  this.timeout(180_000);
  let store: TestStore;
  let stack: Stack;

  before(async () => {
    store = await TestStore.start(storeWith(ITEMS));
  });
  beforeEach(async () => {
    await store.reset();
    stack = new Stack(store.settings());
    await stack.init();
  });
  afterEach(() => stack?.remove());
  after(() => store?.stop());

  function declare(args: Record<string, unknown>, options: Partial<Declared> = {}): void {
    stack.declare([{ type: "ItemCatalog", name: "catalog", args: { packageName: PACKAGE, ...args }, ...options }]);
  }

  /** The catalog with some items changed. */
  function changed(changes: Record<string, Partial<Listed>>): Record<string, Listed> {
    const all = structuredClone(ITEMS);
    for (const [id, change] of Object.entries(changes)) {
      const item = all[id] ?? assert.fail(`no item ${id}`);
      all[id] = { ...item, ...change, prices: { ...item.prices, ...change.prices } };
    }
    return all;
  }

  const asked = async () => {
    const requests = await store.requests();
    await store.forgetRequests();
    return requests.map(({ operation }) => operation);
  };

  it("adopts an identical catalog without a write, and two looks afterwards show nothing", async () => {
    declare({ items: ITEMS });
    await stack.up();
    assert.deepEqual(await asked(), ["items.list", "items.list", "items.list"]);
    const preview = await stack.preview("--expect-no-changes");
    assert.equal(preview.code, 0, preview.output);
    assert.deepEqual(await asked(), []);
    const drift = await stack.drift();
    assert.equal(drift.code, 0, drift.output);
    assert.deepEqual(await asked(), ["items.list", "items.list", "items.list"]);
  });

  it("shows exactly the changed lines, at most eight for each change, and asks nothing; up writes exactly those", async () => {
    declare({ items: ITEMS });
    await stack.up();
    await asked();
    const next = {
      ...changed({ charm_007: { prices: { KOR: 1500, DEU: 1.09 } }, charm_100: { title: "Lucky charm" } }),
      charm_251: { ...(ITEMS.charm_001 as Listed), title: "Charm 251" },
    };
    declare({ items: next });
    const { output } = await stack.preview();
    assert.deepEqual(markedLines(output), [
      "- charm_007 KOR 1200 KRW",
      "+ charm_007 KOR 1500 KRW",
      "- charm_100 title Charm 100",
      "+ charm_100 title Lucky charm",
      "+ charm_251 item",
      "+ charm_251 title Charm 251",
      "+ charm_251 description Keeps storms away",
      "+ charm_251 status PUBLISHED",
      "+ charm_251 usdPrice 0.99 USD",
      "+ charm_251 DEU 1.09 EUR",
      "+ charm_251 KOR 1200 KRW",
    ]);
    const shown = output.split("\n").filter((line) => /^ +([-+] )?charm_\d+ |^ +\.\.\.$/.test(line));
    assert.ok(shown.length <= 2 * 8 + 12, output);
    assert.deepEqual(await asked(), []);

    await stack.up();
    const writes = (await store.writes()).map(({ operation, request }) => [operation, request?.id]);
    assert.deepEqual(writes.sort(), [
      ["items.create", "charm_251"],
      ["items.patch", "charm_007"],
      ["items.patch", "charm_100"],
    ]);
    assert.deepEqual(await heldBy(store), next);
    const drift = await stack.drift();
    assert.equal(drift.code, 0, drift.output);
  });

  it("an item that leaves the list survives in the store, and the preview says so", async () => {
    declare({ items: ITEMS });
    await stack.up();
    const { charm_100: gone, ...rest } = ITEMS;
    declare({ items: rest });
    const { output } = await stack.preview();
    assert.equal(markedLines(output).filter((line) => line.startsWith("- charm_100 ")).length, 7);
    assert.match(output, /1 item taken out \(charm_100\)\.\s+What is taken out stays in the store/);
    await stack.up();
    assert.deepEqual(await store.writes(), []);
    assert.deepEqual((await heldBy(store)).charm_100, gone);
  });

  it("drift is exactly the edited lines, with exit code 7", async () => {
    declare({ items: ITEMS });
    await stack.up();
    await store.control("PUT", "/settings", { readings: { itemIdReuse: "allowed" } });
    await store.editItemInPortal(PACKAGE, "charm_003", { title: "Cheap charm", usdPrice: 0.19 });
    await store.removeItemInPortal(PACKAGE, "charm_200");
    await asked();
    const { code, output } = await stack.drift();
    assert.equal(code, 7, output);
    const edited = [
      "- charm_003 title Charm 3",
      "+ charm_003 title Cheap charm",
      "- charm_003 usdPrice 0.99 USD",
      "+ charm_003 usdPrice 0.19 USD",
      "- charm_200 item",
      "- charm_200 title Charm 200",
      "- charm_200 description Keeps storms away",
      "- charm_200 status PUBLISHED",
      "- charm_200 usdPrice 0.99 USD",
      "- charm_200 DEU 1.09 EUR",
      "- charm_200 KOR 1200 KRW",
    ];
    const back = edited.map((line) => (line.startsWith("-") ? "+" : "-") + line.slice(1));
    // What the refresh saw, then what up would do about it.
    assert.deepEqual(markedLines(output).sort(), [...edited, ...back].sort());
    assert.deepEqual(await asked(), ["items.list", "items.list", "items.list"]);

    await stack.up("--refresh");
    assert.deepEqual(await heldBy(store), ITEMS);
    assert.equal((await store.writes()).length, 2);
  });

  it("an update touches what the preview showed, and names what somebody else edited", async () => {
    declare({ items: ITEMS });
    await stack.up();
    // One per hundred items and fewer are read one by one, so that an edit elsewhere is not even seen.
    const ids = Object.keys(ITEMS).slice(0, 4);
    const next = changed(Object.fromEntries(ids.map((id) => [id, { title: `New ${id}` }])));
    await store.editItemInPortal(PACKAGE, "charm_009", { title: "Edited" });
    await store.forgetRequests();
    declare({ items: next });
    const { output } = await stack.up();
    const writes = (await store.writes()).map(({ request }) => request?.id);
    assert.deepEqual(writes.sort(), ids);
    assert.equal((await heldBy(store)).charm_009?.title, "Edited");
    assert.match(output, /charm_009/);
    assert.match(output, /pulumi up --refresh/);
  });

  it("ignoreChanges leaves the items as they were", async () => {
    declare({ items: ITEMS });
    await stack.up();
    await asked();
    declare({ items: changed({ charm_001: { title: "Ignored" } }) }, { ignoreChanges: ["items"] });
    const preview = await stack.preview("--expect-no-changes");
    assert.equal(preview.code, 0, preview.output);
    await stack.up();
    assert.deepEqual(await asked(), []);
  });

  it("destroy forgets: all items stay, and a line says so", async () => {
    declare({ items: ITEMS, exclusive: ["items"] });
    await stack.up();
    const { output } = await stack.destroy();
    assert.match(output, /250 items.*stay/);
    assert.deepEqual(await store.writes(), []);
    assert.deepEqual(await heldBy(store), ITEMS);
    assert.equal((await stack.export()).resources.size, 0);
  });

  it("takes items from outputs of other resources", async () => {
    stack.declare([
      { type: "BetaTest", name: "beta", args: { contentId: "000001000105" } },
      {
        type: "ItemCatalog",
        name: "catalog",
        args: {
          packageName: PACKAGE,
          items: { charm_300: { ...ITEMS.charm_001, title: "Charm 300", description: { $output: "beta.testingUrl" } } },
        },
      },
    ]);
    const preview = await stack.preview();
    assert.equal(preview.code, 0, preview.output);
    await stack.up();
    assert.match(String((await heldBy(store)).charm_300?.description), /^https:/);
    const drift = await stack.drift();
    assert.equal(drift.code, 0, drift.output);
  });
});
