/** In-app items: what the catalog of an app accepts. */
import Decimal from "decimal.js";
import { APP_PRICE_MINIMA, countryByCode } from "../../sdk/facts/countries";
import { ITEM_ID_PATTERN, ITEM_USD_PRICE, TEXT_LIMITS } from "../../sdk/facts/limits";
import { type StoreFailure, storeFailure } from "../failure";
import { isJsonObject, type JsonObject } from "../http/body";
import type { Item } from "../state/model";
import { type App, allBinaries, type ServiceAccount, type Store } from "../state/store";

/** The failure table of this API was never readable, so a refused value comes with the general code. [G] */
function refused(message: string): StoreFailure {
  return storeFailure(400, "1000", message);
}

/** The app whose catalog is meant, if it may have one. */
export function catalogOf(store: Store, account: ServiceAccount, packageName: string): App {
  const app = store.packages.get(packageName);
  // [D: 106 when a precondition is not met; for an unknown package: G]
  const precondition = (reason: string) =>
    storeFailure(400, "106", `The product data of ${packageName} cannot be found: ${reason}.`);
  if (!app) throw precondition("no such app");
  // [C: SLR_4006, seen for subscriptions and used for items by one emulator]
  if (app.seller !== account.seller) throw storeFailure(400, "SLR_4006", "It is not your content.");
  if (!app.seller.commercial) throw precondition("the seller is not a commercial seller");
  if (app.sale?.contentStatus !== "FOR_SALE") throw precondition("the app is not on sale");
  // [D: every binary registered in the content must support IAP]
  if (allBinaries(app).some((binary) => binary.iapSdk === "N"))
    throw precondition("not every binary has the IAP SDK integrated");
  return app;
}

/** The item with this id. [G: status and code; the documents that could be read do not say] */
export function itemOf<T extends ShownItem>(items: ReadonlyMap<string, T>, id: unknown): T {
  const item = typeof id === "string" ? items.get(id) : undefined;
  if (!item) throw storeFailure(404, "404", `There is no item ${String(id)} in this catalog.`);
  return item;
}

export function createItem(store: Store, app: App, body: JsonObject): Item {
  const item = readItem(store, body);
  // A new item may come without its type. [C; required, the other reading: D; its code: G]
  if (body.type === undefined && store.settings.readings.itemTypeOnCreate === "required")
    throw refused("type is required.");
  // Nothing else is accepted for new items since June 2025. [D: types]
  if (body.type !== undefined && body.type !== "ITEM") throw refused("type must be ITEM for a new item.");
  // A new item is put on sale or kept back; it cannot begin as a removed one. [G]
  if (body.status === "REMOVED") throw refused("status must be PUBLISHED or UNPUBLISHED for a new item.");
  // [G: no document says what a second creation does]
  if (app.items.has(item.id)) throw refused(`The item ${item.id} is already registered.`);
  checkReuse(store, app, item.id);
  app.removedItems.delete(item.id);
  app.items.set(item.id, item);
  return item;
}

/** Only the id of a removed item that was never sold can be used again. [O: old bulk page; one that was sold, all readings: G] */
function checkReuse(store: Store, app: App, id: string): void {
  const { itemIdReuse } = store.settings.readings;
  if (!app.removedItems.has(id) || itemIdReuse === "allowed") return;
  const sold = [...app.sales.purchases(app).values()].some((purchase) => purchase.itemId === id);
  if (sold || itemIdReuse === "refused") throw refused(`The id ${id} belonged to an item that was removed.`);
}

/** Takes an item out of the catalog. Earlier purchases are not touched. [O] */
export function removeItem(app: App, item: Item): void {
  app.items.delete(item.id);
  app.removedItems.set(item.id, item);
}

/** Removed items cannot be read. [O; with the status REMOVED, the other reading: D] */
export function shownItems(store: Store, app: App): Map<string, ShownItem> {
  if (store.settings.readings.removedItemsInList === "leftOut") return app.items;
  const removed = [...app.removedItems].map(([id, item]) => [id, asRemoved(item)] as const);
  return new Map<string, ShownItem>([...app.items, ...removed]);
}

