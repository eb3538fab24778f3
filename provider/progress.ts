/** How far long work is, in few lines: one per tenth at most, and never many in a short time. */

import type { UploadProgress } from "../sdk";

/** Milliseconds between two lines at least. */
const INTERVAL_MS = 5_000;

/** So few items are done before anybody wonders. */
const FEW_ITEMS = 100;

/** Tells when a line is due. */
class Tenths {
  #toldAt: number;
  #told = 0;

  constructor(private readonly now: () => number = Date.now) {
    this.#toldAt = now();
  }

  /** The tenth that is worth a line now, or undefined. */
  reached(part: number, whole: number): number | undefined {
    const tenth = Math.floor((part * 10) / whole);
    if (tenth <= this.#told || tenth === 10 || this.now() - this.#toldAt < INTERVAL_MS) return undefined;
    [this.#toldAt, this.#told] = [this.now(), tenth];
    return tenth;
  }

  restart(): void {
    [this.#toldAt, this.#told] = [this.now(), 0];
  }
}

export interface ProgressLines {
  onProgress(progress: UploadProgress): void;
  /** Says that the file is up. */
  done(): void;
}

/** @param what the work as the lines name it, e.g. `App 000001000101: app-release.apk` */
export function uploadLines(what: string, bytes: number): ProgressLines {
  const tenths = new Tenths();
  let sent = 0;
  return {
    onProgress({ sentBytes, totalBytes }) {
      if (sentBytes < sent) {
        console.log(`${what}: the upload broke off after ${sizeOf(sent)} and begins again.`);
        tenths.restart();
      }
      sent = sentBytes;
      const tenth = tenths.reached(sentBytes, totalBytes);
      if (tenth !== undefined) console.log(`${what}: ${tenth * 10} % of ${sizeOf(bytes)} are up.`);
    },
    done() {
      console.log(`${what}: uploaded, ${sizeOf(bytes)}.`);
    },
  };
}

/** Says how many of many items are done; to be called after each. @param what e.g. `Item catalog com.example.game` */
export function itemLines(
  what: string,
  now: () => number,
): (count: { done: number; failed: number; all: number }) => void {
  const tenths = new Tenths(now);
  return ({ done, failed, all }) => {
    if (all <= FEW_ITEMS || tenths.reached(done + failed, all) === undefined) return;
    console.log(
      `${what}: ${counted(done)} of ${counted(all)} items written${failed > 0 ? `, ${counted(failed)} failed` : ""}.`,
    );
  };
}

/** A number as people read it: `10,000`. */
export function counted(count: number): string {
  return count.toLocaleString("en-US");
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
