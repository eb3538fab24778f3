/** Orders and receipts: what was paid and paid back. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { APPS, HARBOR, type Json, PUBLISHING_ONLY, refusedIap, STATISTICS_ONLY, storeForFile } from "./support/caller";
import {
  daysAgo,
  EMBER,
  emberSales,
  HARBOR_SEQ,
  LANTERNS,
  NOBODYS_PURCHASE,
  ordersOf,
  RAIL_BARON,
  receiptOf,
  SELLER_SEQ,
} from "./support/sales";

describe("the orders of a day", () => {
  const store = storeForFile();
  const orders = (fields: object = {}, account?: string) =>
    store.call("POST", "/iap/seller/orders", { sellerSeq: SELLER_SEQ, ...fields }, account ? { account } : {});

  it("are yesterday's of all apps unless a day or an app is named", async () => {
    const requestDate = await daysAgo(store, 1);
    const [unnamed, named] = [await orders(), await orders({ requestDate })];
    assert.equal(unnamed.json.orderItemList.length, 100);
    assert.deepEqual(unnamed.json.orderItemList, named.json.orderItemList);
    const all = await ordersOf(store, requestDate);
    assert.deepEqual([...new Set(all.map((order) => order.packageName))].sort(), [EMBER, LANTERNS]);
    const some = await ordersOf(store, requestDate, LANTERNS);
    assert.deepEqual(
      some,
      all.filter((order) => order.packageName === LANTERNS),
    );
    await store.control("PUT", "clock", { advance: 86_400 });
    assert.deepEqual((await orders()).json.orderItemList, []);
  });

  it("come by pages of 100 with an encrypted token, each purchase once", async () => {
    const first = await orders({ packageName: EMBER });
    assert.match(first.json.continuationToken, /^[0-9a-f]{64,}$/);
    const second = await orders({ packageName: EMBER, continuationToken: first.json.continuationToken });
    assert.equal(second.json.continuationToken, null);
    const ids = [...first.json.orderItemList, ...second.json.orderItemList].map((order: Json) => order.purchaseId);
    assert.ok(ids.length > 100);
    assert.equal(new Set(ids).size, ids.length);
  });

  it("are the same at every start from the same seed", async () => {
    const requestDate = await daysAgo(store, 1);
    const before = await ordersOf(store, requestDate);
    const dump = await store.control("GET", "dump");
    await store.control("POST", "reset");
    assert.deepEqual(await ordersOf(store, requestDate), before);
    await store.control("PUT", "seed", dump);
    assert.deepEqual(await ordersOf(store, requestDate), before);
  });

  it("keep their prices when the catalog changes before anybody has looked", async () => {
    const requestDate = await daysAgo(store, 1);
    const before = await ordersOf(store, requestDate, EMBER);
    await store.control("POST", "reset");
    await store.control("PATCH", `apps/${EMBER}/items/ember_pouch`, { usdPrice: 500, title: "Dear embers" });
    await store.control("PUT", "seed", await store.control("GET", "dump"));
    assert.deepEqual(await ordersOf(store, requestDate, EMBER), before);
  });

  it("carry the documented keys, all values texts", async () => {
    const [order] = await ordersOf(store, await daysAgo(store, 5), EMBER);
    assert.deepEqual(Object.keys(order), [
      "orderId",
      "purchaseId",
      "contentId",
      "countryId",
      "packageName",
      "itemId",
      "itemTitle",
      "status",
      "orderTime",
      "completionTime",
      "refundTime",
      "localCurrency",
      "localCurrencyCode",
      "localPrice",
      "usdPrice",
      "exchangeRate",
      "mcc",
      "subscriptionOrderId",
      "freeTrialYN",
      "tieredSubscriptionYN",
    ]);
    assert.equal(order.contentId, APPS.emberIsles);
    assert.match(order.orderId, /^[SP]\d{8}[A-Z]{3}\d{7}$/);
    assert.match(order.purchaseId, /^[0-9a-f]{64}$/);
    for (const value of Object.values(order)) assert.ok(value === null || typeof value === "string");
  });

  it("show a refund on the day of the payment and on its own day, as cancelled", async () => {
    for (const days of [9, 7]) {
      const refunded = (await ordersOf(store, await daysAgo(store, days), EMBER)).filter(
        (order) => order.itemId === "ember_chest" && order.orderId.includes("USA8"),
      );
      assert.deepEqual(
        refunded.map((order) => order.status),
        ["3"],
      );
      assert.match(refunded[0].refundTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    }
  });

  it("tell the payments of subscriptions: free, introductory, and the first order", async () => {
    const [trial] = (await ordersOf(store, await daysAgo(store, 4))).filter((order) => order.freeTrialYN === "Y");
    assert.deepEqual([trial.usdPrice, trial.subscriptionOrderId], ["0", trial.orderId]);
    const [tiered] = (await ordersOf(store, await daysAgo(store, 20))).filter(
      (order) => order.tieredSubscriptionYN === "Y",
    );
    assert.deepEqual([tiered.itemId, tiered.usdPrice], ["keepers_circle", "3.99"]);
    const [renewal] = (await ordersOf(store, await daysAgo(store, 5))).filter(
      (order) => order.itemId === "lantern_club",
    );
    assert.notEqual(renewal.subscriptionOrderId, renewal.orderId);
  });

  it("never hold purchases in test mode, nor payments that did not succeed", async () => {
    const { purchases } = emberSales();
    const hidden = purchases.filter((purchase) => purchase.testMode || purchase.completedAt === null);
    assert.ok(hidden.length >= 2);
    const seen: string[] = [];
    for (let days = 0; days <= 4; days += 1)
      seen.push(...(await ordersOf(store, await daysAgo(store, days))).map((order) => order.purchaseId));
    for (const purchase of hidden) assert.ok(!seen.includes(purchase.purchaseId));
  });

  it("are empty on a day without any, and for packages that are nobody's or another seller's", async () => {
    assert.deepEqual((await orders({ requestDate: "20200101" })).json, { continuationToken: null, orderItemList: [] });
    for (const packageName of ["com.example.nobody", RAIL_BARON])
      assert.deepEqual((await orders({ packageName })).json.orderItemList, []);
    const theirs = await orders({ sellerSeq: HARBOR_SEQ }, HARBOR);
    assert.ok(theirs.json.orderItemList.every((order: Json) => order.packageName === RAIL_BARON));
    assert.ok(theirs.json.orderItemList.length > 0);
  });

  it("are not given for another seller's sequence (SLR_4001)", async () => {
    for (const sellerSeq of [HARBOR_SEQ, undefined, "1234567"])
      refusedIap(await orders({ sellerSeq }), 400, "SLR_4001");
  });

  it("are not given for an invalid token (SLR_4009), nor for one that was tampered with (SLR_4010)", async () => {
    const { continuationToken } = (await orders({ packageName: EMBER })).json;
    for (const wrong of ["xyz", "abc", "ab".repeat(8), 7])
      refusedIap(await orders({ packageName: EMBER, continuationToken: wrong }), 400, "SLR_4009");
    refusedIap(await orders({ packageName: LANTERNS, continuationToken }), 400, "SLR_4009");
    const tampered = `${continuationToken.slice(0, 32)}${"0".repeat(continuationToken.length - 32)}`;
    refusedIap(await orders({ packageName: EMBER, continuationToken: tampered }), 400, "SLR_4010");
  });

  it("need a day as yyyyMMdd (SLR_4011)", async () => {
    for (const requestDate of ["2026-01-01", "20260230", "today", "2026011"])
      refusedIap(await orders({ requestDate }), 400, "SLR_4011");
  });

  it("need the IAP SDK in the app that is named (106), and the scope publishing", async () => {
    refusedIap(await orders({ packageName: "com.lumenforge.pocketledger" }), 400, "106");
    assert.equal((await orders({}, PUBLISHING_ONLY)).status, 200);
    assert.equal((await orders({}, STATISTICS_ONLY)).json.code, "NO_PERMISSION");
  });
});

describe("a receipt", () => {
  const store = storeForFile();
  const { purchases } = emberSales();
  const known = (wanted: (purchase: (typeof purchases)[number]) => boolean) => {
    const purchase = purchases.find(wanted);
    assert.ok(purchase);
    return purchase;
  };

  it("is public, and tells of an item what was paid", async () => {
    const { purchaseId, orderId, completedAt } = known(({ passThroughParam }) => passThroughParam !== undefined);
    const { status, json } = await receiptOf(store, purchaseId);
    assert.equal(status, 200);
    assert.match(json.paymentId, /^\d+TRAN$/);
    assert.deepEqual(
      { ...json, orderId, purchaseDate: completedAt },
      {
        itemId: "ember_chest",
        paymentId: json.paymentId,
        orderId,
        packageName: EMBER,
        itemName: "Chest of embers",
        itemDesc: "450 embers, and a new lantern for the boat.",
        itemType: "Item",
        countryCode: "USA",
        purchaseDate: completedAt,
        paymentAmount: "4.990",
        status: "success",
        paymentMethod: "Credit Card",
        mode: "PRODUCTION",
        consumeYN: "N",
        acknowledgeYN: "N",
        passThroughParam: "slot-2",
        obfuscatedAccountId: "a-5c1f",
        currencyCode: "USD",
        currencyUnit: "$",
      },
    );
  });

  it("of a cancelled purchase is complete and has its date", async () => {
    const { json } = await receiptOf(store, known(({ refundedAt }) => !!refundedAt).purchaseId);
    assert.deepEqual([json.status, json.itemId], ["cancel", "ember_chest"]);
    assert.match(json.cancelDate, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  });

  it("tells free purchases and those of license testers apart", async () => {
    const free = (await receiptOf(store, known(({ plan, testMode }) => plan === "F" && !testMode).purchaseId)).json;
    assert.deepEqual(
      [free.itemType, free.paymentAmount, free.paymentMethod, free.mode, "consumeYN" in free],
      ["Subscription", "0.000", "Free", "PRODUCTION", false],
    );
    assert.match(free.paymentId, /^ZPMTID/);
    const tested = (await receiptOf(store, known(({ testMode, plan }) => !!testMode && !plan).purchaseId)).json;
    assert.deepEqual([tested.mode, tested.paymentId.slice(0, 6)], ["TEST", "TPMTID"]);
  });

  it("fails with 200: no such order (9135), no purchase id (9153), a payment that did not succeed (1)", async () => {
    const failed = async (purchaseId: string, errorCode: number, errorMessage: RegExp) => {
      const { status, json } = await receiptOf(store, purchaseId);
      assert.deepEqual([status, json.status, json.errorCode], [200, "fail", errorCode]);
      assert.match(json.errorMessage, errorMessage);
    };
    await failed(NOBODYS_PURCHASE, 9135, /^not exist order$/);
    await failed("no-hex", 9153, /invalid/);
    await failed("", 9153, /invalid/);
    await failed(known(({ completedAt }) => completedAt === null).purchaseId, 1, /^fail$/);
    const last = (await store.control("GET", "requests")).at(-1);
    assert.deepEqual([last.operation, last.status, last.code], ["receipts.verify", 200, "1"]);
  });

  it("fails with any other status and code on order", async () => {
    await store.control("POST", "faults", { operation: "receipts.verify", instructions: ["return-400-1000"] });
    const { status, json } = await receiptOf(store, NOBODYS_PURCHASE);
    assert.deepEqual([status, json.status, json.errorCode], [400, "fail", 1000]);
  });

  it("is read, not sent: POST is 405", async () => {
    assert.equal((await store.raw("POST", "/iap/v6/receipt")).status, 405);
  });
});
