/** The content record: everything the store holds about one app. Source: Content Publish API, "View seller's app details". */

import { z } from "zod";
import { contentId, list, optionalText, optionalYesNo, text, yesNo } from "./values";

export const Screenshot = z.looseObject({
  /** URL of the image as the store serves it. */
  screenshotPath: optionalText,
  /** File key of an upload; null for a stored image. */
  screenshotKey: optionalText,
  /** True: keep the stored image. */
  reuseYn: optionalYesNo,
});
export type Screenshot = z.infer<typeof Screenshot>;

export const ContentBinary = z.looseObject({
  /** Sequence within the app, given by the store; it only rises. */
  binarySeq: text,
  /** Name of the file as it was uploaded; before July 2026 one that the store made. */
  fileName: optionalText,
  /** `versionCode` of the manifest, a whole number as text. */
  versionCode: optionalText,
  /** `versionName` of the manifest. */
  versionName: optionalText,
  /** Android package name, from the manifest. */
  packageName: optionalText,
  /** `32bit`, `32/64bit`, `64bit` or null. */
  nativePlatforms: optionalText,
  /** Lowest Android API level, a whole number as text. */
  apiminSdkVersion: optionalText,
  /** Highest Android API level as text; null: no limit. */
  apimaxSdkVersion: optionalText,
  /** True: the build contains the IAP SDK. */
  iapSdk: optionalYesNo,
  /** True: the build uses Google services. */
  gms: optionalYesNo,
  /** File key of the upload that it was registered from; lower-case on the wire. */
  filekey: optionalText,
});
export type ContentBinary = z.infer<typeof ContentBinary>;

export const SellCountry = z.looseObject({
  /** Three-letter code of a country of sale. */
  countryCode: text.transform((code) => code.trim()),
  /** Decimal text in the country's currency; null: derived by the store from `standardPrice`. */
  price: optionalText,
});
export type SellCountry = z.infer<typeof SellCountry>;

export const AddLanguage = z.looseObject({
  /** Three-letter code of the language; all lower-case on the wire. */
  languagecode: text,
  /** Title in this language, 100 bytes of UTF-8 at most. */
  appTitle: optionalText,
  /** Description in this language, 4,000 bytes of UTF-8 at most. */
  description: optionalText,
  /** What's new in this language, 4,000 bytes of UTF-8 at most. */
  newFeature: optionalText,
  /** Short description in this language, 20 to 240 bytes of UTF-8. Limit: Samsung's fastlane plugin. */
  shortDescription: optionalText,
  /** Screenshots in display order, 4 to 8 are shown. */
  screenshots: list(Screenshot),
});
export type AddLanguage = z.infer<typeof AddLanguage>;

const Category = z.looseObject({ name: optionalText, type: optionalText });

/**
 * One record of a content: the live one (SALE), or the open registration or update (REGISTRATION). They are told apart
 * by `contentStatus`. Lists that the store leaves out read as empty, other absent values as null or undefined.
 */