export type ShownItem = Item | ReturnType<typeof asRemoved>;

export function asRemoved(item: Item) {
  return { ...item, status: "REMOVED" } as const;
}

/** Overwrites everything with what is sent; prices that are not sent are gone. [C; they stay, the other reading: G] */
export function replaceItem(store: Store, app: App, body: JsonObject): ShownItem {
  const old = itemOf(app.items, body.id);
  const item = readItem(store, body);
  // The type is fixed at registration. [O, N]
  if (body.type !== undefined && body.type !== old.type)
    throw refused(`The type of an item cannot change (${old.type}).`);
  // [C: REMOVED is among the accepted values; G: it does what DELETE does]
  if (body.status === "REMOVED") {
    removeItem(app, old);
    return asRemoved(item);
  }
  const sent = item.prices.map((price) => price.countryId);
  const kept = old.prices.filter((price) => !sent.includes(price.countryId));
  const prices = store.settings.readings.itemReplacePrices === "kept" ? [...item.prices, ...kept] : item.prices;
  const next = { ...item, type: old.type, prices };
  app.items.set(old.id, next);
  return next;
}

/** Title and listed local prices; other keys are no part of this call. [C; ignored: G] */
export function patchItem(store: Store, app: App, body: JsonObject): Item {
  const old = itemOf(app.items, body.id);
  // [G: what the server does with an empty modification is not known]
  if (body.title === undefined && body.prices === undefined) throw refused("A modification needs title or prices.");
  const title = body.title === undefined ? old.title : titleField(body);
  const changed = new Map(
    body.prices === undefined
      ? []
      : priceEntries(store, body).map(({ entry, countryId }) => {
          const price = old.prices.find((candidate) => candidate.countryId === countryId);
          // Without a currency only prices that exist can be patched. [G]
          if (!price) throw refused(`The item ${old.id} has no price for ${countryId}.`);
          return [countryId, { ...price, localPrice: localPrice(store, entry, countryId) }] as const;
        }),
  );
  // Prices that a PATCH does not name stay. [D: the heading speaks of given parameters; they are gone, the other reading: G]
  const replaces = changed.size > 0 && store.settings.readings.itemPatchPrices === "replace";
  const prices = replaces
    ? [...changed.values()]
    : old.prices.map((price) => changed.get(price.countryId) ?? { ...price });
  const next = { ...old, title, prices };
  app.items.set(old.id, next);
  return next;
}

function readItem(store: Store, body: JsonObject): Item {
  const { id, status, description, itemPaymentMethod } = body;
  // [O: letters, digits, period, dash, underscore]
  if (typeof id !== "string" || !ITEM_ID_PATTERN.test(id))
    throw refused("id must be made of letters, digits, period, dash and underscore.");
  const title = titleField(body);
  if (typeof description !== "string" || description.trim() === "") throw refused("description must not be blank.");
  if (status !== "PUBLISHED" && status !== "UNPUBLISHED" && status !== "REMOVED")
    throw refused("status must be PUBLISHED, UNPUBLISHED or REMOVED.");
  if (!isJsonObject(itemPaymentMethod) || typeof itemPaymentMethod.phoneBillStatus !== "boolean")
    throw refused("itemPaymentMethod.phoneBillStatus must be a boolean.");
  return {
    id,
    title,
    description,
    type: "ITEM",
    status: status === "REMOVED" ? "UNPUBLISHED" : status,
    itemPaymentMethod: { phoneBillStatus: itemPaymentMethod.phoneBillStatus },
    usdPrice: usdPrice(store, body.usdPrice),
    prices: priceEntries(store, body, true).map(({ entry, countryId, currency }) => ({
      countryId,
      currency,
      localPrice: localPrice(store, entry, countryId),
    })),
  };
}

