/** In-app items, as a person edits them in the Seller Portal. */
import { ControlFailure } from "../failure";
import type { EmulatorApp } from "../http/context";
import { removeItem } from "../rules/items";
import { type Item, itemSchema } from "../state/model";
import type { App, Store } from "../state/store";
import { controlJson, validated } from "./body";
import { appNamed } from "./find";

const PATH = "/_emulator/apps/:app/items/:id";
const change = itemSchema
  .omit({ id: true })
  .extend({
    type: itemSchema.shape.type.unwrap(),
    status: itemSchema.shape.status.unwrap(),
    itemPaymentMethod: itemSchema.shape.itemPaymentMethod.unwrap(),
  })
  .partial();

export function itemControl(app: EmulatorApp, store: Store): void {
  app.patch(PATH, async (c) => {
    const owner = appNamed(store, c.req.param("app"));
    return c.json(changeItem(owner, c.req.param("id"), await controlJson(c)));
  });
  app.put(PATH, async (c) => {
    const owner = appNamed(store, c.req.param("app"));
    return c.json(putItem(owner, c.req.param("id"), await controlJson(c)));
  });
  app.delete(PATH, (c) => {
    const owner = appNamed(store, c.req.param("app"));
    return c.json({ id: deleteItem(owner, c.req.param("id")).id });
  });
}

/** Changes what the body names of a present item. */
export function changeItem(owner: App, id: string, body: unknown): Item {
  const next = validated(itemSchema, { ...itemNamed(owner, id), ...validated(change, body) });
  owner.items.set(id, next);
  return next;
}

/** Adds an item, or replaces the one with this id. */
export function putItem(owner: App, id: string, body: unknown): Item {
  const item = validated(itemSchema, { ...validated(itemSchema.omit({ id: true }), body), id });
  owner.removedItems.delete(id);
  owner.items.set(id, item);
  return item;
}

export function deleteItem(owner: App, id: string): Item {
  const item = itemNamed(owner, id);
  removeItem(owner, item);
  return item;
}

function itemNamed(owner: App, id: string): Item {
  const item = owner.items.get(id);
  if (!item) throw new ControlFailure(404, `There is no item ${id} in ${owner.packageName}.`);
  return item;
}
