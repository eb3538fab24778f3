/** What the emulated store holds, as one JSON format: read as a seed, written as a dump, and typed for the rules. */
import { z } from "zod";
import { CATEGORIES } from "../../sdk/facts/categories";
import { COUNTRIES, COUNTRY_GROUPS } from "../../sdk/facts/countries";
import { LISTING_LANGUAGES, SUPPORTED_LANGUAGES } from "../../sdk/facts/languages";
import { AGE_LIMITS, CHINA_AGE_LIMITS, ITEM_ID_PATTERN, NO_END_DATE } from "../../sdk/facts/limits";
import { CONTENT_STATUSES, SALE_STATUSES } from "../../sdk/facts/states";
import { commentSchema } from "./commentModel";
import { readingsSchema } from "./readings";
import { salesSchema } from "./salesModel";
import { codes, contentId, country, day, decimalText, moment, yesNo } from "./values";

const digits = (values: readonly number[]) => z.enum(values.map(String));
const language = codes(LISTING_LANGUAGES).meta({ id: "language", description: "Language code of the store." });
const percent = z.int().min(0).max(100);

/** One translated listing. Screenshots are addresses in display order. */
const listingSchema = z
  .strictObject({
    languagecode: language,
    appTitle: z.string().min(1),
    description: z.string(),
    newFeature: z.string().default(""),
    shortDescription: z.string().default(""),
    screenshots: z.array(z.string()).default([]),
  })
  .meta({ id: "listing" });

/** A record holds the parts of a content that a seller edits, under the store's own keys. [D: content record] */
export const contentSchema = z
  .strictObject({
    appTitle: z.string(),
    icon: z.string().nullable().default(null),
    defaultLanguageCode: language,
    applicationType: z.string().default("android"),
    longDescription: z.string().default(""),
    shortDescription: z.string().default(""),
    newFeature: z.string().default(""),
    ageLimit: digits(AGE_LIMITS).default("0"),
    chinaAgeLimit: digits(CHINA_AGE_LIMITS).nullable().default(null),
    openSourceURL: z.string().default(""),
    privatePolicyURL: z.string().default(""),
    privatePolicyURLYN: yesNo.default("N"),
    termAndConditionURL: z.string().nullable().default(null),
    youTubeURL: z.string().default(""),
    copyrightHolder: z.string().default(""),
    supportEMail: z.string().default(""),
    supportedSiteUrl: z.string().default(""),
    standardPrice: decimalText.default("0"),
    paid: yesNo.default("N"),
    autoAddCountry: z.boolean().default(false),
    publicationType: z.enum(["01", "02", "03"]).default("01"),
    startPublicationDate: moment.nullable().default(null),
    stopPublicationDate: day.default(NO_END_DATE),
    usExportLaws: z.boolean().default(true),
    reviewComment: z.string().nullable().default(null),
    reviewFilename: z.string().nullable().default(null),
    edgescreen: z.string().nullable().default(null),
    edgescreenplus: z.string().nullable().default(null),
    heroImage: z.string().nullable().default(null),
    notifyResult: z.array(z.string()).default([]),
    sellCountryList: z
      .array(
        z.strictObject({
          countryCode: codes([...COUNTRIES, ...COUNTRY_GROUPS]),
          price: decimalText.nullable().default(null),
        }),
      )
      .default([]),
    supportedLanguages: z.array(codes(SUPPORTED_LANGUAGES)).default([]),
    addLanguage: z.array(listingSchema).default([]),
    screenshots: z.array(z.string()).default([]),
    category: z
      .array(z.strictObject({ name: z.enum([...CATEGORIES, "Others", "Other"]), type: z.string() }))
      .default([]),
  })
  .meta({ id: "content" });

export const rolloutStatusSchema = z.enum(["ENABLED", "DISABLED", "PAUSED"]);

const binarySchema = z
  .strictObject({
    binarySeq: z.string().regex(/^\d+$/, "digits"),
    fileName: z.string().min(1),
    fileSize: z.int().min(0).describe("Bytes."),
    versionCode: z.string().regex(/^\d+$/, "digits"),
    versionName: z.string(),
    nativePlatforms: z.enum(["32bit", "32/64bit", "64bit"]).nullable().default(null),
    apiminSdkVersion: z.string().default("1"),
    apimaxSdkVersion: z.string().nullable().default(null),
    iapSdk: yesNo.default("N"),
    gms: yesNo.default("Y"),
    rolloutStatus: rolloutStatusSchema.default("DISABLED"),
    deployedRate: percent
      .nullable()
      .default(null)
      .describe("Largest share of users that has been able to get this binary; null while it has never been live."),
    devices: z
      .boolean()
      .default(true)
      .describe("Whether devices are chosen for this binary; without them it cannot be submitted (5030)."),
  })
  .meta({ id: "binary" });

