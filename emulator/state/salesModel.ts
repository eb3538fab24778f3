/** Downloads, purchases and subscriptions of an app, as a seed and a dump have them. Moments are UTC. */
import { z } from "zod";
import { ITEM_ID_PATTERN } from "../../sdk/facts/limits";
import { country, day, decimalText, moment } from "./values";

const itemId = z.string().regex(ITEM_ID_PATTERN, "letters, digits, period, dash, underscore");
const purchaseId = z.string().regex(/^[0-9a-f]{1,64}$/, "up to 64 hexadecimal digits in lower case");
const device = z.string().min(1).default("SM-S921B");

const purchaseSchema = z.strictObject({
  purchaseId,
  orderId: z.string().min(1),
  itemId,
  itemTitle: z.string(),
  itemDescription: z.string().default(""),
  countryId: country,
  localPrice: decimalText,
  usdPrice: decimalText,
  orderedAt: moment,
  completedAt: moment.nullable().describe("When it was paid; null: the payment did not succeed."),
  refundedAt: moment.nullable().default(null),
  consumedAt: moment.nullable().default(null),
  acknowledgedAt: moment.nullable().default(null),
  device,
  paymentMethod: z.string().default("Credit Card"),
  testMode: z
    .boolean()
    .default(false)
    .describe("Bought by a license tester. Never among the orders, nor in the statistics."),
  betaTest: z.boolean().default(false).describe("Bought in a closed beta."),
  passThroughParam: z.string().nullable().default(null),
  obfuscatedAccountId: z.string().nullable().default(null),
  obfuscatedProfileId: z.string().nullable().default(null),
  subscription: purchaseId
    .nullable()
    .default(null)
    .describe("The payment belongs to the subscription that began with this purchase."),
  plan: z
    .enum(["F", "T", "R"])
    .nullable()
    .default(null)
    .describe("F free trial, T introductory price, R regular; null for items."),
});

const salesPrices = z.array(z.strictObject({ countryId: country, localPrice: decimalText })).min(1);

/** A subscription that is on offer; the Publish API knows none, so it is made in the Seller Portal. */
const subscriptionItemSchema = z.strictObject({
  itemId,
  title: z.string().min(1),
  description: z.string().default(""),
  period: z.enum(["WEEK", "MONTH", "3MONTH", "6MONTH", "YEAR"]),
  usdPrice: decimalText,
  prices: salesPrices,
  freeTrialDays: z.union([z.literal(0), z.int().min(7).max(999)]).default(0),
  introductory: z
    .strictObject({ payments: z.int().min(1), usdPrice: decimalText, prices: salesPrices })
    .nullable()
    .default(null)
    .describe("The first payments are smaller."),
  graceDays: z.literal([0, 3, 7, 14, 30]).default(0),
});

const subscriptionSchema = z.strictObject({
  firstPurchaseId: purchaseId,
  itemId,
  localPrice: decimalText,
  usdPrice: decimalText,
  endsAt: moment.describe("End of the current period, and the moment of the next payment."),
  status: z.enum(["ACTIVE", "CANCEL"]).default("ACTIVE"),
  cancelledAt: moment.nullable().default(null),
  cancelReason: z.enum(["1", "2", "3", "4", "5"]).nullable().default(null),
  resubscribable: z.boolean().default(false).describe("Cancelled by the customer, who may come back before the end."),
  paymentFails: z.boolean().default(false).describe("The customer's card does not work."),
  retryAt: moment.nullable().default(null).describe("When a failed renewal payment is tried again."),
  grace: z.strictObject({ startsAt: moment, endsAt: moment }).nullable().default(null),
  priceChange: z
    .strictObject({
      mode: z.enum([
        "PRICE_INCREASE_USER_AGREEMENT_REQUIRED",
        "PRICE_INCREASE_NO_USER_AGREEMENT_REQUIRED",
        "PRICE_DECREASE",
      ]),
      consentedAt: moment.nullable().default(null),
      chargedFrom: moment,
      localPrice: decimalText,
      usdPrice: decimalText,
    })
    .nullable()
    .default(null),
});

/** Downloads of one day in one country on one kind of device. */
const downloadsSchema = z.strictObject({
  date: day,
  countryId: country,
  device,
  total: z.int().min(0),
  first: z.int().min(0).describe("Devices that had not downloaded the app before."),
  usdSales: decimalText.default("0").describe("What a paid app earned with them, in USD."),
});

/** A history in few words: it is written out, always the same, when somebody looks at it. */
const historySchema = z.strictObject({
  until: day.describe("Its last day."),
  days: z.int().min(1).max(400),
  seed: z.int().describe("Another number, another history."),
  purchasesPerDay: z.int().min(0).max(10_000).default(0),
  busyDays: z
    .partialRecord(day, z.int().min(0).max(10_000))
    .default({})
    .describe("Days that have just so many purchases."),
  refundEvery: z
    .int()
    .min(1)
    .nullable()
    .default(null)
    .describe("Every purchase of this rank is refunded after two days; null: none."),
  downloadsPerDay: z.int().min(0).default(0),
  countries: z.array(country).min(1),
  usdPerDownload: decimalText.default("0").describe("What a new download of a paid app earns, in USD."),
});

export const salesSchema = z
  .strictObject({
    subscriptionItems: z.array(subscriptionItemSchema).default([]),
    purchases: z.array(purchaseSchema).default([]),
    subscriptions: z.array(subscriptionSchema).default([]),
    downloads: z.array(downloadsSchema).default([]),
    history: historySchema.nullable().default(null),
  })
  .superRefine(({ purchases, subscriptions }, context) => {
    const first = new Set(purchases.map((purchase) => purchase.purchaseId));
    subscriptions.forEach((subscription, index) => {
      if (!first.has(subscription.firstPurchaseId))
        context.addIssue({
          code: "custom",
          message: `there is no purchase ${subscription.firstPurchaseId}`,
          path: ["subscriptions", index, "firstPurchaseId"],
        });
    });
  });

export type Purchase = z.output<typeof purchaseSchema>;
export type SubscriptionItem = z.output<typeof subscriptionItemSchema>;
export type Subscription = z.output<typeof subscriptionSchema>;
export type Downloads = z.output<typeof downloadsSchema>;
export type History = z.output<typeof historySchema>;
export type SalesDump = z.output<typeof salesSchema>;
