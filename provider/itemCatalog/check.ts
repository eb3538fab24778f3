/** The inputs of a catalog: what each may be, and the one text of items that all ways to write them come to. */

import { z } from "zod";
import { flag, inputMap, listOf, oneOf, packageName, problemsOf, text, wholeNumber } from "../check";
import { NEEDED_TO_CREATE, NEW_ITEM_STATUS } from "../inAppItem/item";
import { ITEM_SHAPE, itemId } from "../inAppItem/rules";
import { messageOf, type Problem, UNKNOWN, type Values } from "../lifecycle";
import { hasUnknown, isAnother, isMap, omit } from "../values";
import type { ListedItem } from "./catalog";
import type { CatalogInputs } from "./inputs";
import { catalogText, isCatalogText, parseCatalogText } from "./text";

const SHAPE = {
  packageName,
  items: z.unknown(),
  source: text().min(1, "must be the path of a CSV, JSON or YAML file").optional(),
  defaults: inputMap(ITEM_SHAPE).optional(),
  exclusive: listOf(oneOf(["items", "prices"])).optional(),
  adopt: flag().optional(),
  allowDeletions: wholeNumber(0, 1_000_000).optional(),
  acknowledgePriceChanges: z
    .union([z.literal("all"), listOf(itemId)], { error: 'must be a list of item ids, or "all"' })
    .optional(),
};

const SCHEMA = inputMap(SHAPE);
const ITEM = inputMap(ITEM_SHAPE);

export const CATALOG_INPUT_NAMES: ReadonlySet<string> = new Set(Object.keys(SHAPE));

/** How a catalog may be written in a program; check makes one text of it and the engine never sees these. */
const WRITTEN_ONLY = new Set(["source", "defaults"]);

/** So many mistakes in items are shown, of more only the number. */
const PROBLEMS_SHOWN = 50;

interface Checked {
  inputs: Values;
  problems: Problem[];
}

/** The inputs as the engine keeps them, and all mistakes that can be known without the store. */
export async function checkCatalog(inputs: Values, old: Partial<CatalogInputs>): Promise<Checked> {
  const problems = problemsOf(SCHEMA, inputs);
  const before = isAnother(inputs.packageName, old.packageName) ? undefined : old.items;
  const checked = itemsText(inputs, before);
  problems.push(...checked.problems);
  const kept = omit(inputs, WRITTEN_ONLY);
  return { inputs: checked.items === undefined ? kept : { ...kept, items: checked.items }, problems };
}

interface CheckedItems {
  /** The canonical text, or undefined when it cannot be made. */
  items: string | typeof UNKNOWN | undefined;
  problems: Problem[];
}

function itemsText(inputs: Values, before: string | undefined): CheckedItems {
  const { items, source, defaults } = inputs;
  if (typeof items === "string" && isCatalogText(items)) return checkedText(items, inputs, before);
  const problem = (reason: string): CheckedItems => ({ items: undefined, problems: [{ path: "items", reason }] });
  if (items === undefined && source === undefined)
    return problem("is missing; list the items in items, or name a file with them in source");
  if (items !== undefined && source !== undefined)
    return problem("and source are both given; keep one of them, a catalog is written in one place");
  if (items === UNKNOWN || source === UNKNOWN) return { items: UNKNOWN, problems: [] };
  const values = typeof items === "string" ? fromJson(items) : items;
  if (!isMap(values)) return problem("must be a map from item id to the values of the item");
  const problems = problemsOfItems(values, inputs, before);
  if (problems.length > 0) return { items: undefined, problems };
  if (hasUnknown(values) || hasUnknown(defaults)) return { items: UNKNOWN, problems };
  return { items: catalogText(listed(values, inputs, before)), problems };
}

/** Under `ignoreChanges` the engine hands in what it has registered before. */
function checkedText(items: string, inputs: Values, before: string | undefined): CheckedItems {
  if (items === before) return { items, problems: [] };
  try {
    const values = Object.fromEntries(parseCatalogText(items));
    const problems = problemsOfItems(values, omit(inputs, WRITTEN_ONLY), before);
    return { items: problems.length > 0 ? undefined : catalogText(new Map(Object.entries(values))), problems };
  } catch (error) {
    return { items: undefined, problems: [{ path: "items", reason: `cannot be read: ${messageOf(error)}` }] };
  }
}

function fromJson(items: string): unknown {
  try {
    return JSON.parse(items);
  } catch {
    return undefined;
  }
}

function problemsOfItems(values: Values, inputs: Values, before: string | undefined): Problem[] {
  const defaults = isMap(inputs.defaults) ? inputs.defaults : {};
  const adopts = inputs.adopt === true || hasUnknown(inputs.adopt);
  const earlier = before === undefined ? new Map() : parseCatalogText(before);
  const problems: Problem[] = [];
  for (const [id, item] of Object.entries(values)) {
    const path = `items.${id}`;
    if (!itemId.safeParse(id).success)
      problems.push({ path, reason: "is no item id; one may have letters, digits, '-', '_' and '.' only" });
    if (item === UNKNOWN) continue;
    const found = isMap(item)
      ? problemsOf(ITEM, item)
      : [{ path: "", reason: "must be a map of the values of an item" }];
    for (const each of found)
      problems.push({ path: each.path === "" ? path : `${path}.${each.path}`, reason: each.reason });
    if (adopts || earlier.has(id) || !isMap(item)) continue;
    for (const name of NEEDED_TO_CREATE)
      if (item[name] === undefined && defaults[name] === undefined)
        problems.push({ path: `${path}.${name}`, reason: "is missing; it may be left out only with adopt: true" });
  }
  if (problems.length <= PROBLEMS_SHOWN + 1) return problems;
  const more = problems.length - PROBLEMS_SHOWN;
  return [...problems.slice(0, PROBLEMS_SHOWN), { path: "items", reason: `has ${more} more mistakes` }];
}

function listed(values: Values, inputs: Values, before: string | undefined): Map<string, ListedItem> {
  const defaults = (inputs.defaults ?? {}) as ListedItem;
  const earlier = before === undefined ? new Map<string, ListedItem>() : parseCatalogText(before);
  return new Map(
    Object.entries(values).map(([id, each]) => {
      const own = each as ListedItem;
      const item = { ...defaults, ...own };
      if (defaults.prices !== undefined) item.prices = { ...defaults.prices, ...own.prices };
      const status = item.status ?? defaultStatus(inputs.adopt === true, earlier.get(id));
      return [id, status === undefined ? item : { ...item, status }];
    }),
  );
}

/**
 * A new item is not on sale until somebody says so. An item that was adopted keeps what it has, also when `adopt` is
 * taken away later; with `adopt`, nothing goes off sale because its status was left out.
 */
function defaultStatus(adopts: boolean, before: ListedItem | undefined): ListedItem["status"] {
  if (before === undefined) return adopts ? undefined : NEW_ITEM_STATUS;
  return before.status === undefined || (adopts && before.status !== NEW_ITEM_STATUS) ? undefined : NEW_ITEM_STATUS;
}
