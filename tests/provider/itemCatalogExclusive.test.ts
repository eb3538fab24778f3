/** A catalog whose list is the whole truth: removed is what a preview has shown, and many only by their number. */

import assert from "node:assert/strict";
import { PartlyDone } from "../../provider/lifecycle";
import { TestStore } from "../support/testStore";
import { asStored, CatalogsOf, gems, linesOf, PACKAGE, program, stock } from "./support/catalogs";

describe("an exclusive ItemCatalog", () => {
  let store: TestStore;
  let catalogs: CatalogsOf;
  before(async () => {
    store = await TestStore.start();
    catalogs = new CatalogsOf(store);
  });
  beforeEach(() => store.reset());
  after(() => store.stop());

  const exclusive = ["items"];

  it("removes what leaves the list, after everything else is written", async () => {
    const catalog = await catalogs.managed(gems(12), { exclusive });
    const { gem_0003: _, ...items } = gems(13);
    await catalog.up(program(items, { exclusive }));
    assert.deepEqual(
      (await store.writes()).map(({ operation, path }) => `${operation} ${path.split("/").at(-1)}`),
      ["items.create items", "items.remove gem_0003"],
    );
    assert.deepEqual(await catalogs.held(), asStored(items));
    assert.deepEqual(catalog.state?.outputs, { itemCount: 12 });
  });

  it("removes what the store has beside the list when the list becomes the whole truth", async () => {
    await stock(store, gems(20));
    const catalog = catalogs.manage();
    await catalog.up(program(gems(18)));
    await catalog.up(program(gems(18), { exclusive }));
    assert.deepEqual(await catalogs.held(), asStored(gems(18)));
    assert.deepEqual(catalog.state?.outputs, { itemCount: 18 });
  });

  it("does not remove what no preview has shown, but names it", async () => {
    const catalog = await catalogs.managed(gems(12), { exclusive });
    await catalogs.addInPortal("stranger", gems(1).gem_0000);
    const { gem_0003: _, ...items } = gems(12);
    const lines = await linesOf(() => catalog.up(program(items, { exclusive })));
    assert.match(lines.join(), /1 more item is not as the program says, and no part of this change: stranger\./);
    assert.deepEqual([...(await catalogs.held()).keys()].sort(), [...Object.keys(items), "stranger"]);
    await catalog.refresh();
    await catalog.up(program(items, { exclusive }));
    assert.deepEqual(await catalogs.held(), asStored(items));
  });

  it("takes over a catalog with unlisted items only when told to adopt, or how many are to go", async () => {
    await stock(store, gems(12));
    await assert.rejects(
      catalogs.manage().up(program(gems(11), { exclusive })),
      /1 item is in the store and not in the program, and exclusive would remove .*\n {2}gem_0011$/,
    );
    assert.deepEqual(await store.writes(), []);
    await catalogs.manage().up(program(gems(11), { exclusive, allowDeletions: 1 }));
    assert.deepEqual(await catalogs.held(), asStored(gems(11)));
    await catalogs.manage().up(program(gems(10), { exclusive, adopt: true }));
    assert.deepEqual(await catalogs.held(), asStored(gems(10)));
  });

  it("removes all items when an empty list is the whole truth and their number is said", async () => {
    const catalog = await catalogs.managed(gems(12));
    assert.match((await catalog.problems(program({}, { exclusive }))).join(), /set allowDeletions: 12/);
    await catalog.up(program({}, { exclusive, allowDeletions: 12 }));
    assert.equal((await catalogs.held()).size, 0);
  });

  it("asks for the number of a mass deletion, before the first write", async () => {
    const catalog = await catalogs.managed(gems(20), { exclusive });
    const items = gems(15);
    items.gem_0000 = { ...items.gem_0000, title: "Ruby" };
    await assert.rejects(
      catalog.up(program(items, { exclusive })),
      /items leaves out 5 of the 20 items .*set allowDeletions: 5/,
    );
    await assert.rejects(catalog.up(program(items, { exclusive, allowDeletions: 4 })), /set allowDeletions: 5/);
    assert.deepEqual(await store.writes(), []);
    await catalog.up(program(items, { exclusive, allowDeletions: 5 }));
    assert.deepEqual(await catalogs.held(), asStored(items));
  });

  it("is fine with items that are gone already", async () => {
    const catalog = await catalogs.managed(gems(12), { exclusive });
    await store.removeItemInPortal(PACKAGE, "gem_0011");
    await catalog.up(program(gems(11), { exclusive }));
    assert.deepEqual(await store.writes(), []);
    assert.equal(await catalog.drifts(), false);
  });

  it("removes unlisted prices of all items when the prices become exclusive", async () => {
    const listed = Object.fromEntries(
      Object.entries(gems(3)).map(([id, item]) => [id, { ...item, prices: { KOR: item.prices?.KOR ?? "" } }]),
    );
    await stock(store, gems(3));
    const catalog = catalogs.manage();
    await catalog.up(program(listed));
    assert.deepEqual(await catalogs.held(), asStored(gems(3)));
    await catalog.up(program(listed, { exclusive: ["prices"] }));
    assert.deepEqual(await catalogs.held(), asStored(listed));
    assert.equal(await catalog.drifts(), false);
  });

  it("creates an item without prices with its base price, though prices are exclusive", async () => {
    await stock(store, {});
    const { gem_0000 = {} } = gems(1);
    const { prices: _, ...bare } = gem_0000;
    const catalog = catalogs.manage();
    await catalog.up(program({ gem_0000: bare }, { exclusive: ["prices"] }));
    assert.deepEqual((await catalogs.held()).get("gem_0000")?.prices, [
      { countryId: "USA", currency: "USD", localPrice: "0.99" },
    ]);
    assert.equal(await catalog.drifts(), false);
  });

  it("knows what stands of an item that could not be removed, also the prices that were not managed before", async () => {
    const { gem_0000 = {}, gem_0001 = {} } = gems(2);
    await stock(store, gems(2));
    const catalog = catalogs.manage();
    await catalog.up(program({ gem_0000: { ...gem_0000, prices: { KOR: "1188" } }, gem_0001 }));
    await store.faults("items.remove", "return-400-1000");
    const items = { gem_0001: { ...gem_0001, title: "Ruby" } };
    const wish = program(items, { exclusive: ["items", "prices"] });
    await assert.rejects(catalog.up(wish), PartlyDone);
    assert.equal(await catalog.drifts(), false);
    await catalog.up(wish);
    assert.deepEqual(await catalogs.held(), asStored(items));
  });
});
