/** Tells long work that the engine wants to end: uploads and waits stop, what is done is kept. */

import { setTimeout } from "node:timers/promises";
import { isCancelledError } from "../sdk/errors";
import { Refusal } from "./lifecycle";

const controller = new AbortController();

/** Is aborted when the engine asks its providers to stop, for example after Ctrl-C. */
export const stopSignal: AbortSignal = controller.signal;

/** For hosts: the engine asked to stop. */
export function requestStop(): void {
  controller.abort();
}

const STOPPED =
  "Stopped as asked while the store was not done, or was to be asked once more. What is done is kept; the next up looks at the store and goes on from there.";

/** Nothing new begins when the engine wants an end. */
export function refuseWhenStopped(signal: AbortSignal): void {
  if (signal.aborted) throw new Refusal(STOPPED);
}

/** Work that may be cut short when the engine wants an end, such as an upload: the store keeps nothing of it. */
export async function untilStopped<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  try {
    return await work(stopSignal);
  } catch (error) {
    throw stopSignal.aborted && isCancelledError(error) ? new Refusal(STOPPED) : error;
  }
}

/** Waits between two requests; when the engine wants an end, this fails at once. Requests that are under way are not cut short. */
export async function waitUnlessStopped(ms: number, signal: AbortSignal = stopSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal: AbortSignal.any([signal, stopSignal]) });
  } catch (error) {
    if (!stopSignal.aborted) throw error;
    throw new Refusal(STOPPED);
  }
}
