/** An item as the program lists it and as the store holds it: comparing the two, and what a write must carry. */

import type { Item } from "../../sdk";
import { countryByCode } from "../../sdk/facts/countries";
import { Refusal, type Values } from "../lifecycle";
import { type Amount, amountText, decimal, isMap, mapValues, sameValue } from "../values";

/** The price of an item in one country: in the country's currency, or with the currency that the store uses there. */
export type ItemPrice = Amount | { price: Amount; currency: string };

export interface ItemInputs {
  packageName: string;
  itemId: string;
  title?: string;
  description?: string;
  usdPrice?: Amount;
  prices?: Record<string, ItemPrice>;
  status?: "PUBLISHED" | "UNPUBLISHED";
  phoneBill?: boolean;
  adopt?: boolean;
  exclusive?: "prices"[];
}

/** A new item is not on sale until somebody says so. */
export const NEW_ITEM_STATUS = "UNPUBLISHED";

export const NEEDED_TO_CREATE = ["title", "description", "usdPrice"] as const;

/** The inputs in the one form in which they are compared: amounts as shortest decimals. */
export function comparable(inputs: Values): Values {
  return {
    ...inputs,
    ...(inputs.usdPrice !== undefined && { usdPrice: comparableAmount(inputs.usdPrice) }),
    ...(isMap(inputs.prices) && { prices: mapValues(inputs.prices, comparablePrice) }),
  };
}

function comparableAmount(value: unknown): unknown {
  return decimal(value) === undefined ? value : amountText(value);
}

function comparablePrice(price: unknown): unknown {
  return isMap(price) ? { ...price, price: comparableAmount(price.price) } : comparableAmount(price);
}

/** What is listed of an item, whichever it is. */
type ItemListing = Omit<ItemInputs, "packageName" | "itemId">;

/** What the inputs would say if they had been written from the live item; only what is listed, in the form it is listed in. */
export function liveInputs<Listing extends ItemListing>(listed: Listing, live: Item): Listing {
  const result: Listing = { ...listed };
  if (listed.status !== undefined) result.status = live.status as "PUBLISHED" | "UNPUBLISHED";
  if (listed.title !== undefined) result.title = live.title;
  if (listed.description !== undefined) result.description = live.description;
  if (listed.usdPrice !== undefined && amountText(listed.usdPrice) !== amountText(live.usdPrice))
    result.usdPrice = live.usdPrice;
  if (listed.phoneBill !== undefined) result.phoneBill = live.itemPaymentMethod.phoneBillStatus;
  if (listed.prices !== undefined) result.prices = livePrices(listed, live);
  return result;
}

function livePrices(listed: ItemListing, live: Item): Record<string, ItemPrice> {
  const all = listed.exclusive?.includes("prices") === true;
  const wanted = listed.prices ?? {};
  const places = new Map(Object.keys(wanted).map((code, place) => [code, place]));
  const entries = live.prices
    .filter(({ countryId }) => all || countryId in wanted)
    .map((price): [string, ItemPrice] => {
      const declared = wanted[price.countryId];
      const same = declared !== undefined && amountText(priceOf(declared)) === amountText(price.localPrice);
      if (typeof declared !== "object") return [price.countryId, same ? declared : livePrice(price)];
      return [
        price.countryId,
        {
          price: same ? declared.price : price.localPrice,
          currency: price.currency ?? declared.currency,
        },
      ];
    });
  const place = ([code]: [string, ItemPrice]) => places.get(code) ?? places.size;
  return Object.fromEntries(entries.sort((a, b) => place(a) - place(b)));
}

/** A live price as a program would list it: with its currency only where that is not the country's own. */
export function livePrice({ countryId, currency, localPrice }: Item["prices"][number]): ItemPrice {
  const plain = currency === undefined || currency === countryByCode(countryId)?.currency;
  return plain ? localPrice : { price: localPrice, currency };
}

function priceOf(price: ItemPrice): Amount {
  return typeof price === "object" ? price.price : price;
}

/** An item that exists with other content is somebody's: it is not overwritten without the word. */
export function refuseOther(inputs: ItemInputs, live: Item): void {
  const differences = differencesOf(inputs, live);
  if (differences.length === 0) return;
  throw new Refusal(
    [
      `In-app item ${inputs.packageName}/${inputs.itemId} exists already, with other content:`,
      ...differences.map(({ path, live, wanted }) => `  ${path}: the store has ${live}, the program says ${wanted}`),
      "Set adopt: true to take it over and bring it to the program's values, or choose another itemId. Nothing was changed.",
    ].join("\n"),
  );
}

/** One value that the store and the program say differently, in words. */
export interface Difference {
  readonly path: string;
  readonly live: string;
  readonly wanted: string;
}

