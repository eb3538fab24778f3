/** Purchases: made, found, paid back, reported as consumed or acknowledged. */
import { randomBytes } from "node:crypto";
import { invalid } from "../../failure";
import type { JsonObject } from "../../http/body";
import { storeMoment } from "../../state/clock";
import type { Purchase } from "../../state/salesModel";
import type { App, Store } from "../../state/store";
import { flags, notify } from "./notices";

export interface OwnedPurchase {
  readonly app: App;
  readonly purchase: Purchase;
}

export function findPurchase(store: Store, purchaseId: string): OwnedPurchase | undefined {
  for (const app of store.apps.values()) {
    const purchase = app.sales.purchases(app).get(purchaseId.toLowerCase());
    if (purchase) return { app, purchase };
  }
  return undefined;
}

/** What a buyer and the device decide about a purchase. */
export type Buyer = Pick<
  Purchase,
  | "countryId"
  | "device"
  | "paymentMethod"
  | "testMode"
  | "betaTest"
  | "passThroughParam"
  | "obfuscatedAccountId"
  | "obfuscatedProfileId"
>;
type Sold = Pick<Purchase, "itemId" | "itemTitle" | "itemDescription" | "localPrice" | "usdPrice" | "plan"> & {
  /** The first purchase of its subscription; `first`: this one is. */
  subscription: string | "first" | null;
};

/** Purchase ids and order ids have the documented forms. [D: identifiers; the letter P for subscriptions: G] */
export function addPurchase(app: App, buyer: Buyer, sold: Sold, at: number): Purchase {
  const purchases = app.sales.purchases(app);
  const purchaseId = randomBytes(32).toString("hex");
  const moment = storeMoment(at);
  const serial = `${app.contentId.slice(-3)}${String(purchases.size + 1).padStart(4, "0")}`;
  const purchase: Purchase = {
    purchaseId,
    orderId: `${sold.subscription === null ? "S" : "P"}${moment.slice(0, 10).replaceAll("-", "")}${buyer.countryId}${serial}`,
    orderedAt: moment,
    completedAt: moment,
    refundedAt: null,
    consumedAt: null,
    acknowledgedAt: null,
    ...buyer,
    ...sold,
    subscription: sold.subscription === "first" ? purchaseId : sold.subscription,
  };
  // A free purchase has the payment method `Free`. [D: receipt, quirks]
  if (Number(purchase.localPrice) === 0) purchase.paymentMethod = "Free";
  purchases.set(purchaseId, purchase);
  return purchase;
}

/** Notes something about a purchase. */
export function amendPurchase({ app, purchase }: OwnedPurchase, facts: Partial<Purchase>): Purchase {
  const amended = { ...purchase, ...facts };
  app.sales.purchases(app).set(purchase.purchaseId, amended);
  return amended;
}

/**
 * An item is paid back by Samsung's support only, never by the seller; the control API stands in for it. [D: orders, quirks]
 */
export function refundItem(store: Store, owned: OwnedPurchase): Purchase {
  const { app, purchase } = owned;
  if (purchase.refundedAt !== null) return purchase;
  const at = store.clock.now();
  const { orderId, purchaseId } = purchase;
  notify(store, app, "ITEM_REFUNDED", at, { orderId, purchaseId, ...flags(purchase) });
  return amendPurchase(owned, { refundedAt: storeMoment(at) });
}

type Action = "consume" | "acknowledge";

// Each purchase of a report has a `statusCode` from 0 to 5. [D: table of statusCode; texts: G]
const STATUS_TEXTS: Record<Action, readonly string[]> = {
  consume: [
    "Success",
    "There is no order with this purchase id",
    "The order was not successful",
    "The product is not consumable",
    "The purchase is consumed already",
    "The user may not consume this order",
  ],
  acknowledge: [
    "Success",
    "There is no order with this purchase id",
    "The order was not successful",
    "The product is not a subscription",
    "The purchase is acknowledged already",
    "Not authorised for this order",
  ],
};

/** Several purchases are reported at once; the call succeeds although single purchases fail. [D] */
export function report(store: Store, app: App, pathId: string, body: JsonObject): object {
  const action = body.action === "consume" || body.action === "acknowledge" ? body.action : undefined;
  // `action` is `consume` or `acknowledge`. [D; code: G]
  if (!action) throw invalid("action must be consume or acknowledge.");
  const list = purchaseIdList(body.purchasedIdList);
  // The id in the path counts beside those of `purchasedIdList`, each once. [G; the list replaces it, the other reading: D]
  const replaced = list.length > 0 && store.settings.readings.purchasedIdList === "replaces";
  const ids = new Set(replaced ? list : [pathId, ...list]);
  const purchaseItemList = [...ids].map((purchaseId) => {
    const status = reportOne(store, app, purchaseId, action);
    return { purchaseId, statusCode: String(status), statusString: STATUS_TEXTS[action][status] };
  });
  return { totalCount: purchaseItemList.length, purchaseItemList };
}

// `purchasedIdList` holds plain texts; objects with a `purchaseId`, as the page's table has them, are taken too. [D; objects,
// code: G]
function purchaseIdList(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  const ids = Array.isArray(value) ? value.map((entry: unknown) => idIn(entry)) : [undefined];
  if (!ids.every((id) => id !== undefined)) throw invalid("purchasedIdList must be a list of purchase ids.");
  return ids;
}

function idIn(entry: unknown): string | undefined {
  const id = typeof entry === "object" && entry !== null && "purchaseId" in entry ? entry.purchaseId : entry;
  return typeof id === "string" ? id : undefined;
}

// `statusCode` is 1 when there is no such purchase, and 5 when it is of another app. [D: codes; condition of 5: G]
function reportOne(store: Store, app: App, purchaseId: string, action: Action): number {
  const found = findPurchase(store, purchaseId);
  if (!found) return 1;
  const { purchase } = found;
  if (found.app !== app) return 5;
  // `statusCode` is 2 for a payment that did not succeed, or was returned. [D: code; returned: G]
  if (purchase.completedAt === null || purchase.refundedAt !== null) return 2;
  const isSubscription = purchase.subscription !== null;
  const now = store.clock.moment();
  if (action === "consume") {
    // `statusCode` of `consume` is 3 for a subscription and for an acknowledged item, 4 for what is consumed already.
    // [D: codes; acknowledged: G]
    if (isSubscription || purchase.acknowledgedAt !== null) return 3;
    if (purchase.consumedAt !== null) return 4;
    amendPurchase(found, { consumedAt: now });
    return 0;
  }
  // `acknowledge` works for items too, unless the setting `acknowledgeItems` is off; then it gives 3.
  // [D: SDK text; N: notice of December 2025; giving 3: D]
  if (!isSubscription && !store.settings.acknowledgeItems) return 3;
  if (purchase.acknowledgedAt !== null) return 4;
  amendPurchase(found, { acknowledgedAt: now });
  return 0;
}
