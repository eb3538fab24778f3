/** Tells long work that the engine wants to end: uploads and waits stop, what is done is kept. */

const controller = new AbortController();

/** Is aborted when the engine asks its providers to stop, for example after Ctrl-C. */
export const stopSignal: AbortSignal = controller.signal;

/** For hosts: the engine asked to stop. */
export function requestStop(): void {
  controller.abort();
}
