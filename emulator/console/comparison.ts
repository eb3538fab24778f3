/** What differs between the live record of an app and its open update, field by field. */
import type { AppRecord, Content, Listing } from "../state/model";

/** One field as both records have it: texts, or addresses of images. */
export type FieldPair = { readonly label: string; readonly differs: boolean } & (
  | { readonly kind: "text"; readonly live: string; readonly update: string }
  | { readonly kind: "images"; readonly live: readonly string[]; readonly update: readonly string[] }
);

/** A piece of a text, and on which side of a comparison it is. */
export interface Piece {
  readonly text: string;
  readonly side: "both" | "live" | "update";
}

const LABELS: Readonly<Record<string, string>> = {
  appTitle: "Title",
  shortDescription: "Short description",
  longDescription: "Description",
  description: "Description",
  newFeature: "What's new",
  icon: "Icon",
  heroImage: "Hero image",
  edgescreen: "Edge image",
  edgescreenplus: "Edge plus image",
  screenshots: "Screenshots",
  defaultLanguageCode: "Default language",
  ageLimit: "Age rating",
  chinaAgeLimit: "Age rating in China",
  privatePolicyURL: "Privacy policy",
  supportEMail: "Support e-mail",
  supportedSiteUrl: "Support page",
  copyrightHolder: "Copyright holder",
  standardPrice: "Standard price",
  paid: "Paid",
  sellCountryList: "Countries and prices",
  publicationType: "Publication",
  startPublicationDate: "Publication date",
  stopPublicationDate: "End of sale",
  supportedLanguages: "Supported languages",
  notifyResult: "Notified of the result",
  category: "Categories",
  reviewComment: "Comment for the review",
};

const IMAGES = new Set(["icon", "heroImage", "edgescreen", "edgescreenplus", "screenshots"]);

export function compared(live: AppRecord, update: AppRecord): FieldPair[] {
  const { addLanguage: liveListings, ...liveContent } = live.content;
  const { addLanguage: updateListings, ...updateContent } = update.content;
  const languages = new Set([...liveListings, ...updateListings].map((listing) => listing.languagecode));
  return [
    ...fields(liveContent, updateContent, live.content.defaultLanguageCode),
    ...[...languages].flatMap((language) =>
      fields(listingIn(liveListings, language), listingIn(updateListings, language), language),
    ),
    text("Binaries", binariesText(live), binariesText(update)),
    text("Rollout", rolloutText(live), rolloutText(update)),
  ];
}

const TRANSLATED = new Set([
  "appTitle",
  "shortDescription",
  "longDescription",
  "description",
  "newFeature",
  "screenshots",
]);

function fields(live: object, update: object, language: string): FieldPair[] {
  return [...new Set([...Object.keys(live), ...Object.keys(update)])]
    .filter((key) => key !== "languagecode")
    .map((key) => {
      const label = `${LABELS[key] ?? key}${TRANSLATED.has(key) ? ` (${language})` : ""}`;
      const [before, after]: [unknown, unknown] = [Reflect.get(live, key), Reflect.get(update, key)];
      return IMAGES.has(key) ? images(label, before, after) : text(label, textOf(before), textOf(after));
    });
}

function listingIn(listings: Content["addLanguage"], language: string): Partial<Listing> {
  return listings.find((listing) => listing.languagecode === language) ?? {};
}

function text(label: string, live: string, update: string): FieldPair {
  return { label, kind: "text", live, update, differs: live !== update };
}

function images(label: string, live: unknown, update: unknown): FieldPair {
  const addresses = (value: unknown) => [value ?? []].flat().map(String);
  const [before, after] = [addresses(live), addresses(update)];
  return { label, kind: "images", live: before, update: after, differs: before.join("\n") !== after.join("\n") };
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  if (typeof value === "object")
    return Object.values(value)
      .filter((part) => part !== null)
      .map(textOf)
      .join(" ");
  return String(value);
}

function binariesText({ binaries }: AppRecord): string {
  return binaries
    .map(({ binarySeq, fileName, versionCode }) => `${binarySeq}: ${fileName} (${versionCode})`)
    .join(", ");
}

function rolloutText({ rollout }: AppRecord): string {
  if (!rollout) return "";
  return [`${rollout.rate} %`, ...Object.entries(rollout.countries).map(([code, rate]) => `${code} ${rate} %`)].join(
    ", ",
  );
}

const WORDS = new Intl.Segmenter("en", { granularity: "word" });

/** Both texts as one: what they share at both ends, and between that what only one of them has. */
export function pieces(live: string, update: string): Piece[] {
  const before = [...WORDS.segment(live)].map(({ segment }) => segment);
  const after = [...WORDS.segment(update)].map(({ segment }) => segment);
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const all: Piece[] = [
    { text: before.slice(0, head).join(""), side: "both" },
    { text: before.slice(head, before.length - tail).join(""), side: "live" },
    { text: after.slice(head, after.length - tail).join(""), side: "update" },
    { text: before.slice(before.length - tail).join(""), side: "both" },
  ];
  return all.filter((piece) => piece.text !== "");
}
