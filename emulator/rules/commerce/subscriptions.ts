/** Subscriptions as the seller sees and ends them. */
import { countryByCode } from "../../../sdk/facts/countries";
import { invalid, storeFailure } from "../../failure";
import type { JsonObject } from "../../http/body";
import { storeMoment } from "../../state/clock";
import type { Readings } from "../../state/readings";
import type { Purchase, Subscription } from "../../state/salesModel";
import type { App, Store } from "../../state/store";
import { flags, notify, seconds } from "./notices";
import { amendPurchase } from "./purchases";

export interface OwnedSubscription {
  readonly app: App;
  readonly subscription: Subscription;
  readonly first: Purchase;
  readonly latest: Purchase;
  readonly payments: readonly Purchase[];
}

/** Any purchase id of its chain finds a subscription. [C] */
export function subscriptionOf(app: App, purchaseId: string): OwnedSubscription | undefined {
  const chain = app.sales.purchases(app).get(purchaseId.toLowerCase())?.subscription;
  const subscription = app.sales.subscriptions.find((candidate) => candidate.firstPurchaseId === chain);
  if (!subscription) return undefined;
  const payments = app.sales.payments(subscription);
  const [first] = payments;
  const latest = payments.at(-1);
  return first && latest ? { app, subscription, first, latest, payments } : undefined;
}

export function requireSubscription(app: App, purchaseId: string): OwnedSubscription {
  const found = subscriptionOf(app, purchaseId);
  // An unknown purchase id, or one of an item, is no subscription's. [C: SLR_4008; item: G]
  if (!found) throw storeFailure(400, "SLR_4008", "The purchase id is invalid.");
  return found;
}

/**
 * The status of a subscription has the keys that clients read; counts are texts, and dates end with `GMT`. [C]
 * `subscriptionStatus` is `CANCEL` also after the end. [G]
 */
export function viewSubscription(
  { subscription, first, latest, payments }: OwnedSubscription,
  { freeTrialValues, paymentCounts, priceChangeKeys, subscriptionItemTitle }: Readings,
): object {
  // The counts of payments in the status are texts. [C; numbers, the other reading: G]
  const count = (payments: number) => (paymentCounts === "number" ? payments : String(payments));
  const agreed = subscription.priceChange?.consentedAt != null;
  const localCurrencyCode = countryByCode(first.countryId)?.currency ?? "USD";
  const { priceChange, grace } = subscription;
  return {
    subscriptionPurchaseDate: gmt(first.completedAt),
    subscriptionEndDate: gmt(subscription.endsAt),
    subscriptionStatus: subscription.status,
    subscriptionFirstPurchaseID: first.purchaseId,
    countryCode: first.countryId,
    price: {
      localCurrencyCode,
      localPrice: Number(latest.localPrice),
      // `supplyPrice` is the regular price. [G]
      supplyPrice: Number(subscription.localPrice),
    },
    itemID: subscription.itemId,
    // The status of a subscription tells the title of its item. [C: one client; left out, the other reading: C]
    ...(subscriptionItemTitle === "present" ? { itemTitle: first.itemTitle } : {}),
    // `freeTrial` is Y or N. [C; T during an introductory price, the other reading: C]
    freeTrial: latest.plan === "F" ? "Y" : latest.plan === "T" && freeTrialValues === "YTN" ? "T" : "N",
    realMode: first.testMode ? "N" : "Y",
    latestOrderId: latest.orderId,
    latestRenewalDate: latest === first ? null : gmt(latest.completedAt),
    totalNumberOfTieredPayment: count(payments.filter((payment) => payment.plan === "T").length),
    currentPaymentPlan: latest.plan,
    totalNumberOfRenewalPayment: count(payments.length),
    cancelSubscriptionDate: gmt(subscription.cancelledAt),
    cancelSubscriptionReason: subscription.cancelReason,
    gracePeriodYN: grace ? "Y" : "N",
    gracePeriodEndDate: gmt(grace?.endsAt ?? null),
    priceChange: priceChange && {
      priceChangeMode: priceChange.mode,
      // `priceChangeStatus` is `WAITING` or `AGREED`. [G: the values]
      priceChangeStatus: priceChange.consentedAt === null ? "WAITING" : "AGREED",
      priceChangeConsentDate: gmt(priceChange.consentedAt),
      expectedNewPriceChargeDate: gmt(priceChange.chargedFrom),
      // `priceChange` has no `agreeYN`. [C; one client reads it, the other reading: C]
      ...(priceChangeKeys === "agreeYN" ? { agreeYN: agreed ? "Y" : "N" } : {}),
      newPrice: { localCurrencyCode, localPrice: Number(priceChange.localPrice) },
    },
  };
}

