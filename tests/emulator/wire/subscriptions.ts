/** Subscriptions: their state, and what the seller can do to them. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type App, EMBER, LANTERNS, LEDGER, RAIL_BARON } from "./support/apps";
import { refusedInApp, refusedSubscription } from "./support/failures";
import type { Answer, Json } from "./support/http";
import { buy, customer, NOBODYS_PURCHASE, purchaseWhere } from "./support/sales";
import { call, done } from "./support/seller";
import { exactly, hasShape, nullOr, type Shape } from "./support/shapes";
import { control, DAY_SECONDS, wait } from "./support/store";

const DATE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d( GMT)?$/;
const COUNT = /^\d+$/;

const STATUS: Shape = {
  subscriptionPurchaseDate: DATE,
  subscriptionEndDate: DATE,
  subscriptionStatus: /^(ACTIVE|CANCEL)$/,
  subscriptionFirstPurchaseID: /^[0-9a-f]{64}$/,
  countryCode: /^[A-Z]{3}$/,
  price: { localCurrencyCode: /^[A-Z]{3}$/, localPrice: "number", supplyPrice: "number" },
  itemID: "string",
  "itemTitle?": "string",
  freeTrial: /^[YTN]$/,
  realMode: /^[YN]$/,
  latestOrderId: /^[A-Z]\d{8}[A-Z]{2,3}\d+$/,
  "latestRenewalDate?": nullOr(DATE),
  totalNumberOfTieredPayment: COUNT,
  currentPaymentPlan: /^[FTR]$/,
  totalNumberOfRenewalPayment: COUNT,
  "cancelSubscriptionDate?": nullOr(DATE),
  "cancelSubscriptionReason?": nullOr(/^[1-5]$/),
  gracePeriodYN: /^[YN]$/,
  gracePeriodEndDate: nullOr(DATE),
  priceChange: nullOr({
    priceChangeMode: /^PRICE_(INCREASE_USER_AGREEMENT_REQUIRED|INCREASE_NO_USER_AGREEMENT_REQUIRED|DECREASE)$/,
    priceChangeStatus: "string",
    priceChangeConsentDate: nullOr(DATE),
    expectedNewPriceChargeDate: DATE,
    newPrice: { localCurrencyCode: /^[A-Z]{3}$/, localPrice: "number" },
  }),
};

const pathOf = ({ packageName }: App, purchaseId: string): string =>
  `/iap/seller/v6/applications/${packageName}/purchases/subscriptions/${purchaseId}`;

async function read(purchaseId: string): Promise<Json> {
  const answer = await done("GET", pathOf(EMBER, purchaseId));
  hasShape(answer, STATUS);
  return answer;
}

const act = (purchaseId: string, body: object): Promise<Answer> =>
  call("PATCH", pathOf(EMBER, purchaseId), { json: body });

async function acted(purchaseId: string, body: object): Promise<Json> {
  const answer = await act(purchaseId, body);
  assert.equal(answer.status, 200, answer.text);
  hasShape(answer.json, { code: exactly("0000"), message: exactly("Success") });
  return read(purchaseId);
}

const moment = (date: string): number => Date.parse(`${date.replace(" GMT", "").replace(" ", "T")}Z`);
const now = async (): Promise<number> => Date.parse((await control("GET", "clock")).now);
const statusOf = async (purchaseId: string): Promise<string> =>
  (await done("GET", `/iap/v6/receipt`, { query: { purchaseID: purchaseId } })).status;

/** A subscriber of the Lantern Club whose trial is over: one paid period. */
async function subscriber(): Promise<Json> {
  const first = await buy("lantern_club", { country: "USA" });
  await wait(14.5 * DAY_SECONDS);
  return first;
}

