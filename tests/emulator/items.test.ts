/** In-app items: whose catalog may be touched, and what an item must be. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { defaultSeed } from "../../emulator";
import { APPS, HARBOR, type Json, refusedIap, storeForFile } from "./support/caller";

const path = (packageName: string, id = "") =>
  `/iap/v6/applications/${packageName}/items${id === "" ? "" : `/${encodeURIComponent(id)}`}`;
const EMBER = "com.lumenforge.emberisles";
const KEY = {
  id: "oak_key",
  title: "Oak key",
  description: "Opens one door",
  type: "ITEM",
  status: "UNPUBLISHED",
  itemPaymentMethod: { phoneBillStatus: false },
  usdPrice: 1.5,
  prices: [
    { countryId: "KOR", currency: "KRW", localPrice: "2000" },
    { countryId: "USA", currency: "USD", localPrice: "1.5" },
  ],
};

describe("a catalog", () => {
  const store = storeForFile();
  const list = (query: string, packageName = EMBER) => store.call("GET", `${path(packageName)}?${query}`);

  it("is read by pages that tell how many items there are", async () => {
    const first = (await list("page=1&size=5")).json;
    const third = (await list("page=3&size=5")).json;
    assert.deepEqual([first.itemList.length, first.totalCount], [5, 12]);
    assert.equal(third.itemList.length, 2);
    assert.deepEqual((await list("page=4&size=5")).json, { itemList: [], totalCount: 12 });
    assert.deepEqual(first.itemList[0], {
      id: "ember_pouch",
      title: "Pouch of embers",
      description: "80 embers to relight small islands.",
      type: "ITEM",
      status: "PUBLISHED",
      itemPaymentMethod: { phoneBillStatus: false },
      usdPrice: 0.99,
      prices: first.itemList[0].prices,
    });
    assert.deepEqual(first.itemList[0].prices[1], { countryId: "KOR", currency: "KRW", localPrice: "1200" });
  });

  it("needs page and size, and pages count from 1", async () => {
    for (const query of ["", "page=1", "size=5", "page=0&size=5", "page=1&size=0", "page=x&size=5"])
      refusedIap(await list(query), 400, "1000");
  });

  it("is not there without the IAP SDK in every binary, before the sale, in betas or for unknown packages (106)", async () => {
    for (const packageName of [
      "com.lumenforge.pocketledger",
      "com.lumenforge.tideline.unknown",
      "com.lumenforge.firstlight",
      "com.lumenforge.deepfield",
      "io.appium.settings",
    ])
      refusedIap(await list("page=1&size=1", packageName), 400, "106");
    await store.call("POST", "/seller/contentStatusUpdate", { contentId: APPS.emberIsles, contentStatus: "SUSPENDED" });
    refusedIap(await list("page=1&size=1"), 400, "106");
  });

  it("of another seller is refused (SLR_4006)", async () => {
    refusedIap(await list("page=1&size=1", "com.harbornine.railbaron"), 400, "SLR_4006");
    const theirs = await store.call("GET", `${path("com.harbornine.railbaron")}?page=1&size=9`, undefined, {
      account: HARBOR,
    });
    assert.equal(theirs.json.totalCount, 3);
  });

  it("needs a commercial seller (106)", async () => {
    const seed = defaultSeed();
    if (seed.sellers[0]) seed.sellers[0].commercial = false;
    await store.control("PUT", "seed", seed);
    refusedIap(await list("page=1&size=1"), 400, "106", /commercial/);
  });
});

describe("an item", () => {
  const store = storeForFile();
  const get = (id: string) => store.call("GET", path(EMBER, id));
  const create = (item: object) => store.call("POST", path(EMBER), item);
  const replace = (item: object) => store.call("PUT", path(EMBER), item);
  const patch = (item: object) => store.call("PATCH", path(EMBER), item);
  const remove = (id: string) => store.call("DELETE", path(EMBER, id));

  it("is created, answered, and there at once", async () => {
    const answer = await create(KEY);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json, KEY);
    assert.deepEqual((await get("oak_key")).json, KEY);
    assert.equal((await store.call("GET", `${path(EMBER)}?page=1&size=1`)).json.totalCount, 13);
  });

  it("may come without a type, with numbers as text and prices as numbers, and keeps prices in their shortest form", async () => {
    const { type: _type, ...rest } = KEY;
    const answer = await create({
      ...rest,
      usdPrice: "1.50",
      prices: [
        { countryId: "USA", currency: "USD", localPrice: "1.50" },
        { countryId: "KOR", currency: "KRW", localPrice: 2000 },
      ],
    });
    assert.equal(answer.json.type, "ITEM");
    assert.equal(answer.json.usdPrice, 1.5);
    assert.deepEqual(
      answer.json.prices.map((price: Json) => price.localPrice),
      ["1.5", "2000"],
    );
  });

  it("exists once per id", async () => {
    refusedIap(await create({ ...KEY, id: "ember_pouch" }), 400, "1000", /already registered/);
    assert.equal((await get("ember_pouch")).json.title, "Pouch of embers");
  });

  for (const [what, change] of Object.entries({
    "an id with a space": { id: "oak key" },
    "an id with a slash": { id: "a/b" },
    "no id": { id: undefined },
    "a blank title": { title: " " },
    "a title with an outer space": { title: "Oak " },
    "a title of 101 bytes": { title: "x".repeat(101) },
    "no title": { title: undefined },
    "a blank description": { description: " " },
    "an unknown status": { status: "ACTIVE" },
    "no status": { status: undefined },
    "the status REMOVED": { status: "REMOVED" },
    "a deprecated type": { type: "NON_CONSUMABLE" },
    "the older type": { type: "CONSUMABLE" },
    "no payment method": { itemPaymentMethod: undefined },
    "a payment method without its flag": { itemPaymentMethod: {} },
    "a base price over 999.99": { usdPrice: 1000 },
    "a negative base price": { usdPrice: -1 },
    "a base price with three decimals": { usdPrice: 1.999 },
    "no base price": { usdPrice: undefined },
    "no prices": { prices: [] },
    "prices left out": { prices: undefined },
    "a country twice": { prices: [KEY.prices[0], KEY.prices[0]] },
    "an unknown country": { prices: [{ countryId: "XXX", currency: "USD", localPrice: "1" }] },
    "a country group": { prices: [{ countryId: "GLB", currency: "USD", localPrice: "1" }] },
    "another country's currency": { prices: [{ countryId: "KOR", currency: "USD", localPrice: "1" }] },
    "no currency": { prices: [{ countryId: "KOR", localPrice: "2000" }] },
    "a negative price": { prices: [{ countryId: "USA", currency: "USD", localPrice: "-1" }] },
    "a price with three decimals": { prices: [{ countryId: "USA", currency: "USD", localPrice: "1.999" }] },
    "a price with decimals where the currency has none": {
      prices: [{ countryId: "KOR", currency: "KRW", localPrice: "12.5" }],
    },
    "a price that is no number": { prices: [{ countryId: "USA", currency: "USD", localPrice: "$1" }] },
  }))
    it(`is not created with ${what}`, async () => {
      refusedIap(await create({ ...KEY, ...change }), 400, "1000");
      refusedIap(await get("oak_key"), 404, "404");
    });

  it("names the country that the store does not know", async () => {
    const prices = [{ countryId: "XXX", currency: "USD", localPrice: "1" }];
    refusedIap(await create({ ...KEY, prices }), 400, "1000", /Unknown countryId: XXX/);
  });

  it("is replaced as a whole: prices that are not sent are gone", async () => {
    await create(KEY);
    const next = { ...KEY, title: "Old oak key", status: "PUBLISHED", prices: [KEY.prices[1]] };
    assert.deepEqual((await replace(next)).json, next);
    assert.deepEqual((await get("oak_key")).json, next);
    const { description: _description, ...incomplete } = next;
    refusedIap(await replace(incomplete), 400, "1000", /description/);
  });

  it("keeps its type", async () => {
    await store.control("PUT", `apps/${EMBER}/items/old_badge`, { ...KEY, id: undefined, type: "NON_CONSUMABLE" });
    const badge = { ...KEY, id: "old_badge", type: "NON_CONSUMABLE" };
    assert.equal((await replace(badge)).json.type, "NON_CONSUMABLE");
    const { type: _type, ...untyped } = badge;
    assert.equal((await replace(untyped)).json.type, "NON_CONSUMABLE");
    refusedIap(await replace({ ...badge, type: "ITEM" }), 400, "1000", /type/);
  });

  it("is patched in title and listed prices; the rest stays", async () => {
    await create(KEY);
    const answer = await patch({
      id: "oak_key",
      title: "Old oak key",
      prices: [{ countryId: "USA", localPrice: "1.9" }],
      description: "not part of this call",
    });
    const expected = {
      ...KEY,
      title: "Old oak key",
      prices: [KEY.prices[0], { countryId: "USA", currency: "USD", localPrice: "1.9" }],
    };
    assert.deepEqual(answer.json, expected);
    assert.deepEqual((await get("oak_key")).json, expected);
    assert.equal((await patch({ id: "oak_key", title: "Key" })).json.prices.length, 2);
  });

  it("is not patched with nothing, an empty title, no or unknown prices, or a country twice", async () => {
    await create(KEY);
    for (const change of [
      {},
      { title: "" },
      { prices: [] },
      { prices: [{ countryId: "JPN", localPrice: "200" }] },
      { prices: [{ countryId: "KOR", localPrice: "12.5" }] },
      { prices: [{ countryId: "USA" }] },
      {
        prices: [
          { countryId: "USA", localPrice: "1" },
          { countryId: "USA", localPrice: "2" },
        ],
      },
    ])
      refusedIap(await patch({ id: "oak_key", ...change }), 400, "1000");
    assert.deepEqual((await get("oak_key")).json, KEY);
  });

  it("is removed, gone from the list, and its id may be used again", async () => {
    await create(KEY);
    const answer = await remove("oak_key");
    assert.deepEqual([answer.status, answer.json.id], [200, "oak_key"]);
    refusedIap(await get("oak_key"), 404, "404");
    refusedIap(await remove("oak_key"), 404, "404");
    assert.equal((await create(KEY)).status, 200);
    assert.equal((await replace({ ...KEY, status: "REMOVED" })).json.status, "REMOVED");
    refusedIap(await get("oak_key"), 404, "404");
  });

  it("that does not exist is not replaced, patched or read", async () => {
    refusedIap(await replace(KEY), 404, "404");
    refusedIap(await patch({ id: "oak_key", title: "x" }), 404, "404");
    refusedIap(await get("oak_key"), 404, "404");
  });

  it("is refused when the body is no JSON object", async () => {
    const headers = { ...(await store.authorization()), "content-type": "application/json" };
    for (const body of ["", "[1]", "nonsense"])
      refusedIap(await store.raw("POST", path(EMBER), headers, body), 400, "1000");
  });
});
