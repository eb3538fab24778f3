/**
 * What the program of this very run declares of each app, as its resources tell in check and diff. One process serves one run of the
 * engine, so that a resource can hold its work against what the others want, without asking the store. Nothing of it is kept.
 */

import type { AppInputs } from "./app/inputs";
import type { AppBinary } from "./app/outputs";
import { UNKNOWN, type Values } from "./lifecycle";
import type { RolloutInputs } from "./stagedRollout/live";

export interface Declared {
  /** Inputs of the `App` resource. */
  app?: AppInputs;
  /** What the last `up` or refresh knew of the app in the store. */
  known?: { packageName: string | undefined; binaries: readonly AppBinary[] };
  /** Inputs of the `StagedRollout` resource. */
  rollout?: RolloutInputs;
  /** Sequences of its `Binary` resources. */
  binaries?: readonly string[];
}

const declared = new Map<string, Declared>();

/** Notes what a resource of this run says of an app. */
export function declare(contentId: string, part: Declared): void {
  declared.set(contentId, { ...declared.get(contentId), ...part });
}

/** Notes a binary that a resource of this run stands for. */
export function declareBinary(contentId: string, binarySeq: string): void {
  declare(contentId, { binaries: [...(declaredOf(contentId).binaries ?? []), binarySeq] });
}

/** What the resources of this run have said of an app so far. */
export function declaredOf(contentId: string): Declared {
  return declared.get(contentId) ?? {};
}

/** The apps whose content ids the engine does not know before `up`. */
const pending = new Set<string>();

/** Notes an `App` whose outputs are not known before `up`: one that will change, or (`undefined`) one that is new or may become another. */
export function notePendingApp(contentId: string | undefined): void {
  pending.add(contentId ?? "another");
}

/**
 * Inputs in which a content id that is not known yet is the one that the resource had, when it can be no other: a content
 * id belongs to its app for ever, and there is no other app in this run whose content id is not known. So a resource does
 * not show as changed only because its app will be. With more such apps it is left open, since the program may have moved it.
 */
export function withSettledApp(old: { contentId: string }, next: Values): Values {
  const settled = next.contentId === UNKNOWN && pending.size === 1 && pending.has(old.contentId);
  return settled ? { ...next, contentId: old.contentId } : next;
}

/** Forgets all of it, for a process in which one run follows another. */
export function forgetDeclared(): void {
  declared.clear();
  pending.clear();
}
