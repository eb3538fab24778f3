/** What a catalog lists of each item: the program's values with the defaults under them, and what is wrong with them. */

import { inputMap, problemsOf } from "../check";
import { NEEDED_TO_CREATE, NEW_ITEM_STATUS } from "../inAppItem/item";
import { ITEM_SHAPE, itemId } from "../inAppItem/rules";
import { type Problem, UNKNOWN, type Values } from "../lifecycle";
import { hasUnknown, isMap } from "../values";
import type { Catalog, ListedItem } from "./catalog";
import { blocksOf, statusIn } from "./text";
import type { WrittenItems } from "./written";

const ITEM = inputMap(ITEM_SHAPE);

/** The items, and all mistakes in them. With mistakes, or values that are not known yet, the items are not complete. */
export function listedItems(
  written: WrittenItems,
  inputs: Values,
  before: string | undefined,
): { items: Catalog; problems: Problem[] } {
  const defaults = isMap(written.defaults) ? written.defaults : {};
  const adopts = inputs.adopt === true || hasUnknown(inputs.adopt);
  const earlier = earlierItems(before);
  const items = new Map<string, ListedItem>();
  const problems: Problem[] = [];
  for (const [id, own] of Object.entries(written.values)) {
    const problem = (field: string, reason: string) => problems.push({ path: written.name(id, field), reason });
    for (const { message } of itemId.safeParse(id).error?.issues ?? []) problem("", `is no item id; one ${message}`);
    if (own === UNKNOWN) continue;
    for (const { path, reason } of problemsOf(ITEM, own as Values)) problem(path, reason);
    if (!isMap(own)) continue;
    const item = withDefaults(own, defaults);
    const missing = NEEDED_TO_CREATE.filter((name) => item[name] === undefined);
    if (missing.length > 0 && !adopts && !earlier.has(id))
      for (const name of missing)
        problem(name, "is missing; only with adopt: true may a new item of the catalog be without");
    const status = item.status ?? defaultStatus(adopts, id, earlier);
    items.set(id, status === undefined ? item : { ...item, status });
  }
  return { items, problems };
}

/** An item's own values over the defaults, and likewise its prices country by country. */
function withDefaults(own: Values, defaults: Values): ListedItem {
  const item = { ...defaults, ...own };
  if (isMap(defaults.prices) && isMap(own.prices)) item.prices = { ...defaults.prices, ...own.prices };
  return item;
}

/**
 * A new item is not on sale until somebody says so. An item that was adopted keeps what it has, also when `adopt` is
 * taken away later; with `adopt`, nothing goes off sale because its status was left out.
 */
function defaultStatus(adopts: boolean, id: string, earlier: EarlierItems): ListedItem["status"] {
  if (!earlier.has(id)) return adopts ? undefined : NEW_ITEM_STATUS;
  const status = earlier.status(id);
  return status === undefined || (adopts && status !== NEW_ITEM_STATUS) ? undefined : NEW_ITEM_STATUS;
}

/** The items that the catalog had, looked at only when somebody asks. */
interface EarlierItems {
  has(id: string): boolean;
  status(id: string): string | undefined;
}

function earlierItems(text: string | undefined): EarlierItems {
  let blocks: ReadonlyMap<string, string> | undefined;
  const all = () => {
    blocks ??= text === undefined ? new Map() : blocksOf(text);
    return blocks;
  };
  return {
    has: (id) => all().has(id),
    status: (id) => statusIn(all().get(id) ?? ""),
  };
}