// [C: not blank, no outer spaces; O: under 100 bytes]
function titleField(body: JsonObject): string {
  const { title } = body;
  if (typeof title !== "string" || title === "" || title !== title.trim())
    throw refused("title must not be blank and must not begin or end with a space.");
  if (Buffer.byteLength(title, "utf8") > TEXT_LIMITS.title.maxBytes)
    throw refused(`title must not be longer than ${TEXT_LIMITS.title.maxBytes} bytes.`);
  return title;
}

/** A base price is 0 to 999.99 dollars, with at most two decimals. [C; 400 at most, the other reading: D; decimals and code: G] */
function usdPrice(store: Store, value: unknown): number {
  const price = decimal(value);
  const max = Number(store.settings.readings.itemUsdMax);
  if (!price || price.lessThan(ITEM_USD_PRICE.min) || price.greaterThan(max) || price.decimalPlaces() > 2)
    throw refused(`usdPrice must be a number from ${ITEM_USD_PRICE.min} to ${max} with at most 2 decimals.`);
  return price.toNumber();
}

/**
 * An item has at least one price, and each country once. [C; code: G]
 * A price in a country that the store does not know, or not in its currency, is refused. [G; ignored, the other reading: D]
 */
function priceEntries(store: Store, body: JsonObject, withCurrency = false): PriceEntry[] {
  const { prices } = body;
  if (!Array.isArray(prices)) throw refused("prices must be a list.");
  const seen = new Set<string>();
  const entries = prices.flatMap((entry: unknown): PriceEntry[] => {
    const wrong = wrongPrice(entry, withCurrency);
    if (wrong !== undefined && store.settings.readings.itemWrongCountry === "refused") throw refused(wrong);
    if (wrong !== undefined || !isJsonObject(entry)) return [];
    const countryId = String(entry.countryId);
    if (seen.has(countryId)) throw refused(`prices names ${countryId} twice.`);
    seen.add(countryId);
    return [{ entry, countryId, currency: countryByCode(countryId)?.currency ?? "USD" }];
  });
  if (entries.length === 0) throw refused("prices must hold at least one price.");
  return entries;
}

interface PriceEntry {
  readonly entry: JsonObject;
  readonly countryId: string;
  /** The country's own. */
  readonly currency: string;
}

/** A price is given in the country's own currency only. [D: bulk upload format; currencies beyond the notices: ISO 4217, G] */
function wrongPrice(entry: unknown, withCurrency: boolean): string | undefined {
  const { countryId, currency }: JsonObject = isJsonObject(entry) ? entry : {};
  const own = typeof countryId === "string" ? countryByCode(countryId)?.currency : undefined;
  if (own === undefined) return `Unknown countryId: ${String(countryId)}.`;
  if (withCurrency && currency !== own)
    return `The currency of ${String(countryId)} must be ${own}; ${String(currency)} was sent.`;
  return undefined;
}

/** Decimal text, not negative [C], without more decimals than the currency has [G]; kept in its shortest form [G]. */
function localPrice(store: Store, entry: JsonObject, countryId: string): string {
  const price = decimal(entry.localPrice);
  const decimals = countryByCode(countryId)?.decimals ?? 2;
  if (!price || price.isNegative() || price.decimalPlaces() > decimals)
    throw refused(
      `localPrice of ${countryId} must be a decimal text, not negative, with at most ${decimals} decimals.`,
    );
  // A price has no minimum, since none is published for items. [G; raised to that of apps, another reading: O; refused, the third: G]
  const minimum = APP_PRICE_MINIMA[countryId] ?? 0;
  const { itemMinimumPrice } = store.settings.readings;
  if (itemMinimumPrice === "none" || price.greaterThanOrEqualTo(minimum)) return price.toFixed();
  if (itemMinimumPrice === "refused") throw refused(`localPrice of ${countryId} must be at least ${minimum}.`);
  return String(minimum);
}

function decimal(value: unknown): Decimal | undefined {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && /^-?\d+(\.\d+)?$/.test(text) ? new Decimal(text) : undefined;
}
