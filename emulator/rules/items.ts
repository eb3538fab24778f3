/** In-app items: what the catalog of an app accepts. */
import Decimal from "decimal.js";
import { APP_PRICE_MINIMA, countryByCode } from "../../sdk/facts/countries";
import { ITEM_ID_PATTERN, ITEM_USD_PRICE, TEXT_LIMITS } from "../../sdk/facts/limits";
import { type StoreFailure, storeFailure } from "../failure";
import { isJsonObject, type JsonObject } from "../http/body";
import type { Item } from "../state/model";
import { type App, allBinaries, type ServiceAccount, type Store } from "../state/store";

/** The failure table of in-app items was never readable, so a refused value comes with the general code. [G] */
function refused(message: string): StoreFailure {
  return storeFailure(400, "1000", message);
}

/** The app whose catalog is meant, if it may have one. */
export function catalogOf(store: Store, account: ServiceAccount, packageName: string): App {
  const app = store.packages.get(packageName);
  const precondition = (reason: string) =>
    storeFailure(400, "106", `The product data of ${packageName} cannot be found: ${reason}.`);
  // The product data of an unknown package cannot be found. [D: preconditions, 106; unknown package: G]
  if (!app) throw precondition("no such app");
  // The catalog of another seller's package is refused. [C: SLR_4006, seen for subscriptions, used for items by one emulator]
  if (app.seller !== account.seller) throw storeFailure(400, "SLR_4006", "It is not your content.");
  // Only a commercial seller has in-app items. [D: preconditions, 106]
  if (!app.seller.commercial) throw precondition("the seller is not a commercial seller");
  // Only an app on sale has in-app items. [D: preconditions, 106]
  if (app.sale?.contentStatus !== "FOR_SALE") throw precondition("the app is not on sale");
  // Every binary that is registered in the app must have the IAP SDK. [D: preconditions, 106]
  if (allBinaries(app).some((binary) => binary.iapSdk === "N"))
    throw precondition("not every binary has the IAP SDK integrated");
  return app;
}

/** An unknown item is not found. [G: status and code] */
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
  // A new item is of the type `ITEM`; no other is accepted since June 2025. [D: types; code: G]
  if (body.type !== undefined && body.type !== "ITEM") throw refused("type must be ITEM for a new item.");
  // A new item is put on sale or kept back; it cannot begin as a removed one. [G]
  if (body.status === "REMOVED") throw refused("status must be PUBLISHED or UNPUBLISHED for a new item.");
  // Creating an id that exists is refused. [G: no document says what a second creation does]
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

/** The removal of an item does not touch earlier purchases. [O] */
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

/** PUT replaces everything with what is sent; prices that are not sent are gone. [C; they stay, the other reading: G] */
export function replaceItem(store: Store, app: App, body: JsonObject): ShownItem {
  const old = itemOf(app.items, body.id);
  const item = readItem(store, body);
  // The type of an item is fixed at its registration. [O, N; code: G]
  if (body.type !== undefined && body.type !== old.type)
    throw refused(`The type of an item cannot change (${old.type}).`);
  // A PUT with the status `REMOVED` does what DELETE does. [C: among the accepted values; what it does: G]
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

/** PATCH takes the title and prices of countries that the item has; other keys are ignored. [C; ignored: G] */
export function patchItem(store: Store, app: App, body: JsonObject): Item {
  const old = itemOf(app.items, body.id);
  // A PATCH has a title or prices. [C: a client refuses others; what the store does: G]
  if (body.title === undefined && body.prices === undefined) throw refused("A modification needs title or prices.");
  const title = body.title === undefined ? old.title : titleField(body);
  const changed = new Map(
    body.prices === undefined
      ? []
      : priceEntries(store, body).map(({ entry, countryId }) => {
          const price = old.prices.find((candidate) => candidate.countryId === countryId);
          // A price for a new country cannot be patched, since it has no currency. [G]
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
  // An item id is made of letters, digits, period, dash and underscore. [O, C; code: G]
  if (typeof id !== "string" || !ITEM_ID_PATTERN.test(id))
    throw refused("id must be made of letters, digits, period, dash and underscore.");
  const title = titleField(body);
  // The description is not blank. [C; code: G]
  if (typeof description !== "string" || description.trim() === "") throw refused("description must not be blank.");
  // The status is `PUBLISHED`, `UNPUBLISHED` or `REMOVED`. [D, C; code: G]
  if (status !== "PUBLISHED" && status !== "UNPUBLISHED" && status !== "REMOVED")
    throw refused("status must be PUBLISHED, UNPUBLISHED or REMOVED.");
  // `itemPaymentMethod.phoneBillStatus` is required, a boolean. [D, C; code: G]
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

// A title has at most 100 bytes, is not blank and has no outer spaces. [O, C; code: G]
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

/**
 * A price is in the country's own currency, which POST and PUT must name. [D: bulk upload format; required: C; code: G]
 * Currencies are those of Samsung's notices, beyond these the countries' own of ISO 4217. [N; ISO 4217: G]
 */
function wrongPrice(entry: unknown, withCurrency: boolean): string | undefined {
  const { countryId, currency }: JsonObject = isJsonObject(entry) ? entry : {};
  const own = typeof countryId === "string" ? countryByCode(countryId)?.currency : undefined;
  if (own === undefined) return `Unknown countryId: ${String(countryId)}.`;
  if (withCurrency && currency !== own)
    return `The currency of ${String(countryId)} must be ${own}; ${String(currency)} was sent.`;
  return undefined;
}

/**
 * `localPrice` is a decimal text, not negative, without more decimals than the currency has. [C; decimals, code: G]
 * Prices are kept in their shortest form: `1.50` reads back as `1.5`. [G]
 */
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
  // A price under the minimum that apps have is refused in one reading. [G]
  if (itemMinimumPrice === "refused") throw refused(`localPrice of ${countryId} must be at least ${minimum}.`);
  return String(minimum);
}

function decimal(value: unknown): Decimal | undefined {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && /^-?\d+(\.\d+)?$/.test(text) ? new Decimal(text) : undefined;
}
