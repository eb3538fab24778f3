/** How the store's record of an app reads as inputs: only what the program lists, in the form it lists it in. */

import type { ContentRecord } from "../../sdk";
import { type Amount, amountText, decimal } from "../values";
import {
  type AppInputs,
  type Listing,
  PUBLICATION_CODES,
  type Publication,
  SINGLE_IMAGES,
  screenshotPath,
} from "./inputs";

/** What the store held after our last write: hash of what was sent and the address under which the store serves it. */
export interface ImageLedger {
  readonly hashes: Readonly<Record<string, string>>;
  readonly urls: Readonly<Record<string, string>>;
}

/** A listing as the store holds it; texts that it does not have are empty. */
export interface LiveListing {
  readonly title: string;
  readonly shortDescription: string;
  readonly description: string;
  readonly whatsNew: string;
  readonly screenshots: readonly string[];
}

export const LISTING_TEXTS = ["title", "shortDescription", "description", "whatsNew"] as const;

/** All listings of a record; the default language's stands in the record itself. */
export function liveListings(record: ContentRecord): Map<string, LiveListing> {
  const listings = new Map<string, LiveListing>();
  listings.set(record.defaultLanguageCode ?? "", {
    title: record.appTitle ?? "",
    shortDescription: record.shortDescription ?? "",
    description: record.longDescription ?? "",
    whatsNew: record.newFeature ?? "",
    screenshots: urlsOf(record.screenshots),
  });
  for (const language of record.addLanguage)
    listings.set(language.languagecode, {
      title: language.appTitle ?? "",
      shortDescription: language.shortDescription ?? "",
      description: language.description ?? "",
      whatsNew: language.newFeature ?? "",
      screenshots: urlsOf(language.screenshots),
    });
  return listings;
}

function urlsOf(screenshots: ContentRecord["screenshots"]): string[] {
  return screenshots.map((screenshot) => screenshot.screenshotPath ?? "");
}

/** Inputs that are one value in the record: how to read it, and when two values are the same. */
interface ScalarField {
  readonly wire: keyof ContentRecord & string;
  /** The record's value as an input. */
  read(value: unknown): unknown;
  /** The input as the record's value. */
  write(value: unknown): unknown;
}

const asText: Omit<ScalarField, "wire"> = { read: (value) => value ?? "", write: String };
const asNumber: Omit<ScalarField, "wire"> = {
  read: (value) => (value === null || value === undefined || value === "" ? undefined : Number(value)),
  write: String,
};
const asFlag: Omit<ScalarField, "wire"> = { read: (value) => value ?? undefined, write: (value) => value };
const asAmount: Omit<ScalarField, "wire"> = { read: (value) => value ?? undefined, write: amountText };

export const SCALAR_FIELDS = {
  defaultLanguage: { wire: "defaultLanguageCode", ...asText },
  video: { wire: "youTubeURL", ...asText },
  autoAddCountries: { wire: "autoAddCountry", ...asFlag },
  paid: { wire: "paid", ...asFlag },
  price: { wire: "standardPrice", ...asAmount },
  ageRating: { wire: "ageLimit", ...asNumber },
  chinaAgeRating: { wire: "chinaAgeLimit", ...asNumber },
  supportEmail: { wire: "supportEMail", ...asText },
  supportUrl: { wire: "supportedSiteUrl", ...asText },
  privacyPolicyUrl: { wire: "privatePolicyURL", ...asText },
  openSourceUrl: { wire: "openSourceURL", ...asText },
  copyrightHolder: { wire: "copyrightHolder", ...asText },
  reviewComment: { wire: "reviewComment", ...asText },
  exportLaws: { wire: "usExportLaws", ...asFlag },
} as const satisfies Partial<Record<keyof AppInputs, ScalarField>>;

/** Lists that are sets: what is listed must be there, more may be. */
export const SET_FIELDS = {
  supportedLanguages: "supportedLanguages",
  notifyEmails: "notifyResult",
} as const;

/** The record's field that serves an image's address. */
export const IMAGE_FIELDS = {
  icon: { url: "icon", key: "iconKey" },
  heroImage: { url: "heroImage", key: "heroImageKey" },
  edgeImage: { url: "edgescreen", key: "edgescreenKey" },
  edgePlusImage: { url: "edgescreenplus", key: "edgescreenplusKey" },
  reviewAttachment: { url: "reviewFilename", key: "reviewFilekey" },
} as const;

export type ImageName = keyof typeof IMAGE_FIELDS;
export const IMAGE_NAMES = Object.keys({ ...SINGLE_IMAGES, reviewAttachment: undefined }) as ImageName[];

/** Whether two input values mean the same to the store. */
export function sameInput(name: string, a: unknown, b: unknown): boolean {
  return comparableInput(name, a) === comparableInput(name, b);
}

/** The form in which a single value is compared. */
export function comparableInput(name: string, value: unknown): unknown {
  if (name === "price") return decimal(value) === undefined ? value : amountText(value);
  // The store takes a video as its 11-character id and may show it as a full address. [content-publish: youTubeURL]
  if (name === "video" && typeof value === "string")
    return /(?:[?&]v=|youtu\.be\/|\/embed\/)([\w-]{11})/.exec(value)?.[1] ?? value;
  return typeof value === "string" ? comparableText(value) : value;
}

/** Line ends and spaces at the end do not count. */
function comparableText(value: string): string {
  return value.replaceAll("\r\n", "\n").trimEnd();
}

