/** A catalog beside the other resources of the same program. */

import { declaredItemsOf, sharedItemReason } from "../declared";
import type { Problem } from "../lifecycle";
import { blocksOf } from "./text";

/** What is wrong with items that the program declares in resources of their own as well. Notes the catalog for those that come later. */
export function sharedItemProblems(
  packageName: unknown,
  text: string,
  exclusive: unknown,
  registered: string | undefined,
): Problem[] {
  if (typeof packageName !== "string") return [];
  let ids: ReadonlyMap<string, string> | undefined;
  const catalog = {
    text,
    lists(id: string) {
      ids ??= blocksOf(text);
      return ids.has(id);
    },
    exclusive: Array.isArray(exclusive) && exclusive.includes("items"),
    registered,
  };
  const declared = declaredItemsOf(packageName);
  declared.catalog = catalog;
  return [...declared.single].flatMap((id) => {
    const reason = sharedItemReason(catalog, id);
    return reason === undefined ? [] : [{ path: `items.${id}`, reason }];
  });
}

/** Whether these are the items that the program of this run declares. A refresh compares what it read with the state, before the program is heard. */
export function isDeclared({ packageName, items }: { packageName?: unknown; items?: unknown }): boolean {
  return typeof packageName === "string" && declaredItemsOf(packageName).catalog?.text === items;
}
