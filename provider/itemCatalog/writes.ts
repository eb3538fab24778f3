/** Carries out many small works, some at a time: counts, keeps failures apart, and begins nothing more when that is of no use. */

import pLimit from "p-limit";
import { isGalaxyStoreError } from "../../sdk/errors";
import { hasCode } from "../codes";

/** Half of the requests that a host gets at once, so that other resources of the program do not wait behind a catalog. */
export const AT_ONCE = 16;

/** So many failures without a success between them are no accident of single items. */
const FAILURES_IN_A_ROW = 100;
/** The same of those that the store or the network is the reason for: each was repeated, with waits, before it failed. */
const OUTAGES_IN_A_ROW = 20;

const OUTAGES: readonly string[] = ["network", "timeout", "server", "protocol", "rate"];
const CONCERN_ALL: readonly string[] = ["authentication", "permission", "configuration", "quota"];

const STOPPED = "stopped as asked.";

export interface Work {
  readonly id: string;
  readonly run: () => Promise<unknown>;
}

export interface Outcome {
  readonly done: Set<string>;
  readonly failures: Map<string, unknown>;
  /** Why some were not begun: a failure that concerns all of them, or words. */
  ended?: { readonly because: unknown };
}

export function nothingBegun(): Outcome {
  return { done: new Set(), failures: new Map() };
}

/** Does what is to be done, until something concerns all of it or the signal is aborted. What is under way is finished. */
export async function workThrough(
  works: readonly Work[],
  { signal, told }: { signal: AbortSignal; told: (outcome: Outcome) => void },
): Promise<Outcome> {
  const outcome = nothingBegun();
  const limit = pLimit(AT_ONCE);
  let inARow = 0;
  let outages = 0;
  const failed = (id: string, error: unknown) => {
    // A wait that the engine cut short fails with words of its own.
    if (signal.aborted && !isGalaxyStoreError(error)) {
      outcome.ended ??= { because: STOPPED };
      return;
    }
    if (concernsAll(error)) {
      outcome.ended ??= { because: error };
      return;
    }
    outcome.failures.set(id, error);
    inARow += 1;
    if (isGalaxyStoreError(error) && OUTAGES.includes(error.kind)) outages += 1;
    if (inARow >= FAILURES_IN_A_ROW || outages >= OUTAGES_IN_A_ROW)
      outcome.ended ??= { because: `${inARow} items failed one after the other.` };
  };
  const attempt = async ({ id, run }: Work) => {
    if (signal.aborted) outcome.ended ??= { because: STOPPED };
    if (outcome.ended !== undefined) return;
    try {
      await run();
      outcome.done.add(id);
      [inARow, outages] = [0, 0];
    } catch (error) {
      failed(id, error);
    }
    told(outcome);
  };
  await Promise.all(works.map((work) => limit(attempt, work)));
  return outcome;
}

/** The account, the package as a whole, or the store's allowance. */
function concernsAll(error: unknown): boolean {
  return isGalaxyStoreError(error) && (CONCERN_ALL.includes(error.kind) || hasCode(error, "106"));
}
