/** Readings of in-app items. */
import type { ITEM_READINGS } from "../../../emulator/state/readings/items";
import type { Caller, Json } from "../support/caller";
import { EMBER } from "../support/sales";
import { type Cases, outcome } from "./case";

const path = (id = "", packageName = EMBER) => `/iap/v6/applications/${packageName}/items${id === "" ? "" : `/${id}`}`;
const price = (countryId: string, currency: string, localPrice: string) => ({ countryId, currency, localPrice });
const KEY = {
  id: "oak_key",
  title: "Oak key",
  description: "Opens one door",
  type: "ITEM",
  status: "UNPUBLISHED",
  itemPaymentMethod: { phoneBillStatus: false },
  usdPrice: 1.5,
  prices: [price("KOR", "KRW", "2000"), price("USA", "USD", "1.5")],
};
const create = (store: Caller, fields: object = {}) => store.call("POST", path(), { ...KEY, ...fields });
const remove = (store: Caller, id: string) => store.call("DELETE", path(id));
const list = (store: Caller, query: string) => store.call("GET", `${path()}?${query}`);
const countries = (item: Json): string[] => item.prices.map((entry: Json) => entry.countryId);

export const itemCases: Cases<typeof ITEM_READINGS> = {
  itemUsdMax: {
    see: async ({ store }) => [
      outcome(await create(store, { usdPrice: 400 })),
      outcome(await create(store, { id: "dear", usdPrice: 400.01 })),
      outcome(await create(store, { id: "dearest", usdPrice: 1000 })),
    ],
    shows: { "999.99": ["200", "200", "400 1000"], "400": ["200", "400 1000", "400 1000"] },
  },
  itemTypeOnCreate: {
    see: async ({ store }) => [
      outcome(await create(store, { type: undefined })),
      outcome(await create(store, { id: "typed" })),
    ],
    shows: { optional: ["200", "200"], required: ["400 1000", "200"] },
  },
  itemCreatedStatus: {
    see: async ({ store }) => (await create(store)).status,
    shows: { "200": 200, "201": 201 },
  },
  itemRemovalAnswer: {
    async see({ store }) {
      const { status, text, json } = await remove(store, "ember_pouch");
      return [status, text === "", json?.id, json?.title, json?.status];
    },
    shows: {
      id: [200, false, "ember_pouch", undefined, undefined],
      item: [200, false, "ember_pouch", "Pouch of embers", "REMOVED"],
      empty: [200, true, undefined, undefined, undefined],
    },
  },
  removedItemsInList: {
    async see({ store }) {
      await remove(store, "ember_pouch");
      const { itemList, totalCount } = (await list(store, "page=1&size=100")).json;
      const one = await store.call("GET", path("ember_pouch"));
      return [itemList.length, totalCount, outcome(one), one.json.status, outcome(await remove(store, "ember_pouch"))];
    },
    shows: {
      leftOut: [11, 11, "404 404", undefined, "404 404"],
      shown: [12, 12, "200", "REMOVED", "404 404"],
    },
  },
  itemIdReuse: {
    async see({ store }) {
      await create(store);
      await remove(store, "oak_key");
      await remove(store, "ember_pouch");
      return [outcome(await create(store)), outcome(await create(store, { id: "ember_pouch" }))];
    },
    shows: { unsold: ["200", "400 1000"], allowed: ["200", "200"], refused: ["400 1000", "400 1000"] },
  },
  itemReplacePrices: {
    async see({ store }) {
      await create(store);
      const answer = await store.call("PUT", path(), { ...KEY, prices: [price("USA", "USD", "2")] });
      return [countries(answer.json).sort(), countries((await store.call("GET", path("oak_key"))).json).sort()];
    },
    shows: {
      gone: [["USA"], ["USA"]],
      kept: [
        ["KOR", "USA"],
        ["KOR", "USA"],
      ],
    },
  },
  itemPatchPrices: {
    async see({ store }) {
      await create(store);
      await store.call("PATCH", path(), { id: "oak_key", prices: [{ countryId: "USA", localPrice: "2" }] });
      return (await store.call("GET", path("oak_key"))).json.prices;
    },
    shows: {
      merge: [price("KOR", "KRW", "2000"), price("USA", "USD", "2")],
      replace: [price("USA", "USD", "2")],
    },
  },
  itemWrongCountry: {
    async see({ store }) {
      const wrong = [price("XXX", "USD", "1"), price("KOR", "USD", "1")];
      const mixed = await create(store, { prices: [...wrong, price("USA", "USD", "1")] });
      const none = await create(store, { id: "nowhere", prices: wrong });
      return [outcome(mixed), mixed.json.prices && countries(mixed.json), outcome(none)];
    },
    shows: { refused: ["400 1000", undefined, "400 1000"], ignored: ["200", ["USA"], "400 1000"] },
  },
  itemMinimumPrice: {
    async see({ store }) {
      const low = await create(store, { prices: [price("KOR", "KRW", "300")] });
      const enough = await create(store, { id: "enough", prices: [price("KOR", "KRW", "310")] });
      return [outcome(low), low.json.prices?.[0].localPrice, outcome(enough)];
    },
    shows: {
      none: ["200", "300", "200"],
      raised: ["200", "310", "200"],
      refused: ["400 1000", undefined, "200"],
    },
  },
  itemPageBase: {
    async see({ store }) {
      const zero = await list(store, "page=0&size=5");
      const one = await list(store, "page=1&size=5");
      return [outcome(zero), zero.json.itemList?.[0].id === one.json.itemList[0].id];
    },
    shows: { "1": ["400 1000", false], "0too": ["200", true] },
  },
  itemPageSizeMax: {
    see: async ({ store }) => [
      outcome(await list(store, "page=1&size=100")),
      outcome(await list(store, "page=1&size=101")),
    ],
    shows: { none: ["200", "200"], "100": ["200", "400 1000"] },
  },
  preconditionEnvelope: {
    async see({ store }) {
      const { status, json } = await store.call("GET", `${path("", "com.lumenforge.pocketledger")}?page=1&size=1`);
      const { message, errorMessage, ...code } = json;
      return [status, code, typeof message, typeof errorMessage];
    },
    shows: {
      code: [400, { code: "106" }, "string", "undefined"],
      errorCode: [400, { errorCode: 106 }, "undefined", "string"],
    },
  },
  contentTypeOnReads: {
    async see({ store }) {
      const typed = { headers: { "content-type": "application/json" } };
      return [
        outcome(await store.call("GET", path("ember_pouch"))),
        outcome(await store.call("GET", path("ember_pouch"), undefined, typed)),
        outcome(await remove(store, "ember_pouch")),
      ];
    },
    shows: { notRequired: ["200", "200", "200"], required: ["400 1000", "200", "400 1000"] },
  },
};
