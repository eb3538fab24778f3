/** Server notifications: what happens in the store, sent to the seller's server and signed. */
import assert from "node:assert/strict";
import { verify } from "node:crypto";
import { afterEach, beforeEach, describe, it } from "mocha";
import { EMBER } from "./support/apps";
import type { Json } from "./support/http";
import { Receiver } from "./support/receiver";
import { buy, customer, payBack, purchaseWhere } from "./support/sales";
import { account, done } from "./support/seller";
import { exactly, hasShape, type Shape } from "./support/shapes";
import { control, DAY_SECONDS, storeTime, wait } from "./support/store";

const FLAGS = { testPayYn: /^[YN]$/, betaTestYn: /^[YN]$/ };
const FIRST = { firstOrderId: "string", firstPurchaseId: /^[0-9a-f]{64}$/ };
const RENEWAL = {
  paymentPlan: /^(FreeTrial|TieredPrice|Regular)$/,
  scheduledTimeOfRenewal: "number",
  "validUntil?": "number",
};

const DATA: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  ITEM_PURCHASED: {
    itemId: "string",
    orderId: "string",
    purchaseId: "string",
    passThroughParam: "string|null",
    ...FLAGS,
  },
  ITEM_REFUNDED: { orderId: "string", purchaseId: "string", ...FLAGS },
  ARS_SUBSCRIBED: { itemId: "string", orderId: "string", purchaseId: "string", ...RENEWAL, ...FLAGS },
  ARS_UNSUBSCRIBED: { ...FIRST, validUntil: "number", ...FLAGS },
  ARS_REFUNDED: {
    ...FIRST,
    refundedOrderId: "string",
    refundedPurchaseId: "string",
    refundedPurchaseDate: "number",
    ...FLAGS,
  },
  ARS_RENEWED: {
    itemId: "string",
    ...FIRST,
    renewedOrderId: "string",
    renewedPurchaseId: "string",
    ...RENEWAL,
    ...FLAGS,
  },
  ARS_RESUBSCRIBED: {
    itemId: "string",
    resubscribedOrderId: "string",
    resubscribedPurchaseId: "string",
    ...RENEWAL,
    ...FLAGS,
  },
  ARS_PRICECHANGE_AGREED: { itemId: "string", ...FIRST, agreeYn: /^[YN]$/, ...FLAGS },
  ARS_IN_GRACE_PERIOD: {
    itemId: "string",
    ...FIRST,
    gracePeriodStartDate: "number",
    gracePeriodEndDate: "number",
    ...FLAGS,
  },
  ARS_OUT_GRACE_PERIOD: {
    itemId: "string",
    ...FIRST,
    renewedOrderId: "string",
    renewedPurchaseId: "string",
    ...RENEWAL,
    ...FLAGS,
  },
  ORDER_HISTORY_DELETED: { count: "number", orderList: [{ orderId: "string", purchaseId: "string" }] },
  TEST: { sellerName: "string|null", contentName: "string" },
};

const decoded = (part = ""): Json => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));

