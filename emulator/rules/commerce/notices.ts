/** The data of server notifications. */
import { parseStoreMoment } from "../../state/clock";
import type { NoticeEvent } from "../../state/notice";
import type { Purchase, Subscription } from "../../state/salesModel";
import type { App, Store } from "../../state/store";

// [D: paymentPlan]
const PLAN_NAMES = { F: "FreeTrial", T: "TieredPrice", R: "Regular" } as const;

export function notify(store: Store, app: App, event: NoticeEvent, at: number, data: Record<string, unknown>): void {
  store.outbox.push({ event, app, at, data });
}

/** [D: by situation] */
export function flags({ testMode, betaTest }: Purchase): { testPayYn: string; betaTestYn: string } {
  return { testPayYn: testMode ? "Y" : "N", betaTestYn: betaTest ? "Y" : "N" };
}

export function seconds(moment: string): number {
  return Math.floor(parseStoreMoment(moment) / 1000);
}

/** What notifications about a payment of a subscription say of the time after it. [D; validUntil: C] */
export function renewalData(purchase: Purchase, subscription: Subscription): Record<string, unknown> {
  const end = seconds(subscription.endsAt);
  return { paymentPlan: PLAN_NAMES[purchase.plan ?? "R"], scheduledTimeOfRenewal: end, validUntil: end };
}
