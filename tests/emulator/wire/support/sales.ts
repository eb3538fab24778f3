/** What has been bought in an app, as its control API tells it, and customers who buy. */
import assert from "node:assert/strict";
import { type App, EMBER } from "./apps";
import type { Json } from "./http";
import { control } from "./store";

/** A purchase id that nobody has: 64 hexadecimal digits. */
export const NOBODYS_PURCHASE = "0".repeat(63).concat("1");

export async function purchaseWhere(app: App, holds: (purchase: Json) => boolean): Promise<Json> {
  const found = ((await control("GET", `apps/${app.packageName}/purchases`)) as Json[]).find(holds);
  assert.ok(found, "no such purchase");
  return found;
}

/** A customer buys an item, or a subscription. */
export function buy(itemId: string, how: object = {}, app: App = EMBER): Promise<Json> {
  return control("POST", `apps/${app.packageName}/purchases`, { itemId, ...how });
}

/** What the customer does with a subscription. */
export function customer(purchaseId: string, act: string): Promise<Json> {
  return control("POST", `apps/${EMBER.packageName}/subscriptions/${purchaseId}/${act}`);
}

/** Samsung's support pays an item back. */
export function payBack(purchaseId: string): Promise<Json> {
  return control("POST", `apps/${EMBER.packageName}/purchases/${purchaseId}/refund`);
}
