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
    /** `success`, or `cancel` when it was returned since; others may come. */
    status: text
      .transform((status): ReceiptStatus => status)
      // With an error code it is read as the failure it is before it comes here.
      .refine((status) => status !== "fail", "says that the purchase could not be verified"),
    /** Id of the item or subscription within the app. */
    itemId: optionalText,
    /** Title of the item. */
    itemName: optionalText,
    /** Description of the item. */
    itemDesc: optionalText,
    /** `Item` or `Subscription`. */
    itemType: optionalText,
    /** Id on the buyer's receipt. */
    orderId: optionalText,
    /** Id of the payment transaction. */
    paymentId: optionalText,
    /** Android package name; a documented sample with the status `cancel` lacks it. */
    packageName: optionalText,
    /** Three-letter country. */
    countryCode: optionalText,
    /** Moment of the purchase; GMT on the wire. */
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
    /** True: consumed. Only for items that can be. */
    consumeYN: optionalYesNo,
    /** Moment at which it was consumed; GMT on the wire. */
    consumeDate: optionalMoment,
    /** Model of the device that consumed it. */
    consumeDeviceModel: optionalText,
    /** True: acknowledged. */
    acknowledgeYN: optionalYesNo,
    /** Moment at which it was acknowledged; GMT on the wire. */
    acknowledgeDate: optionalMoment,
    /** Model of the device that acknowledged it. */
    acknowledgeDeviceModel: optionalText,
    /** Given by the app when it asked for the purchase. */
    passThroughParam: optionalText,
    /** Given by the app (IAP SDK 6.5.0 and later) to recognise the account. */
    obfuscatedAccountId: optionalText,
    /** Given by the app (IAP SDK 6.5.0 and later) to recognise the profile. */
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
