/** In-app items of a package. */
import { storeFailure } from "../failure";
import { jsonBody, wholeNumber } from "../http/body";
import type { EmulatorContext } from "../http/context";
import type { Serve } from "../http/serve";
import { catalogOf, createItem, itemOf, patchItem, replaceItem } from "../rules/items";
import type { App, Store } from "../state/store";

export function itemRoutes(serve: Serve, store: Store): void {
  const catalog = (c: EmulatorContext): App => catalogOf(store, c.get("account"), c.req.param("packageName") ?? "");

  serve("items.list", (c) => {
    const { items } = catalog(c);
    const page = positive(c, "page");
    const size = positive(c, "size");
    const from = (page - 1) * size;
    return c.json({ itemList: [...items.values()].slice(from, from + size), totalCount: items.size });
  });
  serve("items.get", (c) => c.json(itemOf(catalog(c), c.req.param("id"))));
  serve("items.create", async (c) => c.json(createItem(catalog(c), await jsonBody(c))));
  serve("items.replace", async (c) => c.json(replaceItem(catalog(c), await jsonBody(c))));
  serve("items.patch", async (c) => c.json(patchItem(catalog(c), await jsonBody(c))));
  serve("items.remove", (c) => {
    const app = catalog(c);
    const { id } = itemOf(app, c.req.param("id"));
    app.items.delete(id);
    // [C: an object whose id is the removed one]
    return c.json({ id });
  });
}

/** Both are required and pages count from 1. [D; page 0: G] */
function positive(c: EmulatorContext, name: "page" | "size"): number {
  const value = wholeNumber(c.req.query(name));
  if (value === undefined || value < 1) throw storeFailure(400, "1000", `${name} must be a whole number from 1.`);
  return value;
}
