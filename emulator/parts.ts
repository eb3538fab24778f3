/** What one emulated store is made of, for those who act on all of it. */
import type { FaultQueues } from "./http/faults";
import type { Journal } from "./http/journal";
import type { AnswerQueue } from "./http/queue";
import type { Notifier } from "./notifications/notifier";
import type { Ledger } from "./state/ledger";
import type { Seed } from "./state/model";
import type { Store } from "./state/store";
import type { Authority } from "./tls/authority";

export interface EmulatorParts {
  readonly store: Store;
  readonly ledger: Ledger;
  readonly journal: Journal;
  readonly queues: FaultQueues;
  readonly answers: AnswerQueue;
  readonly notifier: Notifier;
  readonly authority: Authority;
  /** What the control API asks for; undefined where only this machine reaches it. */
  readonly token: string | undefined;
  /** What reset goes back to. */
  readonly seed: Seed;
}