/** The address under which the record serves each image that the inputs name. */
export function imageUrls(inputs: AppInputs, record: ContentRecord): Record<string, string> {
  const urls: Record<string, string> = {};
  for (const name of IMAGE_NAMES) {
    const url = record[IMAGE_FIELDS[name].url];
    if (inputs[name] !== undefined && url) urls[name] = url;
  }
  const listings = liveListings(record);
  for (const [language, { screenshots }] of Object.entries(inputs.listings ?? {}))
    if (screenshots !== undefined)
      listings.get(language)?.screenshots.forEach((url, index) => {
        urls[screenshotPath(language, index)] = url;
      });
  return urls;
}

/** What the listed inputs would say if they had been written from the record. */
export function liveInputs(listed: AppInputs, record: ContentRecord, ledger: ImageLedger): AppInputs {
  const live: Record<string, unknown> = { ...listed };
  for (const [name, field] of Object.entries(SCALAR_FIELDS)) {
    const declared = listed[name as keyof AppInputs];
    if (declared === undefined) continue;
    const value = (field as ScalarField).read(record[field.wire]);
    live[name] = sameInput(name, declared, value) ? declared : value;
  }
  for (const [name, wire] of Object.entries(SET_FIELDS) as ["notifyEmails", "notifyResult"][])
    if (listed[name] !== undefined) live[name] = listed[name].filter((element) => record[wire].includes(element));
  if (listed.publication !== undefined) live.publication = livePublication(listed.publication, record);
  if (listed.countries !== undefined) live.countries = liveCountries(listed, record);
  if (listed.listings !== undefined) live.listings = liveListingInputs(listed, record, ledger);
  for (const name of IMAGE_NAMES)
    if (listed[name] !== undefined)
      live[name] = liveImage(listed[name], record[IMAGE_FIELDS[name].url] ?? "", ledger.urls[name]);
  if (listed.imageHashes !== undefined) live.imageHashes = trustedHashes(record, ledger);
  return live as AppInputs;
}

/** The path the program gave while the store serves what was sent for it, else the address of what the store serves instead. */
function liveImage(declared: string, url: string, sentAs: string | undefined): string {
  return sentAs === url ? declared : url;
}

/** Hashes of the images that the store still serves as they were sent; an image that somebody replaced has none and is sent again. */
function trustedHashes(record: ContentRecord, ledger: ImageLedger): Record<string, string> {
  const served = servedUrls(record);
  return Object.fromEntries(Object.entries(ledger.hashes).filter(([path]) => served.has(ledger.urls[path] ?? "")));
}

/** Every address (or attachment name) of an image in the record. */
function servedUrls(record: ContentRecord): Set<string> {
  const single = IMAGE_NAMES.map((name) => record[IMAGE_FIELDS[name].url]);
  const screenshots = [...liveListings(record).values()].flatMap((listing) => listing.screenshots);
  return new Set([...single, ...screenshots].filter((url): url is string => Boolean(url)));
}

function livePublication(listed: Publication, record: ContentRecord): Publication {
  const code = record.publicationType ?? "";
  const types = Object.keys(PUBLICATION_CODES) as Publication["type"][];
  const type = types.find((known) => PUBLICATION_CODES[known] === code) ?? (code as Publication["type"]);
  return {
    type,
    ...(listed.startAt !== undefined && { startAt: record.startPublicationDate ?? "" }),
    ...(listed.stopOn !== undefined && { stopOn: record.stopPublicationDate ?? "" }),
  };
}

function liveCountries(listed: AppInputs, record: ContentRecord): NonNullable<AppInputs["countries"]> {
  const wanted = listed.countries ?? {};
  const all = listed.exclusive?.includes("countries") === true;
  const rows = new Map(record.sellCountryList.map((row) => [row.countryCode, row.price ?? undefined]));
  const codes = [...Object.keys(wanted), ...(all ? [...rows.keys()].filter((code) => !(code in wanted)) : [])];
  const entries = codes
    .filter((code) => rows.has(code))
    .map((code): [string, { price?: Amount }] => {
      const declared = wanted[code]?.price;
      const price = rows.get(code);
      if (declared === undefined) return [code, {}];
      if (price === undefined) return [code, {}];
      return [code, { price: amountText(price) === amountText(declared) ? declared : price }];
    });
  return Object.fromEntries(entries);
}

function liveListingInputs(listed: AppInputs, record: ContentRecord, ledger: ImageLedger) {
  const wanted = listed.listings ?? {};
  const live = liveListings(record);
  const result: Record<string, Listing> = {};
  for (const [language, declared] of Object.entries(wanted)) {
    const listing = live.get(language);
    if (listing !== undefined) result[language] = liveListing(language, declared, listing, ledger);
  }
  if (listed.exclusive?.includes("listings") === true)
    for (const [language, { title }] of live)
      if (!(language in wanted) && language !== record.defaultLanguageCode) result[language] = { title };
  return result;
}

function liveListing(language: string, declared: Listing, live: LiveListing, ledger: ImageLedger): Listing {
  const result: Listing = {};
  for (const name of LISTING_TEXTS) {
    const text = declared[name];
    if (text !== undefined) result[name] = sameInput(name, text, live[name]) ? text : live[name];
  }
  if (declared.screenshots !== undefined)
    result.screenshots = liveScreenshots(language, declared.screenshots, live.screenshots, ledger);
  return result;
}

/** Each live screenshot as the path that it was sent from, or as its address when it was not sent from here. */
function liveScreenshots(language: string, declared: string[], urls: readonly string[], ledger: ImageLedger): string[] {
  const paths = new Map(declared.map((path, index) => [ledger.urls[screenshotPath(language, index)], path]));
  return urls.map((url) => paths.get(url) ?? url);
}
