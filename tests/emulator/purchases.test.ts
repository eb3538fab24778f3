/** Purchases: bought, consumed, acknowledged, paid back. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type Json, refusedIap, STATISTICS_ONLY, storeForFile } from "./support/caller";
import {
  daysAgo,
  EMBER,
  emberSales,
  LANTERNS,
  NOBODYS_PURCHASE,
  ordersOf,
  purchasePath,
  RAIL_BARON,
  receiptOf,
} from "./support/sales";

describe("a purchase", () => {
  const store = storeForFile();
  const { purchases } = emberSales();
  const buy = async (itemId: string, fields: object = {}, app = EMBER): Promise<Json> =>
    store.control("POST", `apps/${app}/purchases`, { itemId, ...fields });
  const report = (action: unknown, purchaseId: string, list?: unknown, path = purchasePath(purchaseId)) =>
    store.call("PATCH", path, { action, purchasedIdList: list });
  const statusOf = async (action: string, purchaseId: string): Promise<string> => {
    const { status, json } = await report(action, purchaseId);
    assert.deepEqual([status, json.totalCount], [200, 1]);
    assert.equal(json.purchaseItemList[0].purchaseId, purchaseId);
    return json.purchaseItemList[0].statusCode;
  };

  it("is among the orders of today and has a receipt", async () => {
    const bought = await buy("ember_vault", { country: "KOR", passThroughParam: "p", device: "SM-A546E" });
    const [order] = (await ordersOf(store, await daysAgo(store, 0))).filter(
      (candidate) => candidate.purchaseId === bought.purchaseId,
    );
    assert.deepEqual(
      [order.localPrice, order.localCurrencyCode, order.localCurrency, order.usdPrice, order.mcc, order.status],
      ["12000", "KRW", "₩", "9.99", "450", "2"],
    );
    const { json } = await receiptOf(store, bought.purchaseId);
    assert.deepEqual(
      [json.orderId, json.status, json.paymentAmount, json.passThroughParam],
      [bought.orderId, "success", "12000.000", "p"],
    );
  });

  it("is consumed once (0, then 4), on both paths, and its receipt says so", async () => {
    const { purchaseId } = await buy("ember_pouch", { device: "SM-A546E" });
    assert.equal(await statusOf("consume", purchaseId), "0");
    const { json } = await receiptOf(store, purchaseId);
    assert.deepEqual([json.consumeYN, json.consumeDeviceModel], ["Y", "SM-A546E"]);
    assert.match(json.consumeDate, /^\d{4}-/);
    const other = `/iap/seller/v6/applications/${EMBER}/purchases/${purchaseId}`;
    assert.equal((await report("consume", purchaseId, undefined, other)).json.purchaseItemList[0].statusCode, "4");
  });

  it("is acknowledged once (0, then 4), and cannot be consumed then (3)", async () => {
    const { purchaseId } = await buy("boat_heron");
    assert.equal(await statusOf("acknowledge", purchaseId), "0");
    assert.equal(await statusOf("acknowledge", purchaseId), "4");
    assert.equal(await statusOf("consume", purchaseId), "3");
    assert.equal((await receiptOf(store, purchaseId)).json.acknowledgeYN, "Y");
  });

  it("of an item is not acknowledged when the store reads the page's table strictly (3)", async () => {
    await store.control("PUT", "settings", { acknowledgeItems: false });
    const { purchaseId } = await buy("boat_heron");
    assert.equal(await statusOf("acknowledge", purchaseId), "3");
    const subscribed = await buy("lantern_club");
    assert.equal(await statusOf("acknowledge", subscribed.purchaseId), "0");
  });

  it("of a subscription is not consumed (3)", async () => {
    assert.equal(await statusOf("consume", (await buy("lantern_club")).purchaseId), "3");
  });

  it("that does not exist (1), did not succeed (2), was paid back (2) or is of another app (5) is not reported", async () => {
    const failed = purchases.find(({ completedAt }) => completedAt === null);
    const refunded = purchases.find(({ refundedAt, subscription }) => refundedAt && !subscription);
    const foreign = await buy("gold_paper", {}, LANTERNS);
    assert.ok(failed && refunded);
    for (const action of ["consume", "acknowledge"]) {
      assert.equal(await statusOf(action, NOBODYS_PURCHASE), "1");
      assert.equal(await statusOf(action, failed.purchaseId), "2");
      assert.equal(await statusOf(action, refunded.purchaseId), "2");
      assert.equal(await statusOf(action, foreign.purchaseId), "5");
    }
  });

  it("is reported with others in one call, each with its own status", async () => {
    const [one, two] = [await buy("ember_pouch"), await buy("ember_pouch")];
    const { status, json } = await report("consume", one.purchaseId, [
      one.purchaseId,
      two.purchaseId,
      NOBODYS_PURCHASE,
    ]);
    assert.deepEqual([status, json.totalCount], [200, 3]);
    assert.deepEqual(
      json.purchaseItemList.map((item: Json) => [item.purchaseId, item.statusCode]),
      [
        [one.purchaseId, "0"],
        [two.purchaseId, "0"],
        [NOBODYS_PURCHASE, "1"],
      ],
    );
    for (const item of json.purchaseItemList) assert.ok(item.statusString.length > 0);
  });

  it("needs a known action and a list of ids, an app of the caller, and the scope publishing", async () => {
    const { purchaseId } = await buy("ember_pouch");
    refusedIap(await report("eat", purchaseId), 400, "1000");
    refusedIap(await report(undefined, purchaseId), 400, "1000");
    for (const list of ["x", [1], {}]) refusedIap(await report("consume", purchaseId, list), 400, "1000");
    refusedIap(await report("consume", purchaseId, undefined, purchasePath(purchaseId, RAIL_BARON)), 400, "SLR_4006");
    refusedIap(await report("consume", purchaseId, undefined, purchasePath(purchaseId, "com.none")), 400, "106");
    const denied = await store.call(
      "PATCH",
      purchasePath(purchaseId),
      { action: "consume" },
      { account: STATISTICS_ONLY },
    );
    assert.equal(denied.json.code, "NO_PERMISSION");
    assert.equal(await statusOf("consume", purchaseId), "0");
  });

  it("has an operation of its own for each action, in the journal and for faults", async () => {
    const { purchaseId } = await buy("ember_pouch");
    await store.control("POST", "faults", { operation: "purchases.acknowledge", instructions: ["return-503"] });
    assert.equal(await statusOf("consume", purchaseId), "0");
    assert.equal((await report("acknowledge", purchaseId)).status, 503);
    const operations = (await store.control("GET", "requests")).map((entry: Json) => entry.operation);
    assert.deepEqual(operations.slice(-2), ["purchases.consume", "purchases.acknowledge"]);
  });

  it("is paid back by the store's support", async () => {
    const { purchaseId } = await buy("ember_pouch");
    await store.control("POST", `apps/${EMBER}/purchases/${purchaseId}/refund`, {});
    assert.equal((await receiptOf(store, purchaseId)).json.status, "cancel");
    const [order] = (await ordersOf(store, await daysAgo(store, 0))).filter(
      (candidate) => candidate.purchaseId === purchaseId,
    );
    assert.equal(order.status, "3");
  });

  it("is looked for in vain after its order was deleted", async () => {
    const { purchaseId } = await buy("ember_pouch");
    await store.control("DELETE", `apps/${EMBER}/purchases/${purchaseId}`);
    assert.equal((await receiptOf(store, purchaseId)).json.errorCode, 9135);
    assert.equal(await statusOf("consume", purchaseId), "1");
  });

  it("is not made of what is not sold", async () => {
    for (const [fields, status, path] of [
      [{ itemId: "no_such_item" }, 404, "itemId"],
      [{ itemId: "winter_lantern" }, 409, "itemId"],
      [{ itemId: "ember_pouch", country: "IND" }, 409, "country"],
      [{ itemId: "lantern_club", country: "IND" }, 409, "country"],
      [{ itemId: "ember_pouch", country: "XXX" }, 400, "country"],
      [{ itemId: "ember_pouch", stray: 1 }, 400, "stray"],
    ] as const) {
      const answer = await store.raw("POST", `/_emulator/apps/${EMBER}/purchases`, {}, JSON.stringify(fields));
      assert.deepEqual([answer.status, answer.json.path], [status, path], answer.text);
    }
  });
});
