/** The content record: everything the store holds about one app. Source: Content Publish API, "View seller's app details". */

import { z } from "zod";
import { contentId, list, optionalText, optionalYesNo, text, yesNo } from "./values";

/** One image of a screenshot list. */
export interface Screenshot {
  /** URL of the image as the store serves it. */
  screenshotPath?: string | null | undefined;
  /** File key of an upload; null for a stored image. */
  screenshotKey?: string | null | undefined;
  /** True: keep the stored image. */
  reuseYn?: boolean | null | undefined;
  /** What the store sends beyond that is kept. */
  [key: string]: unknown;
}

export const Screenshot: z.ZodType<Screenshot> = z.looseObject({
  screenshotPath: optionalText,
  screenshotKey: optionalText,
  reuseYn: optionalYesNo,
});

/** One binary of a record; all of it but `gms` is read from the file by the store. */
export interface ContentBinary {
  /** Sequence within the app, given by the store; it only rises. */
  binarySeq: string;
  /** Name of the file as it was uploaded; before July 2026 one that the store made. */
  fileName?: string | null | undefined;
  /** `versionCode` of the manifest, a whole number as text. */
  versionCode?: string | null | undefined;
  /** `versionName` of the manifest. */
  versionName?: string | null | undefined;
  /** Android package name, from the manifest. */
  packageName?: string | null | undefined;
  /** `32bit`, `32/64bit`, `64bit` or null. */
  nativePlatforms?: string | null | undefined;
  /** Lowest Android API level, a whole number as text. */
  apiminSdkVersion?: string | null | undefined;
  /** Highest Android API level as text; null: no limit. */
  apimaxSdkVersion?: string | null | undefined;
  /** True: the build contains the IAP SDK. */
  iapSdk?: boolean | null | undefined;
  /** True: the build uses Google services. */
  gms?: boolean | null | undefined;
  /** File key of the upload that it was registered from; lower-case on the wire. */
  filekey?: string | null | undefined;
  /** What the store sends beyond that is kept. */
  [key: string]: unknown;
}

export const ContentBinary: z.ZodType<ContentBinary> = z.looseObject({
  binarySeq: text,
  fileName: optionalText,
  versionCode: optionalText,
  versionName: optionalText,
  packageName: optionalText,
  nativePlatforms: optionalText,
  apiminSdkVersion: optionalText,
  apimaxSdkVersion: optionalText,
  iapSdk: optionalYesNo,
  gms: optionalYesNo,
  filekey: optionalText,
});

/** One country of sale. */
export interface SellCountry {
  /** Three-letter code of a country of sale. */
  countryCode: string;
  /** Decimal text in the country's currency; null: derived by the store from `standardPrice`. */
  price?: string | null | undefined;
  /** What the store sends beyond that is kept. */
  [key: string]: unknown;
}

export const SellCountry: z.ZodType<SellCountry> = z.looseObject({
  countryCode: text.transform((code) => code.trim()),
  price: optionalText,
});

/** The listing in one language beside the default one. */
export interface AddLanguage {
  /** Three-letter code of the language; all lower-case on the wire. */
  languagecode: string;
  /** Title in this language, 100 bytes of UTF-8 at most. */
  appTitle?: string | null | undefined;
  /** Description in this language, 4,000 bytes of UTF-8 at most. */
  description?: string | null | undefined;
  /** What's new in this language, 4,000 bytes of UTF-8 at most. */
  newFeature?: string | null | undefined;
  /** Short description in this language, 20 to 240 bytes of UTF-8. Limit: Samsung's fastlane plugin. */
  shortDescription?: string | null | undefined;
  /** Screenshots in display order, 4 to 8 are shown. */
  screenshots: Screenshot[];
  /** What the store sends beyond that is kept. */
  [key: string]: unknown;
}

export const AddLanguage: z.ZodType<AddLanguage> = z.looseObject({
  languagecode: text,
  appTitle: optionalText,
  description: optionalText,
  newFeature: optionalText,
  shortDescription: optionalText,
  screenshots: list(Screenshot),
});

interface Category {
  /** Name of the category, e.g. `Tool`. */
  name?: string | null | undefined;
  /** Documented as the sub-category; seen: `GENERAL_CATEGORY`, `ONE_DEPTH_CATEGORY`, `EXCLUSIVE_ONE_CATEGORY`. */
  type?: string | null | undefined;
  /** What the store sends beyond that is kept. */
  [key: string]: unknown;
}

