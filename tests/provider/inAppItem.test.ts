/** In-app items: created once, adopted knowingly, changed by the smallest call, and never stripped of what is not listed. */

import assert from "node:assert/strict";
import { inAppItem } from "../../provider/inAppItem";
import { sameItem } from "../../provider/inAppItem/item";
import { TestStore } from "../support/testStore";
import { Managed } from "./support/managed";

const PACKAGE = "com.lumenforge.emberisles";
const GOLD = {
  packageName: PACKAGE,
  itemId: "gold_100",
  title: "100 gold",
  description: "A pouch of gold",
  usdPrice: 0.99,
  prices: { KOR: 1200, DEU: "0.99" },
  status: "PUBLISHED",
};

describe("InAppItem", () => {
  let store: TestStore;
  before(async () => {
    store = await TestStore.start();
  });
  beforeEach(() => store.reset());
  after(() => store.stop());

  const manage = () => new Managed(store, inAppItem);
  const item = async (id: string) => (await store.items(PACKAGE)).get(id);
  const calls = async () => (await store.writes()).map((write) => write.operation);
  const price = async (id: string, country: string) =>
    (await item(id))?.prices.find((each) => each.countryId === country)?.localPrice;

  it("creates an item with the countries' own currencies", async () => {
    const gold = manage();
    await gold.up(GOLD);
    assert.equal(gold.id, "com.lumenforge.emberisles/gold_100");
    assert.deepEqual(await item("gold_100"), {
      id: "gold_100",
      title: "100 gold",
      description: "A pouch of gold",
      type: "ITEM",
      status: "PUBLISHED",
      itemPaymentMethod: { phoneBillStatus: false },
      usdPrice: 0.99,
      prices: [
        { countryId: "KOR", currency: "KRW", localPrice: "1200" },
        { countryId: "DEU", currency: "EUR", localPrice: "0.99" },
      ],
    });
    assert.equal(await gold.drifts(), false);
  });

  it("is not on sale unless it says so, and gives the base price to the USA when no prices are listed", async () => {
    const { status: _status, prices: _prices, ...plain } = GOLD;
    await manage().up(plain);
    const created = await item("gold_100");
    assert.equal(created?.status, "UNPUBLISHED");
    assert.deepEqual(created?.prices, [{ countryId: "USA", currency: "USD", localPrice: "0.99" }]);
  });

  it("changes title and known prices with PATCH, everything else with a PUT of the merged whole", async () => {
    const gold = manage();
    await gold.up(GOLD);
    await store.forgetRequests();
    await gold.up({ ...GOLD, title: "A hundred gold", prices: { KOR: 1300, DEU: "0.990" } });
    assert.deepEqual(await store.writes().then(([patch]) => patch?.request), {
      id: "gold_100",
      title: "A hundred gold",
      prices: [{ countryId: "KOR", localPrice: "1300" }],
    });
    await gold.up({ ...GOLD, usdPrice: 1.49, prices: { KOR: 1300, JPN: 160 } });
    assert.deepEqual(await calls(), ["items.patch", "items.replace"]);
    assert.equal(await price("gold_100", "DEU"), "0.99");
    assert.equal(await price("gold_100", "JPN"), "160");
    assert.equal((await item("gold_100"))?.usdPrice, 1.49);
  });

  it("keeps prices, status and payment of an adopted item that it does not list", async () => {
    const before = await item("starter_kit");
    await manage().up({
      packageName: PACKAGE,
      itemId: "starter_kit",
      adopt: true,
      prices: { KOR: 2600 },
    });
    assert.deepEqual(await item("starter_kit"), {
      ...before,
      prices: before?.prices.map((each) => (each.countryId === "KOR" ? { ...each, localPrice: "2600" } : each)),
    });
    assert.deepEqual(await calls(), ["items.patch"]);
  });

  it("removes prices only where the list is exclusive, and shows those that somebody added", async () => {
    const gold = manage();
    const exclusive = { ...GOLD, exclusive: ["prices"] };
    await gold.up(GOLD);
    await gold.up({ ...GOLD, prices: { KOR: 1200 } });
    assert.equal(await price("gold_100", "DEU"), "0.99");
    await gold.up({ ...exclusive, prices: { KOR: 1200 } });
    assert.equal(await price("gold_100", "DEU"), undefined);
    const prices = [
      { countryId: "KOR", currency: "KRW", localPrice: "1200" },
      { countryId: "JPN", currency: "JPY", localPrice: "100" },
    ];
    await store.editItemInPortal(PACKAGE, "gold_100", { prices });
    assert.deepEqual((await gold.read())?.prices, { KOR: 1200, JPN: "100" });
    assert.equal(await gold.drifts(), true);
  });

  it("refuses an id that exists with other content, shows the differences and names adopt", async () => {
    const other = { ...GOLD, itemId: "ember_pouch", prices: { KOR: 1000 } };
    await assert.rejects(manage().up(other), (error: Error) => {
      assert.match(
        error.message,
        /In-app item com\.lumenforge\.emberisles\/ember_pouch exists already, with other content/,
      );
      assert.match(error.message, /title: the store has "Pouch of embers", the program says "100 gold"/);
      assert.match(error.message, /prices\.KOR: the store has "1200", the program says "1000"/);
      assert.match(error.message, /adopt: true/);
      return true;
    });
    assert.deepEqual(await store.writes(), []);
    await manage().up({ ...other, adopt: true });
    assert.equal((await item("ember_pouch"))?.title, "100 gold");
    assert.equal(await price("ember_pouch", "DEU"), "1.09");
  });

  it("takes an identical item as its own, as after a lost answer", async () => {
    await manage().up(GOLD);
    await store.forgetRequests();
    await manage().up({ ...GOLD, usdPrice: "0.990" });
    assert.deepEqual(await store.writes(), []);
  });

  it("takes a price that the store shows without a currency as one in the country's own", async () => {
    const found = (await item("starter_kit")) ?? assert.fail();
    const without = found.prices.map(({ countryId, localPrice }) => ({ countryId, localPrice }));
    assert.ok(sameItem(found, { ...found, prices: without }));
    assert.ok(
      !sameItem(
        { ...found, prices: [{ countryId: "KOR", currency: "USD", localPrice: "1" }] },
        { ...found, prices: [{ countryId: "KOR", localPrice: "1" }] },
      ),
    );
  });

  it("creates an item without prices with its base price, though prices are exclusive", async () => {
    const { prices: _, ...plain } = GOLD;
    const gold = manage();
    await gold.up({ ...plain, exclusive: ["prices"] });
    assert.deepEqual((await item("gold_100"))?.prices, [{ countryId: "USA", currency: "USD", localPrice: "0.99" }]);
    assert.equal(await gold.drifts(), false);
  });

  it("names the currency of a changed price that is not the country's own", async () => {
    const gold = manage();
    await gold.up(GOLD);
    await store.editItemInPortal(PACKAGE, "gold_100", {
      prices: [{ countryId: "KOR", currency: "USD", localPrice: "0.9" }],
    });
    assert.deepEqual((await gold.read())?.prices, { KOR: { price: "0.9", currency: "USD" } });
  });

  it("cannot adopt what does not exist without knowing what to create", async () => {
    await assert.rejects(
      manage().up({ packageName: PACKAGE, itemId: "nothing", adopt: true }),
      /In-app item com\.lumenforge\.emberisles\/nothing does not exist, so it cannot be adopted/,
    );
  });

  it("shows each edit of the portal by its name and repairs it", async () => {
    const gold = manage();
    const declared = { ...GOLD, phoneBill: false };
    await gold.up(declared);
    await store.editItemInPortal(PACKAGE, "gold_100", {
      title: "Other",
      description: "Other text",
      status: "UNPUBLISHED",
      usdPrice: 2,
      itemPaymentMethod: { phoneBillStatus: true },
      prices: [{ countryId: "KOR", currency: "KRW", localPrice: "1500" }],
    });
    assert.deepEqual(await gold.read(), {
      ...declared,
      title: "Other",
      description: "Other text",
      status: "UNPUBLISHED",
      usdPrice: 2,
      phoneBill: true,
      prices: { KOR: "1500" },
    });
    await gold.refresh();
    await gold.up(declared);
    assert.equal(await gold.drifts(), false);
    assert.equal(await price("gold_100", "DEU"), "0.99");
  });

  it("says in the preview which prices an exclusive list will remove", async () => {
    const kit = manage();
    await kit.up({
      packageName: PACKAGE,
      itemId: "starter_kit",
      adopt: true,
      prices: { KOR: 2500 },
      status: "PUBLISHED",
    });
    const { id = "", state } = kit;
    assert.ok(state);
    const next = { ...state.inputs, exclusive: ["prices"] };
    assert.match(
      inAppItem.diff(id, state, next).notice ?? "",
      /starter_kit: exclusive will remove from the store what the program does not list: prices USA, DEU, FRA, JPN, GBR, BRA\./,
    );
    assert.equal(inAppItem.diff(id, state, { ...next, exclusive: [] }).notice, undefined);
  });

  it("replaces when the item id or the package changes", () => {
    const old = { inputs: { ...GOLD, status: "PUBLISHED" as const }, outputs: {} };
    assert.deepEqual(inAppItem.diff("", old, { ...GOLD, itemId: "gold_200" }).replaces, ["itemId"]);
    assert.deepEqual(inAppItem.diff("", old, { ...GOLD, packageName: "com.example.other" }).replaces, ["packageName"]);
    assert.deepEqual(inAppItem.diff("", old, { ...GOLD, title: "x" }).replaces, []);
  });

  it("removes the item on delete; one that is gone already is fine", async () => {
    const gold = manage();
    await gold.up(GOLD);
    await gold.delete();
    assert.equal(await item("gold_100"), undefined);

    const twice = manage();
    await twice.up(GOLD);
    await store.removeItemInPortal(PACKAGE, "gold_100");
    assert.equal(await twice.read(), undefined);
    await twice.delete();
  });

  it("names the precondition of an app without the IAP SDK", async () => {
    await assert.rejects(manage().up({ ...GOLD, packageName: "com.lumenforge.pocketledger" }), /106/);
  });
});