export const rolloutSchema = z.strictObject({
  rate: percent,
  countries: z.partialRecord(country, percent).default({}),
});

export const betaTestSchema = z.strictObject({
  testers: z.array(z.string()).default([]),
  feedbackChannel: z.string().default(""),
});

const recordSchema = z
  .strictObject({
    contentStatus: z.enum(CONTENT_STATUSES).describe("Where the record is between registering and the end of sale."),
    modifyDate: moment.default("2026-10-01 08:15:00"),
    content: contentSchema,
    binaries: z.array(binarySchema).default([]),
    rollout: rolloutSchema.nullable().default(null),
    betaTest: betaTestSchema.nullable().default(null),
    reviewStepAt: z
      .number()
      .nullable()
      .default(null)
      .describe("When the record came into its present step of the review, in milliseconds since the epoch."),
  })
  .meta({ id: "record" });

const itemPriceSchema = z.strictObject({
  countryId: country,
  currency: z.string().regex(/^[A-Z]{3}$/, "three upper-case letters"),
  localPrice: decimalText,
});

export const itemSchema = z
  .strictObject({
    id: z.string().regex(ITEM_ID_PATTERN, "letters, digits, period, dash, underscore"),
    title: z.string().min(1),
    description: z.string().min(1),
    type: z.enum(["ITEM", "NON_CONSUMABLE", "CONSUMABLE", "UNSPECIFIED"]).default("ITEM"),
    status: z.enum(["PUBLISHED", "UNPUBLISHED", "UNSPECIFIED"]).default("PUBLISHED"),
    itemPaymentMethod: z.strictObject({ phoneBillStatus: z.boolean() }).default({ phoneBillStatus: false }),
    usdPrice: z.number().min(0),
    prices: z.array(itemPriceSchema).min(1),
  })
  .meta({ id: "item" });

const appSchema = z
  .strictObject({
    contentId,
    packageName: z.string().min(1),
    preRegistered: z.boolean().default(false).describe("Customers can register for it before it is on sale."),
    nextBinarySeq: z
      .int()
      .min(1)
      .optional()
      .describe("The number that the next binary will get; numbers are never used twice."),
    registeredFiles: z
      .array(z.strictObject({ fileName: z.string(), versionCode: z.string() }))
      .optional()
      .describe("File names and version codes of every binary that was ever registered."),
    sale: recordSchema.nullable().default(null).describe("What is in service."),
    registration: recordSchema.nullable().default(null).describe("The first registration, or the open update."),
    items: z.array(itemSchema).default([]),
    /** Items that were taken out of the catalog, as they were last. */
    removedItems: z.array(itemSchema).default([]),
    comments: z.array(commentSchema).default([]),
    sales: salesSchema.prefault({}),
    /** Where server notifications of this app go. [D: an address per app or item; one per app: G] */
    notificationUrl: z.url().nullable().default(null).describe("Where server notifications of this app go."),
  })
  .refine((app) => app.sale !== null || app.registration !== null, "an app has a sale or a registration record");

/**
 * An app has two records: the live one (SALE) is on sale, suspended or terminated, the open registration or update
 * (REGISTRATION) in any other status. [D]
 * `BETA_DEPLOYED` and `BETA_SUSPENDED` are SALE records. [G]
 */
export const LIVE_STATUSES: readonly string[] = [...SALE_STATUSES, "BETA_DEPLOYED", "BETA_SUSPENDED"];

const SCOPES = ["publishing", "gss"] as const;

const sellerSchema = z.strictObject({
  name: z.string().min(1),
  sellerSeq: contentId,
  commercial: z.boolean().default(true).describe("Only commercial sellers sell paid apps and in-app items."),
  serviceAccounts: z
    .array(z.strictObject({ id: z.string().min(1), scopes: z.array(z.enum(SCOPES)).min(1) }))
    .default([]),
  apps: z.array(appSchema).default([]),
});

/** What an uploaded file turned out to be. */
const uploadSchema = z.strictObject({
  fileKey: z.string(),
  sellerSeq: contentId,
  fileName: z.string(),
  fileSize: z.int().min(0),
  /** Milliseconds since the epoch; null: at no known time. */
  uploadedAt: z.number().nullable().default(null),
  image: z
    .strictObject({ type: z.string(), width: z.int(), height: z.int(), base64: z.base64() })
    .nullable()
    .default(null),
  package: z
    .strictObject({
      name: z.string(),
      versionCode: z.string(),
      versionName: z.string(),
      minSdk: z.string(),
      maxSdk: z.string().nullable(),
      nativePlatforms: z.enum(["32bit", "32/64bit", "64bit"]).nullable(),
      iapSdk: yesNo,
    })
    .nullable()
    .default(null),
});

