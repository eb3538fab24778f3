/** How far an upload is, in few lines: one per tenth at most, and never many in a short time. */

import type { UploadProgress } from "../sdk";

/** Milliseconds between two lines at least. */
const INTERVAL_MS = 5_000;

export interface ProgressLines {
  onProgress(progress: UploadProgress): void;
  /** Says that the file is up. */
  done(): void;
}

/** @param what the work as the lines name it, e.g. `App 000001000101: app-release.apk` */
export function uploadLines(what: string, bytes: number): ProgressLines {
  let toldAt = Date.now();
  let toldTenth = 0;
  let sent = 0;
  return {
    onProgress({ sentBytes, totalBytes }) {
      if (sentBytes < sent) {
        console.log(`${what}: the upload broke off after ${sizeOf(sent)} and begins again.`);
        [toldAt, toldTenth] = [Date.now(), 0];
      }
      sent = sentBytes;
      const tenth = Math.floor((sentBytes * 10) / totalBytes);
      if (tenth <= toldTenth || tenth === 10 || Date.now() - toldAt < INTERVAL_MS) return;
      [toldAt, toldTenth] = [Date.now(), tenth];
      console.log(`${what}: ${tenth * 10} % of ${sizeOf(bytes)} are up.`);
    },
    done() {
      console.log(`${what}: uploaded, ${sizeOf(bytes)}.`);
    },
  };
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
