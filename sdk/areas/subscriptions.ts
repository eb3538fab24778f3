/** Subscriptions of buyers: their state, and ending or refunding them. */

import { z } from "zod";
import type { Caller } from "../core/caller";
import type { OperationId } from "../operations";
import type { RequestOptions } from "../options";
import { Subscription, type Subscription as SubscriptionType } from "../wire/subscriptions";

/** One subscription, by any purchase id of its chain. */
export interface SubscriptionRef {
  packageName: string;
  purchaseId: string;
}

export class Subscriptions {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** The state of a subscription. Fails after its order history was deleted. */
  get(ref: SubscriptionRef, options?: RequestOptions): Promise<SubscriptionType> {
    return this.#caller.call(
      "subscriptions.get",
      { object: subscriptionName(ref), path: { ...ref } },
      Subscription,
      options,
    );
  }

  /**
   * Ends the renewal; access stays to the end of the period and nothing is paid back. With the caller `user` the buyer
   * can subscribe again within the paid period, with `admin` (the store's default) not.
   */
  cancel({ caller, ...ref }: SubscriptionRef & { caller?: "admin" | "user" }, options?: RequestOptions): Promise<void> {
    return this.#act("subscriptions.cancel", ref, { action: "cancel", caller }, options);
  }

  /** Pays the most recent payment back; renewal and access go on. */
  refund(ref: SubscriptionRef, options?: RequestOptions): Promise<void> {
    return this.#act("subscriptions.refund", ref, { action: "refund" }, options);
  }

  /** Pays the most recent payment back and ends renewal and access at once. */
  revoke(ref: SubscriptionRef, options?: RequestOptions): Promise<void> {
    return this.#act("subscriptions.revoke", ref, { action: "revoke" }, options);
  }

  async #act(operation: OperationId, ref: SubscriptionRef, json: object, options?: RequestOptions): Promise<void> {
    await this.#caller.call(operation, { object: subscriptionName(ref), path: { ...ref }, json }, z.unknown(), options);
  }
}

function subscriptionName({ packageName, purchaseId }: SubscriptionRef): string {
  return `subscription ${purchaseId} of ${packageName}`;
}
