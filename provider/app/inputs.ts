/** The inputs of an app: what each may be, and what check finds out about its files. */

import { z } from "zod";
import { countryByCode } from "../../sdk/facts/countries";
import { SUPPORTED_LANGUAGES } from "../../sdk/facts/languages";
import {
  AGE_LIMITS,
  CHINA_AGE_LIMITS,
  EDGE_IMAGE,
  EDGE_PLUS_IMAGE,
  HERO_IMAGE,
  ICON,
  type ImageRule,
  NOTIFY_EMAILS_MAX,
  SCREENSHOT,
  SCREENSHOT_COUNT,
  TEXT_LIMITS,
} from "../../sdk/facts/limits";
import {
  amount,
  contentId,
  country,
  flag,
  inputMap,
  listingLanguage,
  listOf,
  mapOf,
  oneOf,
  packageName,
  text,
  usd,
} from "../check";
import { inspectFile, inspectImage } from "../images";
import type { Problem, Values } from "../lifecycle";
import { type Amount, amountProblem, decimal, hasUnknown, isMap } from "../values";

/** Texts and screenshots of one language. */
export interface Listing {
  title?: string;
  shortDescription?: string;
  description?: string;
  whatsNew?: string;
  screenshots?: string[];
}

export interface Publication {
  type: "automatic" | "scheduled" | "manual";
  startAt?: string;
  stopOn?: string;
}

/** The store's codes. Source: Content Publish API reference, row publicationType. */
export const PUBLICATION_CODES = {
  automatic: "01",
  scheduled: "02",
  manual: "03",
} as const satisfies Record<Publication["type"], string>;

export interface AppInputs {
  contentId?: string;
  packageName?: string;
  defaultLanguage?: string;
  listings?: Record<string, Listing>;
  icon?: string;
  heroImage?: string;
  edgeImage?: string;
  edgePlusImage?: string;
  video?: string;
  countries?: Record<string, { price?: Amount }>;
  autoAddCountries?: boolean;
  paid?: boolean;
  price?: Amount;
  publication?: Publication;
  ageRating?: number;
  chinaAgeRating?: number;
  supportedLanguages?: string[];
  notifyEmails?: string[];
  supportEmail?: string;
  supportUrl?: string;
  privacyPolicyUrl?: string;
  openSourceUrl?: string;
  copyrightHolder?: string;
  reviewComment?: string;
  reviewAttachment?: string;
  exportLaws?: boolean;
  exclusive?: ("listings" | "countries")[];
  onDelete?: "forget" | "suspend";
  /** Filled in by check: SHA-256 of each image file, by input path such as `listings.KOR.screenshots[0]`. */
  imageHashes?: Record<string, string>;
}

const email = (maxBytes?: number) =>
  text(maxBytes === undefined ? {} : { maxBytes }).regex(/^$|^[^\s@]+@[^\s@]+\.[^\s@]+$/, "must be an e-mail address");
const webAddress = (maxBytes: number) =>
  text({ maxBytes }).regex(/^$|^https?:\/\/\S+$/, "must be a web address that begins with https:// or http://");

const oneOfNumbers = (allowed: readonly number[]) =>
  z.number({ error: `must be one of ${allowed.join(", ")}` }).refine((value) => allowed.includes(value), {
    error: (issue) => `is ${issue.input}, not one of ${allowed.join(", ")}`,
  });

const LISTING_SHAPE = {
  title: text(TEXT_LIMITS.title).regex(/\S/, "must not be blank").optional(),
  // An empty text clears it; otherwise the store wants 20 bytes. [O: answer of the live service]
  shortDescription: text()
    .superRefine((value, context) => {
      const result = text(TEXT_LIMITS.shortDescription).safeParse(value);
      if (value !== "" && !result.success) for (const issue of result.error.issues) context.addIssue(issue.message);
    })
    .optional(),
  description: text(TEXT_LIMITS.description).regex(/\S/, "must not be blank").optional(),
  whatsNew: text(TEXT_LIMITS.whatsNew).optional(),
  screenshots: listOf(text())
    .superRefine((paths, context) => {
      const { min, max } = SCREENSHOT_COUNT;
      if (paths.length < min || paths.length > max)
        context.addIssue(`has ${paths.length} images (${paths.join(", ")}), the store takes ${min} to ${max}`);
    })
    .optional(),
};

const SUPPORTED = new Set(SUPPORTED_LANGUAGES.map((language) => language.code));
const supportedLanguage = text().superRefine((code, context) => {
  if (!SUPPORTED.has(code)) context.addIssue(`is ${code}, which is not a language code of the store`);
});

