/** In-app items: what the catalog of an app accepts. */
import Decimal from "decimal.js";
import { countryByCode } from "../../sdk/facts/countries";
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
export function itemOf(app: App, id: unknown): Item {
  const item = typeof id === "string" ? app.items.get(id) : undefined;
  if (!item) throw storeFailure(404, "404", `There is no item ${String(id)} in ${app.packageName}.`);
  return item;
}

export function createItem(app: App, body: JsonObject): Item {
  const item = readItem(body);
  // Nothing else is accepted for new items since June 2025. [D: types]
  if (body.type !== undefined && body.type !== "ITEM") throw refused("type must be ITEM for a new item.");
  // A new item is put on sale or kept back; it cannot begin as a removed one. [G]
  if (body.status === "REMOVED") throw refused("status must be PUBLISHED or UNPUBLISHED for a new item.");
  // [G: no document says what a second creation does]
  if (app.items.has(item.id)) throw refused(`The item ${item.id} is already registered.`);
  app.items.set(item.id, item);
  return item;
}

/** Overwrites everything with what is sent; prices that are not sent are gone. [C; reading A of the uncertain list] */
export function replaceItem(app: App, body: JsonObject): JsonObject | Item {
  const old = itemOf(app, body.id);
  const item = readItem(body);
  // The type is fixed at registration. [O, N]
  if (body.type !== undefined && body.type !== old.type)
    throw refused(`The type of an item cannot change (${old.type}).`);
  // [C: REMOVED is among the accepted values; G: it does what DELETE does]
  if (body.status === "REMOVED") {
    app.items.delete(old.id);
    return { ...item, status: "REMOVED" };
  }
  const next = { ...item, type: old.type };
  app.items.set(old.id, next);
  return next;
}

/** Title and listed local prices; other keys are no part of this call. [C; ignored: G] */
export function patchItem(app: App, body: JsonObject): Item {
  const old = itemOf(app, body.id);
  // [G: what the server does with an empty modification is not known]
  if (body.title === undefined && body.prices === undefined) throw refused("A modification needs title or prices.");
  const title = body.title === undefined ? old.title : titleField(body);
  const prices = old.prices.map((price) => ({ ...price }));
  if (body.prices !== undefined)
    for (const { entry, countryId } of priceEntries(body)) {
      const price = prices.find((candidate) => candidate.countryId === countryId);
      // Without a currency only prices that exist can be patched. [G]
      if (!price) throw refused(`The item ${old.id} has no price for ${countryId}.`);
      price.localPrice = localPrice(entry, countryId);
    }
  const next = { ...old, title, prices };
  app.items.set(old.id, next);
  return next;
}

function readItem(body: JsonObject): Item {
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
    usdPrice: usdPrice(body.usdPrice),
    prices: priceEntries(body).map(({ entry, countryId }) => ({
      countryId,
      currency: currencyField(entry, countryId),
      localPrice: localPrice(entry, countryId),
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

// [C: 0 to 999.99; two decimals: G]
function usdPrice(value: unknown): number {
  const price = decimal(value);
  if (
    !price ||
    price.lessThan(ITEM_USD_PRICE.min) ||
    price.greaterThan(ITEM_USD_PRICE.max) ||
    price.decimalPlaces() > 2
  )
    throw refused(
      `usdPrice must be a number from ${ITEM_USD_PRICE.min} to ${ITEM_USD_PRICE.max} with at most 2 decimals.`,
    );
  return price.toNumber();
}

/** At least one price, each country once. [C; unknown country and wrong currency: reading B, refused] */
function priceEntries(body: JsonObject): { entry: JsonObject; countryId: string }[] {
  const { prices } = body;
  if (!Array.isArray(prices) || prices.length === 0) throw refused("prices must hold at least one price.");
  const seen = new Set<string>();
  return prices.map((entry: unknown) => {
    const countryId = isJsonObject(entry) && typeof entry.countryId === "string" ? entry.countryId : "";
    if (!isJsonObject(entry) || !countryByCode(countryId)) throw refused(`Unknown countryId: ${countryId}.`);
    if (seen.has(countryId)) throw refused(`prices names ${countryId} twice.`);
    seen.add(countryId);
    return { entry, countryId };
  });
}

/** A price is given in the country's own currency only. [D: bulk upload format; currencies beyond the notices: ISO 4217, G] */
function currencyField({ currency }: JsonObject, countryId: string): string {
  const own = countryByCode(countryId)?.currency;
  if (own === undefined || currency !== own)
    throw refused(`The currency of ${countryId} must be ${own}; ${String(currency)} was sent.`);
  return own;
}

/** Decimal text, not negative [C], without more decimals than the currency has [G]; kept in its shortest form [G]. */
function localPrice(entry: JsonObject, countryId: string): string {
  const price = decimal(entry.localPrice);
  const decimals = countryByCode(countryId)?.decimals ?? 2;
  if (!price || price.isNegative() || price.decimalPlaces() > decimals)
    throw refused(
      `localPrice of ${countryId} must be a decimal text, not negative, with at most ${decimals} decimals.`,
    );
  return price.toFixed();
}

function decimal(value: unknown): Decimal | undefined {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && /^-?\d+(\.\d+)?$/.test(text) ? new Decimal(text) : undefined;
}
