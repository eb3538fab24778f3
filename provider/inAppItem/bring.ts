/** Brings one item of the store to what a program lists, or removes it: for an item by itself, and for those of a catalog. */

import type { Item } from "../../sdk";
import { settle } from "../converge";
import type { StoreSession } from "../session";
import { type ItemInputs, patchIsEnough, patchOf, sameItem, wantedItem } from "./item";

type Observe = () => Promise<Item | undefined>;

/** Creates the item, or writes what differs, and returns what then stands: PATCH for title and known countries' prices, else the merged whole. */
export async function bringToState(store: StoreSession, inputs: ItemInputs, observe: Observe): Promise<Item> {
  const { packageName, itemId } = inputs;
  return settle({
    observe,
    apply: async (live) => {
      const wanted = wantedItem(inputs, live);
      if (live !== undefined && sameItem(wanted, live)) return live;
      return store.writeItem(packageName, itemId, (api) => {
        if (live === undefined) return api.items.create(packageName, wanted);
        if (patchIsEnough(wanted, live)) return api.items.patch(packageName, patchOf(wanted, live));
        return api.items.replace(packageName, wanted);
      });
    },
  });
}

/** Removes the item from the store; one that is gone already is fine. */
export async function removeItem(
  store: StoreSession,
  packageName: string,
  itemId: string,
  observe: Observe,
): Promise<void> {
  await settle({
    observe,
    apply: async (live) => {
      if (live !== undefined)
        await store.writeItem(packageName, itemId, (api) => api.items.remove(packageName, itemId));
    },
  });
}
