/** An in-app item: one article of one app's catalog, with its base price and the prices of single countries. */

import type { Input } from "@pulumi/pulumi";
import type { Item } from "../sdk";
import { flag, inputMap, listOf, oneOf, packageName, problemsOf, shownId } from "./check";
import { declaredItemsOf, sharedItemReason } from "./declared";
import { rememberUnlisted, removalNotice } from "./exclusive";
import { bringToState, removeItem } from "./inAppItem/bring";
import {
  comparable,
  type ItemInputs,
  type ItemPrice,
  liveInputs,
  NEEDED_TO_CREATE,
  NEW_ITEM_STATUS,
  refuseOther,
} from "./inAppItem/item";
import { ITEM_SHAPE, type ItemArgs, itemId } from "./inAppItem/rules";
import type { Lifecycle, Problem, Stored, Values } from "./lifecycle";
import { hasUnknown, isAnother, sameValue } from "./values";

export type { ItemArgs, ItemPrice };

/** Inputs of an in-app item. */
export interface InAppItemArgs extends ItemArgs {
  /** Android package name of the app that sells the item, e.g. `com.example.game`. Changing it replaces the item. */
  packageName: Input<string>;
  /** Item id: letters, digits, `-`, `_` and `.`. Changing it replaces the item. Wire: `id`. */
  itemId: Input<string>;
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

const SHAPE = {
  packageName,
  itemId,
  ...ITEM_SHAPE,
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
    if (problems.length === 0) problems.push(...catalogConflict(inputs));
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
    if (hasMoved(packageName, itemId)) return;
    await removeItem(store, packageName, itemId, () => store.item(packageName, itemId));
  },
};

/** Whether the catalog of the same program lists the item now: only its own resource goes then. Says so, once for all items of a package. */
function hasMoved(packageName: string, itemId: string): boolean {
  const declared = declaredItemsOf(packageName);
  if (!declared.catalog?.lists(itemId)) return false;
  if (!declared.toldOfMoves)
    console.log(
      `In-app items of ${packageName} that its ItemCatalog lists now stay in the store; only their own resources are gone.`,
    );
  declared.toldOfMoves = true;
  return true;
}

/** An item has one declaration: the catalog of the same program would bring it to other values, or delete it. */
function catalogConflict({ packageName, itemId }: Values): Problem[] {
  if (typeof packageName !== "string" || typeof itemId !== "string") return [];
  const { single, catalog } = declaredItemsOf(packageName);
  single.add(itemId);
  const reason = catalog === undefined ? undefined : sharedItemReason(catalog, itemId);
  return reason === undefined ? [] : [{ path: "itemId", reason }];
}

function outputsOf({ prices = {} }: ItemInputs, item: Item): ItemOutputs {
  const unlisted = item.prices.map((price) => price.countryId).filter((code) => !(code in prices));
  return unlisted.length === 0 ? {} : { unlistedPrices: unlisted };
}
