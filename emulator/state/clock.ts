/** The store's clock: the machine's, moved by as much as the control API says. */

export class Clock {
  offsetMs = 0;

  #second = Number.NaN;
  #moment = "";

  now(): number {
    return Date.now() + this.offsetMs;
  }

  /** Now as `storeMoment` has it. */
  moment(): string {
    const second = Math.floor(this.now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#moment = storeMoment(second * 1000);
    }
    return this.#moment;
  }

  set(now: number): void {
    this.offsetMs = now - Date.now();
  }
}

/** Moments of Content Publish are in UTC; the store's time zone is not stated anywhere. [G] */
export function storeMoment(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 19).replace("T", " ");
}

/** The moment that such a text names, or NaN. */
export function parseStoreMoment(text: string): number {
  return Date.parse(`${text.replace(" ", "T")}Z`);
}
