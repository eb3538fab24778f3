/** An in-app item: one article of one app's catalog, with its base price and the prices of single countries. */

import type { Input } from "@pulumi/pulumi";
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
import { settle } from "./converge";
import { rememberUnlisted, removalNotice } from "./exclusive";
import {
  comparable,
  type ItemInputs,
  type ItemPrice,
  liveInputs,
  NEEDED_TO_CREATE,
  NEW_ITEM_STATUS,
  patchIsEnough,
  patchOf,
  refuseOther,
  sameItem,
  wantedItem,
} from "./inAppItem/item";
import type { Lifecycle, Stored } from "./lifecycle";
import type { StoreSession } from "./session";
import { type Amount, decimal, hasUnknown, isAnother, isMap, sameValue } from "./values";

export type { ItemPrice };

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
  /**
   * Whether the item is on sale. Changes take effect at once, without review. Default: `UNPUBLISHED`; with `adopt`, what
   * an existing item has, so that nothing goes off sale because it was left out.
   */
  status?: Input<"PUBLISHED" | "UNPUBLISHED">;
  /** Whether the item is paid by automatic payment on a phone bill. Wire: `itemPaymentMethod.phoneBillStatus`. Default for a new item: false. */
  phoneBill?: Input<boolean>;
  /** Take over an item that exists with other content, and bring it to the listed values. Default: false. */
  adopt?: Input<boolean>;
  /** `["prices"]`: the listed prices are all there are; others are removed. */
  exclusive?: Input<Input<"prices">[]>;
}

interface ItemOutputs {
  /** Countries that have a price in the store and none in the program; absent when there are none. */
  unlistedPrices?: string[];
}

type ItemState = Stored<ItemInputs, ItemOutputs>;

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

const SCHEMA = inputMap(SHAPE);

/** Identity and instructions; everything else is content of the item. */
const IDENTITY = ["packageName", "itemId"] as const;

export const inAppItem: Lifecycle<ItemInputs, ItemOutputs> = {
  inputNames: new Set(Object.keys(SHAPE)),

  describe: ({ packageName, itemId }) => `in-app item ${shownId(packageName)}/${shownId(itemId)}`,

  async check(inputs) {
    const withDefaults =
      inputs.adopt === true || hasUnknown(inputs.adopt) ? inputs : { status: NEW_ITEM_STATUS, ...inputs };
    const problems = problemsOf(SCHEMA, withDefaults);
    if (inputs.adopt !== true && !hasUnknown(inputs.adopt))
      for (const name of NEEDED_TO_CREATE)
        if (inputs[name] === undefined)
          problems.push({ path: name, reason: "is missing; it may be left out only with adopt: true" });
    return { inputs: withDefaults, problems };
  },

  diff(id, old, next) {
    return {
      // Compared as they are first: in a catalog nearly all items are as they were, and this is several times faster.
      changes: !sameValue(old.inputs, next) && !sameValue(comparable({ ...old.inputs }), comparable(next)),
      replaces: IDENTITY.filter((name) => isAnother(next[name], old.inputs[name])),
      notice: removalNotice(`in-app item ${id}`, { ...old.inputs }, next, {
        prices: old.outputs.unlistedPrices ?? [],
      }),
    };
  },

  async create(store, inputs) {
    const { packageName, itemId } = inputs;
    let foreign = inputs.adopt !== true;
    const item = await bringToState(store, inputs, async () => {
      const live = await store.item(packageName, itemId);
      if (foreign && live !== undefined) refuseOther(inputs, live);
      foreign = false;
      return live;
    });
    return { id: `${packageName}/${itemId}`, inputs, outputs: outputsOf(inputs, item) };
  },

  async read(store, id, old) {
    const live = await store.item(old.inputs.packageName, old.inputs.itemId);
    if (live === undefined) return undefined;
    rememberUnlisted(`in-app item ${id}`, { prices: outputsOf(old.inputs, live).unlistedPrices ?? [] });
    return { inputs: liveInputs(old.inputs, live), outputs: old.outputs };
  },

  async update(store, _id, _old, inputs): Promise<ItemState> {
    const item = await bringToState(store, inputs, () => store.itemToChange(inputs.packageName, inputs.itemId));
    return { inputs, outputs: outputsOf(inputs, item) };
  },

  async delete(store, _id, { inputs: { packageName, itemId } }) {
    await settle({
      observe: () => store.item(packageName, itemId),
      apply: async (live) => {
        if (live === undefined) return false;
        await store.writeItem(packageName, itemId, (api) => api.items.remove(packageName, itemId));
        return true;
      },
    });
  },
};

function outputsOf({ prices = {} }: ItemInputs, item: Item): ItemOutputs {
  const unlisted = item.prices.map((price) => price.countryId).filter((code) => !(code in prices));
  return unlisted.length === 0 ? {} : { unlistedPrices: unlisted };
}

/** Creates the item, or writes what differs, and returns what then stands: PATCH for title and known countries' prices, else the merged whole. */
async function bringToState(
  store: StoreSession,
  inputs: ItemInputs,
  observe: () => Promise<Item | undefined>,
): Promise<Item> {
  const { packageName, itemId } = inputs;
  return settle({
    observe,
    apply: async (live) => {
      const wanted = wantedItem(inputs, live);
      if (live === undefined || !sameItem(wanted, live))
        await store.writeItem(packageName, itemId, (api) => {
          if (live === undefined) return api.items.create(packageName, wanted);
          if (patchIsEnough(wanted, live)) return api.items.patch(packageName, patchOf(wanted, live));
          return api.items.replace(packageName, wanted);
        });
      return wanted;
    },
  });
}
