/**
 * A refresh of this very run writes into the state what somebody did in the store. What the program then takes back is drift, to be
 * shown and repaired, and no slip of the program.
 */

import { declaredItemsOf } from "../declared";
import type { ListedItem } from "./catalog";
import type { ItemChange } from "./changes";
import { suspiciousItems } from "./guards";
import { blocksOf, parseBlock } from "./text";

/** Notes what the state listed before and after a refresh. */
export function noteRefresh(packageName: string, before: string, after: string): void {
  declaredItemsOf(packageName).refreshed = { before, after };
}

/**
 * Of the changes from a state to what the program lists, those that have to be held against the guards: not the prices that the last
 * `up` listed too and that are no slip against those, and not the removal of items that no program listed.
 */
export function changesToGuard(
  packageName: string,
  changes: readonly ItemChange[],
  state: string | undefined,
): readonly ItemChange[] {
  const { refreshed } = declaredItemsOf(packageName);
  if (refreshed === undefined || refreshed.after !== state || refreshed.before === state) return changes;
  const known = blocksOf(refreshed.before);
  return changes.flatMap((change) => {
    const block = known.get(change.id);
    if (change.kind === "removed") return block === undefined ? [] : [change];
    return [block === undefined ? change : { ...change, after: withoutRepairs(change, parseBlock(block)) }];
  });
}

/** What is listed now, without the prices that were listed before the refresh and are no slip against those. */
function withoutRepairs({ id, after = {} }: ItemChange, before: ListedItem): ListedItem {
  const [item] = suspiciousItems([{ id, kind: "changed", before, after }]);
  const slips = new Set(item?.prices.map(({ place }) => place));
  const { usdPrice, prices = {}, ...rest } = after;
  const guarded = Object.entries(prices).filter(
    ([country]) => slips.has(country) || !(country in (before.prices ?? {})),
  );
  return {
    ...rest,
    ...(usdPrice !== undefined && (slips.has("usdPrice") || before.usdPrice === undefined) && { usdPrice }),
    prices: Object.fromEntries(guarded),
  };
}
