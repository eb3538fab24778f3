/** A catalog after a refresh: taking back what somebody did in the store is drift and no slip of the program, which is still held against the guards. */

import assert from "node:assert/strict";
import { forgetDeclared } from "../../provider/declared";
import { TestStore } from "../support/testStore";
import { asStored, CatalogsOf, gems, PACKAGE, program, stock } from "./support/catalogs";

describe("an ItemCatalog after a refresh", () => {
  let store: TestStore;
  let catalogs: CatalogsOf;
  before(async () => {
    store = await TestStore.start();
    catalogs = new CatalogsOf(store);
  });
  beforeEach(async () => {
    await store.reset();
    forgetDeclared();
  });
  after(() => store.stop());

  it("takes back a price that somebody made ten times smaller, without a word", async () => {
    const catalog = await catalogs.managed(gems(12));
    await store.editItemInPortal(PACKAGE, "gem_0003", { usdPrice: 0.09 });
    await catalog.refresh();
    assert.deepEqual(await catalog.problems(program(gems(12))), []);
    await catalog.up(program(gems(12)));
    assert.deepEqual(await catalogs.held(), asStored(gems(12)));
  });

  it("asks for the word when the program itself makes a price ten times smaller meanwhile", async () => {
    const catalog = await catalogs.managed(gems(12));
    await store.editItemInPortal(PACKAGE, "gem_0003", { usdPrice: 99 });
    await catalog.refresh();
    const items = gems(12);
    items.gem_0003 = { ...items.gem_0003, usdPrice: "0.09" };
    items.gem_0004 = { ...items.gem_0004, usdPrice: "0.09" };
    const found = await catalog.problems(program(items));
    assert.deepEqual(
      found.map((problem) => problem.slice(0, 20)),
      ["items.gem_0003.usdPr", "items.gem_0004.usdPr"],
    );
  });

  it("asks for the word when the program begins to list a price ten times smaller than the store's, beside an edit", async () => {
    const { gem_0000 = {} } = gems(1);
    const listed = (prices: Record<string, string>) => program({ gem_0000: { ...gem_0000, prices } });
    await stock(store, gems(1));
    const catalog = catalogs.manage();
    await catalog.up(listed({ KOR: "1188" }));
    await store.editItemInPortal(PACKAGE, "gem_0000", { title: "Ruby" });
    await catalog.refresh();
    await assert.rejects(
      catalog.up(listed({ KOR: "1188", DEU: "0.09" })),
      /items\.gem_0000\.prices\.DEU goes from 0\.99 to 0\.09 EUR/,
    );
    assert.deepEqual(await store.writes(), []);
  });

  it("asks for the word when the refresh was another run, of which nothing is known", async () => {
    const catalog = await catalogs.managed(gems(12));
    await store.editItemInPortal(PACKAGE, "gem_0003", { usdPrice: 0.09 });
    await catalog.refresh();
    forgetDeclared();
    assert.match((await catalog.problems(program(gems(12)))).join(), /^items\.gem_0003\.usdPrice goes from 0\.09 to/);
  });

  it("shows items that others have added to an exclusive catalog, and deletes many of them by their number only", async () => {
    const exclusive = ["items"];
    const catalog = await catalogs.managed(gems(12), { exclusive });
    for (let index = 0; index < 6; index += 1) await catalogs.addInPortal(`stranger_${index}`, gems(1).gem_0000);
    await store.forgetRequests();
    await catalog.refresh();
    assert.deepEqual(await catalog.problems(program(gems(12), { exclusive })), []);
    await assert.rejects(catalog.up(program(gems(12), { exclusive })), /set allowDeletions: 6/);
    assert.deepEqual(await store.writes(), []);
    await catalog.up(program(gems(12), { exclusive, allowDeletions: 6 }));
    assert.deepEqual(await catalogs.held(), asStored(gems(12)));
  });
});
