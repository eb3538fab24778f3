/** What making a list exclusive will remove, said before it happens. */

import type { Values } from "./lifecycle";
import { isMap } from "./values";

type Unlisted = Readonly<Record<string, readonly string[]>>;

/** What the refresh of this very run has seen, by object. It is not kept in state: nobody's unlisted entry is drift. */
const seen = new Map<string, Unlisted>();

/** Notes what the store has in each list beside what the program names. */
export function rememberUnlisted(object: string, unlisted: Unlisted): void {
  seen.set(object, unlisted);
}

/** What the refresh of this run has seen in each list of an object; nothing when there was none. */
export function seenUnlisted(object: string): Unlisted {
  return seen.get(object) ?? {};
}

/**
 * A line for the preview when the program makes a list the whole truth: names what the store had beside the listed
 * entries at the last `up`, or at the refresh of this run. Later additions of others show as drift of the list itself.
 *
 * @param unlisted what the last `up` found in each list that the program did not name
 */
export function removalNotice(object: string, old: Values, next: Values, unlisted: Unlisted): string | undefined {
  const before = listOf(old.exclusive);
  const known = seen.get(object) ?? unlisted;
  const removed = listOf(next.exclusive)
    .filter((list) => !before.includes(list))
    .flatMap((list) => {
      const listed = isMap(next[list]) ? Object.keys(next[list]) : listOf(next[list]);
      const names = (known[list] ?? []).filter((name) => !listed.includes(name));
      return names.length === 0 ? [] : [`${list} ${names.join(", ")}`];
    });
  if (removed.length === 0) return undefined;
  return `${object}: exclusive will remove from the store what the program does not list: ${removed.join("; ")}.`;
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
