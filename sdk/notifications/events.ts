/** The events of Samsung's Instant Server Notifications and their data. Source: "ISN, JWT payload", and public receivers. */

import { z } from "zod";
import { list, number, optionalMoment, optionalText, optionalYesNo, text } from "../wire/values";

/** `FreeTrial`, `TieredPrice` (introductory) or `Regular`; others may come. */
const plan = optionalText;

/** Both false: a purchase by a buyer of the app on sale. */
const tests = {
  /** True: bought by a license tester in the test mode of the IAP SDK. */
  testPayYn: optionalYesNo,
  /** True: bought in a closed beta test. */
  betaTestYn: optionalYesNo,
};
const subscription = { firstOrderId: text, firstPurchaseId: text, ...tests };
const period = { paymentPlan: plan, scheduledTimeOfRenewal: optionalMoment, validUntil: optionalMoment };

/** The data of each event. Keys that nobody knows yet are kept. */
export const EVENT_DATA = {
  /** A one-time product was bought. */
  ITEM_PURCHASED: z.looseObject({
    itemId: text,
    orderId: text,
    purchaseId: text,
    ...tests,
    /** Given by the app when it asked for the purchase. */
    passThroughParam: optionalText,
  }),
  /** A one-time product was refunded. */
  ITEM_REFUNDED: z.looseObject({ orderId: text, purchaseId: text, ...tests }),
  /** A subscription began. */
  ARS_SUBSCRIBED: z.looseObject({ itemId: text, orderId: text, purchaseId: text, ...period, ...tests }),
  /** A subscription was cancelled or ended; it is usable until `validUntil`. */
  ARS_UNSUBSCRIBED: z.looseObject({ ...subscription, validUntil: optionalMoment }),
  /** The buyer moved to a dearer or cheaper plan. */
  ARS_UPDOWNGRADED: z.looseObject({
    oldItemId: optionalText,
    oldPaymentPlan: plan,
    oldOrderId: optionalText,
    oldPurchaseId: optionalText,
    newItemId: optionalText,
    newPaymentPlan: plan,
    newOrderId: optionalText,
    newPurchaseId: optionalText,
    scheduledTimeOfRenewal: optionalMoment,
    validUntil: optionalMoment,
    ...tests,
  }),
  /** A payment of the current period was refunded. */
  ARS_REFUNDED: z.looseObject({
    ...subscription,
    refundedOrderId: text,
    refundedPurchaseId: text,
    /** Of the purchase, not of the refund. */
    refundedPurchaseDate: optionalMoment,
  }),
  /** A subscription was renewed, under a new purchase id. */
  ARS_RENEWED: z.looseObject({
    itemId: text,
    ...subscription,
    renewedOrderId: text,
    renewedPurchaseId: text,
    ...period,
  }),
  /** The buyer subscribed again before the cancelled period ended. */
  ARS_RESUBSCRIBED: z.looseObject({
    itemId: optionalText,
    resubscribedOrderId: optionalText,
    resubscribedPurchaseId: optionalText,
    ...period,
    ...tests,
  }),
  /** The buyer answered a price change. */
  ARS_PRICECHANGE_AGREED: z.looseObject({
    itemId: text,
    ...subscription,
    /** True: renewed at the new price; false: cancelled after the last period at the old one. */
    agreeYn: optionalYesNo,
  }),
  /** A renewal payment failed; the grace period that the seller set runs. */
  ARS_IN_GRACE_PERIOD: z.looseObject({
    itemId: text,
    ...subscription,
    gracePeriodStartDate: optionalMoment,
    gracePeriodEndDate: optionalMoment,
  }),
  /** The payment worked within the grace period. */
  ARS_OUT_GRACE_PERIOD: z.looseObject({
    itemId: text,
    ...subscription,
    renewedOrderId: text,
    renewedPurchaseId: text,
    ...period,
  }),
  /** Orders were deleted: look-ups by their ids fail from now on. */
  ORDER_HISTORY_DELETED: z.looseObject({
    count: number.nullish(),
    orderList: list(z.looseObject({ orderId: text, purchaseId: text })),
  }),
  /** The Seller Portal's test button was pressed. */
  TEST: z.looseObject({ sellerName: optionalText, contentName: optionalText }),
} as const satisfies Record<string, z.ZodType>;

/** Events whose data is known. */
export type EventType = keyof typeof EVENT_DATA;

interface About {
  /** The event in the store's own word, also for one that nobody knows yet. */
  name: string;
  /** Android package name that it is about: one of those that are taken. */
  packageName: string;
  /** Moment at which the store made it. */
  issuedAt: Date;
  /** Version of the notification, `2.0`. */
  version: string;
  /** The purchase to look up, when the event is about one: the newest of its chain. */
  purchaseId?: string;
}

interface Event<Type, Data> extends About {
  /** The event, as far as this version knows it. */
  type: Type;
  /** What the event says, with times as dates and yes or no as booleans. */
  data: Data;
}

type Known = { [T in EventType]: Event<T, z.output<(typeof EVENT_DATA)[T]>> }[EventType];

/** A verified notification. Narrow it by `type`; events of tomorrow have the type `UNKNOWN` and their data as it came. */
export type Notification = Known | Event<"UNKNOWN", Record<string, unknown>>;

// Source: public receivers, which look in this order.
const PURCHASE_KEYS = [
  "renewedPurchaseId",
  "resubscribedPurchaseId",
  "newPurchaseId",
  "purchaseId",
  "firstPurchaseId",
] as const;

/** The purchase that an event is about. */
export function purchaseIdIn(data: Record<string, unknown>): string | undefined {
  return PURCHASE_KEYS.map((key) => data[key]).find((id): id is string => typeof id === "string" && id !== "");
}