export const ContentRecord = z.looseObject({
  contentId,
  /** State of this record, e.g. `FOR_SALE`, `UPDATING`, `READY_FOR_REVIEW`; others may come. */
  contentStatus: text,
  /** Uncertain: one client depends on it, a real trace lacks it. */
  appStatus: optionalText,
  /** Title in the default language, 100 bytes of UTF-8 at most. */
  appTitle: optionalText,
  /** URL of the icon. */
  icon: optionalText,
  /** File key of a new icon: PNG, 512 x 512 pixels, 1,024 KB at most. Null in answers. */
  iconKey: optionalText,
  /** Three-letter code of the language of the top-level texts. */
  defaultLanguageCode: optionalText,
  /** Kind of the app, `android`. */
  applicationType: optionalText,
  /** Description in the default language, 4,000 bytes of UTF-8 at most. */
  longDescription: optionalText,
  /** Short description in the default language, 20 to 240 bytes of UTF-8. Limit: Samsung's fastlane plugin. */
  shortDescription: optionalText,
  /** What's new in the default language, 4,000 bytes of UTF-8 at most. */
  newFeature: optionalText,
  /** Age from which the app may be used, in years: `0`, `4`, `12`, `16` or `18`. */
  ageLimit: optionalText,
  /** The same for China: `0`, `3`, `8`, `12`, `16` or `18`. */
  chinaAgeLimit: optionalText,
  /** URL of the open-source notice, 200 bytes at most. */
  openSourceURL: optionalText,
  /** URL of the privacy policy, 200 bytes at most. */
  privatePolicyURL: optionalText,
  /** Yes or no beside `privatePolicyURL`. In the documentation since 2026, without a meaning that could be read. */
  privatePolicyURLYN: optionalYesNo,
  /** URL of the terms. Seen in answers, not documented. */
  termAndConditionURL: optionalText,
  /** Video: documented as its id of 11 characters, seen as a whole URL. */
  youTubeURL: optionalText,
  /** Shown in place of the seller's name, 100 bytes at most. */
  copyrightHolder: optionalText,
  /** E-mail address for users, 100 bytes at most. */
  supportEMail: optionalText,
  /** Page for users who need help, 200 bytes at most. */
  supportedSiteUrl: optionalText,
  /** The record of an update lists the live binaries and the new ones. */
  binaryList: list(ContentBinary),
  /** US dollars as decimal text. */
  standardPrice: optionalText,
  /** True: the app itself costs money. */
  paid: optionalYesNo,
  /** True: it goes on sale by itself in countries that the store opens. */
  autoAddCountry: optionalYesNo,
  /** `01` automatic after pre-review, `02` on a date, `03` manual. */
  publicationType: optionalText,
  /** `YYYY-MM-DD HH:mm:ss`; the time zone is not documented. */
  startPublicationDate: optionalText,
  /** `YYYY-MM-DD`; `9999-12-31` is no end. */
  stopPublicationDate: optionalText,
  /** True: the seller confirms the export laws of the USA; needed to submit. */
  usExportLaws: optionalYesNo,
  /** The seller's note to the reviewers. */
  reviewComment: optionalText,
  /** Name of the file for the reviewers. */
  reviewFilename: optionalText,
  /** File key of a new file for the reviewers. */
  reviewFilekey: optionalText,
  /** URL of the edge image. */
  edgescreen: optionalText,
  /** File key of a new edge image: PNG, 160 x 2560 pixels, 1,024 KB at most. */
  edgescreenKey: optionalText,
  /** URL of the wide edge image. */
  edgescreenplus: optionalText,
  /** File key of a new wide edge image: PNG, 550 x 2560 pixels, 1,024 KB at most. */
  edgescreenplusKey: optionalText,
  /** URL of the hero image; games only. */
  heroImage: optionalText,
  /** File key of a new hero image: JPG or PNG, 1200 x 675 pixels, 1,024 KB at most; games only. */
  heroImageKey: optionalText,
  /** E-mail addresses that are told of the review's result, 20 at most. */
  notifyResult: list(text),
  /** Countries of sale with their prices. */
  sellCountryList: list(SellCountry),
  /** Three-letter codes of the languages that the app itself speaks. */
  supportedLanguages: list(text),
  /** Texts and screenshots of the languages beside the default one. */
  addLanguage: list(AddLanguage),
  /** Screenshots of the default language in display order, 4 to 8 are shown. */
  screenshots: list(Screenshot),
  /** Categories of the app; only the Seller Portal can change them. */
  category: list(Category),
});
export type ContentRecord = z.infer<typeof ContentRecord>;

/** Answer of "View seller's app details"; a lone object is taken as a list of one. */
export const ContentRecords = z.union([z.array(ContentRecord), ContentRecord.transform((record) => [record])]);

/** One row of "View seller's app list". The same content id appears twice while an update is open. */
export const AppSummary = z.looseObject({
  contentId,
  /** Title in the default language. */
  contentName: optionalText,
  /** State of the record; an update may read `REGISTERING` here and `UPDATING` in the record. */
  contentStatus: text,
  /** US dollars as decimal text; null when it never had a price. */
  standardPrice: optionalText,
  /** True: the app itself costs money. */
  paid: yesNo.nullish(),
  /** Last change, as the store writes it: `YYYY-MM-DD HH:mm:ss.S`; the time zone is not documented. */
  modifyDate: optionalText,
});
export type AppSummary = z.infer<typeof AppSummary>;
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
