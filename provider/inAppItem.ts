/** An in-app item: one article of one app's catalog, with its base price and the prices of single countries. */

import type { CustomResourceOptions, Input, Output } from "@pulumi/pulumi";
import { z } from "zod";
import type { Item } from "../sdk";
import { countryByCode, decimalsOfCurrency } from "../sdk/facts/countries";
import { ITEM_ID_PATTERN, ITEM_USD_PRICE } from "../sdk/facts/limits";
import {
  amount,
  amountProblem,
  country,
  flag,
  inputMap,
  listOf,
  mapOf,
  oneOf,
  packageName,
  problemsOf,
  shownId,
  text,
  usd,
} from "./check";
import { converge } from "./converge";
import { DynamicResource } from "./hosts/dynamic";
import { type Lifecycle, Refusal, type Stored, type Values } from "./lifecycle";
import type { StoreSession } from "./session";
import { type Amount, amountText, decimal, hasUnknown, isMap, mapValues, sameValue } from "./values";

/** The price of an item in one country: in the country's currency, or with the currency that the store uses there. */
export type ItemPrice = Amount | { price: Amount; currency: string };

/** Inputs of an in-app item. */
export interface InAppItemArgs {
  /** Android package name of the app that sells the item, e.g. `com.example.game`. Changing it replaces the item. */
  packageName: Input<string>;
  /** Item id: letters, digits, `-`, `_` and `.`. Changing it replaces the item. Wire: `id`. */
  itemId: Input<string>;
  /** Title that buyers see. Needed unless an existing item is adopted. */
  title?: Input<string>;
  /** Short explanation that buyers see. Needed unless an existing item is adopted. */
  description?: Input<string>;
  /**
   * Base price in US dollars, 0 to 999.99, at most 2 decimals; countries without a price of their own are converted
   * from it by the store. Needed unless an existing item is adopted. Wire: `usdPrice`.
   */
  usdPrice?: Input<Amount>;
  /**
   * Local prices by three-letter country code, e.g. `{ KOR: 2500, DEU: "1.99" }`. Countries that are not listed keep
   * what they have, unless `exclusive` says otherwise. Without a currency, the one that the live item has for that
   * country counts, else the country's national one. An item that is created without any gets its base price for the
   * USA, since the store wants at least one.
   */
  prices?: Input<Record<string, Input<ItemPrice>>>;
  /** Whether the item is on sale. Changes take effect at once, without review. Default: `UNPUBLISHED`. */
  status?: Input<"PUBLISHED" | "UNPUBLISHED">;
  /** Whether the item is paid by automatic payment on a phone bill. Wire: `itemPaymentMethod.phoneBillStatus`. Default for a new item: false. */
  phoneBill?: Input<boolean>;
  /** Take over an item that exists with other content, and bring it to the listed values. Default: false. */
  adopt?: Input<boolean>;
  /** `["prices"]`: the listed prices are all there are; others are removed. */
  exclusive?: Input<Input<"prices">[]>;
}

interface ItemInputs {
  packageName: string;
  itemId: string;
  title?: string;
  description?: string;
  usdPrice?: Amount;
  prices?: Record<string, ItemPrice>;
  status: "PUBLISHED" | "UNPUBLISHED";
  phoneBill?: boolean;
  adopt?: boolean;
  exclusive?: "prices"[];
}

type ItemState = Stored<ItemInputs, object>;

const localPrice = z.union([
  amount,
  inputMap({ price: amount, currency: text().regex(/^[A-Z]{3}$/, "must be a currency code of three capital letters") }),
]);

const prices = mapOf(country, localPrice).superRefine((all, context) => {
  for (const [code, price] of Object.entries(all)) {
    const currency = isMap(price) ? price.currency : countryByCode(code)?.currency;
    if (currency === undefined) continue;
    const decimals = decimalsOfCurrency(currency) ?? 3;
    const problem = amountProblem(isMap(price) ? price.price : price, currency, decimals);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem, path: [code] });
  }
});

const filled = text().regex(/\S/, "must not be blank");

