/** What a catalog's text would say if it had been written from the live store. */

import pLimit from "p-limit";
import type { Item } from "../../sdk";
import { type ItemInputs, type ItemPrice, liveInputs, livePrice } from "../inAppItem/item";
import type { StoreSession } from "../session";
import { refuseWhenStopped } from "../stop";
import { amountText } from "../values";
import type { Catalog, ListedItem } from "./catalog";
import type { CatalogInputs } from "./inputs";
import { AT_ONCE } from "./writes";

export type LiveItems = ReadonlyMap<string, Item>;

/** These items as they are now, each asked for by itself; those that are not there are left out. */
export async function liveItems(
  store: StoreSession,
  packageName: string,
  ids: ReadonlyMap<string, unknown> | ReadonlySet<string>,
): Promise<LiveItems> {
  const live = new Map<string, Item>();
  const limit = pLimit(AT_ONCE);
  const look = async (id: string) => {
    refuseWhenStopped(store.waiting.signal);
    const item = await store.itemToChange(packageName, id);
    if (item !== undefined) live.set(id, item);
  };
  try {
    await Promise.all([...ids.keys()].map((id) => limit(look, id)));
  } finally {
    limit.clearQueue();
  }
  return live;
}

/** One item of the catalog as the inputs of an in-app item of its own. */
export function itemInputs({ packageName, exclusive }: CatalogInputs, itemId: string, listed: ListedItem): ItemInputs {
  return { packageName, itemId, ...listed, ...(exclusive?.includes("prices") && { exclusive: ["prices"] }) };
}

/** The listed items with what is listed of each; with exclusive items also those that only the store has, whole. */
export function liveCatalog(inputs: CatalogInputs, listed: Catalog, live: LiveItems): Map<string, ListedItem> {
  const result = new Map<string, ListedItem>();
  for (const [id, item] of listed) {
    const found = live.get(id);
    if (found !== undefined) result.set(id, liveListing(inputs, item, found));
  }
  if (inputs.exclusive?.includes("items"))
    for (const [id, item] of live) if (!listed.has(id)) result.set(id, wholeListing(item));
  return result;
}

export function liveListing({ exclusive }: CatalogInputs, listed: ListedItem, live: Item): ListedItem {
  if (!exclusive?.includes("prices")) return liveInputs(listed, live);
  const { exclusive: _, ...listing } = liveInputs({ ...listed, exclusive: ["prices"] }, live);
  return listing;
}

/** A live item as a program would list it whole: amounts in their shortest form, countries by code. */
export function wholeListing(live: Item): ListedItem {
  const prices = live.prices.map((price): [string, ItemPrice] => {
    const listed = livePrice(price);
    const amount = amountText(price.localPrice);
    return [price.countryId, typeof listed === "object" ? { ...listed, price: amount } : amount];
  });
  return {
    title: live.title,
    description: live.description,
    status: live.status as NonNullable<ListedItem["status"]>,
    phoneBill: live.itemPaymentMethod.phoneBillStatus,
    usdPrice: amountText(live.usdPrice),
    prices: Object.fromEntries(prices.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
