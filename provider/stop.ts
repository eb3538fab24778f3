/** Tells long work that the engine wants to end: uploads and waits stop, what is done is kept. */

import { setTimeout } from "node:timers/promises";
import { Refusal } from "./lifecycle";

const controller = new AbortController();

/** Is aborted when the engine asks its providers to stop, for example after Ctrl-C. */
export const stopSignal: AbortSignal = controller.signal;

/** For hosts: the engine asked to stop. */
export function requestStop(): void {
  controller.abort();
}

/** Waits between two requests; when the engine wants an end, this fails at once. Requests that are under way are not cut short. */
export async function waitUnlessStopped(ms: number, signal: AbortSignal = stopSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal: AbortSignal.any([signal, stopSignal]) });
  } catch (error) {
    if (!stopSignal.aborted) throw error;
    throw new Refusal(
      "Stopped as asked while the store was not done, or was to be asked once more. What is done is kept; the next up looks at the store and goes on from there.",
    );
  }
}