function gmt(moment: string | null): string | null {
  return moment === null ? null : `${moment} GMT`;
}

/**
 * Repeating a refund or revocation succeeds and changes nothing. [G]
 * `revoke` returns the most recent payment as `refund` does. [D] Both of its parts are told, the refund first. [I; order: G]
 */
export function act(store: Store, owned: OwnedSubscription, body: JsonObject): void {
  const { action } = body;
  // A second cancellation changes nothing and succeeds. [G; refused, the other reading: G]
  if (
    action === "cancel" &&
    owned.subscription.status === "CANCEL" &&
    store.settings.readings.repeatedCancel === "refused"
  )
    throw invalid("The subscription is cancelled already.");
  // `action` is `cancel`, `refund` or `revoke`. [D; code: G]
  if (action === "cancel") cancel(store, owned, callerOf(body.caller));
  else if (action === "refund") refund(store, owned);
  else if (action === "revoke") {
    refund(store, owned);
    revoke(store, owned);
  } else throw invalid("action must be cancel, refund or revoke.");
}

// `caller` is `admin`, which is the default, or `user`; another value is refused. [C; refusal: G]
function callerOf(value: unknown): "admin" | "user" {
  if (value === undefined || value === null) return "admin";
  if (value === "admin" || value === "user") return value;
  throw invalid("caller must be admin or user.");
}

/**
 * A cancelled subscription has no more payments and is usable until the end of its period. [D]
 * `cancelSubscriptionReason` is 1 after the customer's cancellation, and 5 after an action of the seller. [O; the latter: G]
 */
export function cancel(store: Store, { app, subscription, first }: OwnedSubscription, caller: "admin" | "user"): void {
  if (subscription.status === "CANCEL") return;
  // The customer can come back before the end only after a cancellation with the caller `user`. [C]
  subscription.resubscribable = caller === "user";
  endSubscription(store, app, subscription, first, store.clock.now(), caller === "user" ? "1" : "5");
}

/** The end of renewals is told as `ARS_UNSUBSCRIBED`, also after a cancellation by the API. [D; by the API: I] */
export function endSubscription(
  store: Store,
  app: App,
  subscription: Subscription,
  first: Purchase,
  at: number,
  reason: NonNullable<Subscription["cancelReason"]>,
): void {
  subscription.status = "CANCEL";
  subscription.cancelledAt = storeMoment(at);
  subscription.cancelReason = reason;
  subscription.retryAt = null;
  subscription.grace = null;
  notify(store, app, "ARS_UNSUBSCRIBED", at, {
    firstOrderId: first.orderId,
    firstPurchaseId: first.purchaseId,
    ...flags(first),
    validUntil: seconds(subscription.endsAt),
  });
}

/** A refund returns the most recent payment; renewal and access go on. It is told as `ARS_REFUNDED`. [D; told: I] */
function refund(store: Store, { app, first, latest }: OwnedSubscription): void {
  if (latest.refundedAt !== null) return;
  const at = store.clock.now();
  amendPurchase({ app, purchase: latest }, { refundedAt: storeMoment(at) });
  notify(store, app, "ARS_REFUNDED", at, {
    firstOrderId: first.orderId,
    firstPurchaseId: first.purchaseId,
    refundedOrderId: latest.orderId,
    refundedPurchaseId: latest.purchaseId,
    refundedPurchaseDate: seconds(latest.completedAt ?? latest.orderedAt),
    ...flags(first),
  });
}

/**
 * A revocation ends renewal and access at once. [D]
 * A subscription that is cancelled already loses its access without another notice. [G]
 */
function revoke(store: Store, { app, subscription, first }: OwnedSubscription): void {
  const now = store.clock.now();
  const end = storeMoment(now);
  if (subscription.endsAt > end) subscription.endsAt = end;
  subscription.resubscribable = false;
  if (subscription.status === "ACTIVE") endSubscription(store, app, subscription, first, now, "5");
}
