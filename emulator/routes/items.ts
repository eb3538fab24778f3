/** In-app items of a package. */
import { ITEM_PAGE_SIZE } from "../../sdk/facts/limits";
import { storeFailure } from "../failure";
import { jsonBody, wholeNumber } from "../http/body";
import { type EmulatorContext, headerOf } from "../http/context";
import type { Serve } from "../http/serve";
import {
  asRemoved,
  catalogOf,
  createItem,
  itemOf,
  patchItem,
  removeItem,
  replaceItem,
  shownItems,
} from "../rules/items";
import type { App, Store } from "../state/store";

export function itemRoutes(serve: Serve, store: Store): void {
  const catalog = (c: EmulatorContext): App => {
    // GET and DELETE of items need no content type. [D; needed, the other reading: D; its code: G]
    const typed = headerOf(c, "content-type")?.startsWith("application/json");
    if (!typed && ["GET", "DELETE"].includes(c.req.method) && store.settings.readings.contentTypeOnReads === "required")
      throw storeFailure(400, "1000", "The content type must be application/json.");
    return catalogOf(store, c.get("account"), c.req.param("packageName") ?? "");
  };

  // A page of items comes with the number of all items. [C]
  serve("items.list", (c) => {
    const items = shownItems(store, catalog(c));
    const { itemPageBase, itemPageSizeMax } = store.settings.readings;
    // Pages of the item list count from 1. [D; 0 is the first page too, the other reading: G]
    const page = pageParameter(c, "page", itemPageBase === "0too" ? 0 : 1);
    // A page of the item list may have any size. [D: none is documented; 100 at most, the other reading: C]
    const size = pageParameter(c, "size", 1, itemPageSizeMax === "100" ? ITEM_PAGE_SIZE : undefined);
    const from = Math.max(page - 1, 0) * size;
    return c.json({ itemList: [...items.values()].slice(from, from + size), totalCount: items.size });
  });
  // An item comes without an envelope. [C]
  serve("items.get", (c) => c.json(itemOf(shownItems(store, catalog(c)), c.req.param("id"))));
  // A new item is answered with 200 and the item as it is stored. [C: clients take any 2xx; 201, the other reading: C]
  serve("items.create", async (c) => {
    const item = createItem(store, catalog(c), await jsonBody(c));
    return c.json(item, store.settings.readings.itemCreatedStatus === "201" ? 201 : 200);
  });
  // A replaced item is answered with the item as it is stored. [C]
  serve("items.replace", async (c) => c.json(replaceItem(store, catalog(c), await jsonBody(c))));
  // A patched item is answered with the item as it is stored. [C]
  serve("items.patch", async (c) => c.json(patchItem(store, catalog(c), await jsonBody(c))));
  // The answer to a removal is an object whose id is the removed one. [C; the whole item or nothing, the other readings: G]
  // A removed item is gone from the list. [O]
  serve("items.remove", (c) => {
    const app = catalog(c);
    const item = itemOf(app.items, c.req.param("id"));
    removeItem(app, item);
    const { itemRemovalAnswer } = store.settings.readings;
    if (itemRemovalAnswer === "empty") return c.body(null, 200);
    return c.json(itemRemovalAnswer === "item" ? asRemoved(item) : { id: item.id });
  });
}

/** `page` and `size` are required. [D; code: G] */
function pageParameter(c: EmulatorContext, name: "page" | "size", from: number, to = Number.MAX_SAFE_INTEGER): number {
  const value = wholeNumber(c.req.query(name));
  if (value === undefined || value < from || value > to)
    throw storeFailure(400, "1000", `${name} must be a whole number from ${from}.`);
  return value;
}
