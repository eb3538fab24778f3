/** The state of a subscription as the store writes it. Source: Samsung IAP Subscription API and public client code. */

import { z } from "zod";
import { amount, number, optionalMoment, optionalText, optionalYesNo, text } from "./values";

/** `CANCEL`: cancelled, usable until its end; others may come. */
export type SubscriptionStatus = "ACTIVE" | "CANCEL" | (string & {});

interface Price {
  /** ISO 4217 code. */
  localCurrencyCode?: string | null | undefined;
  /** What the user pays a period, decimal text. */
  localPrice?: string | null | undefined;
  /** Item price with tax, decimal text; not part of a new price. */
  supplyPrice?: string | null | undefined;
  /** What the store sends beyond that is kept. */
  [key: string]: unknown;
}

const Price: z.ZodType<Price> = z.looseObject({
  localCurrencyCode: optionalText,
  localPrice: amount.nullish(),
  supplyPrice: amount.nullish(),
});

/** A change of price that waits for its date, or for the user. */
export interface PriceChange {
  /** E.g. `PRICE_INCREASE_USER_AGREEMENT_REQUIRED`, `PRICE_INCREASE_NO_USER_AGREEMENT_REQUIRED`, `PRICE_DECREASE`. */
  priceChangeMode?: string | null | undefined;
  /** Where the change stands, e.g. `NEW_STATE`; the values are not documented. */
  priceChangeStatus?: string | null | undefined;
  /** Moment at which the user answered; null: not yet, or not needed. */
  priceChangeConsentDate?: Date | null | undefined;
  /** First payment at the new price. */
  expectedNewPriceChargeDate?: Date | null | undefined;
  /** The price from then on. */
  newPrice?: Price | null | undefined;
  /** What the store sends beyond that is kept. */
  [key: string]: unknown;
}

export const PriceChange: z.ZodType<PriceChange> = z.looseObject({
  priceChangeMode: optionalText,
  priceChangeStatus: optionalText,
  priceChangeConsentDate: optionalMoment,
  expectedNewPriceChargeDate: optionalMoment,
  newPrice: Price.nullish(),
});

/** The state of a subscription, under any purchase id of its chain. */
export interface Subscription {
  /** `ACTIVE`, or `CANCEL`: no renewal, usable until its end; others may come. */
  subscriptionStatus: SubscriptionStatus;
  /** First purchase. */
  subscriptionPurchaseDate?: Date | null | undefined;
  /** End of the current period. */
  subscriptionEndDate?: Date | null | undefined;
  /** Purchase id of the first payment; it names the whole chain. */
  subscriptionFirstPurchaseID?: string | null | undefined;
  /** Three-letter country. */
  countryCode?: string | null | undefined;
  /** What a period costs. */
  price?: Price | null | undefined;
  /** Id of the subscription item within the app. */
  itemID?: string | null | undefined;
  /** Title of the item. Source: one public client. */
  itemTitle?: string | null | undefined;
  /** `Y`, `N`; seen once: `T` for an introductory price. */
  freeTrial?: string | null | undefined;
  /** True: a real payment; false: a test. */
  realMode?: boolean | null | undefined;
  /** Order id of the latest payment. */
  latestOrderId?: string | null | undefined;
  /** Moment of the latest renewal; null: none yet. */
  latestRenewalDate?: Date | null | undefined;
  /** Introductory payments so far. */
  totalNumberOfTieredPayment?: number | null | undefined;
  /** Payments so far, the first and its renewals. */
  totalNumberOfRenewalPayment?: number | null | undefined;
  /** `F` free trial, `T` introductory, `R` regular. */
  currentPaymentPlan?: string | null | undefined;
  /** Moment of the cancellation; null: not cancelled. */
  cancelSubscriptionDate?: Date | null | undefined;
  /** `1` by the user, `2` by the system, `3` billing error, `4` item not purchasable at renewal, `5` unknown. */
  cancelSubscriptionReason?: string | null | undefined;
  /** True: a renewal payment failed and the grace period runs; the subscription stays active. */
  gracePeriodYN?: boolean | null | undefined;
  /** End of the grace period; null: none runs. */
  gracePeriodEndDate?: Date | null | undefined;
  /** A change of price that is announced; null: none. */
  priceChange?: PriceChange | null | undefined;
  /** What the store sends beyond that is kept. */
  [key: string]: unknown;
}

export const Subscription: z.ZodType<Subscription> = z.looseObject({
  subscriptionStatus: text.transform((status): SubscriptionStatus => status),
  subscriptionPurchaseDate: optionalMoment,
  subscriptionEndDate: optionalMoment,
  subscriptionFirstPurchaseID: optionalText,
  countryCode: optionalText,
  price: Price.nullish(),
  itemID: optionalText,
  itemTitle: optionalText,
  freeTrial: optionalText,
  realMode: optionalYesNo,
  latestOrderId: optionalText,
  latestRenewalDate: optionalMoment,
  totalNumberOfTieredPayment: number.nullish(),
  totalNumberOfRenewalPayment: number.nullish(),
  currentPaymentPlan: optionalText,
  cancelSubscriptionDate: optionalMoment,
  cancelSubscriptionReason: optionalText,
  gracePeriodYN: optionalYesNo,
  gracePeriodEndDate: optionalMoment,
  priceChange: PriceChange.nullish(),
});
