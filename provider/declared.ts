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

/** What the program of this run declares of the in-app items of one package. */
interface DeclaredItems {
  /** Ids of its `InAppItem` resources. */
  readonly single: Set<string>;
  /** Its `ItemCatalog`. */
  catalog?: DeclaredCatalog;
  /** What its catalog's state listed before and after the refresh of this run. */
  refreshed?: { readonly before: string; readonly after: string };
  /** Whether it was said that items which moved into the catalog stay in the store. */
  toldOfMoves?: boolean;
}

interface DeclaredCatalog {
  /** The items, as the engine stores them. */
  readonly text: string;
  /** Whether it lists an item. */
  lists(id: string): boolean;
  /** Whether items that it does not list are deleted. */
  readonly exclusive: boolean;
  /** What the engine has as its input since the last `up` or refresh; undefined for a new catalog. */
  readonly registered: string | undefined;
}

const declaredItems = new Map<string, DeclaredItems>();

/** What the resources of this run have said of a package's in-app items so far. */
export function declaredItemsOf(packageName: string): DeclaredItems {
  const known = declaredItems.get(packageName) ?? { single: new Set() };
  declaredItems.set(packageName, known);
  return known;
}

/** Why a program cannot declare an item in its own resource beside this catalog, as the rest of a sentence; undefined when it can. */
export function sharedItemReason({ lists, exclusive }: DeclaredCatalog, itemId: string): string | undefined {
  if (lists(itemId))
    return "is declared twice: as an InAppItem and in the ItemCatalog of its package; keep one of the two";
  if (!exclusive) return undefined;
  return 'is declared as an InAppItem, and the ItemCatalog of its package would delete it, which has exclusive: ["items"] and does not list it; list it there instead, or take the exclusive away';
}

/** Forgets all of it, for a process in which one run follows another. */
export function forgetDeclared(): void {
  declared.clear();
  declaredItems.clear();
  pending.clear();
}