export function notifications(): void {
  describe("a server notification", () => {
    let receiver: Receiver;
    beforeEach(async () => {
      receiver = await Receiver.start();
      await control("PUT", `apps/${EMBER.packageName}/notification-url`, { url: receiver.url });
    });
    afterEach(() => receiver.end());

    /** The next notification: one token, signed with the seller's key, with the claims of its event. */
    async function received(): Promise<{ event: string; data: Json }> {
      const { method, body } = await receiver.next();
      assert.equal(method, "POST");
      assert.match(body, /^[\w-]+\.[\w-]+\.[\w-]+$/, "nothing but the token");
      const [header, payload, signature = ""] = body.split(".");
      const { sellerSeq } = await account();
      const keys: Json[] = await control("GET", "notifications/keys");
      const { publicKey } = keys.find((key) => key.sellerSeq === sellerSeq);
      const signed = Buffer.from(`${header}.${payload}`);
      assert.ok(verify("sha256", signed, publicKey, Buffer.from(signature, "base64url")), "the signature");
      assert.deepEqual(decoded(header), { typ: "JWT", alg: "RS256" });
      const claims = decoded(payload);
      hasShape(claims, {
        iss: exactly("iap.samsungapps.com"),
        sub: exactly(...Object.keys(DATA)),
        aud: [exactly(EMBER.packageName)],
        iat: "number",
        nbf: "number",
        data: DATA[claims.sub] ?? {},
        version: exactly("2.0"),
      });
      const age = (await storeTime()) - claims.iat * 1000;
      assert.ok(age > -DAY_SECONDS * 1000 && age < 200 * DAY_SECONDS * 1000, "seconds");
      return { event: claims.sub, data: claims.data };
    }

    /** The data of the next notification, which must be of this event. */
    async function next(event: string): Promise<Json> {
      const { event: came, data } = await received();
      assert.equal(came, event);
      return data;
    }

    /** The same among the notifications of one subscription; others are read over. */
    async function nextOf(firstPurchaseId: string, event: string): Promise<Json> {
      for (;;) {
        const { event: came, data } = await received();
        if (data.firstPurchaseId !== firstPurchaseId) continue;
        assert.equal(came, event);
        return data;
      }
    }

    const cancelOf = (purchaseId: string, body: object) =>
      done("PATCH", `/iap/seller/v6/applications/${EMBER.packageName}/purchases/subscriptions/${purchaseId}`, {
        json: body,
      });

    /** A subscriber whose first notifications have been read: trial, then a paid period. */
    async function subscriber(): Promise<Json> {
      const first = await buy("lantern_club");
      await next("ARS_SUBSCRIBED");
      await control("PUT", `apps/${EMBER.packageName}/notification-url`, { url: null });
      await wait(14.5 * DAY_SECONDS);
      await control("PUT", `apps/${EMBER.packageName}/notification-url`, { url: receiver.url });
      return first;
    }

    it("tells that an item was bought, and that it was paid back", async () => {
      const { purchaseId, orderId } = await buy("ember_pouch", { passThroughParam: "slot-1" });
      assert.deepEqual(await next("ITEM_PURCHASED"), {
        itemId: "ember_pouch",
        orderId,
        purchaseId,
        testPayYn: "N",
        betaTestYn: "N",
        passThroughParam: "slot-1",
      });
      await payBack(purchaseId);
      assert.deepEqual(await next("ITEM_REFUNDED"), { orderId, purchaseId, testPayYn: "N", betaTestYn: "N" });
    });

    it("marks license testers and beta testers", async () => {
      await buy("ember_pouch", { testMode: true });
      const { testPayYn, passThroughParam } = await next("ITEM_PURCHASED");
      assert.deepEqual([testPayYn, passThroughParam], ["Y", null]);
      await buy("ember_pouch", { betaTest: true });
      assert.equal((await next("ITEM_PURCHASED")).betaTestYn, "Y");
    });

    it("tells that a subscription began, and that it was renewed under new ids", async () => {
      const { purchaseId, orderId } = await buy("lantern_club");
      const began = await next("ARS_SUBSCRIBED");
      assert.deepEqual([began.purchaseId, began.orderId, began.paymentPlan], [purchaseId, orderId, "FreeTrial"]);
      await control("PUT", "clock", { now: new Date(began.scheduledTimeOfRenewal * 1000 + 60_000).toISOString() });
      const renewed = await nextOf(purchaseId, "ARS_RENEWED");
      assert.deepEqual([renewed.firstOrderId, renewed.paymentPlan], [orderId, "Regular"]);
      const payment = await purchaseWhere(EMBER, (one) => one.purchaseId === renewed.renewedPurchaseId);
      assert.equal(payment.orderId, renewed.renewedOrderId);
    });

    it("tells of a cancellation by the seller, and that the customer came back", async () => {
      const { purchaseId, orderId } = await subscriber();
      await cancelOf(purchaseId, { action: "cancel", caller: "user" });
      const { firstPurchaseId, firstOrderId, validUntil } = await next("ARS_UNSUBSCRIBED");
      assert.deepEqual([firstPurchaseId, firstOrderId], [purchaseId, orderId]);
      assert.ok(validUntil * 1000 > (await storeTime()), "usable until then");
      await customer(purchaseId, "resubscribe");
      assert.equal((await next("ARS_RESUBSCRIBED")).validUntil, validUntil);
    });

    it("tells of a refund by the seller", async () => {
      const { purchaseId } = await subscriber();
      await cancelOf(purchaseId, { action: "refund" });
      const { firstPurchaseId, refundedPurchaseId } = await next("ARS_REFUNDED");
      assert.equal(firstPurchaseId, purchaseId);
      assert.notEqual(refundedPurchaseId, purchaseId, "the latest payment");
    });

    it("tells both of a revocation", async () => {
      const { purchaseId } = await subscriber();
      await cancelOf(purchaseId, { action: "revoke" });
      assert.equal((await next("ARS_REFUNDED")).firstPurchaseId, purchaseId);
      assert.equal((await next("ARS_UNSUBSCRIBED")).firstPurchaseId, purchaseId);
    });

    it("tells the customer's answer to a price change", async () => {
      const states: Json[] = (await control("GET", "dump")).sellers.flatMap(({ apps }: Json) =>
        apps.flatMap(({ sales }: Json) => sales.subscriptions),
      );
      const waiting = states.find(({ priceChange }) => priceChange !== null);
      await customer(waiting.firstPurchaseId, "agree");
      assert.equal((await next("ARS_PRICECHANGE_AGREED")).agreeYn, "Y");
    });

    it("is silent for the first day of a failed payment, then tells the grace period and its end", async () => {
      const { purchaseId } = await buy("lantern_club");
      const { scheduledTimeOfRenewal } = await next("ARS_SUBSCRIBED");
      await customer(purchaseId, "fail-payments");
      const hoursAfter = (hours: number) =>
        control("PUT", "clock", { now: new Date((scheduledTimeOfRenewal + hours * 3600) * 1000).toISOString() });
      await hoursAfter(12);
      const sent: Json[] = await control("GET", "notifications");
      assert.ok(!sent.some(({ claims }) => claims.data.firstPurchaseId === purchaseId), "silence");
      await hoursAfter(30);
      const { gracePeriodEndDate } = await nextOf(purchaseId, "ARS_IN_GRACE_PERIOD");
      assert.ok(gracePeriodEndDate * 1000 > (await storeTime()));
      await customer(purchaseId, "pay");
      await hoursAfter(80);
      await nextOf(purchaseId, "ARS_OUT_GRACE_PERIOD");
    });

    it("tells which orders were deleted", async () => {
      const { purchaseId, orderId } = await buy("ember_pouch");
      await next("ITEM_PURCHASED");
      await control("DELETE", `apps/${EMBER.packageName}/purchases/${purchaseId}`);
      assert.deepEqual(await next("ORDER_HISTORY_DELETED"), { count: 1, orderList: [{ orderId, purchaseId }] });
    });

    it("is sent by the portal's test button to the address that is typed in", async () => {
      const other = await Receiver.start();
      try {
        await control("POST", "notifications/test", { app: EMBER.packageName, url: other.url });
        const { sub, data } = decoded((await other.next()).body.split(".")[1]);
        assert.equal(sub, "TEST");
        assert.deepEqual(data, { sellerName: "Lumen Forge Studio", contentName: "Ember Isles" });
      } finally {
        await other.end();
      }
      assert.equal(receiver.unread, 0);
    });
  });
}
