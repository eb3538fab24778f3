/** What a receiver of notifications can be told. */

import type { ReplayStore } from "./replay";

export interface NotificationOptions {
  /**
   * Public key of the IAP key (Seller Portal: Assistance, API Service): RSA in SubjectPublicKeyInfo form, as PEM text,
   * as bare base64, or the path of a file that holds either. Several while keys are exchanged.
   */
  publicKey: string | readonly string[];
  /** Packages whose notifications are taken; the key alone stands for all apps of the seller. */
  packageNames: string | readonly string[];
  /** Oldest notification that is taken, in seconds since it was issued. Default: 86,400, a day. */
  maxAgeSeconds?: number;
  /** By how many seconds the two clocks may differ. Default: 60. */
  clockToleranceSeconds?: number;
  /**
   * Remembers notifications, so that each counts once. Default: the memory of this process. Give a shared one when
   * several processes receive, or when a restart must not forget.
   */
  replayStore?: ReplayStore;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  clock?: () => number;
}
