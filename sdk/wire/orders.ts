/** Payments and refunds of a seller as the store writes them. Source: Samsung IAP Orders API. */

import { z } from "zod";
import { amount, optionalMoment, optionalText, optionalYesNo, text } from "./values";

/** `2` payment completed, `3` payment cancelled (refund); others may come. */
export type OrderStatus = "2" | "3" | (string & {});

/** One payment or refund. The same `orderId` may be there with several purchase ids. */
export interface Order {
  /** Id on the buyer's receipt. */
  orderId: string;
  /** Id of the payment; receipts are verified by it. */
  purchaseId: string;
  /** Id of the app, 12 digits. */
  contentId?: string | null | undefined;
  /** Three-letter country of the sale. */
  countryId?: string | null | undefined;
  /** Android package name of the app. */
  packageName?: string | null | undefined;
  /** Id of the item or subscription within the app. */
  itemId?: string | null | undefined;
  /** Title of the item. */
  itemTitle?: string | null | undefined;
  /** `2` paid, `3` cancelled and paid back; others may come. */
  status: OrderStatus;
  /** The order was asked for. */
  orderTime?: Date | null | undefined;
  /** It was paid. */
  completionTime?: Date | null | undefined;
  /** It was cancelled by an administrator. */
  refundTime?: Date | null | undefined;
  /** Symbol, e.g. `$`. */
  localCurrency?: string | null | undefined;
  /** ISO 4217 code of `localPrice`. */
  localCurrencyCode?: string | null | undefined;
  /** Price in `localCurrencyCode`, decimal text. */
  localPrice?: string | null | undefined;
  /** Price in US dollars, decimal text. */
  usdPrice?: string | null | undefined;
  /** US dollars at the time of the purchase. */
  exchangeRate?: string | null | undefined;
  /** Country code of the SIM card. */
  mcc?: string | null | undefined;
  /** For subscriptions: the first order. */
  subscriptionOrderId?: string | null | undefined;
  /** True: bought in a free trial. */
  freeTrialYN?: boolean | null | undefined;
  /** True: bought at an introductory price. */
  tieredSubscriptionYN?: boolean | null | undefined;
  /** What the store sends beyond that is kept. */
  [key: string]: unknown;
}

export const Order: z.ZodType<Order> = z.looseObject({
  orderId: text,
  purchaseId: text,
  contentId: optionalText,
  countryId: optionalText,
  packageName: optionalText,
  itemId: optionalText,
  itemTitle: optionalText,
  status: text.transform((status): OrderStatus => status),
  orderTime: optionalMoment,
  completionTime: optionalMoment,
  refundTime: optionalMoment,
  localCurrency: optionalText,
  localCurrencyCode: optionalText,
  localPrice: amount.nullish(),
  usdPrice: amount.nullish(),
  exchangeRate: amount.nullish(),
  mcc: optionalText,
  subscriptionOrderId: optionalText,
  freeTrialYN: optionalYesNo,
  tieredSubscriptionYN: optionalYesNo,
});

export const OrderAnswer = z
  .looseObject({ continuationToken: optionalText, orderItemList: z.array(Order).nullish() })
  // Either key may be missing, but an answer with neither must not read as a day without sales.
  .refine(
    (page) => page.orderItemList !== undefined || page.continuationToken !== undefined,
    "has neither orderItemList nor continuationToken",
  )
  .transform(({ continuationToken, orderItemList }) => ({
    orders: orderItemList ?? [],
    ...(continuationToken ? { continuationToken } : {}),
  }));
