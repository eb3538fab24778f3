/** Remembers which notifications were received: they carry no id of their own, and may come again. */

export interface ReplayStore {
  /** Takes a notification for this receiver, until a time in milliseconds. False when it was taken before. One step, for all processes. */
  claim(key: string, until: number): boolean | Promise<boolean>;
  /** Gives a notification back whose handling failed, so that it counts when it comes again. */
  release(key: string): void | Promise<void>;
}

/** A replay store in the memory of this process. What is over is forgotten. */
export class MemoryReplayStore implements ReplayStore {
  readonly #until = new Map<string, number>();
  readonly #clock: () => number;

  constructor(clock: () => number = Date.now) {
    this.#clock = clock;
  }

  claim(key: string, until: number): boolean {
    const now = this.#clock();
    // Kept in the order of arrival, which is nearly that of their ends.
    for (const [known, end] of this.#until) {
      if (end > now) break;
      this.#until.delete(known);
    }
    if ((this.#until.get(key) ?? 0) > now) return false;
    this.#until.set(key, until);
    return true;
  }

  release(key: string): void {
    this.#until.delete(key);
  }
}
