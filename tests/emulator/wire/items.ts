/** In-app items of a package. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type App, EMBER, FIRST_REGISTRATION, HELPER, LANTERNS, LEDGER, RAIL_BARON } from "./support/apps";
import { refusedInApp } from "./support/failures";
import type { Answer, Json } from "./support/http";
import { call, done } from "./support/seller";
import { hasShape, type Shape } from "./support/shapes";
import { control } from "./support/store";

const ITEM: Shape = {
  id: /^[\w.-]+$/,
  title: "string",
  description: "string",
  type: /^(ITEM|CONSUMABLE|NON_CONSUMABLE|UNSPECIFIED)$/,
  status: /^(PUBLISHED|UNPUBLISHED|REMOVED|UNSPECIFIED)$/,
  itemPaymentMethod: { phoneBillStatus: "boolean" },
  usdPrice: "number",
  prices: [{ countryId: /^[A-Z]{3}$/, currency: /^[A-Z]{3}$/, localPrice: /^\d+(\.\d+)?$/ }],
};

const NEW_ITEM = {
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

const listOf = ({ packageName }: App): string => `/iap/v6/applications/${packageName}/items`;
const ITEMS = listOf(LANTERNS);
const read = (id: string): Promise<Json> => done("GET", `${ITEMS}/${id}`);

/** Every call of this API, each as it would be right for an app that is linked. */
const CALLS: readonly ((app: App) => Promise<Answer>)[] = [
  (app) => call("GET", listOf(app), { query: { page: 1, size: 20 } }),
  (app) => call("GET", `${listOf(app)}/oak_key`),
  (app) => call("POST", listOf(app), { json: NEW_ITEM }),
  (app) => call("PUT", listOf(app), { json: NEW_ITEM }),
  (app) => call("PATCH", listOf(app), { json: { id: "oak_key", title: "Old oak key" } }),
  (app) => call("DELETE", `${listOf(app)}/oak_key`),
];

