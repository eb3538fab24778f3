/** The data of server notifications. */
import { parseStoreMoment } from "../../state/clock";
import type { NoticeEvent } from "../../state/notice";
import type { Purchase, Subscription } from "../../state/salesModel";
import type { App, Store } from "../../state/store";

// `paymentPlan` is `FreeTrial`, `TieredPrice` or `Regular`. [D]
const PLAN_NAMES = { F: "FreeTrial", T: "TieredPrice", R: "Regular" } as const;

export function notify(store: Store, app: App, event: NoticeEvent, at: number, data: Record<string, unknown>): void {
  store.outbox.push({ event, app, at, data });
}

/** `testPayYn` marks purchases in test mode, `betaTestYn` those in a closed beta. [D: flags by situation] */
export function flags({ testMode, betaTest }: Purchase): { testPayYn: string; betaTestYn: string } {
  return { testPayYn: testMode ? "Y" : "N", betaTestYn: betaTest ? "Y" : "N" };
}

export function seconds(moment: string): number {
  return Math.floor(parseStoreMoment(moment) / 1000);
}

/**
 * Notifications of a payment tell the payment plan, the next renewal and the end of access (`validUntil`). [D; `validUntil`:
 * C]
 */
export function renewalData(purchase: Purchase, subscription: Subscription): Record<string, unknown> {
  const end = seconds(subscription.endsAt);
  return { paymentPlan: PLAN_NAMES[purchase.plan ?? "R"], scheduledTimeOfRenewal: end, validUntil: end };
}
