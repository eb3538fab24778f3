/** Subscriptions in time: first payment, renewals, failing payments, grace periods. */
import { parseStoreMoment, storeMoment } from "../../state/clock";
import type { Purchase, Subscription, SubscriptionItem } from "../../state/salesModel";
import type { App, Store } from "../../state/store";
import { flags, notify, renewalData, seconds } from "./notices";
import { addPurchase, type Buyer } from "./purchases";
import { endSubscription, type OwnedSubscription, subscriptionOf } from "./subscriptions";

// Not emulated: the consent that customers in India give to each renewal, the seven days that a price change waits after
// saving, changing to another plan.

const DAY_MS = 86_400_000;
/** In test mode a period, and the day between two attempts to collect a payment, takes 10 minutes. [C: test guide] */
const TEST_PERIOD_MS = 600_000;
/** In test mode there are 12 renewals. [C: test guide] */
const TEST_RENEWALS_MAX = 12;
type CancelReason = NonNullable<Subscription["cancelReason"]>;
const MONTHS = { MONTH: 1, "3MONTH": 3, "6MONTH": 6, YEAR: 12 } as const;

/** A subscription begins with its free trial, goes on with its introductory payments, then at the regular price. [O, C] */
export function subscribe(
  store: Store,
  app: App,
  item: SubscriptionItem,
  /** In the buyer's country. */
  regular: string,
  buyer: Buyer,
  at: number,
): Purchase {
  const plan = item.freeTrialDays > 0 ? "F" : item.introductory ? "T" : "R";
  const sold = { ...soldAs(item), ...priceOf(item, plan, buyer.countryId, regular), plan } as const;
  const purchase = addPurchase(app, buyer, { ...sold, subscription: "first" }, at);
  const trialEnd = buyer.testMode ? at + TEST_PERIOD_MS : at + item.freeTrialDays * DAY_MS;
  const subscription: Subscription = {
    firstPurchaseId: purchase.purchaseId,
    itemId: item.itemId,
    localPrice: regular,
    usdPrice: item.usdPrice,
    endsAt: storeMoment(plan === "F" ? trialEnd : periodAfter(at, item, buyer.testMode)),
    status: "ACTIVE",
    cancelledAt: null,
    cancelReason: null,
    resubscribable: false,
    paymentFails: false,
    retryAt: null,
    grace: null,
    priceChange: null,
  };
  app.sales.subscriptions.push(subscription);
  const { itemId, orderId, purchaseId } = purchase;
  notify(store, app, "ARS_SUBSCRIBED", at, {
    itemId,
    orderId,
    purchaseId,
    ...renewalData(purchase, subscription),
    ...flags(purchase),
  });
  return purchase;
}

/** Brings every subscription to where the store's clock is; tells whether one moved. */
export function advanceSubscriptions(store: Store): boolean {
  let moved = false;
  // Asked at every request: moments are compared as texts, and read only when a payment is due.
  const now = store.clock.moment();
  for (const app of store.apps.values())
    for (const subscription of app.sales.subscriptions)
      for (let due = nextPayment(subscription); due !== undefined && due <= now; due = nextPayment(subscription)) {
        const owned = subscriptionOf(app, subscription.firstPurchaseId);
        if (!owned) break;
        // Renewals are done, and told, with the date when they were due, also when the clock jumped over it. [G]
        collect(store, owned, parseStoreMoment(due));
        moved = true;
      }
  return moved;
}

/** When the next payment is due or tried again; never for a cancelled subscription. */
export function nextPayment({ status, retryAt, endsAt }: Subscription): string | undefined {
  return status === "ACTIVE" ? (retryAt ?? endsAt) : undefined;
}

function collect(store: Store, owned: OwnedSubscription, at: number): void {
  const { app, subscription, first } = owned;
  const item = app.sales.subscriptionItems.get(subscription.itemId);
  const reason = item ? reasonToEnd(owned, at) : "4";
  if (!item || reason) {
    endSubscription(store, app, subscription, first, at, reason ?? "4");
    return;
  }
  const change = subscription.priceChange;
  if (change && parseStoreMoment(change.chargedFrom) <= at) {
    subscription.localPrice = change.localPrice;
    subscription.usdPrice = change.usdPrice;
    subscription.priceChange = null;
  }
  if (subscription.paymentFails) paymentFailed(store, owned, item, at);
  else renew(store, owned, item, at);
}

/** A subscription that the store ends says why, in the numbers of `cancelSubscriptionReason`. [O: reasons] */
function reasonToEnd({ app, subscription, first, payments }: OwnedSubscription, at: number): CancelReason | undefined {
  // An app or item that is off sale at the renewal ends the subscription, with reason 4. [O]
  if (app.sale?.contentStatus !== "FOR_SALE" && !first.testMode) return "4";
  // After the renewals of test mode the subscription is cancelled, with reason 2. [C: test guide; O: reason]
  if (first.testMode && payments.length > TEST_RENEWALS_MAX) return "2";
  const change = subscription.priceChange;
  // Without the customer's consent to a price rise a subscription is cancelled when the new price would apply. [D: agreeYn;
  // reason 1: G]
  const unagreed = change?.mode === "PRICE_INCREASE_USER_AGREEMENT_REQUIRED" && change.consentedAt === null;
  return unagreed && parseStoreMoment(change.chargedFrom) <= at ? "1" : undefined;
}