const SHAPE = {
  packageName,
  itemId: text().regex(ITEM_ID_PATTERN, "may have letters, digits, '-', '_' and '.' only"),
  title: filled.regex(/^\S(.*\S)?$/s, "must not begin or end with a space").optional(),
  description: filled.optional(),
  usdPrice: usd
    .refine((value) => decimal(value)?.lte(ITEM_USD_PRICE.max) ?? true, {
      error: (issue) => `is ${issue.input}; the store allows 0 to ${ITEM_USD_PRICE.max} US dollars`,
    })
    .optional(),
  prices: prices.optional(),
  status: oneOf(["PUBLISHED", "UNPUBLISHED"]).optional(),
  phoneBill: flag().optional(),
  adopt: flag().optional(),
  exclusive: listOf(oneOf(["prices"])).optional(),
};

const NEEDED_TO_CREATE = ["title", "description", "usdPrice"] as const;

/** Identity and instructions; everything else is content of the item. */
const IDENTITY = ["packageName", "itemId"] as const;

export const inAppItem: Lifecycle<ItemInputs, object> = {
  inputNames: new Set(Object.keys(SHAPE)),

  describe: ({ packageName, itemId }) => `in-app item ${shownId(packageName)}/${shownId(itemId)}`,

  async check(inputs) {
    const withDefaults = { status: "UNPUBLISHED", ...inputs };
    const problems = problemsOf(inputMap(SHAPE), withDefaults);
    if (inputs.adopt !== true && !hasUnknown(inputs.adopt))
      for (const name of NEEDED_TO_CREATE)
        if (inputs[name] === undefined)
          problems.push({ path: name, reason: "is missing; it may be left out only with adopt: true" });
    return { inputs: withDefaults, problems };
  },

  diff(_id, old, next) {
    return {
      changes: !sameValue(comparable({ ...old.inputs }), comparable(next)),
      replaces: IDENTITY.filter((name) => !hasUnknown(next[name]) && next[name] !== old.inputs[name]),
    };
  },

  async create(store, inputs) {
    const live = await store.item(inputs.packageName, inputs.itemId);
    if (live !== undefined && inputs.adopt !== true) refuseOther(inputs, live);
    await bringToState(store, inputs);
    return { id: `${inputs.packageName}/${inputs.itemId}`, inputs, outputs: {} };
  },

  async read(store, _id, old) {
    const live = await store.item(old.inputs.packageName, old.inputs.itemId);
    return live && { inputs: liveInputs(old.inputs, live), outputs: {} };
  },

  async update(store, _id, _old, inputs): Promise<ItemState> {
    await bringToState(store, inputs);
    return { inputs, outputs: {} };
  },

  async delete(store, _id, { inputs: { packageName, itemId } }) {
    await converge({
      observe: () => store.item(packageName, itemId),
      apply: async (live) => {
        if (live === undefined) return false;
        await store.writeItem(packageName, itemId, (api) => api.items.remove(packageName, itemId));
        return true;
      },
    });
  },
};

