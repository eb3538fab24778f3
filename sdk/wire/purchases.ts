/** Answers about single purchases: acknowledgment and receipt. Source: Samsung IAP Purchase Acknowledgment, Receipt API. */

import { z } from "zod";
import { amount, list, number, optionalMoment, optionalText, optionalYesNo, text } from "./values";

export const AcknowledgmentAnswer = z.looseObject({
  totalCount: number.nullish(),
  purchaseItemList: list(z.looseObject({ purchaseId: text, statusCode: text, statusString: optionalText })),
});

/** `cancel`: paid once and returned since. A purchase that cannot be verified is an error. Others may come. */
export type ReceiptStatus = "success" | "cancel" | (string & {});

/** What the store knows of one purchase. */
export const Receipt = z
  .looseObject({
    status: text
      .transform((status): ReceiptStatus => status)
      // With an error code it is read as the failure it is before it comes here.
      .refine((status) => status !== "fail", "says that the purchase could not be verified"),
    itemId: optionalText,
    itemName: optionalText,
    itemDesc: optionalText,
    /** `Item` or `Subscription`. */
    itemType: optionalText,
    orderId: optionalText,
    paymentId: optionalText,
    packageName: optionalText,
    /** Three-letter country. */
    countryCode: optionalText,
    purchaseDate: optionalMoment,
    /** With tax, in `currencyCode`. */
    paymentAmount: amount.nullish(),
    /** Free text, e.g. `Credit Card`, `Free`. */
    paymentMethod: optionalText,
    /** ISO 4217 code. */
    currencyCode: optionalText,
    /** Symbol, e.g. `$`. */
    currencyUnit: optionalText,
    /** `PRODUCTION` or `TEST`. A server in production should refuse `TEST`. */
    mode: optionalText,
    consumeYN: optionalYesNo,
    consumeDate: optionalMoment,
    consumeDeviceModel: optionalText,
    acknowledgeYN: optionalYesNo,
    acknowledgeDate: optionalMoment,
    acknowledgeDeviceModel: optionalText,
    /** Given by the app when it asked for the purchase. */
    passThroughParam: optionalText,
    obfuscatedAccountId: optionalText,
    obfuscatedProfileId: optionalText,
    /** Only with `cancel`. */
    cancelDate: optionalMoment,
    // The table's spelling of consumeDate; its samples have the other.
    comsumeDate: optionalMoment,
  })
  .transform(({ comsumeDate, ...receipt }) =>
    comsumeDate ? { ...receipt, consumeDate: receipt.consumeDate ?? comsumeDate } : receipt,
  );
export type Receipt = z.infer<typeof Receipt>;
