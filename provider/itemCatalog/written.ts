/** The items of a catalog in the form in which the program gives them: a map, its JSON, or the text of a catalog. */

import { messageOf, type Problem, UNKNOWN, type Values } from "../lifecycle";
import { isMap } from "../values";
import { readSource } from "./sources";
import { named } from "./sources/file";
import { isCatalogText, parseCatalogText } from "./text";

export interface WrittenItems {
  /** Values by item id. */
  readonly values: Values;
  /** What counts for items that do not say otherwise. */
  readonly defaults: unknown;
  /** The text, when the items are given as a catalog's. */
  readonly text?: string;
  /** How a message names an item, or one of its fields. */
  name(id: string, field: string): string;
}

type Written = WrittenItems | { readonly values: typeof UNKNOWN } | { readonly problems: Problem[] };

export async function writtenItems({ items, source, defaults }: Values): Promise<Written> {
  // What was registered before stands here under `ignoreChanges`, beside the program's source and defaults.
  if (typeof items === "string" && isCatalogText(items)) return fromCatalogText(items);
  if (items === undefined && source === undefined)
    return problem("is missing; list the items in items, or name a file that has them in source");
  if (items !== undefined && source !== undefined)
    return problem("and source are both given; a catalog is written in one place, so keep one of the two");
  if (items === UNKNOWN || source === UNKNOWN) return { values: UNKNOWN };
  if (source !== undefined) return typeof source === "string" ? fromFile(source, defaults) : { problems: [] };
  const values = typeof items === "string" ? fromJson(items) : items;
  if (!isMap(values)) return problem("must be a map from item ids to the values of the items");
  return { values, defaults, name: nameInProgram };
}

function fromCatalogText(text: string): Written {
  try {
    const values = Object.fromEntries(parseCatalogText(text));
    return { values, defaults: undefined, text, name: nameInProgram };
  } catch (error) {
    return problem(`cannot be read: ${messageOf(error)}`);
  }
}

function fromJson(items: string): unknown {
  try {
    return JSON.parse(items);
  } catch {
    return undefined;
  }
}

async function fromFile(source: string, defaults: unknown): Promise<Written> {
  const { items, place, problems } = await readSource(source);
  if (problems.length > 0) return { problems };
  const name = (id: string, field: string) => {
    const where = [`source ${named(source)}`, place(id, field)].filter((part) => part !== "").join(", ");
    return `${where}: ${field === "" ? id : `${id}.${field}`}`;
  };
  return { values: items, defaults, name };
}

function problem(reason: string): { problems: Problem[] } {
  return { problems: [{ path: "items", reason }] };
}

function nameInProgram(id: string, field: string): string {
  return field === "" ? `items.${id}` : `items.${id}.${field}`;
}
