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
export interface Receipt {
  /** `success`, or `cancel` when it was returned since; others may come. */
  status: ReceiptStatus;
  /** Id of the item or subscription within the app. */
  itemId?: string | null | undefined;
  /** Title of the item. */
  itemName?: string | null | undefined;
  /** Description of the item. */
  itemDesc?: string | null | undefined;
  /** `Item` or `Subscription`. */
  itemType?: string | null | undefined;
  /** Id on the buyer's receipt. */
  orderId?: string | null | undefined;
  /** Id of the payment transaction. */
  paymentId?: string | null | undefined;
  /** Android package name; a documented sample with the status `cancel` lacks it. */
  packageName?: string | null | undefined;
  /** Three-letter country. */
  countryCode?: string | null | undefined;
  /** Moment of the purchase; GMT on the wire. */
  purchaseDate?: Date | null | undefined;
  /** With tax, in `currencyCode`. */
  paymentAmount?: string | null | undefined;
  /** Free text, e.g. `Credit Card`, `Free`. */
  paymentMethod?: string | null | undefined;
  /** ISO 4217 code. */
  currencyCode?: string | null | undefined;
  /** Symbol, e.g. `$`. */
  currencyUnit?: string | null | undefined;
  /** `PRODUCTION` or `TEST`. A server in production should refuse `TEST`. */
  mode?: string | null | undefined;
  /** True: consumed. Only for items that can be. */
  consumeYN?: boolean | null | undefined;
  /** Moment at which it was consumed; GMT on the wire. */
  consumeDate?: Date | null | undefined;
  /** Model of the device that consumed it. */
  consumeDeviceModel?: string | null | undefined;
  /** True: acknowledged. */
  acknowledgeYN?: boolean | null | undefined;
  /** Moment at which it was acknowledged; GMT on the wire. */
  acknowledgeDate?: Date | null | undefined;
  /** Model of the device that acknowledged it. */
  acknowledgeDeviceModel?: string | null | undefined;
  /** Given by the app when it asked for the purchase. */
  passThroughParam?: string | null | undefined;
  /** Given by the app (IAP SDK 6.5.0 and later) to recognise the account. */
  obfuscatedAccountId?: string | null | undefined;
  /** Given by the app (IAP SDK 6.5.0 and later) to recognise the profile. */
  obfuscatedProfileId?: string | null | undefined;
  /** Only with `cancel`. */
  cancelDate?: Date | null | undefined;
  /** What the store sends beyond that is kept. */
  [key: string]: unknown;
}

export const Receipt: z.ZodType<Receipt> = z
  .looseObject({
    status: text
      .transform((status): ReceiptStatus => status)
      // With an error code it is read as the failure it is before it comes here.
      .refine((status) => status !== "fail", "says that the purchase could not be verified"),
    itemId: optionalText,
    itemName: optionalText,
    itemDesc: optionalText,
    itemType: optionalText,
    orderId: optionalText,
    paymentId: optionalText,
    packageName: optionalText,
    countryCode: optionalText,
    purchaseDate: optionalMoment,
    paymentAmount: amount.nullish(),
    paymentMethod: optionalText,
    currencyCode: optionalText,
    currencyUnit: optionalText,
    mode: optionalText,
    consumeYN: optionalYesNo,
    consumeDate: optionalMoment,
    consumeDeviceModel: optionalText,
    acknowledgeYN: optionalYesNo,
    acknowledgeDate: optionalMoment,
    acknowledgeDeviceModel: optionalText,
    passThroughParam: optionalText,
    obfuscatedAccountId: optionalText,
    obfuscatedProfileId: optionalText,
    cancelDate: optionalMoment,
    // The table's spelling of consumeDate; its samples have the other.
    comsumeDate: optionalMoment,
  })
  .transform(({ comsumeDate, ...receipt }) =>
    comsumeDate ? { ...receipt, consumeDate: receipt.consumeDate ?? comsumeDate } : receipt,
  );
