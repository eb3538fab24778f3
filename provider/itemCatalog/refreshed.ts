/**
 * A refresh of this very run writes into the state what somebody did in the store. What the program then takes back is drift, to be
 * shown and repaired, and no slip of the program.
 */

import { declaredItemsOf } from "../declared";
import { changesBetweenTexts, type ItemChange } from "./changes";
import { suspiciousItems } from "./guards";
import { blocksOf } from "./text";

/** Notes what the state listed before and after a refresh. */
export function noteRefresh(packageName: string, before: string, after: string): void {
  declaredItemsOf(packageName).refreshed = { before, after };
}

/**
 * Of the changes from a state to what the program lists, those that have to be held against the guards: not the prices that are no
 * slip against the program of the last `up`, and not the removal of items that no program listed.
 */
export function changesToGuard(
  packageName: string,
  changes: readonly ItemChange[],
  { state, listed }: { state: string | undefined; listed: string },
): readonly ItemChange[] {
  const { refreshed } = declaredItemsOf(packageName);
  if (refreshed === undefined || refreshed.after !== state || refreshed.before === state) return changes;
  const known = blocksOf(refreshed.before);
  const suspicious = new Set(suspiciousItems(changesBetweenTexts(refreshed.before, listed)).map(({ id }) => id));
  return changes.filter(({ id, kind }) => {
    if (kind === "removed") return known.has(id);
    return suspicious.has(id) || !known.has(id);
  });
}