const Category: z.ZodType<Category> = z.looseObject({ name: optionalText, type: optionalText });

/**
 * One record of a content: the live one (SALE), or the open registration or update (REGISTRATION). They are told apart
 * by `contentStatus`. Lists that the store leaves out read as empty, other absent values as null or undefined.
 */
export interface ContentRecord {
  /** Id of the app, 12 digits. */
  contentId: string;
  /** State of this record, e.g. `FOR_SALE`, `UPDATING`, `READY_FOR_REVIEW`; others may come. */
  contentStatus: string;
  /** Uncertain: one client depends on it, a real trace lacks it. */
  appStatus?: string | null | undefined;
  /** Title in the default language, 100 bytes of UTF-8 at most. */
  appTitle?: string | null | undefined;
  /** URL of the icon. */
  icon?: string | null | undefined;
  /** File key of a new icon: PNG, 512 x 512 pixels, 1,024 KB at most. Null in answers. */
  iconKey?: string | null | undefined;
  /** Three-letter code of the language of the top-level texts. */
  defaultLanguageCode?: string | null | undefined;
  /** Kind of the app, `android`. */
  applicationType?: string | null | undefined;
  /** Description in the default language, 4,000 bytes of UTF-8 at most. */
  longDescription?: string | null | undefined;
  /** Short description in the default language, 20 to 240 bytes of UTF-8. Limit: Samsung's fastlane plugin. */
  shortDescription?: string | null | undefined;
  /** What's new in the default language, 4,000 bytes of UTF-8 at most. */
  newFeature?: string | null | undefined;
  /** Age from which the app may be used, in years: `0`, `4`, `12`, `16` or `18`. */
  ageLimit?: string | null | undefined;
  /** The same for China: `0`, `3`, `8`, `12`, `16` or `18`. */
  chinaAgeLimit?: string | null | undefined;
  /** URL of the open-source notice, 200 bytes at most. */
  openSourceURL?: string | null | undefined;
  /** URL of the privacy policy, 200 bytes at most. */
  privatePolicyURL?: string | null | undefined;
  /** Yes or no beside `privatePolicyURL`. In the documentation since 2026, without a meaning that could be read. */
  privatePolicyURLYN?: boolean | null | undefined;
  /** URL of the terms. Seen in answers, not documented. */
  termAndConditionURL?: string | null | undefined;
  /** Video: documented as its id of 11 characters, seen as a whole URL. */
  youTubeURL?: string | null | undefined;
  /** Shown in place of the seller's name, 100 bytes at most. */
  copyrightHolder?: string | null | undefined;
  /** E-mail address for users, 100 bytes at most. */
  supportEMail?: string | null | undefined;
  /** Page for users who need help, 200 bytes at most. */
  supportedSiteUrl?: string | null | undefined;
  /** The record of an update lists the live binaries and the new ones. */
  binaryList: ContentBinary[];
  /** US dollars as decimal text. */
  standardPrice?: string | null | undefined;
  /** True: the app itself costs money. */
  paid?: boolean | null | undefined;
  /** True: it goes on sale by itself in countries that the store opens. */
  autoAddCountry?: boolean | null | undefined;
  /** `01` automatic after pre-review, `02` on a date, `03` manual. */
  publicationType?: string | null | undefined;
  /** `YYYY-MM-DD HH:mm:ss`; the time zone is not documented. */
  startPublicationDate?: string | null | undefined;
  /** `YYYY-MM-DD`; `9999-12-31` is no end. */
  stopPublicationDate?: string | null | undefined;
  /** True: the seller confirms the export laws of the USA; needed to submit. */
  usExportLaws?: boolean | null | undefined;
  /** The seller's note to the reviewers. */
  reviewComment?: string | null | undefined;
  /** Name of the file for the reviewers. */
  reviewFilename?: string | null | undefined;
  /** File key of a new file for the reviewers. */
  reviewFilekey?: string | null | undefined;
  /** URL of the edge image. */
  edgescreen?: string | null | undefined;
  /** File key of a new edge image: PNG, 160 x 2560 pixels, 1,024 KB at most. */
  edgescreenKey?: string | null | undefined;
  /** URL of the wide edge image. */
  edgescreenplus?: string | null | undefined;
  /** File key of a new wide edge image: PNG, 550 x 2560 pixels, 1,024 KB at most. */
  edgescreenplusKey?: string | null | undefined;
  /** URL of the hero image; games only. */
  heroImage?: string | null | undefined;
  /** File key of a new hero image: JPG or PNG, 1200 x 675 pixels, 1,024 KB at most; games only. */
  heroImageKey?: string | null | undefined;
  /** E-mail addresses that are told of the review's result, 20 at most. */
  notifyResult: string[];
  /** Countries of sale with their prices. */
  sellCountryList: SellCountry[];
  /** Three-letter codes of the languages that the app itself speaks. */
  supportedLanguages: string[];
  /** Texts and screenshots of the languages beside the default one. */
  addLanguage: AddLanguage[];
  /** Screenshots of the default language in display order, 4 to 8 are shown. */
  screenshots: Screenshot[];
  /** Categories of the app; only the Seller Portal can change them. */
  category: Category[];
  /** What the store sends beyond that is kept. */
  [key: string]: unknown;
}