const SHAPE = {
  contentId: contentId.optional(),
  packageName: packageName.optional(),
  defaultLanguage: listingLanguage.optional(),
  listings: mapOf(listingLanguage, inputMap(LISTING_SHAPE)).optional(),
  icon: text().optional(),
  heroImage: text().optional(),
  edgeImage: text().optional(),
  edgePlusImage: text().optional(),
  video: text().optional(),
  countries: mapOf(country, inputMap({ price: amount.optional() })).optional(),
  autoAddCountries: flag().optional(),
  paid: flag().optional(),
  price: usd.optional(),
  publication: inputMap({
    type: oneOf(["automatic", "scheduled", "manual"]),
    startAt: text()
      .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/, "must be written as the store does: YYYY-MM-DD HH:mm:ss")
      .optional(),
    stopOn: text()
      .regex(/^\d{4}-\d\d-\d\d$/, "must be a day: YYYY-MM-DD")
      .optional(),
  })
    .superRefine((publication, context) => {
      if (publication.type === "scheduled" && publication.startAt === undefined)
        context.addIssue("of type scheduled needs startAt");
      if (publication.type !== "scheduled" && publication.startAt !== undefined)
        context.addIssue(`of type ${publication.type} takes no startAt; only scheduled does`);
    })
    .optional(),
  ageRating: oneOfNumbers(AGE_LIMITS).optional(),
  chinaAgeRating: oneOfNumbers(CHINA_AGE_LIMITS).optional(),
  supportedLanguages: listOf(supportedLanguage).optional(),
  notifyEmails: listOf(email())
    .max(NOTIFY_EMAILS_MAX, `has too many addresses, the store takes ${NOTIFY_EMAILS_MAX}`)
    .optional(),
  supportEmail: email(TEXT_LIMITS.supportEmail.maxBytes).optional(),
  supportUrl: webAddress(TEXT_LIMITS.supportUrl.maxBytes).optional(),
  privacyPolicyUrl: webAddress(TEXT_LIMITS.privacyPolicyUrl.maxBytes).optional(),
  openSourceUrl: webAddress(TEXT_LIMITS.openSourceUrl.maxBytes).optional(),
  copyrightHolder: text(TEXT_LIMITS.copyrightHolder).optional(),
  reviewComment: text(TEXT_LIMITS.reviewComment).optional(),
  reviewAttachment: text().optional(),
  exportLaws: flag().optional(),
  exclusive: listOf(oneOf(["listings", "countries"])).optional(),
  onDelete: oneOf(["forget", "suspend"]).optional(),
};

export const APP_INPUT_NAMES: ReadonlySet<string> = new Set([...Object.keys(SHAPE), "imageHashes"]);

export const APP_SCHEMA = inputMap(SHAPE).superRefine((inputs, context) => {
  const { paid, price, countries = {} } = inputs;
  const isZero = (value: Amount | undefined) => value !== undefined && decimal(value)?.isZero() === true;
  if (paid === true && isZero(price))
    context.addIssue({
      code: "custom",
      path: ["price"],
      message: "is 0, but a paid app needs a price above 0 (store code 3050)",
    });
  if (paid === false && price !== undefined && !isZero(price))
    context.addIssue({
      code: "custom",
      path: ["price"],
      message: "is given for an app that is not paid; set paid: true",
    });
  for (const [code, country] of Object.entries(countries))
    checkCountryPrice(code, country.price, paid === true, context);
});

function checkCountryPrice(code: string, price: Amount | undefined, paid: boolean, context: z.RefinementCtx): void {
  if (price === undefined) return;
  const { currency, decimals } = countryByCode(code) ?? { currency: "", decimals: 3 };
  const problem = amountProblem(price, currency, decimals);
  const zero = paid && decimal(price)?.isZero() === true;
  const message = problem ?? (zero ? "is 0, but a paid app needs a price above 0 (store code 3050)" : undefined);
  if (message !== undefined) context.addIssue({ code: "custom", path: ["countries", code, "price"], message });
}

/** Images that an app has once, with the store's rule for each. */
export const SINGLE_IMAGES = {
  icon: ICON,
  heroImage: HERO_IMAGE,
  edgeImage: EDGE_IMAGE,
  edgePlusImage: EDGE_PLUS_IMAGE,
} as const satisfies Partial<Record<keyof AppInputs, ImageRule>>;

/** Every image or file that the inputs name, by input path. */
export function filesOf(inputs: Values): { path: string; file: string; rule: ImageRule | undefined }[] {
  const found: { path: string; file: string; rule: ImageRule | undefined }[] = [];
  const add = (path: string, file: unknown, rule?: ImageRule) => {
    if (typeof file === "string") found.push({ path, file, rule });
  };
  for (const [name, rule] of Object.entries(SINGLE_IMAGES)) add(name, inputs[name], rule);
  add("reviewAttachment", inputs.reviewAttachment);
  for (const [language, listing] of Object.entries(isMap(inputs.listings) ? inputs.listings : {}))
    if (isMap(listing) && Array.isArray(listing.screenshots))
      listing.screenshots.forEach((file, index) => {
        add(screenshotPath(language, index), file, SCREENSHOT);
      });
  return found;
}

export function screenshotPath(language: string, index: number): string {
  return `listings.${language}.screenshots[${index}]`;
}

/** Reads all files of the inputs: their hashes, and what is wrong with them. */
export async function inspectFiles(inputs: Values): Promise<{ hashes: Record<string, string>; problems: Problem[] }> {
  const hashes: Record<string, string> = {};
  const problems: Problem[] = [];
  for (const { path, file, rule } of filesOf(inputs)) {
    const found = rule === undefined ? await inspectFile(file) : await inspectImage(file, rule);
    if ("sha256" in found) hashes[path] = found.sha256;
    else problems.push({ path, reason: `names a file that cannot be used: ${found.problem}` });
  }
  return { hashes, problems };
}

/** An app is named by one of two inputs, or by both when they agree. */
export function identityProblem(inputs: Values): Problem | undefined {
  const named = ["contentId", "packageName"].some((name) => inputs[name] !== undefined || hasUnknown(inputs[name]));
  return named ? undefined : { path: "", reason: "give the app's contentId or its packageName" };
}
