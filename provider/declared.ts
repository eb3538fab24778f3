/**
 * What the program of this very run declares of each app, as its resources tell in check and diff. One process serves one run of the
 * engine, so that a resource can hold its work against what the others want, without asking the store. Nothing of it is kept.
 */

import type { AppBinary } from "./app";
import type { AppInputs } from "./app/inputs";
import type { RolloutInputs } from "./stagedRollout/live";

export interface Declared {
  /** Inputs of the `App` resource. */
  app?: AppInputs;
  /** What the last `up` or refresh knew of the app in the store. */
  known?: { packageName: string | undefined; binaries: readonly AppBinary[] };
  /** Inputs of the `StagedRollout` resource. */
  rollout?: RolloutInputs;
}

const declared = new Map<string, Declared>();

/** Notes what a resource of this run says of an app. */
export function declare(contentId: string, part: Declared): void {
  declared.set(contentId, { ...declared.get(contentId), ...part });
}

/** What the resources of this run have said of an app so far. */
export function declaredOf(contentId: string): Declared {
  return declared.get(contentId) ?? {};
}
