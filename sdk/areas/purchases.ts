/** Telling the store that purchases were consumed or that access was granted. */

import type { Caller } from "../core/caller";
import type { OperationId } from "../operations";
import type { RequestOptions } from "../options";
import { AcknowledgmentAnswer } from "../wire/purchases";

/**
 * What became of one purchase. `already`: it was done before. `wrongKind`: not consumable, or not a subscription.
 * `unanswered`: the store's answer does not name it. `unknown`: a status that no document lists.
 */
export type PurchaseOutcome =
  | "done"
  | "already"
  | "notFound"
  | "notPaid"
  | "wrongKind"
  | "notAllowed"
  | "unanswered"
  | "unknown";

export interface PurchaseResult {
  /** The purchase that was named. */
  purchaseId: string;
  /** What became of it. */
  outcome: PurchaseOutcome;
  /** True for `done` and `already`: nothing is left to do. */
  settled: boolean;
  /** The store's own code and words; absent when it gave none. */
  statusCode?: string;
  /** The store's words; absent when it gave none. */
  statusString?: string;
}

// Source: "Purchase Acknowledgment", table of statusCode; the same numbers for both actions.
const OUTCOMES: Readonly<Record<string, PurchaseOutcome>> = {
  "0": "done",
  "1": "notFound",
  "2": "notPaid",
  "3": "wrongKind",
  "4": "already",
  "5": "notAllowed",
};

export class Purchases {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Reports items as consumed, so that they can be bought again. A result for each purchase, in the given order. */
  consume(packageName: string, purchaseIds: readonly string[], options?: RequestOptions): Promise<PurchaseResult[]> {
    return this.#report("purchases.consume", "consume", packageName, purchaseIds, options);
  }

  /** Reports that access to subscriptions, or to items that shall not be bought again, was granted. A result for each. */
  acknowledge(
    packageName: string,
    purchaseIds: readonly string[],
    options?: RequestOptions,
  ): Promise<PurchaseResult[]> {
    return this.#report("purchases.acknowledge", "acknowledge", packageName, purchaseIds, options);
  }

  async #report(
    operation: OperationId,
    action: string,
    packageName: string,
    purchaseIds: readonly string[],
    options?: RequestOptions,
  ): Promise<PurchaseResult[]> {
    const [purchaseId] = purchaseIds;
    if (purchaseId === undefined) return [];
    const several = purchaseIds.length > 1;
    const object = several
      ? `${purchaseIds.length} purchases of ${packageName}`
      : `purchase ${purchaseId} of ${packageName}`;
    // Whether the store adds the list to the id in the path, or takes the list instead, is not documented: it holds all.
    const json = { action, ...(several ? { purchasedIdList: [...purchaseIds] } : {}) };
    const values = { object, path: { packageName, purchaseId }, json };
    const { purchaseItemList } = await this.#caller.call(operation, values, AcknowledgmentAnswer, options);
    const answered = new Map<string, (typeof purchaseItemList)[number]>();
    // A purchase that is named twice was done the first time: the second word is "already".
    for (const item of purchaseItemList) if (!answered.has(item.purchaseId)) answered.set(item.purchaseId, item);
    return purchaseIds.map((id) => resultOf(id, answered.get(id)));
  }
}

function resultOf(
  purchaseId: string,
  answer: { statusCode: string; statusString?: string | null | undefined } | undefined,
): PurchaseResult {
  if (answer === undefined) return { purchaseId, outcome: "unanswered", settled: false };
  const outcome = OUTCOMES[answer.statusCode] ?? "unknown";
  return {
    purchaseId,
    outcome,
    settled: outcome === "done" || outcome === "already",
    statusCode: answer.statusCode,
    ...(answer.statusString ? { statusString: answer.statusString } : {}),
  };
}
