/** Server notifications: what is told, how it is signed, and what happens when nobody listens. */

import assert from "node:assert/strict";
import { importSPKI, jwtVerify } from "jose";
import { beforeEach, describe, it } from "mocha";
import { startEmulator } from "../../emulator";
import { APPS, type Json, storeForFile } from "./support/caller";
import { receiverForFile } from "./support/receiver";
import { EMBER, emberSales, LANTERNS, subscriptionPath } from "./support/sales";

const DAY = 86_400;

describe("server notifications", () => {
  const store = storeForFile();
  const receiver = receiverForFile();
  beforeEach(() => store.control("PUT", "settings", { notificationUrl: receiver.url }));

  const buy = (itemId: string, fields: object = {}): Promise<Json> =>
    store.control("POST", `apps/${EMBER}/purchases`, { itemId, ...fields });
  const customer = (purchaseId: string, act: string) =>
    store.control("POST", `apps/${EMBER}/subscriptions/${purchaseId}/${act}`, {});
  const later = (days: number) => store.control("PUT", "clock", { advance: days * DAY });
  const told = (event: string, purchaseId: string): Json[] =>
    receiver.received
      .map(({ claims }) => claims)
      .filter((claims) => claims.sub === event && JSON.stringify(claims.data).includes(purchaseId));
  const only = (event: string, purchaseId: string): Json => {
    const claims = told(event, purchaseId);
    assert.equal(claims.length, 1, receiver.events.join(" "));
    return claims[0].data;
  };
  const seconds = (moment: string) => Date.parse(moment.replace(" GMT", "Z")) / 1000;

  it("are one signed token in a POST, verified with the seller's key", async () => {
    const { purchaseId, orderId, orderedAt } = await buy("ember_pouch", { passThroughParam: "slot-1" });
    const { method, path, body } = receiver.last();
    assert.deepEqual([method, path], ["POST", "/galaxy"]);
    const [ours, theirs] = await store.control("GET", "notifications/keys");
    assert.equal(ours.sellerSeq, "000001234567");
    const { payload, protectedHeader } = await jwtVerify(body, await importSPKI(ours.publicKey, "RS256"));
    assert.deepEqual(protectedHeader, { typ: "JWT", alg: "RS256" });
    const at = seconds(`${orderedAt}Z`);
    assert.deepEqual(payload, {
      iss: "iap.samsungapps.com",
      sub: "ITEM_PURCHASED",
      aud: [EMBER],
      nbf: at,
      iat: at,
      data: { itemId: "ember_pouch", orderId, purchaseId, testPayYn: "N", betaTestYn: "N", passThroughParam: "slot-1" },
      version: "2.0",
    });
    await assert.rejects(jwtVerify(body, await importSPKI(theirs.publicKey, "RS256")));
  });

  it("tell of a purchase and its return", async () => {
    const { purchaseId, orderId } = await buy("ember_pouch", { testMode: true, betaTest: true });
    assert.equal(only("ITEM_PURCHASED", purchaseId).passThroughParam, null);
    await store.control("POST", `apps/${EMBER}/purchases/${purchaseId}/refund`, {});
    await store.control("POST", `apps/${EMBER}/purchases/${purchaseId}/refund`, {});
    assert.deepEqual(only("ITEM_REFUNDED", purchaseId), { orderId, purchaseId, testPayYn: "Y", betaTestYn: "Y" });
  });

  it("tell of a subscription and of each renewal when the clock moves, in order, at their times", async () => {
    const first = await buy("lantern_club");
    const started = only("ARS_SUBSCRIBED", first.purchaseId);
    assert.deepEqual([started.paymentPlan, started.itemId], ["FreeTrial", "lantern_club"]);
    assert.equal(started.scheduledTimeOfRenewal - seconds(`${first.completedAt}Z`), 14 * DAY);
    await later(14 + 31);
    const renewals = told("ARS_RENEWED", first.purchaseId);
    assert.equal(renewals.length, 2);
    assert.equal(renewals[0].iat, started.scheduledTimeOfRenewal);
    assert.equal(renewals[1].iat, renewals[0].data.validUntil);
    const chain = (await store.control("GET", `apps/${EMBER}/purchases`)).filter(
      (purchase: Json) => purchase.subscription === first.purchaseId,
    );
    assert.deepEqual(renewals[1].data, {
      itemId: "lantern_club",
      firstOrderId: first.orderId,
      firstPurchaseId: first.purchaseId,
      renewedOrderId: chain[2].orderId,
      renewedPurchaseId: chain[2].purchaseId,
      paymentPlan: "Regular",
      scheduledTimeOfRenewal: renewals[1].data.validUntil,
      validUntil: renewals[1].data.validUntil,
      testPayYn: "N",
      betaTestYn: "N",
    });
  });

  it("tell of what the seller does through the API: cancel, refund, revoke", async () => {
    const cancelled = await buy("keepers_circle");
    const { subscriptionEndDate } = (await store.call("GET", subscriptionPath(cancelled.purchaseId))).json;
    const act = (purchaseId: string, action: string) => store.call("PATCH", subscriptionPath(purchaseId), { action });
    await act(cancelled.purchaseId, "cancel");
    await receiver.reached(2);
    assert.deepEqual(only("ARS_UNSUBSCRIBED", cancelled.purchaseId), {
      firstOrderId: cancelled.orderId,
      firstPurchaseId: cancelled.purchaseId,
      testPayYn: "N",
      betaTestYn: "N",
      validUntil: seconds(subscriptionEndDate),
    });
    const refunded = await buy("keepers_circle");
    await act(refunded.purchaseId, "refund");
    await receiver.reached(4);
    assert.deepEqual(only("ARS_REFUNDED", refunded.purchaseId), {
      firstOrderId: refunded.orderId,
      firstPurchaseId: refunded.purchaseId,
      refundedOrderId: refunded.orderId,
      refundedPurchaseId: refunded.purchaseId,
      refundedPurchaseDate: seconds(`${refunded.completedAt}Z`),
      testPayYn: "N",
      betaTestYn: "N",
    });
    const revoked = await buy("keepers_circle");
    await act(revoked.purchaseId, "revoke");
    await receiver.reached(7);
    assert.deepEqual(receiver.events.slice(-3), ["ARS_SUBSCRIBED", "ARS_REFUNDED", "ARS_UNSUBSCRIBED"]);
  });

  it("are silent for a day after a failed payment, then tell of the grace period and how it ends", async () => {
    const [pays, fails] = [await buy("lantern_club"), await buy("lantern_club")];
    for (const { purchaseId } of [pays, fails]) await customer(purchaseId, "fail-payments");
    await store.control("PUT", "clock", { advance: 14.5 * DAY });
    assert.deepEqual([told("ARS_IN_GRACE_PERIOD", pays.purchaseId), told("ARS_RENEWED", pays.purchaseId)], [[], []]);
    await later(1);
    const grace = only("ARS_IN_GRACE_PERIOD", pays.purchaseId);
    assert.equal(grace.gracePeriodEndDate - grace.gracePeriodStartDate, 7 * DAY);
    await customer(pays.purchaseId, "pay");
    await later(8);
    assert.equal(only("ARS_OUT_GRACE_PERIOD", pays.purchaseId).paymentPlan, "Regular");
    assert.deepEqual(told("ARS_RENEWED", pays.purchaseId), []);
    assert.ok(only("ARS_UNSUBSCRIBED", fails.purchaseId).validUntil > 0);
  });

  it("tell of a customer who comes back, and of the answer to a price change", async () => {
    const { purchaseId, orderId } = await buy("lantern_club");
    await customer(purchaseId, "cancel");
    await customer(purchaseId, "resubscribe");
    const back = only("ARS_RESUBSCRIBED", purchaseId);
    assert.deepEqual([back.resubscribedOrderId, back.resubscribedPurchaseId], [orderId, purchaseId]);
    const waiting = emberSales().subscriptions.find((subscription) => subscription.priceChange)?.firstPurchaseId ?? "";
    await customer(waiting, "agree");
    assert.equal(only("ARS_PRICECHANGE_AGREED", waiting).agreeYn, "Y");
  });

  it("tell which orders were deleted", async () => {
    const { purchaseId, orderId } = await buy("ember_pouch");
    await store.control("DELETE", `apps/${EMBER}/purchases/${purchaseId}`);
    assert.deepEqual(only("ORDER_HISTORY_DELETED", orderId), { count: 1, orderList: [{ orderId, purchaseId }] });
  });

  it("are tried on the portal's test button", async () => {
    await store.control("POST", "notifications/test", { app: APPS.emberIsles, url: `${receiver.url}?test` });
    const { path, claims } = receiver.last();
    assert.equal(path, "/galaxy?test");
    assert.deepEqual(claims.data, { sellerName: "Lumen Forge Studio", contentName: "Ember Isles" });
  });

  it("go to the app's own address when it has one, and nowhere without any", async () => {
    await store.control("PUT", "settings", { notificationUrl: null });
    await buy("ember_pouch");
    assert.deepEqual(receiver.events, []);
    await store.control("PUT", `apps/${LANTERNS}/notification-url`, { url: receiver.url });
    await store.control("PUT", "seed", await store.control("GET", "dump"));
    await store.control("POST", `apps/${LANTERNS}/purchases`, { itemId: "gold_paper" });
    await buy("ember_pouch");
    assert.deepEqual(
      receiver.received.map(({ claims }) => claims.aud),
      [[LANTERNS]],
    );
  });

  it("are sent again, the same, until they are taken, by the store's clock", async () => {
    receiver.answers.push(500, 302, 200);
    await buy("ember_pouch");
    const state = async () => (await store.control("GET", "notifications")).map(({ state }: Json) => state);
    assert.deepEqual(await state(), ["pending"]);
    await store.control("PUT", "clock", { advance: 31 });
    assert.deepEqual(await state(), ["pending"]);
    await store.control("PUT", "clock", { advance: 121 });
    assert.deepEqual(await state(), ["delivered"]);
    assert.equal(new Set(receiver.received.map(({ body }) => body)).size, 1);
    await store.control("PUT", "clock", { advance: DAY / 24 });
    const [delivery] = await store.control("GET", "notifications");
    assert.deepEqual(
      delivery.attempts.map(({ status }: Json) => status),
      [500, 302, 200],
    );
  });

  it("are given up after five attempts, with the reason", async () => {
    await store.control("PUT", "settings", { notificationUrl: "http://127.0.0.1:9/none" });
    await buy("ember_pouch");
    for (const wait of [31, 121, 601, 3_601]) await store.control("PUT", "clock", { advance: wait });
    const [{ state, attempts }] = await store.control("GET", "notifications");
    assert.deepEqual([state, attempts.length], ["failed", 5]);
    for (const { status, error } of attempts) assert.ok(status === null && error.length > 0);
    await store.control("DELETE", "notifications");
    assert.deepEqual(await store.control("GET", "notifications"), []);
  });

  it("are forgotten with a reset", async () => {
    receiver.answers.push(500);
    await buy("ember_pouch");
    await store.control("POST", "reset");
    assert.deepEqual(await store.control("GET", "notifications"), []);
    await store.control("PUT", "clock", { advance: DAY });
    assert.equal(receiver.received.length, 1);
  });

  it("stay on this machine, unless the store listens on the network", async () => {
    for (const url of ["http://notify.example/x", "http://127.0.0.1.evil.example/", "ftp://127.0.0.1/", "nonsense"]) {
      const put = await store.raw("PUT", "/_emulator/settings", {}, JSON.stringify({ notificationUrl: url }));
      assert.deepEqual([put.status, put.json.path], [400, "notificationUrl"]);
      const test = { app: EMBER, url };
      const button = await store.raw("POST", "/_emulator/notifications/test", {}, JSON.stringify(test));
      assert.deepEqual([button.status, button.json.path], [400, "url"]);
    }
    const seed = { ...(await store.control("GET", "dump")), settings: { notificationUrl: "http://notify.example/" } };
    await store.control("PUT", "seed", seed);
    await buy("ember_pouch");
    const [{ attempts }] = await store.control("GET", "notifications");
    assert.match(attempts[0].error, /not on this machine/);
    const open = await startEmulator({ host: "0.0.0.0" });
    const answer = await fetch(`http://127.0.0.1:${open.port}/_emulator/settings`, {
      method: "PUT",
      headers: { authorization: `Bearer ${open.token}` },
      body: JSON.stringify({ notificationUrl: "http://notify.example/" }),
    });
    await open.close();
    assert.equal(answer.status, 200);
  });
});
