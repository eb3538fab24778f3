/** A catalog from a file, or all that is wrong with it. */

import { inAppItem } from "../../provider/inAppItem";
import { comparable } from "../../provider/inAppItem/item";
import type { Catalog, ListedItem } from "../../provider/itemCatalog/catalog";
import { readSource } from "../../provider/itemCatalog/sources";
import type { Problem, Values } from "../../provider/lifecycle";
import { isMap, omit, pick } from "../../provider/values";

/** The catalog of a file in the form in which catalogs are compared. */
export async function catalogOfFile(path: string): Promise<{ catalog: Catalog } | { problems: readonly string[] }> {
  const { items, place, problems: ofFile } = await readSource(path);
  if (ofFile.length > 0) return { problems: ofFile.map(({ reason }) => reason) };
  const problems: string[] = [];
  for (const [id, item] of Object.entries(items))
    for (const { path: field, reason } of await problemsOfItem(id, item)) {
      const where = [path, place(id, field === "" ? undefined : field)].filter((part) => part !== "").join(", ");
      problems.push(`${where}: ${[id, field].filter((part) => part !== "").join(" ")} ${reason}`);
    }
  if (problems.length > 0) return { problems };
  return { catalog: new Map(Object.entries(items).map(([id, item]) => [id, comparable(item) as ListedItem])) };
}

const FIELDS: ReadonlySet<string> = new Set([
  "title",
  "description",
  "usdPrice",
  "prices",
  "status",
  "phoneBill",
] satisfies (keyof ListedItem)[]);

/** By the rules of InAppItem. A file need not hold the whole item: a program's `defaults` or the store may have the rest. */
async function problemsOfItem(itemId: string, item: Values): Promise<readonly Problem[]> {
  if (!isMap(item)) return [{ path: "", reason: "must be a map of the item's values" }];
  const { problems } = await inAppItem.check(
    { ...pick(item, FIELDS), packageName: "any.app", itemId, adopt: true },
    {},
  );
  const unknown = Object.keys(omit(item, FIELDS)).map((field) => ({
    path: field,
    reason: `is no value of an item; allowed are ${[...FIELDS].join(", ")}`,
  }));
  return [...unknown, ...problems.map(({ path, reason }) => ({ path: path === "itemId" ? "" : path, reason }))];
}
