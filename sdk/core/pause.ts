/** Waits between requests; a call whose signal is aborted waits no longer. */

import { AttemptFailed, cancelled } from "./failure";
import type { Settings } from "./settings";

/** Waits, or fails as cancelled with what is known of the request before. */
export async function pause(
  settings: Settings,
  ms: number,
  { signal, fateUnknown }: { signal: AbortSignal | undefined; fateUnknown: boolean },
): Promise<void> {
  try {
    await settings.sleep(ms, signal);
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
  stopIfCancelled(signal, { fateUnknown });
}

/** Fails when the signal of a call is aborted. */
export function stopIfCancelled(signal: AbortSignal | undefined, known: { fateUnknown: boolean }): void {
  if (signal?.aborted) throw new AttemptFailed(cancelled(known));
}

/** The outcome of work that others share; a call whose signal is aborted waits for it no longer. */
export async function orCancelled<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  let stop = () => {};
  const ended = new Promise<never>((_, reject) => {
    stop = () => reject(new AttemptFailed(cancelled({ fateUnknown: false })));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([work, ended]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
