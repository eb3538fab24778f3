/** What differs between two catalogs, item by item and field by field. */

import { amountText, sameValue } from "../values";
import { type Catalog, currencyOf, type ListedItem } from "./catalog";
import { blocksOf, parseBlock } from "./text";

/** One item that differs. */
export interface ItemChange {
  readonly id: string;
  readonly kind: "added" | "changed" | "removed";
  /** What was listed before; undefined for an added item. */
  readonly before: ListedItem | undefined;
  /** What is listed now; undefined for a removed item. */
  readonly after: ListedItem | undefined;
}

/** The price of one country, or the base price (`usdPrice`), before and after. */
export interface PriceChange {
  /** Country code, or `usdPrice`. */
  readonly place: string;
  readonly before: { readonly amount: string; readonly currency: string | undefined } | undefined;
  readonly after: { readonly amount: string; readonly currency: string | undefined } | undefined;
}

/** The items that differ, by id. */
export function changesBetween(before: Catalog, after: Catalog): ItemChange[] {
  return compared(before, after, sameValue, (item) => item);
}

/**
 * The same for two catalogs as texts; only items whose lines differ are read. Lines may differ and mean the same: the
 * currency behind a plain price is the country's own, as this version knows it.
 */
export function changesBetweenTexts(before: string, after: string): ItemChange[] {
  if (before === after) return [];
  const changes = compared(blocksOf(before), blocksOf(after), Object.is, parseBlock);
  return changes.filter((change) => change.kind !== "changed" || !sameValue(change.before, change.after));
}

function compared<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  same: (a: T, b: T) => boolean,
  read: (item: T) => ListedItem,
): ItemChange[] {
  const changes: ItemChange[] = [];
  for (const [id, now] of after) {
    const then = before.get(id);
    if (then === undefined) changes.push({ id, kind: "added", before: undefined, after: read(now) });
    else if (!same(then, now)) changes.push({ id, kind: "changed", before: read(then), after: read(now) });
  }
  for (const [id, then] of before)
    if (!after.has(id)) changes.push({ id, kind: "removed", before: read(then), after: undefined });
  return changes.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The prices of an item that differ: the base price first, then countries by code. */
export function priceChanges({ before = {}, after = {} }: Pick<ItemChange, "before" | "after">): PriceChange[] {
  const then = pricesOf(before);
  const now = pricesOf(after);
  const places = [...new Set([...then.keys(), ...now.keys()])];
  return places
    .filter((place) => !sameValue(then.get(place), now.get(place)))
    .sort((a, b) => (a === "usdPrice" ? -1 : b === "usdPrice" ? 1 : a < b ? -1 : 1))
    .map((place) => ({ place, before: then.get(place), after: now.get(place) }));
}

function pricesOf({ usdPrice, prices = {} }: ListedItem) {
  const result = new Map<string, { amount: string; currency: string | undefined }>();
  if (usdPrice !== undefined) result.set("usdPrice", { amount: amountText(usdPrice), currency: "USD" });
  for (const [country, price] of Object.entries(prices))
    result.set(country, {
      amount: amountText(typeof price === "object" ? price.price : price),
      currency: currencyOf(country, price),
    });
  return result;
}
