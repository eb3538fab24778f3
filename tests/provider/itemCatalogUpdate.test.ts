/** A change of a catalog: the fewest and smallest calls, and nothing that was not to change. */

import assert from "node:assert/strict";
import { StoreSession } from "../../provider/session";
import { TestStore } from "../support/testStore";
import { asStored, CatalogsOf, gems, linesOf, PACKAGE, program, stock } from "./support/catalogs";

describe("the update of an ItemCatalog", () => {
  let store: TestStore;
  let catalogs: CatalogsOf;
  before(async () => {
    store = await TestStore.start();
    catalogs = new CatalogsOf(store);
  });
  beforeEach(() => store.reset());
  after(() => store.stop());

  it("changes few of many: each read by itself and written once, with only what differs", async () => {
    const catalog = await catalogs.managed(gems(300));
    const items = gems(300);
    items.gem_0007 = { ...items.gem_0007, title: "Ruby" };
    items.gem_0100 = { ...items.gem_0100, prices: { ...items.gem_0100?.prices, KOR: "2400" } };
    items.gem_0200 = { ...items.gem_0200, usdPrice: "3" };
    await catalog.up(program(items));
    assert.deepEqual(
      (await catalogs.operations()).filter((each) => each !== "items.patch" && each !== "items.replace"),
      Array(3).fill("items.get"),
    );
    assert.deepEqual(await catalogs.bodies("items.patch"), [
      { id: "gem_0007", title: "Ruby" },
      { id: "gem_0100", prices: [{ countryId: "KOR", localPrice: "2400" }] },
    ]);
    assert.deepEqual(await catalogs.bodies("items.replace"), [asStored(items).get("gem_0200")]);
    assert.deepEqual(await catalogs.held(), asStored(items));
    assert.equal(await catalog.drifts(), false);
    assert.equal(await catalog.up(program(items)), false);
  });

  it("reads the pages instead when that are fewer requests", async () => {
    const catalog = await catalogs.managed(gems(150));
    const items = gems(150);
    for (const id of ["gem_0000", "gem_0001", "gem_0002"]) items[id] = { ...items[id], title: `New ${id}` };
    await catalog.up(program(items));
    assert.deepEqual((await catalogs.operations()).sort(), [
      "items.list",
      "items.list",
      ...Array<string>(3).fill("items.patch"),
    ]);
    assert.deepEqual(await catalogs.held(), asStored(items));
  });

  it("brings a changed item to all that is listed, keeps the rest, and names others that differ", async () => {
    const catalog = await catalogs.managed(gems(150));
    await store.editItemInPortal(PACKAGE, "gem_0000", { description: "Changed by hand" });
    await store.editItemInPortal(PACKAGE, "gem_0140", { description: "Changed by hand" });
    await store.removeItemInPortal(PACKAGE, "gem_0141");
    const items = gems(150);
    for (const id of ["gem_0000", "gem_0001", "gem_0002"]) items[id] = { ...items[id], title: `New ${id}` };
    const lines = await linesOf(() => catalog.up(program(items)));
    assert.deepEqual(lines, [
      "Item catalog com.lumenforge.emberisles: 2 more items are not as the program says, and no part of this change: gem_0140, gem_0141. To see and repair that, run pulumi up --refresh.",
    ]);
    assert.equal((await catalogs.held()).get("gem_0000")?.description, "The gem number 0");
    assert.equal((await catalogs.held()).get("gem_0140")?.description, "Changed by hand");
    await catalog.refresh();
    await catalog.up(program(items));
    assert.deepEqual(await catalogs.held(), asStored(items));
  });

  it("leaves items that leave the list in the store", async () => {
    const catalog = await catalogs.managed(gems(3));
    await catalog.up(program(gems(2)));
    assert.deepEqual(await store.requests(), []);
    assert.deepEqual(catalog.state?.outputs, { itemCount: 2, unlistedItems: 1 });
    assert.equal(await catalog.drifts(), false);
  });

  it("refuses a new id that exists with other content, unless it may adopt", async () => {
    await stock(store, gems(3));
    const catalog = catalogs.manage();
    await catalog.up(program(gems(2)));
    const items = gems(3);
    items.gem_0000 = { ...items.gem_0000, title: "Ruby" };
    items.gem_0002 = { ...items.gem_0002, title: "Opal" };
    await assert.rejects(
      catalog.up(program(items)),
      /1 item is in the store already.*\n {2}gem_0002: title: the store has "Gem 2", the program says "Opal"$/,
    );
    assert.deepEqual(await store.writes(), []);
    await catalog.up(program(items, { adopt: true }));
    assert.deepEqual(await catalogs.held(), asStored(items));
  });

  it("creates an item that vanished, if the program says enough of it", async () => {
    const [{ gem_0000 = {} }, { gem_0001 = {} }] = [gems(1), gems(2)];
    const items = { gem_0000, gem_0001: { prices: { KOR: "1200" } } };
    await stock(store, gems(2));
    const catalog = catalogs.manage();
    await catalog.up(program(items, { adopt: true }));
    await stock(store, {});
    const next = { gem_0000: { ...gem_0000, title: "Ruby" }, gem_0001: { prices: { KOR: "1300" } } };
    await assert.rejects(
      catalog.up(program(next)),
      /1 item is not in the store.*\n {2}gem_0001: title, description, usdPrice$/,
    );
    assert.deepEqual(await store.writes(), []);
    const all = { gem_0000: next.gem_0000, gem_0001: { ...gem_0001, ...next.gem_0001 } };
    await catalog.up(program(all));
    assert.deepEqual(await catalogs.held(), asStored(all));
  });

  it("keeps the type of items that can no longer be made", async () => {
    await stock(store, gems(1));
    await store.editItemInPortal(PACKAGE, "gem_0000", { type: "NON_CONSUMABLE" });
    const catalog = catalogs.manage();
    await catalog.up(program(gems(1)));
    const { gem_0000 } = gems(1);
    await catalog.up(program({ gem_0000: { ...gem_0000, description: "Once" } }));
    assert.deepEqual(
      [(await catalogs.held()).get("gem_0000")?.type, (await catalogs.held()).get("gem_0000")?.description],
      ["NON_CONSUMABLE", "Once"],
    );
  });

  it("writes a price that names no currency in the live one, and says how to name it", async () => {
    const catalog = await catalogs.managed(gems(1));
    await store.editItemInPortal(PACKAGE, "gem_0000", {
      prices: [{ countryId: "KOR", currency: "USD", localPrice: "1188" }],
    });
    const { gem_0000 = {} } = gems(1);
    const lines = await linesOf(() => catalog.up(program({ gem_0000: { ...gem_0000, prices: { KOR: "1200" } } })));
    assert.deepEqual(await catalogs.bodies("items.patch"), [
      { id: "gem_0000", prices: [{ countryId: "KOR", localPrice: "1200" }] },
    ]);
    assert.deepEqual(lines, [
      'Item catalog com.lumenforge.emberisles: prices that name no currency stay in the one that the store has: gem_0000 KOR is in USD, not KRW. To name it, write KOR: { price: "1200", currency: "USD" }.',
    ]);
  });

  it("says where the store keeps something else than it was sent", async () => {
    const { gem_0000 = {} } = gems(1);
    const catalog = await catalogs.managed({ gem_0000: { ...gem_0000, prices: { KOR: "400" } } });
    await store.control("PUT", "/settings", { readings: { itemMinimumPrice: "raised" } });
    const lines = await linesOf(() => catalog.up(program({ gem_0000: { ...gem_0000, prices: { KOR: "300" } } })));
    assert.deepEqual(lines, [
      'Item catalog com.lumenforge.emberisles: the store keeps something else than it was sent: gem_0000 prices.KOR: the store has "310", the program says "300".',
    ]);
  });

  it("reads an item anew when what it saw of it is a minute old, and so keeps what was changed meanwhile", async () => {
    const catalog = await catalogs.managed(gems(150));
    let clock = 0;
    let connections = 0;
    catalog.shared = new StoreSession(
      async () => {
        connections += 1;
        if (connections === 2)
          await store.editItemInPortal(PACKAGE, "gem_0000", { itemPaymentMethod: { phoneBillStatus: true } });
        return catalogs.client();
      },
      {
        now: () => {
          clock += 70_000;
          return clock;
        },
      },
    );
    const items = gems(150);
    items.gem_0000 = { ...items.gem_0000, description: "New" };
    await catalog.up(program(items));
    assert.deepEqual(await catalogs.operations(), ["items.get", "items.get", "items.replace"]);
    const { description, itemPaymentMethod } = (await catalogs.held()).get("gem_0000") ?? assert.fail();
    assert.deepEqual([description, itemPaymentMethod.phoneBillStatus], ["New", true]);
  });

  it("asks for the acknowledgement of a price that jumps from what the store has, before the first write", async () => {
    const catalog = await catalogs.managed(gems(2));
    const items = gems(2);
    items.gem_0000 = { ...items.gem_0000, title: "Ruby" };
    items.gem_0001 = { ...items.gem_0001, prices: { KOR: "1300" } };
    await store.editItemInPortal(PACKAGE, "gem_0001", {
      prices: [{ countryId: "KOR", currency: "KRW", localPrice: "130" }],
    });
    await assert.rejects(
      catalog.up(program(items)),
      /items\.gem_0001\.prices\.KOR goes from 130 to 1300 KRW, 10 times as much; .*acknowledgePriceChanges/,
    );
    assert.deepEqual(await store.writes(), []);
    await catalog.up(program(items, { acknowledgePriceChanges: ["gem_0001"] }));
    assert.deepEqual((await catalogs.held()).get("gem_0001")?.prices, [
      { countryId: "KOR", currency: "KRW", localPrice: "1300" },
    ]);
  });
});
