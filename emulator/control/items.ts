/** In-app items, as a person edits them in the Seller Portal. */
import { ControlFailure } from "../failure";
import type { EmulatorApp, EmulatorContext } from "../http/context";
import { removeItem } from "../rules/items";
import { type Item, itemSchema } from "../state/model";
import type { App, Store } from "../state/store";
import { controlBody, validated } from "./body";
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
    const { owner, item } = found(store, c);
    const next = validated(itemSchema, { ...item, ...(await controlBody(c, change)) });
    owner.items.set(item.id, next);
    return c.json(next);
  });
  app.put(PATH, async (c) => {
    const owner = appNamed(store, c.req.param("app"));
    const item = validated(itemSchema, {
      ...(await controlBody(c, itemSchema.omit({ id: true }))),
      id: c.req.param("id"),
    });
    owner.removedItems.delete(item.id);
    owner.items.set(item.id, item);
    return c.json(item);
  });
  app.delete(PATH, (c) => {
    const { owner, item } = found(store, c);
    removeItem(owner, item);
    return c.json({ id: item.id });
  });
}

function found(store: Store, c: EmulatorContext): { owner: App; item: Item } {
  const owner = appNamed(store, c.req.param("app") ?? "");
  const item = owner.items.get(c.req.param("id") ?? "");
  if (!item) throw new ControlFailure(404, `There is no item ${c.req.param("id")} in ${owner.packageName}.`);
  return { owner, item };
}
