/** Decides whether a failed attempt is repeated, and when. */

import type { Operation } from "../operations";
import type { Failure } from "./failure";
import type { Settings } from "./settings";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;
/** All waits of one call together; a longer Retry-After is told to the caller instead of slept through. */
export const WAIT_BUDGET_MS = 120_000;

/** Whether the operation allows another attempt after this failure. `looking`: the store is asked first whether it was done. */
export function mayRepeat({ retry }: Operation, failure: Failure, looking: boolean): boolean {
  if (!failure.transient || retry === "never") return false;
  return retry === "safe" || looking || !failure.fateUnknown;
}

/** Milliseconds before the next attempt: doubling, spread so that callers do not return all at once, at least as long as asked. */
export function waitBefore(attempt: number, failure: Failure, settings: Settings): number {
  const backoff = Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS);
  return Math.max(Math.round(backoff * (0.5 + settings.random() / 2)), failure.retryAfterMs ?? 0);
}

/** The milliseconds of a Retry-After header, which is seconds or a date. */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