export const settingsSchema = z.strictObject({
  review: z
    .enum(["immediate", "timed", "manual"])
    .default("immediate")
    .describe("Decided at once, by the store's clock (30 seconds per step), or by the review call."),
  strict: z.boolean().default(false).describe("contentUpdate needs the four fields that the documents require."),
  asyncUpdates: z.boolean().default(false).describe("contentUpdate is answered 303, then polled."),
  acknowledgeItems: z.boolean().default(true).describe("Whether one-time items can be acknowledged too."),
  notificationUrl: z
    .url()
    .nullable()
    .default(null)
    .describe("Where server notifications go, for apps that have no address of their own."),
  /** Bytes of the largest file that is taken; the documents state no limit. [G] */
  uploadMaxBytes: z
    .int()
    .min(1)
    .default(4 * 1024 ** 3)
    .describe("Bytes of the largest file that is taken."),
  readings: readingsSchema.prefault({}).describe("How the store is read where sources are silent or disagree."),
});

const seedShape = z.strictObject({
  $schema: z.string().optional().describe("Where this schema is, for editors; ignored."),
  settings: settingsSchema.prefault({}),
  clockOffsetSeconds: z.number().default(0).describe("How far the store's clock is ahead of the machine's."),
  unknownAccounts: z
    .array(z.string())
    .default([])
    .describe("E-mail addresses that are not Samsung accounts, beside every address at `not-samsung.example`."),
  sellers: z.array(sellerSchema).min(1),
  uploadSessions: z.array(z.strictObject({ id: z.string(), sellerSeq: contentId, createdAt: z.number() })).default([]),
  uploads: z.array(uploadSchema).default([]),
  images: z
    .record(z.string(), z.base64())
    .default({})
    .describe("Bytes of uploaded images by the path of their address; any other image is drawn when it is asked for."),
});

/** What one store can hold once only. */
export const seedSchema = seedShape.superRefine((seed, context) => {
  const seen = new Set<string>();
  const once = (kind: string, value: string, path: (string | number)[]) => {
    if (seen.has(`${kind} ${value}`))
      context.addIssue({ code: "custom", message: `${kind} ${value} is there twice`, path });
    seen.add(`${kind} ${value}`);
  };
  seed.sellers.forEach((seller, at) => {
    once("seller", seller.sellerSeq, ["sellers", at, "sellerSeq"]);
    seller.serviceAccounts.forEach((account, index) => {
      once("service account", account.id, ["sellers", at, "serviceAccounts", index, "id"]);
    });
    seller.apps.forEach((app, index) => {
      for (const which of ["sale", "registration"] as const) {
        const status = app[which]?.contentStatus;
        if (status !== undefined && LIVE_STATUSES.includes(status) !== (which === "sale"))
          context.addIssue({
            code: "custom",
            message: `a ${which} record cannot be ${status}`,
            path: ["sellers", at, "apps", index, which, "contentStatus"],
          });
      }
      once("content id", app.contentId, ["sellers", at, "apps", index, "contentId"]);
      once("package name", app.packageName, ["sellers", at, "apps", index, "packageName"]);
      app.comments.forEach((comment, position) => {
        once("comment", comment.commentId, ["sellers", at, "apps", index, "comments", position, "commentId"]);
        if (comment.replyId !== null)
          once("reply", comment.replyId, ["sellers", at, "apps", index, "comments", position, "replyId"]);
      });
      app.sales.purchases.forEach(({ purchaseId }, position) => {
        once("purchase", purchaseId, ["sellers", at, "apps", index, "sales", "purchases", position, "purchaseId"]);
      });
      app.items.forEach((item, position) => {
        once(`item of ${app.packageName}`, item.id, ["sellers", at, "apps", index, "items", position, "id"]);
      });
    });
  });
});

/** Reads a seed; the failure names the path of everything that is wrong with it. `name`: what the failure calls it. */
export function parseSeed(seed: unknown, name = "The seed"): Dump {
  // Compiling the schema would take longer than the usual seed does without it.
  const result = seedSchema.safeParse(seed, { jitless: true });
  if (!result.success) throw new Error(`${name} is not valid.\n${z.prettifyError(result.error)}`);
  return result.data;
}

/** A whole store as JSON: what `--seed`, `PUT /_emulator/seed` and `startEmulator({ seed })` take. */
export type Seed = z.input<typeof seedShape>;
/** A whole store as JSON with every default written out: what `GET /_emulator/dump` gives. */
export type Dump = z.output<typeof seedShape>;

export type Content = z.output<typeof contentSchema>;
export type Listing = z.output<typeof listingSchema>;
export type Binary = z.output<typeof binarySchema>;
export type Rollout = z.output<typeof rolloutSchema>;
export type BetaTest = z.output<typeof betaTestSchema>;
export type AppRecord = z.output<typeof recordSchema>;
export type Item = z.output<typeof itemSchema>;
export type UploadDump = z.output<typeof uploadSchema>;
export type UploadedPackage = NonNullable<UploadDump["package"]>;
export type Settings = z.output<typeof settingsSchema>;
