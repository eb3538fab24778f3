/** A catalog from a file, or what is wrong with it. */

import { comparable } from "../../provider/inAppItem/item";
import type { Catalog, ListedItem } from "../../provider/itemCatalog/catalog";
import { readSource } from "../../provider/itemCatalog/sources";

/** The catalog of a file in the form in which catalogs are compared. */
export async function catalogOfFile(path: string): Promise<{ catalog: Catalog } | { problems: readonly string[] }> {
  const { items, problems } = await readSource(path);
  if (problems.length > 0) return { problems: problems.map(({ reason }) => reason) };
  return { catalog: new Map(Object.entries(items).map(([id, item]) => [id, comparable(item) as ListedItem])) };
}
