/** What the stack keeps of an app beside its inputs, and how it reads from the store's records. */

import type { ContentRecord } from "../../sdk";
import { Refusal, type Stored } from "../lifecycle";
import { type AppRecords, packageNameOf } from "../session";
import type { AppInputs } from "./inputs";
import type { ImageLedger } from "./live";

/** One binary of an app. */
export interface AppBinary {
  binarySeq: string;
  versionCode: string;
  versionName: string;
  /** Name of the registered file. */
  fileName: string;
}

export interface AppOutputs {
  /** Status of the live record, e.g. `FOR_SALE`. */
  status?: string;
  /** Status of the open update, e.g. `UPDATING`; absent when none is open. */
  updateStatus?: string;
  binaries: AppBinary[];
  storeUrl: string;
  /** Where the store serves the images that were sent, by input path. */
  imageUrls: Record<string, string>;
  /** Which of `contentId` and `packageName` the program names; both are outputs as well. */
  identifiedBy: ("contentId" | "packageName")[];
  /** Languages and countries that the store has and the program does not name. */
  unlisted: { listings: string[]; countries: string[] };
}

export type AppState = Stored<AppInputs, AppOutputs>;

/** The two names of an app. */
export const IDENTITY = ["contentId", "packageName"] as const;

/** Before the first change. */
export const NOTHING_SENT: AppOutputs = {
  binaries: [],
  storeUrl: "",
  imageUrls: {},
  identifiedBy: [],
  unlisted: { listings: [], countries: [] },
};

/** The main listing is not among them: it cannot be removed. */
export function unlistedOf(
  { listings = {}, countries = {} }: AppInputs,
  record: ContentRecord,
): AppOutputs["unlisted"] {
  return {
    listings: record.addLanguage.map((listing) => listing.languagecode).filter((code) => !(code in listings)),
    countries: record.sellCountryList.map((row) => row.countryCode).filter((code) => !(code in countries)),
  };
}

/** The record that desired state is compared with: the open update, else what is on sale. */
export function effective(records: AppRecords): ContentRecord {
  const record = records.registration ?? records.sale;
  if (record === undefined) throw new Refusal("The store answered without any record of the app.");
  return record;
}

export function ledgerOf(old: AppState): ImageLedger {
  return { hashes: old.inputs.imageHashes ?? {}, urls: old.outputs.imageUrls ?? {} };
}

export function outputsOf(
  contentId: string,
  records: AppRecords,
): Omit<AppOutputs, "imageUrls" | "identifiedBy" | "unlisted"> & AppInputs {
  const packageName = packageNameOf(records);
  return {
    ...(records.sale !== undefined && { status: records.sale.contentStatus }),
    ...(records.registration !== undefined && { updateStatus: records.registration.contentStatus }),
    binaries: effective(records).binaryList.map(({ binarySeq, versionCode, versionName, fileName }) => ({
      binarySeq,
      versionCode: versionCode ?? "",
      versionName: versionName ?? "",
      fileName: fileName ?? "",
    })),
    storeUrl: `https://galaxystore.samsung.com/detail/${packageName ?? ""}`,
    contentId,
    ...(packageName !== undefined && { packageName }),
  };
}