export function items(): void {
  describe("in-app items", () => {
    it("are listed by pages until all have been read", async () => {
      const ids: string[] = [];
      for (let page = 1, total = 1; ids.length < total; page += 1) {
        const answer = await done("GET", listOf(EMBER), { query: { page, size: 5 } });
        hasShape(answer, { itemList: [ITEM], totalCount: "number" });
        assert.ok(answer.itemList.length > 0 && answer.itemList.length <= 5);
        ids.push(...answer.itemList.map(({ id }: Json) => id));
        total = answer.totalCount;
      }
      assert.equal(new Set(ids).size, 12);
      const beyond = await done("GET", listOf(EMBER), { query: { page: 9, size: 5 } });
      assert.deepEqual([beyond.itemList ?? [], beyond.totalCount], [[], 12]);
    });

    it("are read one by one, without a wrapper", async () => {
      const { itemList } = await done("GET", ITEMS, { query: { page: 1, size: 100 } });
      for (const item of itemList) {
        const one = await read(item.id);
        hasShape(one, ITEM);
        assert.deepEqual(one, item);
      }
    });

    it("are read with the content type of JSON, too", async () => {
      const headers = { "Content-Type": "application/json" };
      hasShape(await done("GET", `${ITEMS}/hint_box`, { headers }), ITEM);
    });

    it("are created at once with what was sent", async () => {
      const answer = await call("POST", ITEMS, { json: { ...NEW_ITEM, stray: 1 } });
      assert.ok(answer.status === 200 || answer.status === 201, answer.text);
      hasShape(answer.json, ITEM);
      assert.equal(answer.json.id, "oak_key");
      const held = await read("oak_key");
      assert.deepEqual(
        { ...held, prices: byCountry(held.prices) },
        { ...NEW_ITEM, prices: byCountry(NEW_ITEM.prices) },
      );
      assert.equal((await done("GET", ITEMS, { query: { page: 1, size: 100 } })).totalCount, 4);
    });

    it("are created without a type as items, and may start on sale", async () => {
      const { type: _type, ...untyped } = NEW_ITEM;
      await done("POST", ITEMS, { json: { ...untyped, status: "PUBLISHED" } });
      const { type, status } = await read("oak_key");
      assert.deepEqual([type, status], ["ITEM", "PUBLISHED"]);
    });

    it("take prices as numbers or texts, and compare as decimals", async () => {
      const prices = [{ countryId: "USA", currency: "USD", localPrice: 1.5 }];
      await done("POST", ITEMS, { json: { ...NEW_ITEM, usdPrice: "1.50", prices } });
      const held = await read("oak_key");
      assert.equal(held.usdPrice, 1.5);
      assert.equal(typeof held.prices[0].localPrice, "string");
      assert.equal(Number(held.prices[0].localPrice), 1.5);
    });

    it("are replaced as a whole", async () => {
      const replacement = {
        ...NEW_ITEM,
        id: "hint_box",
        status: "PUBLISHED",
        itemPaymentMethod: { phoneBillStatus: true },
      };
      const { type: _type, ...untyped } = replacement;
      hasShape(await done("PUT", ITEMS, { json: untyped }), ITEM);
      const { title, description, status, itemPaymentMethod, usdPrice, prices } = await read("hint_box");
      assert.deepEqual([title, description, status, usdPrice], ["Oak key", "Opens one door", "PUBLISHED", 1.5]);
      assert.deepEqual(itemPaymentMethod, { phoneBillStatus: true });
      for (const price of replacement.prices)
        assert.ok(
          prices.some((held: Json) => held.countryId === price.countryId && held.localPrice === price.localPrice),
        );
    });

    it("are taken off sale and put on sale again by a replacement", async () => {
      for (const status of ["UNPUBLISHED", "PUBLISHED"]) {
        await done("PUT", ITEMS, { json: { ...(await read("hint_box")), status } });
        assert.equal((await read("hint_box")).status, status);
      }
    });

    it("are changed in title and single prices, the rest stays", async () => {
      const before = await read("hint_box");
      const prices = [{ countryId: "USA", localPrice: "1.09" }];
      hasShape(await done("PATCH", ITEMS, { json: { id: "hint_box", prices } }), ITEM);
      hasShape(await done("PATCH", ITEMS, { json: { id: "hint_box", title: "Hints" } }), ITEM);
      assert.deepEqual(await read("hint_box"), {
        ...before,
        title: "Hints",
        prices: before.prices.map((price: Json) =>
          price.countryId === "USA" ? { ...price, localPrice: "1.09" } : price,
        ),
      });
    });

    it("are removed, which names the id, and are gone", async () => {
      const answer = await done("DELETE", `${ITEMS}/hint_box`);
      assert.equal(answer.id, "hint_box");
      const { itemList } = await done("GET", ITEMS, { query: { page: 1, size: 100 } });
      const left = itemList.find(({ id }: Json) => id === "hint_box");
      assert.ok(left === undefined || left.status === "REMOVED");
      const again = await call("GET", `${ITEMS}/hint_box`);
      assert.ok(again.status >= 400 || again.json.status === "REMOVED", again.text);
    });

    const wrong: Readonly<Record<string, object>> = {
      "an id with a space": { id: "oak key" },
      "a blank title": { title: " " },
      "a blank description": { description: "" },
      "a type that is no longer made": { type: "NON_CONSUMABLE" },
      "an unknown status": { status: "HIDDEN" },
      "a price of more than 999.99 dollars": { usdPrice: 1000 },
      "a negative price": { usdPrice: -1 },
      "no prices": { prices: [] },
      "a country twice": { prices: [NEW_ITEM.prices[0], NEW_ITEM.prices[0]] },
    };
    for (const [what, fields] of Object.entries(wrong))
      it(`are not created with ${what}`, async () => {
        const answer = await call("POST", ITEMS, { json: { ...NEW_ITEM, ...fields } });
        assert.equal(answer.status, 400, answer.text);
        assert.equal((await done("GET", ITEMS, { query: { page: 1, size: 100 } })).totalCount, 3);
      });

    it("are for commercial sellers (106)", async () => {
      const dump = await control("GET", "dump");
      dump.sellers[0].commercial = false;
      await control("PUT", "seed", dump);
      for (const one of CALLS) refusedInApp(await one(LANTERNS), "106");
    });

    for (const [index, one] of CALLS.entries()) {
      it(`of an app without the IAP SDK in every binary are not linked, call ${index + 1} of ${CALLS.length} (106)`, async () => {
        for (const app of [LEDGER, HELPER]) refusedInApp(await one(app), "106");
      });

      it(`of an app that was never on sale are not linked, call ${index + 1} of ${CALLS.length} (106)`, async () => {
        refusedInApp(await one(FIRST_REGISTRATION), "106");
      });

      it(`of another seller are not shown or changed, call ${index + 1} of ${CALLS.length} (SLR_4006)`, async () => {
        refusedInApp(await one(RAIL_BARON), "SLR_4006");
      });
    }
  });
}

function byCountry(prices: readonly Json[]): Json[] {
  return [...prices].sort((a, b) => a.countryId.localeCompare(b.countryId));
}