/** A renewal has a purchase id and an order id of its own. [C] */
function renew(store: Store, owned: OwnedSubscription, item: SubscriptionItem, at: number): void {
  const { app, subscription, first, payments } = owned;
  const tiered = payments.filter((payment) => payment.plan === "T").length;
  const started = first.plan === "F" || first.plan === "T";
  const plan = started && item.introductory && tiered < item.introductory.payments ? "T" : "R";
  const price = priceOf(item, plan, first.countryId, subscription.localPrice, subscription.usdPrice);
  const sold = { ...soldAs(item), ...price, plan, subscription: first.purchaseId } as const;
  const purchase = addPurchase(app, buyerOf(first), sold, at);
  // A payment within the grace period keeps the renewal date. [D: lifecycle]
  subscription.endsAt = storeMoment(periodAfter(parseStoreMoment(subscription.endsAt), item, first.testMode));
  const afterGrace = subscription.grace !== null;
  subscription.retryAt = null;
  subscription.grace = null;
  // A payment in the grace period is told as `ARS_OUT_GRACE_PERIOD`, in place of `ARS_RENEWED`. [D; in place: I]
  notify(store, app, afterGrace ? "ARS_OUT_GRACE_PERIOD" : "ARS_RENEWED", at, {
    itemId: item.itemId,
    firstOrderId: first.orderId,
    firstPurchaseId: first.purchaseId,
    renewedOrderId: purchase.orderId,
    renewedPurchaseId: purchase.purchaseId,
    ...renewalData(purchase, subscription),
    ...flags(first),
  });
}

/**
 * A failed payment is tried again after a silent day, then once a day in the seller's grace period of 3, 7, 14 or 30 days.
 * [D: lifecycle; once a day: G]
 */
function paymentFailed(store: Store, owned: OwnedSubscription, item: SubscriptionItem, at: number): void {
  const { app, subscription, first } = owned;
  const day = first.testMode ? TEST_PERIOD_MS : DAY_MS;
  if (subscription.retryAt === null) {
    subscription.retryAt = storeMoment(at + day);
    return;
  }
  const over = subscription.grace ? parseStoreMoment(subscription.grace.endsAt) <= at : item.graceDays === 0;
  if (over) {
    // When the last attempt fails too, the subscription is cancelled, with reason 3. [D; O: reason]
    endSubscription(store, app, subscription, first, at, "3");
    return;
  }
  subscription.grace ??= startGrace(store, owned, at, at + item.graceDays * day);
  subscription.retryAt = storeMoment(Math.min(at + day, parseStoreMoment(subscription.grace.endsAt)));
}

/** Nothing is sent in the silent day; the seller's grace period begins when it is over, and is told. [D; where it begins: G] */
function startGrace(store: Store, { app, subscription, first }: OwnedSubscription, from: number, to: number) {
  const grace = { startsAt: storeMoment(from), endsAt: storeMoment(to) };
  notify(store, app, "ARS_IN_GRACE_PERIOD", from, {
    itemId: subscription.itemId,
    firstOrderId: first.orderId,
    firstPurchaseId: first.purchaseId,
    gracePeriodStartDate: seconds(grace.startsAt),
    gracePeriodEndDate: seconds(grace.endsAt),
    ...flags(first),
  });
  return grace;
}

/** A month after the 31st ends on the last day of a shorter month. [G] */
function periodAfter(from: number, { period }: SubscriptionItem, testMode: boolean): number {
  if (testMode) return from + TEST_PERIOD_MS;
  if (period === "WEEK") return from + 7 * DAY_MS;
  const end = new Date(from);
  const month = end.getUTCMonth() + MONTHS[period];
  end.setUTCMonth(month);
  if (end.getUTCMonth() !== month % 12) end.setUTCDate(0);
  return end.getTime();
}

function soldAs({ itemId, title, description }: SubscriptionItem) {
  return { itemId, itemTitle: title, itemDescription: description };
}

function priceOf(
  item: SubscriptionItem,
  plan: "F" | "T" | "R",
  countryId: string,
  localPrice: string,
  usdPrice: string = item.usdPrice,
): { localPrice: string; usdPrice: string } {
  if (plan === "F") return { localPrice: "0", usdPrice: "0" };
  const lower = item.introductory?.prices.find((price) => price.countryId === countryId);
  // A country without an introductory price pays the regular one. [G]
  if (plan === "R" || !item.introductory || !lower) return { localPrice, usdPrice };
  return { localPrice: lower.localPrice, usdPrice: item.introductory.usdPrice };
}

function buyerOf(first: Purchase): Buyer {
  const { countryId, device, testMode, betaTest, passThroughParam, obfuscatedAccountId, obfuscatedProfileId } = first;
  // What follows a free trial is paid by card. [G]
  const paymentMethod = first.paymentMethod === "Free" ? "Credit Card" : first.paymentMethod;
  return {
    countryId,
    device,
    paymentMethod,
    testMode,
    betaTest,
    passThroughParam,
    obfuscatedAccountId,
    obfuscatedProfileId,
  };
}
