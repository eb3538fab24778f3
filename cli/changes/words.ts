/** How people of the store say what differs: names of properties, and values with their units. */

import { amountText, isMap } from "../../provider/values";
import { countryByCode } from "../../sdk/facts/countries";
import { LISTING_LANGUAGES } from "../../sdk/facts/languages";
import { type ResourceType, SECRET, UNKNOWN_TEXT } from "../preview/digest";
import { visible } from "../text";
import { Picture } from "./differences";

const APP: Readonly<Record<string, string>> = {
  contentId: "content id",
  packageName: "package name",
  defaultLanguage: "main language",
  icon: "icon",
  heroImage: "hero image",
  edgeImage: "edge screen image",
  edgePlusImage: "edge screen plus image",
  video: "YouTube video",
  autoAddCountries: "countries that the store adds later",
  paid: "paid app",
  price: "standard price",
  ageRating: "age rating",
  chinaAgeRating: "age rating in China",
  supportedLanguages: "languages of the app",
  notifyEmails: "e-mail about the review",
  supportEmail: "support e-mail",
  supportUrl: "support page",
  privacyPolicyUrl: "privacy policy",
  openSourceUrl: "open source page",
  copyrightHolder: "copyright holder",
  reviewComment: "note to the reviewers",
  reviewAttachment: "file for the reviewers",
  exportLaws: "complies with US export laws",
  exclusive: "lists that are the whole truth",
  onDelete: "when it leaves the program",
};

const LISTING: Readonly<Record<string, string>> = {
  title: "title",
  shortDescription: "short description",
  description: "description",
  whatsNew: "what's new",
};

const PUBLICATION: Readonly<Record<string, string>> = {
  type: "publication",
  startAt: "publication date",
  stopOn: "last day of sale",
};

const ITEM: Readonly<Record<string, string>> = {
  packageName: "package name",
  itemId: "item id",
  title: "title",
  description: "description",
  usdPrice: "base price",
  status: "sale",
  phoneBill: "payment by phone bill",
  exclusive: "lists that are the whole truth",
};

const OTHERS: Readonly<Partial<Record<ResourceType, Readonly<Record<string, string>>>>> = {
  StagedRollout: {
    contentId: "content id",
    rate: "share of users",
    binaries: "binaries",
    releaseToEveryone: "release to everyone",
    exclusive: "lists that are the whole truth",
    onDelete: "when it leaves the program",
  },
  BetaTest: {
    contentId: "content id",
    testers: "testers",
    feedbackChannel: "feedback channel",
    exclusive: "lists that are the whole truth",
  },
  Binary: {
    contentId: "content id",
    usesGoogleServices: "uses Google services",
    copyDevicesFrom: "device groups as of binary",
    keepSuperseded: "keeps superseded binaries",
    duringRollout: "also during a rollout",
    packageName: "package name",
    versionCode: "version code",
    versionName: "version name",
    sha256: "content (SHA-256)",
  },
  Submission: {
    contentId: "content id",
    waitFor: "waits for",
    publish: "puts it on sale",
    includePortalEdits: "includes edits of the portal",
    duringRollout: "also during a rollout",
  },
};

export const TYPE_WORDS: Readonly<Record<ResourceType, string>> = {
  App: "app",
  InAppItem: "in-app item",
  ItemCatalog: "item catalog",
  Binary: "binary",
  StagedRollout: "staged rollout",
  BetaTest: "beta test",
  Submission: "submission",
};

export function languageName(code: string): string {
  return LISTING_LANGUAGES.find((language) => language.code === code)?.name ?? code;
}

export function countryName(code: string): string {
  return countryByCode(code)?.name ?? code;
}

/** The property in words, e.g. `what's new in Korean`. */
export function label(type: ResourceType, path: readonly string[]): string {
  const [name = "", entry = "", ...rest] = path;
  if (type === "ItemCatalog" && name === "items") return `${entry}: ${itemLabel(rest)}`;
  if (type === "App") return appLabel(name, entry, rest);
  if (type === "InAppItem" || type === "ItemCatalog") return itemLabel(path);
  if (name === "countries" && entry !== "") return `share of users in ${countryName(entry)}`;
  if (name === "triggers") return `trigger ${path.slice(1).join(".")}`.trim();
  return OTHERS[type]?.[name] ?? path.join(".");
}

function appLabel(name: string, entry: string, rest: readonly string[]): string {
  const [field, index] = rest;
  if (name === "listings" && field === "screenshots") return `screenshot ${index} in ${languageName(entry)}`;
  if (name === "listings")
    return `${field === undefined ? "listing" : (LISTING[field] ?? field)} in ${languageName(entry)}`;
  if (name === "countries") return `${field === undefined ? "sale" : "price"} in ${countryName(entry)}`;
  if (name === "publication") return PUBLICATION[entry] ?? entry;
  return APP[name] ?? name;
}

function itemLabel([name = "", country]: readonly string[]): string {
  if (name === "prices" && country !== undefined) return `price in ${countryName(country)}`;
  return ITEM[name] ?? (name === "" ? "item" : name);
}

/** The value in one line, with its unit. */
export function valueText(type: ResourceType, path: readonly string[], value: unknown, longest = 80): string {
  if (value === undefined) return "nothing";
  if (value === SECRET) return "(secret)";
  if (value === UNKNOWN_TEXT) return "(known after the update)";
  if (value instanceof Picture) return pictureText(value);
  const price = priceText(type, path, value);
  if (price !== undefined) return price;
  if (type === "StagedRollout" && typeof value === "number") return `${value} %`;
  if (Array.isArray(value))
    return visible(value.map((each) => (each === UNKNOWN_TEXT ? "(new)" : each)).join(", "), longest);
  if (typeof value === "string") return visible(value === "" ? "(empty)" : value, longest);
  if (path[0] === "countries" && isMap(value)) return "on sale";
  return visible(JSON.stringify(value), longest);
}

function pictureText({ file, sha256 }: Picture): string {
  return sha256 === undefined ? file : `${file} (sha256 ${sha256.slice(0, 12)})`;
}

/** Undefined when it is no price. */
function priceText(type: ResourceType, path: readonly string[], value: unknown): string | undefined {
  const name = path.at(-1) ?? "";
  if (name === "usdPrice" || (type === "App" && path.length === 1 && name === "price"))
    return `${amountText(value)} USD`;
  const isLocal = path.at(-2) === "prices" || (type === "App" && path[0] === "countries" && name === "price");
  if (!isLocal) return undefined;
  const country = path.at(-2) === "prices" ? name : (path[1] ?? "");
  if (isMap(value)) return `${amountText(value.price)} ${value.currency}`;
  return `${amountText(value)} ${countryByCode(country)?.currency ?? ""}`.trim();
}