/** Where the live item says something else than what is listed. */
export function differencesOf(inputs: ItemInputs, live: Item): Difference[] {
  const flat = (values: Values) => {
    const { prices = {}, ...rest } = comparable(values);
    return new Map<string, unknown>([
      ...Object.entries(rest),
      ...Object.entries(prices as object).map(([code, price]): [string, unknown] => [`prices.${code}`, price]),
    ]);
  };
  const wanted = flat({ ...inputs });
  const found = flat({ ...liveInputs(inputs, live) });
  const show = (value: unknown) => (value === undefined ? "nothing" : JSON.stringify(value));
  return [...new Set([...wanted.keys(), ...found.keys()])]
    .filter((path) => !sameValue(wanted.get(path), found.get(path)))
    .map((path) => ({ path, live: show(found.get(path)), wanted: show(wanted.get(path)) }));
}

/** The live item with the listed values laid over it, or a new item. */
export function wantedItem(inputs: ItemInputs, live: Item | undefined): Item {
  const base = live ?? newItem(inputs);
  const listed = inputs.prices ?? {};
  const exclusive = inputs.prices !== undefined && inputs.exclusive?.includes("prices") === true;
  const kept = exclusive ? [] : base.prices.filter((p) => !(p.countryId in listed));
  const prices = Object.entries(listed).map(([countryId, price]) => {
    const known = base.prices.find((each) => each.countryId === countryId)?.currency;
    const currency = typeof price === "object" ? price.currency : (known ?? countryByCode(countryId)?.currency);
    return { countryId, ...(currency !== undefined && { currency }), localPrice: amountText(priceOf(price)) };
  });
  return {
    ...base,
    title: inputs.title ?? base.title,
    description: inputs.description ?? base.description,
    status: inputs.status ?? base.status,
    usdPrice: inputs.usdPrice === undefined ? base.usdPrice : Number(inputs.usdPrice),
    itemPaymentMethod: {
      ...base.itemPaymentMethod,
      phoneBillStatus: inputs.phoneBill ?? base.itemPaymentMethod.phoneBillStatus,
    },
    prices: [...kept, ...prices],
  };
}

/** What an item that does not exist yet needs, and the program does not say. */
export function missingToCreate(inputs: ItemInputs): string[] {
  return NEEDED_TO_CREATE.filter((name) => inputs[name] === undefined);
}

function newItem(inputs: ItemInputs): Item {
  const { itemId, title, description, usdPrice, status = NEW_ITEM_STATUS } = inputs;
  if (title === undefined || description === undefined || usdPrice === undefined)
    throw new Refusal(
      `In-app item ${inputs.packageName}/${itemId} does not exist, so it cannot be adopted. Give ${NEEDED_TO_CREATE.join(", ")} to create it.`,
    );
  const noPrices = Object.keys(inputs.prices ?? {}).length === 0;
  return {
    id: itemId,
    title,
    description,
    // The only type that the store accepts for new items. [IAP Publish API, 3.1]
    type: "ITEM",
    status,
    itemPaymentMethod: { phoneBillStatus: false },
    usdPrice: Number(usdPrice),
    prices: noPrices ? [{ countryId: "USA", currency: "USD", localPrice: amountText(usdPrice) }] : [],
  };
}

export function sameItem(a: Item, b: Item): boolean {
  return sameApartFromPatchable(a, b) && a.title === b.title && sameValue(priceTable(a), priceTable(b));
}

/** PATCH takes the title and prices of countries that the item has already (it carries no currency). */
export function patchIsEnough(wanted: Item, live: Item): boolean {
  const currencies = (item: Item) => mapValues(priceTable(item), (price) => price.currency ?? null);
  return sameApartFromPatchable(wanted, live) && sameValue(currencies(wanted), currencies(live));
}

export function patchOf(wanted: Item, live: Item) {
  const before = priceTable(live);
  const prices = wanted.prices
    .filter((price) => before[price.countryId]?.localPrice !== amountText(price.localPrice))
    .map(({ countryId, localPrice }) => ({ countryId, localPrice }));
  return {
    id: wanted.id,
    ...(wanted.title !== live.title && { title: wanted.title }),
    ...(prices.length > 0 && { prices }),
  };
}

function sameApartFromPatchable(a: Item, b: Item): boolean {
  return (
    a.description === b.description &&
    a.status === b.status &&
    a.usdPrice === b.usdPrice &&
    a.itemPaymentMethod.phoneBillStatus === b.itemPaymentMethod.phoneBillStatus
  );
}

/** A price that the store shows without a currency is in the country's own. */
function priceTable(item: Item): Record<string, { currency: string | undefined; localPrice: string }> {
  return Object.fromEntries(
    item.prices.map(({ countryId, currency = countryByCode(countryId)?.currency, localPrice }) => [
      countryId,
      { currency, localPrice: amountText(localPrice) },
    ]),
  );
}
