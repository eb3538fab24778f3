/** What making a list exclusive will remove, said before it happens. */

import type { Values } from "./lifecycle";
import { isMap } from "./values";

/**
 * A line for the preview when the program makes a list the whole truth: names what the store had beside the listed
 * entries at the last run or refresh. Later additions of others show as drift of the list itself.
 *
 * @param unlisted what the store had in each list and the program did not name
 */
export function removalNotice(
  object: string,
  old: Values,
  next: Values,
  unlisted: Readonly<Record<string, readonly string[]>>,
): string | undefined {
  const before = listOf(old.exclusive);
  const removed = listOf(next.exclusive)
    .filter((list) => !before.includes(list))
    .flatMap((list) => {
      const listed = isMap(next[list]) ? Object.keys(next[list]) : listOf(next[list]);
      const names = (unlisted[list] ?? []).filter((name) => !listed.includes(name));
      return names.length === 0 ? [] : [`${list} ${names.join(", ")}`];
    });
  if (removed.length === 0) return undefined;
  return `${object}: exclusive will remove from the store what the program does not list: ${removed.join("; ")}.`;
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
