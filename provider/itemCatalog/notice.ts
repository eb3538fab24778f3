/** What a preview says in one line about a change of a catalog, beside the changed lines that the engine shows. */

import { seenUnlisted } from "../exclusive";
import type { Values } from "../lifecycle";
import { named } from "../lists";
import { counted } from "../progress";
import type { ItemChange } from "./changes";
import { deletionProblem, suspiciousItems } from "./guards";
import { type CatalogState, catalogName } from "./inputs";
import { unfinishedLine } from "./unfinished";

/** Of a long list, so many are named. */
const NAMED = 5;

/** What the change means, or undefined when there is nothing to say. */
export function changeNotice(old: CatalogState, next: Values, changes: readonly ItemChange[]): string | undefined {
  const sentences = [
    summary(changes),
    unfinishedLine(old, changes),
    removals(old, next, changes),
    priceRemovals(old, next),
    leftOver(next, changes, old.outputs.itemCount),
  ].filter((sentence) => sentence !== undefined);
  return sentences.length === 0 ? undefined : `${catalogName(old.inputs.packageName)}: ${sentences.join(" ")}`;
}

function summary(changes: readonly ItemChange[]): string | undefined {
  const counts = [
    ["added", "new"],
    ["changed", "changed"],
    ["removed", "taken out"],
  ].flatMap(([kind, word]) => {
    const ids = changes.filter((change) => change.kind === kind).map(({ id }) => id);
    return ids.length === 0 ? [] : [`${items(ids.length)} ${word} (${named(ids, NAMED)})`];
  });
  return counts.length === 0 ? undefined : `${counts.join(", ")}.`;
}

function removals(old: CatalogState, next: Values, changes: readonly ItemChange[]): string | undefined {
  const gone = changes.filter(({ kind }) => kind === "removed").map(({ id }) => id);
  if (!has(next.exclusive, "items"))
    return gone.length === 0 ? undefined : "What is taken out stays in the store and is no longer managed.";
  const unlisted = has(old.inputs.exclusive, "items") ? [] : unlistedItems(old, changes);
  if (typeof unlisted !== "number") {
    const all = [...gone, ...unlisted];
    return all.length === 0 ? undefined : `exclusive deletes from the store, for good: ${named(all, NAMED)}.`;
  }
  const others = `${items(unlisted)} that the store had beside the listed ones at the last up`;
  return `exclusive deletes from the store, for good: ${gone.length === 0 ? others : `${named(gone, NAMED)}; and ${others}`}.`;
}

/** The ids that the refresh of this run has seen, else the number that the last `up` counted. */
function unlistedItems(old: CatalogState, changes: readonly ItemChange[]): string[] | number {
  const seen = seenUnlisted(catalogName(old.inputs.packageName)).items;
  if (seen === undefined) return old.outputs.unlistedItems ?? [];
  const added = new Set(changes.filter(({ kind }) => kind === "added").map(({ id }) => id));
  return seen.filter((id) => !added.has(id));
}

function priceRemovals(old: CatalogState, next: Values): string | undefined {
  if (!has(next.exclusive, "prices") || has(old.inputs.exclusive, "prices")) return undefined;
  return "exclusive removes the prices of listed items that are not listed.";
}

/** Words that were meant for one change, and would let a later mistake pass. */
function leftOver(next: Values, changes: readonly ItemChange[], itemCount: number): string | undefined {
  const { allowDeletions, acknowledgePriceChanges: acknowledged } = next;
  const removed = changes.filter(({ kind }) => kind === "removed").map(({ id }) => id);
  const needed = new Set(suspiciousItems(changes).map(({ id }) => id));
  // What an item of these ids has in the store is known in `up` only.
  for (const { id, kind } of changes) if (kind === "added") needed.add(id);
  const words: string[] = [];
  if (
    typeof allowDeletions === "number" &&
    !(has(next.exclusive, "items") && deletionProblem({ removed, catalogSize: itemCount, allowed: undefined }))
  )
    words.push("allowDeletions");
  const ids = Array.isArray(acknowledged) ? acknowledged.filter((id) => !needed.has(id)) : [];
  if (acknowledged === "all" && needed.size === 0) words.push('acknowledgePriceChanges: "all"');
  if (ids.length > 0) words.push(`acknowledgePriceChanges of ${named(ids, NAMED)}`);
  return words.length === 0 ? undefined : `No longer needed, so take it out: ${words.join(", ")}.`;
}

function has(list: unknown, entry: string): boolean {
  return Array.isArray(list) && list.includes(entry);
}

function items(count: number): string {
  return `${counted(count)} ${count === 1 ? "item" : "items"}`;
}