export function subscriptions(): void {
  describe("a subscription", () => {
    it("is told in full, in every state that one can be in", async () => {
      const firsts: Json[] = (await control("GET", `apps/${EMBER.packageName}/purchases`)).filter(
        ({ purchaseId, subscription }: Json) => purchaseId === subscription,
      );
      const states = await Promise.all(firsts.map(({ purchaseId }) => read(purchaseId)));
      const some = (holds: (state: Json) => boolean) => assert.ok(states.some(holds), String(holds));
      some(({ subscriptionStatus }) => subscriptionStatus === "ACTIVE");
      some(({ subscriptionStatus }) => subscriptionStatus === "CANCEL");
      some(({ freeTrial, currentPaymentPlan }) => freeTrial === "Y" && currentPaymentPlan === "F");
      some(({ currentPaymentPlan }) => currentPaymentPlan === "T");
      some(({ gracePeriodYN, gracePeriodEndDate }) => gracePeriodYN === "Y" && gracePeriodEndDate !== null);
      some(({ priceChange }) => priceChange !== null);
      some(({ realMode }) => realMode === "N");
    });

    it("begins with its free trial and renews when its periods end, with an order of its own each time", async () => {
      const { purchaseId, orderId } = await buy("lantern_club", { country: "KOR" });
      const trial = await read(purchaseId);
      assert.deepEqual(
        [trial.subscriptionFirstPurchaseID, trial.itemID, trial.countryCode, trial.latestOrderId],
        [purchaseId, "lantern_club", "KOR", orderId],
      );
      assert.deepEqual([trial.freeTrial, trial.currentPaymentPlan, trial.price.localPrice], ["Y", "F", 0]);
      await wait(14.5 * DAY_SECONDS);
      const paid = await read(purchaseId);
      assert.deepEqual([paid.freeTrial, paid.currentPaymentPlan, paid.price.localPrice], ["N", "R", 3900]);
      assert.deepEqual([paid.price.localCurrencyCode, paid.totalNumberOfRenewalPayment], ["KRW", "2"]);
      assert.notEqual(paid.latestOrderId, orderId);
      await wait(31 * DAY_SECONDS);
      assert.equal((await read(purchaseId)).totalNumberOfRenewalPayment, "3");
    });

    it("is found by any purchase of its chain", async () => {
      const first = await subscriber();
      const renewal = await purchaseWhere(
        EMBER,
        ({ subscription, purchaseId }) => subscription === first.purchaseId && purchaseId !== first.purchaseId,
      );
      assert.deepEqual(await read(renewal.purchaseId), await read(first.purchaseId));
    });

    for (const caller of [undefined, "admin", "user"])
      it(`is cancelled by ${caller ?? "nobody in particular"}: usable to its end, no further payment`, async () => {
        const { purchaseId } = await subscriber();
        const { subscriptionEndDate } = await read(purchaseId);
        const cancelled = await acted(purchaseId, { action: "cancel", caller });
        assert.equal(cancelled.subscriptionStatus, "CANCEL");
        assert.equal(cancelled.subscriptionEndDate, subscriptionEndDate);
        assert.notEqual(cancelled.cancelSubscriptionDate, null);
        await wait(40 * DAY_SECONDS);
        assert.equal((await read(purchaseId)).totalNumberOfRenewalPayment, "2");
      });

    it("is resumed by the customer after the customer's own cancellation only", async () => {
      const { purchaseId } = await subscriber();
      await acted(purchaseId, { action: "cancel", caller: "user" });
      await customer(purchaseId, "resubscribe");
      assert.equal((await read(purchaseId)).subscriptionStatus, "ACTIVE");
      await acted(purchaseId, { action: "cancel", caller: "admin" });
      await assert.rejects(customer(purchaseId, "resubscribe"));
      assert.equal((await read(purchaseId)).subscriptionStatus, "CANCEL");
    });

    it("has its latest payment returned by a refund, and goes on", async () => {
      const first = await subscriber();
      const before = await read(first.purchaseId);
      assert.deepEqual(await acted(first.purchaseId, { action: "refund" }), before);
      const latest = await purchaseWhere(EMBER, ({ orderId }) => orderId === before.latestOrderId);
      assert.equal(await statusOf(latest.purchaseId), "cancel");
      assert.equal(await statusOf(first.purchaseId), "success");
      await wait(31 * DAY_SECONDS);
      assert.equal((await read(first.purchaseId)).totalNumberOfRenewalPayment, "3");
    });

    it("ends at once by a revocation, its latest payment returned", async () => {
      const { purchaseId } = await subscriber();
      const { latestOrderId } = await read(purchaseId);
      const revoked = await acted(purchaseId, { action: "revoke" });
      assert.equal(revoked.subscriptionStatus, "CANCEL");
      assert.ok(moment(revoked.subscriptionEndDate) <= (await now()));
      const latest = await purchaseWhere(EMBER, ({ orderId }) => orderId === latestOrderId);
      assert.equal(await statusOf(latest.purchaseId), "cancel");
      await wait(40 * DAY_SECONDS);
      assert.equal((await read(purchaseId)).totalNumberOfRenewalPayment, "2");
    });

    it("whose payment fails is tried again in silence, then in its grace period, then cancelled", async () => {
      const { purchaseId } = await subscriber();
      await customer(purchaseId, "fail-payments");
      const { subscriptionEndDate } = await read(purchaseId);
      const ends = moment(subscriptionEndDate);
      const hoursAfter = async (hours: number) => {
        await control("PUT", "clock", { now: new Date(ends + hours * 3_600_000).toISOString() });
        const { subscriptionStatus, gracePeriodYN, cancelSubscriptionReason } = await read(purchaseId);
        return [subscriptionStatus, gracePeriodYN, cancelSubscriptionReason ?? null];
      };
      assert.deepEqual(await hoursAfter(12), ["ACTIVE", "N", null], "the silent day");
      assert.deepEqual(await hoursAfter(36), ["ACTIVE", "Y", null]);
      assert.deepEqual(await hoursAfter(24 * 9), ["CANCEL", "N", "3"]);
    });

    it("keeps its renewal date when it is paid within the grace period", async () => {
      const { purchaseId } = await subscriber();
      const ends = moment((await read(purchaseId)).subscriptionEndDate);
      await customer(purchaseId, "fail-payments");
      await control("PUT", "clock", { now: new Date(ends + 36 * 3_600_000).toISOString() });
      await customer(purchaseId, "pay");
      await wait(2 * DAY_SECONDS);
      const paid = await read(purchaseId);
      assert.deepEqual([paid.subscriptionStatus, paid.gracePeriodYN], ["ACTIVE", "N"]);
      const next = new Date(moment(paid.subscriptionEndDate));
      assert.equal(next.toISOString().slice(11), new Date(ends).toISOString().slice(11), "the same time of the day");
      assert.ok(next.getTime() - ends <= 31 * 86_400_000);
    });

    it("is unknown by a purchase id that nobody has (SLR_4008)", async () => {
      refusedSubscription(await call("GET", pathOf(EMBER, NOBODYS_PURCHASE)), "SLR_4008");
      for (const action of ["cancel", "refund", "revoke"])
        refusedSubscription(await act(NOBODYS_PURCHASE, { action }), "SLR_4008");
    });

    it("of another seller's package is not shown or touched (SLR_4006)", async () => {
      const { purchaseId } = await subscriber();
      refusedSubscription(await call("GET", pathOf(RAIL_BARON, purchaseId)), "SLR_4006");
      const json = { action: "revoke" };
      refusedSubscription(await call("PATCH", pathOf(RAIL_BARON, purchaseId), { json }), "SLR_4006");
      refusedSubscription(await call("PATCH", pathOf(EMBER, purchaseId), { json, as: "stranger" }), "SLR_4006");
      assert.equal((await read(purchaseId)).subscriptionStatus, "ACTIVE");
    });

    it("of another app of the seller is not found (SLR_4008)", async () => {
      const { purchaseId } = await subscriber();
      refusedSubscription(await call("GET", pathOf(LANTERNS, purchaseId)), "SLR_4008");
    });

    it("of an app without the IAP SDK in every binary is not linked (106)", async () => {
      refusedInApp(await call("GET", pathOf(LEDGER, NOBODYS_PURCHASE)), "106");
      refusedInApp(await call("PATCH", pathOf(LEDGER, NOBODYS_PURCHASE), { json: { action: "cancel" } }), "106");
    });
  });
}
