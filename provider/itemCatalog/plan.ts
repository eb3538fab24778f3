/** Which items of a catalog are created, changed and removed, and what forbids all of it before the first write. */

import type { Item } from "../../sdk";
import { differencesOf, type ItemInputs, missingToCreate, sameItem, wantedItem } from "../inAppItem/item";
import { Refusal } from "../lifecycle";
import { few, some } from "../lists";
import { counted } from "../progress";
import type { Catalog, ListedItem } from "./catalog";
import type { ItemChange } from "./changes";
import { deletionProblem, priceProblems } from "./guards";
import { type CatalogInputs, catalogName } from "./inputs";
import { itemInputs, type LiveItems } from "./live";
import { changesToGuard } from "./refreshed";
import { differenceText } from "./report";

/** An item that is to be created or changed. */
export interface ItemWrite {
  readonly id: string;
  readonly inputs: ItemInputs;
  /** As it was before the first write. */
  readonly live: Item | undefined;
}

export interface Plan {
  readonly writes: readonly ItemWrite[];
  /** Ids of items that are to be removed. */
  readonly removals: readonly string[];
}

/** What was found in the store. */
export interface Found {
  /** The items that are to be brought to what is listed, as far as the store has them. */
  readonly live: LiveItems;
  /** Ids that the state does not know yet: what the store has under them is not the program's. */
  readonly foreign: ReadonlySet<string>;
  /** Items of the store that are to go. */
  readonly removals: readonly string[];
  /** Those of them that no preview could name. */
  readonly unseen: readonly string[];
  /** Items of the store. */
  readonly catalogSize: number;
  /** What the state lists; nothing for a new catalog. */
  readonly state?: string;
}

/** What has to be written for the listed items; refused as a whole when something speaks against it. */
export function planOf(inputs: CatalogInputs, toBring: Catalog, found: Found): Plan {
  const writes: ItemWrite[] = [];
  const others: string[] = [];
  const incomplete: string[] = [];
  const prices: ItemChange[] = [];
  for (const [id, listed] of toBring) {
    const item = itemInputs(inputs, id, listed);
    const live = found.live.get(id);
    const missing = live === undefined ? missingToCreate(item) : [];
    if (missing.length > 0) {
      incomplete.push(`${id}: ${missing.join(", ")}`);
      continue;
    }
    const wanted = wantedItem(item, live);
    if (live !== undefined && sameItem(wanted, live)) continue;
    if (live !== undefined && found.foreign.has(id) && inputs.adopt !== true) {
      const differences = differencesOf(item, live);
      if (differences.length > 0) others.push(`${id}: ${some(differences.map(differenceText), 3, "; ")}`);
    }
    writes.push({ id, inputs: item, live });
    prices.push({
      id,
      kind: live === undefined ? "added" : "changed",
      before: live && pricesOf(live),
      after: pricesOf(wanted),
    });
  }
  const guarded = changesToGuard(inputs.packageName, prices, found.state);
  refuse(inputs, { others, incomplete, prices: guarded, found });
  return { writes, removals: found.removals };
}

/** The prices as they are, or will be, each in its currency. */
function pricesOf({ usdPrice, prices }: Item): ListedItem {
  const entries = prices.map(({ countryId, currency, localPrice }) => [
    countryId,
    currency === undefined ? localPrice : { price: localPrice, currency },
  ]);
  return { usdPrice, prices: Object.fromEntries(entries) };
}

/** How much of a list of refused items is shown. */
const SHOWN = 20;

function refuse(
  { packageName, adopt, allowDeletions, acknowledgePriceChanges }: CatalogInputs,
  given: { others: string[]; incomplete: string[]; prices: readonly ItemChange[]; found: Found },
): void {
  const reasons: string[] = [];
  const { others, incomplete, prices, found } = given;
  const say = (lines: readonly string[], head: string) => {
    if (lines.length > 0) reasons.push(head, ...few(lines, SHOWN).map((line) => `  ${line}`));
  };
  say(
    others,
    `${itemCount(others)} in the store already, with other content. Set adopt: true to take over what is there and bring it to the program's values, or choose other ids:`,
  );
  if (adopt !== true && found.unseen.length > (allowDeletions ?? 0))
    say(
      found.unseen,
      `${itemCount(found.unseen)} in the store and not in the program, and exclusive would remove what is not listed. List them, set allowDeletions: ${found.unseen.length} to remove them (adopt: true says so too), or leave "items" out of exclusive:`,
    );
  say(
    incomplete,
    `${itemCount(incomplete)} not in the store, so there is nothing to adopt or change. Say what a new item needs, or take them out of the program:`,
  );
  for (const { path, reason } of priceProblems(prices, acknowledgePriceChanges)) reasons.push(`${path} ${reason}.`);
  const { removals: removed, catalogSize } = found;
  const deletion = deletionProblem({ removed, catalogSize, allowed: allowDeletions });
  if (deletion !== undefined) reasons.push(`items ${deletion}.`);
  if (reasons.length > 0)
    throw new Refusal([`${catalogName(packageName)}: nothing was changed.`, ...reasons].join("\n"));
}

function itemCount({ length }: readonly string[]): string {
  return length === 1 ? "1 item is" : `${counted(length)} items are`;
}
