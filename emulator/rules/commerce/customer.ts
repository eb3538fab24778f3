/** What customers and Samsung's support do: buy, subscribe, come back, and have orders paid back or deleted. */
import Decimal from "decimal.js";
import { ControlFailure } from "../../failure";
import { storeMoment } from "../../state/clock";
import type { Purchase } from "../../state/salesModel";
import type { App, Store } from "../../state/store";
import { flags, notify, renewalData } from "./notices";
import { addPurchase, type Buyer } from "./purchases";
import { subscribe } from "./renewals";
import { cancel, type OwnedSubscription } from "./subscriptions";

/** Buys an item, or starts a subscription. */
export function buy(store: Store, app: App, itemId: string, buyer: Buyer): Purchase {
  const at = store.clock.now();
  const subscription = app.sales.subscriptionItems.get(itemId);
  if (subscription) {
    const regular = soldIn(subscription.prices, itemId, buyer.countryId);
    return subscribe(store, app, subscription, regular, buyer, at);
  }
  const item = app.items.get(itemId);
  if (!item) throw new ControlFailure(404, `There is no item ${itemId} in ${app.packageName}.`, "itemId");
  if (item.status !== "PUBLISHED") throw new ControlFailure(409, `The item ${itemId} is ${item.status}.`, "itemId");
  const sold = {
    itemId,
    itemTitle: item.title,
    itemDescription: item.description,
    localPrice: soldIn(item.prices, itemId, buyer.countryId),
    usdPrice: new Decimal(item.usdPrice).toFixed(),
    plan: null,
    subscription: null,
  };
  const purchase = addPurchase(app, buyer, sold, at);
  const { orderId, purchaseId, passThroughParam } = purchase;
  notify(store, app, "ITEM_PURCHASED", at, { itemId, orderId, purchaseId, ...flags(purchase), passThroughParam });
  return purchase;
}

function soldIn(
  prices: readonly { countryId: string; localPrice: string }[],
  itemId: string,
  countryId: string,
): string {
  const price = prices.find((candidate) => candidate.countryId === countryId);
  if (!price) throw new ControlFailure(409, `${itemId} is not sold in ${countryId}.`, "country");
  return price.localPrice;
}

export const SUBSCRIBER_ACTS = ["cancel", "resubscribe", "fail-payments", "pay", "agree", "disagree"] as const;
export type SubscriberAct = (typeof SUBSCRIBER_ACTS)[number];

export function actOf(store: Store, owned: OwnedSubscription, act: SubscriberAct): void {
  const { subscription } = owned;
  if (act === "cancel") cancel(store, owned, "user");
  else if (act === "resubscribe") resubscribe(store, owned);
  else if (act === "agree" || act === "disagree") answerPriceChange(store, owned, act === "agree");
  else subscription.paymentFails = act === "fail-payments";
}

/** A customer who comes back keeps the cycle and pays nothing before the period ends. [D: lifecycle] */
function resubscribe(store: Store, { app, subscription, latest }: OwnedSubscription): void {
  const at = store.clock.now();
  if (!subscription.resubscribable || subscription.status !== "CANCEL" || subscription.endsAt <= storeMoment(at))
    throw new ControlFailure(409, "The customer cannot come back to this subscription.");
  subscription.status = "ACTIVE";
  subscription.cancelledAt = null;
  subscription.cancelReason = null;
  subscription.resubscribable = false;
  notify(store, app, "ARS_RESUBSCRIBED", at, {
    itemId: subscription.itemId,
    resubscribedOrderId: latest.orderId,
    resubscribedPurchaseId: latest.purchaseId,
    ...renewalData(latest, subscription),
    ...flags(latest),
  });
}

/** The customer's answer to a price change is told as `ARS_PRICECHANGE_AGREED`. [D] */
function answerPriceChange(store: Store, { app, subscription, first }: OwnedSubscription, agrees: boolean): void {
  const change = subscription.priceChange;
  if (!change) throw new ControlFailure(409, "No price change waits for this subscription.");
  const at = store.clock.now();
  change.consentedAt = agrees ? storeMoment(at) : null;
  notify(store, app, "ARS_PRICECHANGE_AGREED", at, {
    itemId: subscription.itemId,
    firstOrderId: first.orderId,
    firstPurchaseId: first.purchaseId,
    agreeYn: agrees ? "Y" : "N",
    ...flags(first),
  });
}

/**
 * After the deletion of an order history, look-ups by its ids fail. [D: ORDER_HISTORY_DELETED]
 * A subscription whose history is deleted goes with all of its payments. [G]
 */
export function deleteHistory(store: Store, app: App, purchase: Purchase): void {
  const purchases = app.sales.purchases(app);
  const gone = [...purchases.values()].filter((candidate) =>
    purchase.subscription === null ? candidate === purchase : candidate.subscription === purchase.subscription,
  );
  for (const { purchaseId } of gone) purchases.delete(purchaseId);
  const chain = app.sales.subscriptions.findIndex(({ firstPurchaseId }) => firstPurchaseId === purchase.subscription);
  if (chain >= 0) app.sales.subscriptions.splice(chain, 1);
  notify(store, app, "ORDER_HISTORY_DELETED", store.clock.now(), {
    count: gone.length,
    orderList: gone.map(({ orderId, purchaseId }) => ({ orderId, purchaseId })),
  });
}
