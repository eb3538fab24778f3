/** The state of a subscription as the store writes it. Source: Samsung IAP Subscription API and public client code. */

import { z } from "zod";
import { amount, number, optionalMoment, optionalText, optionalYesNo, text } from "./values";

/** `CANCEL`: cancelled, usable until its end; others may come. */
export type SubscriptionStatus = "ACTIVE" | "CANCEL" | (string & {});

const Price = z.looseObject({
  /** ISO 4217 code. */
  localCurrencyCode: optionalText,
  /** What the user pays. */
  localPrice: amount.nullish(),
});

/** A change of price that waits for its date, or for the user. */
export const PriceChange = z.looseObject({
  /** E.g. `PRICE_INCREASE_USER_AGREEMENT_REQUIRED`, `PRICE_INCREASE_NO_USER_AGREEMENT_REQUIRED`, `PRICE_DECREASE`. */
  priceChangeMode: optionalText,
  /** Where the change stands, e.g. `NEW_STATE`; the values are not documented. */
  priceChangeStatus: optionalText,
  /** Moment at which the user answered; null: not yet, or not needed. */
  priceChangeConsentDate: optionalMoment,
  /** First payment at the new price. */
  expectedNewPriceChargeDate: optionalMoment,
  /** The price from then on. */
  newPrice: Price.nullish(),
});
export type PriceChange = z.infer<typeof PriceChange>;

export const Subscription = z.looseObject({
  /** `ACTIVE`, or `CANCEL`: no renewal, usable until its end; others may come. */
  subscriptionStatus: text.transform((status): SubscriptionStatus => status),
  /** First purchase. */
  subscriptionPurchaseDate: optionalMoment,
  /** End of the current period. */
  subscriptionEndDate: optionalMoment,
  /** Purchase id of the first payment; it names the whole chain. */
  subscriptionFirstPurchaseID: optionalText,
  /** Three-letter country. */
  countryCode: optionalText,
  /** What a period costs. */
  price: Price.extend({
    /** Item price with tax. */
    supplyPrice: amount.nullish(),
  }).nullish(),
  /** Id of the subscription item within the app. */
  itemID: optionalText,
  /** Title of the item. Source: one public client. */
  itemTitle: optionalText,
  /** `Y`, `N`; seen once: `T` for an introductory price. */
  freeTrial: optionalText,
  /** True: a real payment; false: a test. */
  realMode: optionalYesNo,
  /** Order id of the latest payment. */
  latestOrderId: optionalText,
  /** Moment of the latest renewal; null: none yet. */
  latestRenewalDate: optionalMoment,
  /** Introductory payments so far. */
  totalNumberOfTieredPayment: number.nullish(),
  /** Payments so far, the first and its renewals. */
  totalNumberOfRenewalPayment: number.nullish(),
  /** `F` free trial, `T` introductory, `R` regular. */
  currentPaymentPlan: optionalText,
  /** Moment of the cancellation; null: not cancelled. */
  cancelSubscriptionDate: optionalMoment,
  /** `1` by the user, `2` by the system, `3` billing error, `4` item not purchasable at renewal, `5` unknown. */
  cancelSubscriptionReason: optionalText,
  /** True: a renewal payment failed and the grace period runs; the subscription stays active. */
  gracePeriodYN: optionalYesNo,
  /** End of the grace period; null: none runs. */
  gracePeriodEndDate: optionalMoment,
  /** A change of price that is announced; null: none. */
  priceChange: PriceChange.nullish(),
});
export type Subscription = z.infer<typeof Subscription>;
