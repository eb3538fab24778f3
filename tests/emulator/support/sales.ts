/** What tests ask of an app's sales. */

import assert from "node:assert/strict";
import { defaultSeed } from "../../../emulator";
import { type Answer, APPS, type Caller, type Json } from "./caller";

export const EMBER = "com.lumenforge.emberisles";
export const SELLER_SEQ = "000001234567";
export const HARBOR_SEQ = "000007654321";
export const LANTERNS = "com.lumenforge.paperlanterns";
export const RAIL_BARON = "com.harbornine.railbaron";
export const NOBODYS_PURCHASE = "ab".repeat(32);

export const subscriptionPath = (purchaseId: string, packageName = EMBER) =>
  `/iap/seller/v6/applications/${packageName}/purchases/subscriptions/${purchaseId}`;
export const purchasePath = (purchaseId: string, packageName = EMBER) =>
  `/iap/v6/applications/${packageName}/purchases/${purchaseId}`;

/** A default seed with everything that Ember Isles has sold. */
export function emberSales() {
  const seed = defaultSeed();
  const sales = seed.sellers[0]?.apps?.find((app) => app.contentId === APPS.emberIsles)?.sales;
  assert.ok(sales?.purchases && sales.subscriptions);
  return { seed, sales, purchases: sales.purchases, subscriptions: sales.subscriptions };
}

export function receiptOf(store: Caller, purchaseId: string): Promise<Answer> {
  return store.raw("GET", `/iap/v6/receipt?purchaseID=${purchaseId}`);
}

/** All orders of a day, over all pages. */
export async function ordersOf(store: Caller, requestDate: string, packageName?: string): Promise<Json[]> {
  const orders: Json[] = [];
  let continuationToken: string | null | undefined;
  do {
    const { status, json, text } = await store.call("POST", "/iap/seller/orders", {
      sellerSeq: SELLER_SEQ,
      requestDate,
      packageName,
      continuationToken,
    });
    assert.equal(status, 200, text);
    orders.push(...json.orderItemList);
    continuationToken = json.continuationToken;
  } while (continuationToken);
  return orders;
}

/** The day so many days before the store's today, as `yyyyMMdd`. */
export async function daysAgo(store: Caller, days: number): Promise<string> {
  const { now } = await store.control("GET", "clock");
  return new Date(Date.parse(now) - days * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "");
}
