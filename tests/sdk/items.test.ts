/** In-app items: read page by page, created, replaced, patched, removed; the emulator holds the outcome. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { GalaxyStore, Item } from "../../sdk";
import { collect } from "./support/collect";
import { failureOf } from "./support/failing";
import { ACCOUNTS, rehearsal } from "./support/rehearsal";
import { clientOf, scriptedStore } from "./support/scriptedStore";

const GAME = "com.lumenforge.emberisles";
const KEY: Item = {
  id: "oak_key",
  title: "Oak key",
  description: "Opens one door",
  type: "ITEM",
  status: "UNPUBLISHED",
  itemPaymentMethod: { phoneBillStatus: false },
  usdPrice: 1.5,
  prices: [
    { countryId: "USA", currency: "USD", localPrice: "1.5" },
    { countryId: "KOR", currency: "KRW", localPrice: "2000" },
  ],
};

async function ids(client: GalaxyStore): Promise<string[]> {
  return (await collect(client.items.list(GAME))).map(({ id }) => id);
}

describe("in-app items", () => {
  const store = rehearsal();

  it("a page holds its part and the count of all", async () => {
    const page = await store.client().items.page(GAME, { page: 2, size: 5 });
    assert.equal(page.totalCount, 12);
    assert.deepEqual(
      page.items.map(({ id }) => id),
      (await ids(store.client())).slice(5, 10),
    );
  });

  it("the list goes through all pages, with no request more than there are pages", async () => {
    const state = await store.dump();
    const items = state.sellers[0]?.apps[0]?.items ?? [];
    const [first] = items;
    for (let n = items.length; first && n < 250; n += 1)
      items.push({ ...first, id: `ember_${n}`, title: `Embers ${n}` });
    await store.seed(state);
    const found = await ids(store.client());
    assert.equal(found.length, 250);
    assert.equal(new Set(found).size, 250);
    assert.equal((await store.journal()).filter(({ operation }) => operation === "items.list").length, 3);
  });

  it("an item reads as the store holds it", async () => {
    const item = await store.client().items.get(GAME, "starter_kit");
    assert.equal(item.usdPrice, 1.99);
    assert.deepEqual(item.itemPaymentMethod, { phoneBillStatus: true });
    assert.deepEqual(
      item.prices.find(({ countryId }) => countryId === "KOR"),
      { countryId: "KOR", currency: "KRW", localPrice: "2500" },
    );
  });

  it("an item is created, replaced as a whole, patched in part, and removed", async () => {
    const client = store.client();
    assert.equal((await client.items.create(GAME, KEY)).id, "oak_key");
    await client.items.replace(GAME, { ...KEY, description: "Opens any door", prices: KEY.prices.slice(0, 1) });
    let now = await client.items.get(GAME, "oak_key");
    assert.equal(now.description, "Opens any door");
    assert.equal(now.prices.length, 1);
    await client.items.patch(GAME, {
      id: "oak_key",
      title: "Old oak key",
      prices: [{ countryId: "USA", localPrice: "1.9" }],
    });
    now = await client.items.get(GAME, "oak_key");
    assert.equal(now.title, "Old oak key");
    assert.equal(Number(now.prices[0]?.localPrice), 1.9);
    assert.equal(now.description, "Opens any door");
    await client.items.remove(GAME, "oak_key");
    assert.equal((await failureOf(client.items.get(GAME, "oak_key"))).kind, "notFound");
  });

  it("an item that exists is refused, with the store's words", async () => {
    const error = await failureOf(store.client().items.create(GAME, { ...KEY, id: "ember_pouch" }));
    assert.equal(error.kind, "validation");
    assert.equal(error.object, `item ${GAME}/ember_pouch`);
    assert.match(error.message, /already registered/);
  });

  it("another seller's package is refused", async () => {
    const error = await failureOf(
      store.client({ serviceAccountId: ACCOUNTS.otherSeller }).items.get(GAME, "ember_pouch"),
    );
    assert.equal(error.kind, "permission");
    assert.equal(error.code, "SLR_4006");
  });

  it("an item whose creation was answered by silence is recognised; it is there once", async () => {
    await store.fault("items.create", "reset-after");
    const client = store.client();
    assert.equal((await client.items.create(GAME, KEY)).id, KEY.id);
    assert.equal((await ids(client)).filter((id) => id === "oak_key").length, 1);
  });

  it("a lost answer to a replacement or a patch is made up for by sending it again", async () => {
    const client = store.client();
    await client.items.create(GAME, KEY);
    await store.fault("items.replace", "reset-after", "return-503");
    await client.items.replace(GAME, { ...KEY, title: "Birch key" });
    await store.fault("items.patch", "truncate");
    await client.items.patch(GAME, { id: "oak_key", prices: [{ countryId: "USA", localPrice: "3" }] });
    const now = await client.items.get(GAME, "oak_key");
    assert.equal(now.title, "Birch key");
    assert.equal(Number(now.prices[0]?.localPrice), 3);
    assert.equal(store.waits.length, 3);
  });

  for (const id of ["", ".", ".."]) {
    it(`the id "${id}" never reaches the address of the whole catalog`, async () => {
      const error = await failureOf(store.client().items.remove(GAME, id));
      assert.equal(error.kind, "validation");
      assert.deepEqual(await store.journal(), []);
    });
  }

  describe("pages that the store cuts oddly", () => {
    const page = (from: number, count: number) =>
      Array.from({ length: count }, (_, n) => ({ ...KEY, id: `item_${from + n}`, usdPrice: "1.50" }));
    const read = async (pages: unknown[]) => {
      const local = await scriptedStore(({ url }) => {
        if (url === "/auth/accessToken") return {};
        const number = Number(new URL(url, "http://store").searchParams.get("page"));
        return { body: pages[Math.min(number, pages.length) - 1] };
      });
      const items = await collect(clientOf(local.url).store.items.list(GAME));
      return { ids: items.map(({ id }) => id), items, requests: local.calls().length };
    };

    it("an item that moves to the next page is given once", async () => {
      const { ids: found } = await read([
        { itemList: page(0, 100), totalCount: 150 },
        { itemList: page(99, 51), totalCount: 150 },
      ]);
      assert.equal(found.length, 150);
    });

    it("without a count the list ends at the first page with nothing new", async () => {
      assert.equal(
        (await read([{ itemList: page(0, 100) }, { itemList: page(100, 5) }, { itemList: [] }])).ids.length,
        105,
      );
      const repeating = await read([{ itemList: page(0, 100) }]);
      assert.equal(repeating.ids.length, 100);
      assert.equal(repeating.requests, 2);
    });

    it("a count that is too high does not go on forever", async () => {
      assert.equal((await read([{ itemList: page(0, 3), totalCount: 9 }, { totalCount: 9 }])).ids.length, 3);
    });

    it("a price as text is read as a number", async () => {
      assert.equal((await read([{ itemList: page(0, 1), totalCount: "1" }])).items[0]?.usdPrice, 1.5);
    });

    it("an answer that is no page does not read as an empty catalog", async () => {
      const local = await scriptedStore(({ url }) => (url === "/auth/accessToken" ? {} : { body: {} }));
      const error = await failureOf(collect(clientOf(local.url).store.items.list(GAME)));
      assert.equal(error.kind, "protocol");
      assert.match(error.message, /itemList/);
    });
  });
});