/** The inputs in the one form in which they are compared: amounts as shortest decimals. */
function comparable(inputs: Values): Values {
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

/** What the inputs would say if they had been written from the live item; only what is listed, in the form it is listed in. */
function liveInputs(listed: ItemInputs, live: Item): ItemInputs {
  const result: ItemInputs = { ...listed, status: live.status as ItemInputs["status"] };
  if (listed.title !== undefined) result.title = live.title;
  if (listed.description !== undefined) result.description = live.description;
  if (listed.usdPrice !== undefined && amountText(listed.usdPrice) !== amountText(live.usdPrice))
    result.usdPrice = live.usdPrice;
  if (listed.phoneBill !== undefined) result.phoneBill = live.itemPaymentMethod.phoneBillStatus;
  if (listed.prices !== undefined) result.prices = livePrices(listed, live);
  return result;
}

function livePrices(listed: ItemInputs, live: Item): Record<string, ItemPrice> {
  const all = listed.exclusive?.includes("prices") === true;
  const wanted = listed.prices ?? {};
  const order = Object.keys(wanted);
  const entries = live.prices
    .filter(({ countryId }) => all || countryId in wanted)
    .map((price): [string, ItemPrice] => {
      const declared = wanted[price.countryId];
      const same = declared !== undefined && amountText(priceOf(declared)) === amountText(price.localPrice);
      if (typeof declared !== "object") return [price.countryId, same ? declared : price.localPrice];
      return [
        price.countryId,
        {
          price: same ? declared.price : price.localPrice,
          currency: price.currency ?? declared.currency,
        },
      ];
    });
  const place = (code: string) => (order.includes(code) ? order.indexOf(code) : order.length);
  return Object.fromEntries(entries.sort(([a], [b]) => place(a) - place(b)));
}

function priceOf(price: ItemPrice): Amount {
  return typeof price === "object" ? price.price : price;
}

/** An item that exists with other content is somebody's: it is not overwritten without the word. */
function refuseOther(inputs: ItemInputs, live: Item): void {
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

function differencesOf(inputs: ItemInputs, live: Item): { path: string; live: string; wanted: string }[] {
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

/** Creates the item, or writes what differs: PATCH for title and known countries' prices, else the merged whole. */
async function bringToState(store: StoreSession, inputs: ItemInputs): Promise<void> {
  const { packageName, itemId } = inputs;
  await converge({
    observe: () => store.item(packageName, itemId),
    apply: async (live) => {
      const wanted = wantedItem(inputs, live);
      if (live !== undefined && sameItem(wanted, live)) return false;
      await store.writeItem(packageName, itemId, (api) => {
        if (live === undefined) return api.items.create(packageName, wanted);
        if (patchIsEnough(wanted, live)) return api.items.patch(packageName, patchOf(wanted, live));
        return api.items.replace(packageName, wanted);
      });
      return true;
    },
  });
}

/** The live item with the listed values laid over it, or a new item. */
function wantedItem(inputs: ItemInputs, live: Item | undefined): Item {
  const base = live ?? newItem(inputs);
  const listed = inputs.prices ?? {};
  const kept = inputs.exclusive?.includes("prices") === true ? [] : base.prices.filter((p) => !(p.countryId in listed));
  const prices = Object.entries(listed).map(([countryId, price]) => {
    const known = base.prices.find((each) => each.countryId === countryId)?.currency;
    const currency = typeof price === "object" ? price.currency : (known ?? countryByCode(countryId)?.currency);
    return { countryId, ...(currency !== undefined && { currency }), localPrice: amountText(priceOf(price)) };
  });
  return {
    ...base,
    title: inputs.title ?? base.title,
    description: inputs.description ?? base.description,
    status: inputs.status,
    usdPrice: inputs.usdPrice === undefined ? base.usdPrice : Number(inputs.usdPrice),
    itemPaymentMethod: {
      ...base.itemPaymentMethod,
      phoneBillStatus: inputs.phoneBill ?? base.itemPaymentMethod.phoneBillStatus,
    },
    prices: [...kept, ...prices],
  };
}

function newItem(inputs: ItemInputs): Item {
  const { itemId, title, description, usdPrice, status } = inputs;
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

function sameItem(a: Item, b: Item): boolean {
  return sameApartFromPatchable(a, b) && a.title === b.title && sameValue(priceTable(a), priceTable(b));
}

/** PATCH takes the title and prices of countries that the item has already (it carries no currency). */
function patchIsEnough(wanted: Item, live: Item): boolean {
  const currencies = (item: Item) => mapValues(priceTable(item), (price) => price.currency ?? null);
  return sameApartFromPatchable(wanted, live) && sameValue(currencies(wanted), currencies(live));
}

function patchOf(wanted: Item, live: Item) {
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

function priceTable(item: Item): Record<string, { currency: string | undefined; localPrice: string }> {
  return Object.fromEntries(
    item.prices.map(({ countryId, currency, localPrice }) => [
      countryId,
      { currency, localPrice: amountText(localPrice) },
    ]),
  );
}

/**
 * One in-app item of one app's catalog. Its id in the stack is `packageName/itemId`.
 *
 * Creating an item whose id exists takes it over when its content is identical or `adopt` is true; otherwise it is
 * refused and the differences are shown. Deleting removes the item from the store, for good.
 *
 * ```ts
 * new InAppItem("gold", {
 *   packageName: "com.example.game", itemId: "gold_100", title: "100 gold", description: "A pouch of gold",
 *   usdPrice: 0.99, prices: { KOR: 1200, DEU: "0.99" }, status: "PUBLISHED",
 * });
 * ```
 */
export class InAppItem extends DynamicResource {
  declare readonly packageName: Output<string>;
  declare readonly itemId: Output<string>;
  declare readonly status: Output<"PUBLISHED" | "UNPUBLISHED">;

  constructor(name: string, args: InAppItemArgs, options?: CustomResourceOptions) {
    super("InAppItem", name, { ...args }, [], options);
  }
}
