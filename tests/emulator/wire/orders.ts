/** Payments and refunds of one day. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { EMBER, LANTERNS, LEDGER } from "./support/apps";
import { refusedInApp, refusedOrders } from "./support/failures";
import type { Answer, Json } from "./support/http";
import { buy, payBack } from "./support/sales";
import { account, call, done } from "./support/seller";
import { hasShape, nullOr, type Shape } from "./support/shapes";
import { DAY_SECONDS, storeMoment, wait } from "./support/store";

const PATH = "/iap/seller/orders";

const ORDER: Shape = {
  orderId: /^[A-Z]\d{8}[A-Z]{2,3}\d+$/,
  purchaseId: /^[0-9a-f]{64}$/,
  contentId: /^\d{12}$/,
  countryId: /^[A-Z]{3}$/,
  packageName: /^[\w.]+$/,
  itemId: /^[\w.-]+$/,
  itemTitle: "string",
  status: /^[23]$/,
  "orderTime?": "string|null",
  "completionTime?": "string|null",
  "refundTime?": "string|null",
  localCurrency: "string",
  localCurrencyCode: /^[A-Z]{3}$/,
  localPrice: /^\d+(\.\d+)?$/,
  usdPrice: /^\d+(\.\d+)?$/,
  "exchangeRate?": nullOr(/^\d+(\.\d+)?$/),
  "mcc?": nullOr(/^\d{3}$/),
  "subscriptionOrderId?": "string|null",
  "freeTrialYN?": /^[YN]$/,
  "tieredSubscriptionYN?": /^[YN]$/,
};

const PAGE: Shape = { continuationToken: nullOr(/^[0-9a-f]+$/i), orderItemList: [ORDER] };

const ask = async (fields: object = {}): Promise<Answer> =>
  call("POST", PATH, { json: { sellerSeq: (await account()).sellerSeq, ...fields } });

async function page(fields: object = {}): Promise<Json> {
  const { status, text, json } = await ask(fields);
  assert.equal(status, 200, text);
  hasShape(json, PAGE);
  return json;
}

/** Every order of a day, page by page. */
async function all(fields: object = {}): Promise<Json[]> {
  const orders: Json[] = [];
  let continuationToken: string | null = null;
  do {
    const answer: Json = await page({ ...fields, ...(continuationToken === null ? {} : { continuationToken }) });
    orders.push(...answer.orderItemList);
    continuationToken = answer.continuationToken;
  } while (continuationToken !== null);
  return orders;
}

/** `yyyyMMdd` of the store's day so many days ago. */
async function daysAgo(days: number): Promise<string> {
  return (await storeMoment(-days)).slice(0, 10).replaceAll("-", "");
}

export function orders(): void {
  describe("the orders", () => {
    it("are yesterday's, of all apps of the seller, unless a day or an app is named", async () => {
      const requestDate = await daysAgo(1);
      const everything = await all();
      assert.deepEqual(await all({ requestDate }), everything);
      const { packageName } = LANTERNS;
      const of = (name: string) => everything.filter((order) => order.packageName === name);
      assert.ok(of(EMBER.packageName).length > 100 && of(packageName).length > 0);
      assert.deepEqual(await all({ packageName }), of(packageName));
      assert.deepEqual(await all({ packageName, requestDate }), of(packageName));
    });

    it("come 100 to a page, each purchase once, and the last page has no token", async () => {
      const first = await page({ requestDate: await daysAgo(1) });
      assert.equal(first.orderItemList.length, 100);
      hasShape(first.continuationToken, "string");
      const ids = (await all()).map(({ purchaseId }) => purchaseId);
      assert.equal(new Set(ids).size, ids.length);
      assert.ok(ids.length > 100);
    });

    it("of a day without any are an empty list", async () => {
      assert.deepEqual(await page({ requestDate: "20200101" }), { continuationToken: null, orderItemList: [] });
    });

    it("take in what is bought, and what is paid back", async () => {
      const bought = await buy("ember_pouch", { country: "DEU" });
      const today = { requestDate: await daysAgo(0), packageName: EMBER.packageName };
      const order = async () => (await all(today)).find(({ purchaseId }) => purchaseId === bought.purchaseId);
      const held = await order();
      assert.deepEqual(
        [
          held.orderId,
          held.contentId,
          held.countryId,
          held.itemId,
          held.localCurrencyCode,
          held.localPrice,
          held.status,
        ],
        [bought.orderId, EMBER.contentId, "DEU", "ember_pouch", "EUR", "1.09", "2"],
      );
      await payBack(bought.purchaseId);
      assert.equal((await order()).status, "3");
      await wait(DAY_SECONDS);
      assert.ok(
        (await all()).some(({ purchaseId }) => purchaseId === bought.purchaseId),
        "yesterday's by then",
      );
    });

    it("leave out purchases in test mode", async () => {
      const { purchaseId } = await buy("ember_pouch", { testMode: true });
      const found = (await all({ requestDate: await daysAgo(0) })).some((order) => order.purchaseId === purchaseId);
      assert.equal(found, false);
    });

    it("are the caller's own: another sellerSeq is refused (SLR_4001)", async () => {
      const { sellerSeq } = await account("stranger");
      for (const wrong of [sellerSeq, "000000000000", "1"]) refusedOrders(await ask({ sellerSeq: wrong }), "SLR_4001");
    });

    it("refuse a continuation token that is none (SLR_4009)", async () => {
      for (const continuationToken of ["next", "zz", "0"]) refusedOrders(await ask({ continuationToken }), "SLR_4009");
    });

    it("refuse a continuation token that was tampered with (SLR_4010)", async () => {
      const { continuationToken } = await page();
      const last = continuationToken.slice(-2) === "00" ? "ff" : "00";
      refusedOrders(await ask({ continuationToken: `${continuationToken.slice(0, -2)}${last}` }), "SLR_4010");
    });

    it("refuse a date of another form (SLR_4011)", async () => {
      for (const requestDate of ["2026-01-02", "260102", "yesterday", "20261399"])
        refusedOrders(await ask({ requestDate }), "SLR_4011");
    });

    it("of an app without the IAP SDK in every binary are not linked (106)", async () => {
      refusedInApp(await ask({ packageName: LEDGER.packageName }), "106");
    });

    it("take unknown keys, and nulls for what is left out", async () => {
      const answer = await done("POST", PATH, {
        json: {
          sellerSeq: (await account()).sellerSeq,
          packageName: null,
          requestDate: null,
          continuationToken: null,
          pageSize: 5,
        },
      });
      assert.equal(answer.orderItemList.length, 100);
    });
  });
}
