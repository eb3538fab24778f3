/** Payments and refunds of a seller as the store writes them. Source: Samsung IAP Orders API. */

import { z } from "zod";
import { amount, optionalMoment, optionalText, optionalYesNo, text } from "./values";

/** `2` payment completed, `3` payment cancelled (refund); others may come. */
export type OrderStatus = "2" | "3" | (string & {});

/** One payment or refund. The same `orderId` may be there with several purchase ids. */
export const Order = z.looseObject({
  /** Id on the buyer's receipt. */
  orderId: text,
  /** Id of the payment; receipts are verified by it. */
  purchaseId: text,
  /** Id of the app, 12 digits. */
  contentId: optionalText,
  /** Three-letter country of the sale. */
  countryId: optionalText,
  /** Android package name of the app. */
  packageName: optionalText,
  /** Id of the item or subscription within the app. */
  itemId: optionalText,
  /** Title of the item. */
  itemTitle: optionalText,
  /** `2` paid, `3` cancelled and paid back; others may come. */
  status: text.transform((status): OrderStatus => status),
  /** The order was asked for. */
  orderTime: optionalMoment,
  /** It was paid. */
  completionTime: optionalMoment,
  /** It was cancelled by an administrator. */
  refundTime: optionalMoment,
  /** Symbol, e.g. `$`. */
  localCurrency: optionalText,
  /** ISO 4217 code of `localPrice`. */
  localCurrencyCode: optionalText,
  /** Price in `localCurrencyCode`, decimal text. */
  localPrice: amount.nullish(),
  /** Price in US dollars, decimal text. */
  usdPrice: amount.nullish(),
  /** US dollars at the time of the purchase. */
  exchangeRate: amount.nullish(),
  /** Country code of the SIM card. */
  mcc: optionalText,
  /** For subscriptions: the first order. */
  subscriptionOrderId: optionalText,
  /** True: bought in a free trial. */
  freeTrialYN: optionalYesNo,
  /** True: bought at an introductory price. */
  tieredSubscriptionYN: optionalYesNo,
});
export type Order = z.infer<typeof Order>;

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
