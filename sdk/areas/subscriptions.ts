/** Subscriptions of buyers: their state, and ending or refunding them. */

import { z } from "zod";
import type { Caller, ReadBack } from "../core/caller";
import type { OperationId } from "../operations";
import type { RequestOptions } from "../options";
import { Subscription, type Subscription as SubscriptionType } from "../wire/subscriptions";
import { cancelledFate } from "./fates";

/** One subscription, by any purchase id of its chain. */
export interface SubscriptionRef {
  /** Android package name of the app. */
  packageName: string;
  /** Purchase id of the first payment or of any renewal. */
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
    const readBack = async () => cancelledFate(await this.get(ref, options));
    return this.#act("subscriptions.cancel", ref, { action: "cancel", caller }, options, readBack);
  }

  /**
   * Pays the most recent payment back; renewal and access go on. The state of a subscription does not show a refund: when
   * the call fails with `unclear`, look for it among the day's `orders` before calling again.
   */
  refund(ref: SubscriptionRef, options?: RequestOptions): Promise<void> {
    return this.#act("subscriptions.refund", ref, { action: "refund" }, options);
  }

  /**
   * Pays the most recent payment back and ends renewal and access at once. When the call fails with `unclear`, look for the
   * refund among the day's `orders` before calling again.
   */
  revoke(ref: SubscriptionRef, options?: RequestOptions): Promise<void> {
    return this.#act("subscriptions.revoke", ref, { action: "revoke" }, options);
  }

  async #act(
    operation: OperationId,
    ref: SubscriptionRef,
    json: object,
    options?: RequestOptions,
    readBack?: ReadBack<undefined>,
  ): Promise<void> {
    const object = subscriptionName(ref);
    const values = { object, path: { ...ref }, json, ...(readBack ? { readBack } : {}) };
    await this.#caller.call(operation, values, z.unknown(), options);
  }
}

function subscriptionName({ packageName, purchaseId }: SubscriptionRef): string {
  return `subscription ${purchaseId} of ${packageName}`;
}
