/** The content record: everything the store holds about one app. Source: Content Publish API, "View seller's app details". */

import { z } from "zod";
import { contentId, list, optionalText, optionalYesNo, text, yesNo } from "./values";

export const Screenshot = z.looseObject({
  /** URL of the image as the store serves it. */
  screenshotPath: optionalText,
  screenshotKey: optionalText,
  /** True: keep the stored image. */
  reuseYn: optionalYesNo,
});
export type Screenshot = z.infer<typeof Screenshot>;

export const ContentBinary = z.looseObject({
  binarySeq: text,
  fileName: optionalText,
  versionCode: optionalText,
  versionName: optionalText,
  packageName: optionalText,
  /** `32bit`, `32/64bit`, `64bit` or null. */
  nativePlatforms: optionalText,
  apiminSdkVersion: optionalText,
  apimaxSdkVersion: optionalText,
  /** True: the build contains the IAP SDK. */
  iapSdk: optionalYesNo,
  /** True: the build uses Google services. */
  gms: optionalYesNo,
  filekey: optionalText,
});
export type ContentBinary = z.infer<typeof ContentBinary>;

export const SellCountry = z.looseObject({
  countryCode: text.transform((code) => code.trim()),
  /** Decimal text in the country's currency; null: derived by the store from `standardPrice`. */
  price: optionalText,
});
export type SellCountry = z.infer<typeof SellCountry>;

export const AddLanguage = z.looseObject({
  languagecode: text,
  appTitle: optionalText,
  description: optionalText,
  newFeature: optionalText,
  shortDescription: optionalText,
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
  contentStatus: text,
  /** Uncertain: one client depends on it, a real trace lacks it. */
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
  /** The record of an update lists the live binaries and the new ones. */
  binaryList: list(ContentBinary),
  /** US dollars as decimal text. */
  standardPrice: optionalText,
  paid: optionalYesNo,
  autoAddCountry: optionalYesNo,
  /** `01` automatic after pre-review, `02` on a date, `03` manual. */
  publicationType: optionalText,
  /** `YYYY-MM-DD HH:mm:ss`; the time zone is not documented. */
  startPublicationDate: optionalText,
  /** `YYYY-MM-DD`; `9999-12-31` is no end. */
  stopPublicationDate: optionalText,
  usExportLaws: optionalYesNo,
  /** The seller's note to the reviewers. */
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
export type ContentRecord = z.infer<typeof ContentRecord>;

/** Answer of "View seller's app details"; a lone object is taken as a list of one. */
export const ContentRecords = z.union([z.array(ContentRecord), ContentRecord.transform((record) => [record])]);

/** One row of "View seller's app list". The same content id appears twice while an update is open. */
export const AppSummary = z.looseObject({
  contentId,
  contentName: optionalText,
  contentStatus: text,
  /** US dollars as decimal text; null when it never had a price. */
  standardPrice: optionalText,
  paid: yesNo.nullish(),
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
    contentId: answer?.contentId ?? answer?.ctntId ?? undefined,
    contentStatus: answer?.contentStatus ?? undefined,
  }));
export type UpdateAnswer = z.infer<typeof UpdateAnswer>;
