/** Keeps the requests that are under way at one host to a number that is kind to the store. */

import pLimit, { type LimitFunction } from "p-limit";
import { orCancelled } from "./pause";

export class Limits {
  readonly #concurrency: number;
  readonly #hosts = new Map<string, LimitFunction>();

  constructor(concurrency: number) {
    this.#concurrency = concurrency;
  }

  /** Does the work when it is its turn; a call whose signal is aborted leaves the line. */
  async inTurn<T>(host: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const limit = this.#hosts.get(host) ?? pLimit(this.#concurrency);
    this.#hosts.set(host, limit);
    const turn = new Promise<() => void>((begin) => {
      void limit(() => new Promise<void>((end) => begin(end)));
    });
    try {
      await orCancelled(turn, signal);
      return await work();
    } finally {
      void turn.then((end) => end());
    }
  }
}
