/** Subscriptions: their states, what the seller does to them, and what time does. */

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
  RAIL_BARON,
  receiptOf,
  subscriptionPath,
} from "./support/sales";

const DAY = 86_400;

describe("a subscription", () => {
  const store = storeForFile();
  const status = async (purchaseId: string): Promise<Json> => {
    const answer = await store.call("GET", subscriptionPath(purchaseId));
    assert.equal(answer.status, 200, answer.text);
    return answer.json;
  };
  const act = (purchaseId: string, body: object) => store.call("PATCH", subscriptionPath(purchaseId), body);
  const done = async (purchaseId: string, body: object) =>
    assert.deepEqual((await act(purchaseId, body)).json, { code: "0000", message: "Success" });
  const subscribe = async (itemId = "lantern_club", fields: object = {}): Promise<string> =>
    (await store.control("POST", `apps/${EMBER}/purchases`, { itemId, ...fields })).purchaseId;
  const customer = (purchaseId: string, deed: string) =>
    store.control("POST", `apps/${EMBER}/subscriptions/${purchaseId}/${deed}`, {});
  const later = (days: number) => store.control("PUT", "clock", { advance: days * DAY });
  const daysFrom = (from: string, to: string) =>
    Math.round((Date.parse(to.replace(" GMT", "Z")) - Date.parse(from.replace(" GMT", "Z"))) / 1000 / DAY);

  it("tells its state with the documented keys", async () => {
    const purchaseId = await subscribe("lantern_club", { country: "DEU" });
    const { subscriptionPurchaseDate, subscriptionEndDate, latestOrderId, ...rest } = await status(purchaseId);
    assert.match(subscriptionPurchaseDate, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d GMT$/);
    assert.equal(daysFrom(subscriptionPurchaseDate, subscriptionEndDate), 14);
    assert.match(latestOrderId, /^P\d{8}DEU\d{7}$/);
    assert.deepEqual(rest, {
      subscriptionStatus: "ACTIVE",
      subscriptionFirstPurchaseID: purchaseId,
      countryCode: "DEU",
      price: { localCurrencyCode: "EUR", localPrice: 0, supplyPrice: 3.29 },
      itemID: "lantern_club",
      itemTitle: "Lantern Club",
      freeTrial: "Y",
      realMode: "Y",
      latestRenewalDate: null,
      totalNumberOfTieredPayment: "0",
      currentPaymentPlan: "F",
      totalNumberOfRenewalPayment: "1",
      cancelSubscriptionDate: null,
      cancelSubscriptionReason: null,
      gracePeriodYN: "N",
      gracePeriodEndDate: null,
      priceChange: null,
    });
  });

  it("is there in every state", async () => {
    const { subscriptions } = emberSales();
    const states = await Promise.all(subscriptions.map(({ firstPurchaseId }) => status(firstPurchaseId)));
    const having = (key: string, value: unknown) => states.filter((state) => state[key] === value).length;
    for (const [key, value] of [
      ["subscriptionStatus", "ACTIVE"],
      ["subscriptionStatus", "CANCEL"],
      ["currentPaymentPlan", "F"],
      ["currentPaymentPlan", "T"],
      ["currentPaymentPlan", "R"],
      ["cancelSubscriptionReason", "1"],
      ["cancelSubscriptionReason", "3"],
      ["cancelSubscriptionReason", "5"],
      ["gracePeriodYN", "Y"],
      ["realMode", "N"],
    ] as const)
      assert.ok(having(key, value) > 0, `${key} ${value}`);
    const change = states.find((state) => state.priceChange !== null)?.priceChange;
    assert.equal(change.priceChangeMode, "PRICE_INCREASE_USER_AGREEMENT_REQUIRED");
    assert.deepEqual(change.newPrice, { localCurrencyCode: "EUR", localPrice: 3.99 });
  });

  it("renews when the clock moves: a new purchase id and order id each time, any of which finds it", async () => {
    const first = await subscribe();
    await later(14 + 31 + 31);
    const state = await status(first);
    assert.deepEqual(
      [state.subscriptionStatus, state.currentPaymentPlan, state.totalNumberOfRenewalPayment, state.price.localPrice],
      ["ACTIVE", "R", "4", 2.99],
    );
    const chain = (await store.control("GET", `apps/${EMBER}/purchases`)).filter(
      (purchase: Json) => purchase.subscription === first,
    );
    assert.equal(new Set(chain.flatMap((purchase: Json) => [purchase.purchaseId, purchase.orderId])).size, 8);
    for (const { purchaseId } of chain) assert.deepEqual(await status(purchaseId), state);
    assert.equal(state.latestOrderId, chain[3].orderId);
    const receipt = (await receiptOf(store, chain[3].purchaseId)).json;
    assert.deepEqual([receipt.itemType, receipt.status, receipt.paymentAmount], ["Subscription", "success", "2.990"]);
    const day = chain[3].completedAt.slice(0, 10).replaceAll("-", "");
    const order = (await ordersOf(store, day)).find((candidate) => candidate.purchaseId === chain[3].purchaseId);
    assert.equal(order.subscriptionOrderId, chain[0].orderId);
  });

  it("passes from the introductory price to the regular one", async () => {
    const first = await subscribe("keepers_circle");
    assert.equal((await status(first)).price.localPrice, 3.99);
    await later(93);
    const { currentPaymentPlan, price, totalNumberOfTieredPayment } = await status(first);
    assert.deepEqual([currentPaymentPlan, price.localPrice, totalNumberOfTieredPayment], ["R", 8.99, "1"]);
  });

  it("that is cancelled stays usable to its end and is not paid again", async () => {
    const first = await subscribe();
    const { subscriptionEndDate } = await status(first);
    await done(first, { action: "cancel" });
    const state = await status(first);
    assert.deepEqual([state.subscriptionStatus, state.subscriptionEndDate], ["CANCEL", subscriptionEndDate]);
    assert.match(state.cancelSubscriptionDate, /GMT$/);
    await later(60);
    assert.equal((await status(first)).totalNumberOfRenewalPayment, "1");
    await done(first, { action: "cancel" });
    assert.equal((await status(first)).cancelSubscriptionDate, state.cancelSubscriptionDate);
  });

  it("can be taken up again by the customer when the caller was user, and not when it was admin", async () => {
    const [one, two] = [await subscribe(), await subscribe()];
    await done(one, { action: "cancel", caller: "user" });
    assert.equal((await status(one)).cancelSubscriptionReason, "1");
    assert.equal((await customer(one, "resubscribe")).subscriptionStatus, "ACTIVE");
    await done(two, { action: "cancel", caller: "admin" });
    const refused = await store.raw("POST", `/_emulator/apps/${EMBER}/subscriptions/${two}/resubscribe`);
    assert.equal(refused.status, 409);
    await customer(one, "cancel");
    await later(15);
    const over = await store.raw("POST", `/_emulator/apps/${EMBER}/subscriptions/${one}/resubscribe`);
    assert.equal(over.status, 409);
  });

  it("that is refunded goes on; the latest payment is returned once", async () => {
    const first = await subscribe("keepers_circle");
    await done(first, { action: "refund" });
    const { cancelDate, status: paid } = (await receiptOf(store, first)).json;
    assert.equal(paid, "cancel");
    assert.equal((await status(first)).subscriptionStatus, "ACTIVE");
    await later(1);
    await done(first, { action: "refund" });
    assert.equal((await receiptOf(store, first)).json.cancelDate, cancelDate);
    await later(95);
    assert.equal((await status(first)).totalNumberOfRenewalPayment, "2");
  });

  it("that is revoked ends at once, with its money returned", async () => {
    const first = await subscribe("keepers_circle");
    await later(3);
    await done(first, { action: "revoke" });
    const state = await status(first);
    assert.deepEqual([state.subscriptionStatus, state.subscriptionEndDate], ["CANCEL", state.cancelSubscriptionDate]);
    assert.equal(daysFrom(state.subscriptionPurchaseDate, state.subscriptionEndDate), 3);
    assert.equal((await receiptOf(store, first)).json.status, "cancel");
    const [order] = (await ordersOf(store, await daysAgo(store, 0))).filter(({ purchaseId }) => purchaseId === first);
    assert.equal(order.status, "3");
  });

  it("whose payment fails is tried after a day in silence, then runs in its grace period, and ends when that does", async () => {
    const first = await subscribe();
    await customer(first, "fail-payments");
    await later(14.5);
    assert.equal((await status(first)).gracePeriodYN, "N");
    await later(1);
    const grace = await status(first);
    assert.deepEqual([grace.subscriptionStatus, grace.gracePeriodYN], ["ACTIVE", "Y"]);
    assert.equal(daysFrom(grace.subscriptionEndDate, grace.gracePeriodEndDate), 8);
    await later(8);
    const { subscriptionStatus, cancelSubscriptionReason, gracePeriodYN } = await status(first);
    assert.deepEqual([subscriptionStatus, cancelSubscriptionReason, gracePeriodYN], ["CANCEL", "3", "N"]);
  });

  it("whose payment works within the grace period keeps its renewal date", async () => {
    const first = await subscribe();
    const { subscriptionEndDate } = await status(first);
    await customer(first, "fail-payments");
    await later(17);
    await customer(first, "pay");
    await later(2);
    const state = await status(first);
    assert.deepEqual([state.gracePeriodYN, state.totalNumberOfRenewalPayment], ["N", "2"]);
    assert.equal(state.subscriptionEndDate.slice(10), subscriptionEndDate.slice(10));
    assert.ok([28, 29, 30, 31].includes(daysFrom(subscriptionEndDate, state.subscriptionEndDate)));
  });

  it("without a grace period ends after the silent day", async () => {
    const first = await subscribe("keepers_circle");
    await customer(first, "fail-payments");
    await later(95);
    const { subscriptionStatus, cancelSubscriptionReason } = await status(first);
    assert.deepEqual([subscriptionStatus, cancelSubscriptionReason], ["CANCEL", "3"]);
  });

  it("of an app that is off sale is not renewed", async () => {
    const first = await subscribe();
    await store.control("PATCH", `apps/${EMBER}`, { contentStatus: "SUSPENDED" });
    await later(15);
    assert.equal((await status(first)).cancelSubscriptionReason, "4");
  });

  it("takes a new price with the customer's consent, and ends without it", async () => {
    const waiting = emberSales().subscriptions.find((subscription) => subscription.priceChange);
    assert.ok(waiting);
    const { firstPurchaseId } = waiting;
    await customer(firstPurchaseId, "agree");
    assert.match((await status(firstPurchaseId)).priceChange.priceChangeConsentDate, /GMT$/);
    await later(21);
    assert.deepEqual((await status(firstPurchaseId)).price, {
      localCurrencyCode: "EUR",
      localPrice: 3.99,
      supplyPrice: 3.99,
    });
    await store.control("POST", "reset");
    await customer(firstPurchaseId, "disagree");
    await later(21);
    assert.equal((await status(firstPurchaseId)).subscriptionStatus, "CANCEL");
  });

  it("in test mode renews every ten minutes, twelve times", async () => {
    const first = await subscribe("keepers_circle", { testMode: true });
    await later(1 / 24);
    assert.equal((await status(first)).totalNumberOfRenewalPayment, "7");
    await later(1);
    const state = await status(first);
    assert.deepEqual(
      [state.realMode, state.subscriptionStatus, state.totalNumberOfRenewalPayment, state.cancelSubscriptionReason],
      ["N", "CANCEL", "13", "2"],
    );
  });

  it("is not found by an id that is none of a subscription (SLR_4008)", async () => {
    const item = await store.control("POST", `apps/${EMBER}/purchases`, { itemId: "ember_pouch" });
    for (const purchaseId of [NOBODYS_PURCHASE, "x", item.purchaseId]) {
      refusedIap(await store.call("GET", subscriptionPath(purchaseId)), 400, "SLR_4008");
      refusedIap(await act(purchaseId, { action: "cancel" }), 400, "SLR_4008");
    }
    const first = await subscribe();
    refusedIap(await store.call("GET", subscriptionPath(first, LANTERNS)), 400, "SLR_4008");
  });

  it("of a package that is not the caller's is refused (SLR_4006), and so is one without the IAP SDK (106)", async () => {
    const first = await subscribe();
    for (const packageName of [RAIL_BARON, "com.example.none"])
      refusedIap(await store.call("GET", subscriptionPath(first, packageName)), 400, "SLR_4006");
    refusedIap(await store.call("GET", subscriptionPath(first, "com.lumenforge.pocketledger")), 400, "106");
  });

  it("knows three actions and two callers, and needs the scope publishing", async () => {
    const first = await subscribe();
    for (const body of [{}, { action: "pause" }, { action: "cancel", caller: "mom" }])
      refusedIap(await act(first, body), 400, "1000");
    const denied = await store.call("GET", subscriptionPath(first), undefined, { account: STATISTICS_ONLY });
    assert.equal(denied.json.code, "NO_PERMISSION");
    assert.equal((await status(first)).subscriptionStatus, "ACTIVE");
    await done(first, { action: "refund" });
    const last = (await store.control("GET", "requests")).at(-1);
    assert.equal(last.operation, "subscriptions.refund");
  });

  it("goes out and in with the whole store", async () => {
    const first = await subscribe();
    await customer(first, "fail-payments");
    await later(16);
    const before = (await store.raw("GET", "/_emulator/dump")).text;
    await store.control("PUT", "seed", JSON.parse(before));
    assert.equal((await store.raw("GET", "/_emulator/dump")).text, before);
    assert.equal((await status(first)).gracePeriodYN, "Y");
    const seed = JSON.parse(before);
    seed.sellers[0].apps[0].sales.subscriptions[0].firstPurchaseId = NOBODYS_PURCHASE;
    const answer = await store.raw("PUT", "/_emulator/seed", {}, JSON.stringify(seed));
    assert.equal(answer.json.path, "sellers.0.apps.0.sales.subscriptions.0.firstPurchaseId");
  });
});