export const ContentRecord: z.ZodType<ContentRecord> = z.looseObject({
  contentId,
  contentStatus: text,
  appStatus: optionalText,
  appTitle: optionalText,
  icon: optionalText,
  iconKey: optionalText,
  defaultLanguageCode: optionalText,
  applicationType: optionalText,
  longDescription: optionalText,
  shortDescription: optionalText,
  newFeature: optionalText,
  ageLimit: optionalText,
  chinaAgeLimit: optionalText,
  openSourceURL: optionalText,
  privatePolicyURL: optionalText,
  privatePolicyURLYN: optionalYesNo,
  termAndConditionURL: optionalText,
  youTubeURL: optionalText,
  copyrightHolder: optionalText,
  supportEMail: optionalText,
  supportedSiteUrl: optionalText,
  binaryList: list(ContentBinary),
  standardPrice: optionalText,
  paid: optionalYesNo,
  autoAddCountry: optionalYesNo,
  publicationType: optionalText,
  startPublicationDate: optionalText,
  stopPublicationDate: optionalText,
  usExportLaws: optionalYesNo,
  reviewComment: optionalText,
  reviewFilename: optionalText,
  reviewFilekey: optionalText,
  edgescreen: optionalText,
  edgescreenKey: optionalText,
  edgescreenplus: optionalText,
  edgescreenplusKey: optionalText,
  heroImage: optionalText,
  heroImageKey: optionalText,
  notifyResult: list(text),
  sellCountryList: list(SellCountry),
  supportedLanguages: list(text),
  addLanguage: list(AddLanguage),
  screenshots: list(Screenshot),
  category: list(Category),
});

/** Answer of "View seller's app details"; a lone object is taken as a list of one. */
export const ContentRecords = z.union([z.array(ContentRecord), ContentRecord.transform((record) => [record])]);

/** One row of "View seller's app list". The same content id appears twice while an update is open. */
export interface AppSummary {
  /** Id of the app, 12 digits. */
  contentId: string;
  /** Title in the default language. */
  contentName?: string | null | undefined;
  /** State of the record; an update may read `REGISTERING` here and `UPDATING` in the record. */
  contentStatus: string;
  /** US dollars as decimal text; null when it never had a price. */
  standardPrice?: string | null | undefined;
  /** True: the app itself costs money. */
  paid?: boolean | null | undefined;
  /** Last change, as the store writes it: `YYYY-MM-DD HH:mm:ss.S`; the time zone is not documented. */
  modifyDate?: string | null | undefined;
  /** What the store sends beyond that is kept. */
  [key: string]: unknown;
}

export const AppSummary: z.ZodType<AppSummary> = z.looseObject({
  contentId,
  contentName: optionalText,
  contentStatus: text,
  standardPrice: optionalText,
  paid: yesNo.nullish(),
  modifyDate: optionalText,
});
export const AppSummaries = z.array(AppSummary);

/** Answer of "Modify app data". The status says `REGISTERING` even when the record then reads `UPDATING`. */
export const UpdateAnswer = z
  .looseObject({
    contentId: contentId.nullish(),
    ctntId: contentId.nullish(),
    contentStatus: optionalText,
    httpStatus: optionalText,
  })
  .nullish()
  .transform((answer) => ({
    /** Id of the app, 12 digits; absent when the answer has none. */
    contentId: answer?.contentId ?? answer?.ctntId ?? undefined,
    /** State of the record as the answer names it. */
    contentStatus: answer?.contentStatus ?? undefined,
  }));
export type UpdateAnswer = z.infer<typeof UpdateAnswer>;
