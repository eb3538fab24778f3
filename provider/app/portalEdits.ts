/** What an open update holds that the program did not put there: where it differs from the live record outside the managed inputs. */

import type { ContentBinary, ContentRecord } from "../../sdk";
import { isOwnName } from "../binary/names";
import type { Declared } from "../declared";
import type { AppRecords } from "../session";
import { amountText, sameValue } from "../values";
import type { AppInputs } from "./inputs";
import { IMAGE_FIELDS, IMAGE_NAMES, LISTING_TEXTS, liveListings, SCALAR_FIELDS, SET_FIELDS, sameInput } from "./live";

/**
 * Paths of what somebody else did in the open update, in the names of the resources' inputs; `binaries.13` is a binary.
 * What the program manages is not among them: that is set as declared in any case.
 */
export function portalEdits({ sale, registration }: AppRecords, declared: Declared): string[] {
  if (registration === undefined || sale === undefined) return [];
  const managed = declared.app ?? {};
  return [
    ...scalarEdits(registration, sale, managed),
    ...publicationEdits(registration, sale, managed),
    ...countryEdits(registration, sale, managed),
    ...listingEdits(registration, sale, managed),
    ...binaryEdits(registration, sale, declared.binaries ?? []),
  ];
}

/** Binaries of the update that the live release does not have. */
export function newBinaries({ sale, registration }: AppRecords): ContentBinary[] {
  return (registration?.binaryList ?? []).filter((binary) => !hasBinary(sale, binary.binarySeq));
}

/** Parts of a record that no input of `App` stands for, with the input that may change them. */
const UNMANAGED_KEYS: Readonly<Record<string, keyof AppInputs | undefined>> = {
  applicationType: undefined,
  category: undefined,
  termAndConditionURL: undefined,
  privatePolicyURLYN: "privacyPolicyUrl",
};

function scalarEdits(update: ContentRecord, live: ContentRecord, managed: AppInputs): string[] {
  const isListed = (name: string | undefined) => managed[name as keyof AppInputs] !== undefined;
  const scalars = Object.entries(SCALAR_FIELDS).filter(
    ([name, { wire, read }]) => !isListed(name) && !sameInput(name, read(update[wire]), read(live[wire])),
  );
  const images = IMAGE_NAMES.filter((name) => {
    const { url } = IMAGE_FIELDS[name];
    return !isListed(name) && (update[url] ?? "") !== (live[url] ?? "");
  });
  const sets = (["supportedLanguages", "notifyEmails"] as const).filter((name) => {
    const wire = SET_FIELDS[name];
    const others = difference(update[wire], live[wire]).filter((element) => managed[name]?.includes(element) !== true);
    return others.length > 0;
  });
  const rest = Object.entries(UNMANAGED_KEYS).filter(
    ([key, input]) => !isListed(input) && !sameValue(update[key] ?? null, live[key] ?? null),
  );
  return [...scalars.map(([name]) => name), ...images, ...sets, ...rest.map(([key]) => key)];
}

/** Elements that only one of the two has. */
function difference(a: readonly string[], b: readonly string[]): string[] {
  return [...a.filter((each) => !b.includes(each)), ...b.filter((each) => !a.includes(each))];
}

function publicationEdits(update: ContentRecord, live: ContentRecord, { publication }: AppInputs): string[] {
  const differs = (key: "publicationType" | "startPublicationDate" | "stopPublicationDate") =>
    (update[key] ?? "") !== (live[key] ?? "");
  return [
    ...(publication === undefined && differs("publicationType") ? ["publication.type"] : []),
    ...(publication?.startAt === undefined && differs("startPublicationDate") ? ["publication.startAt"] : []),
    ...(publication?.stopOn === undefined && differs("stopPublicationDate") ? ["publication.stopOn"] : []),
  ];
}

function countryEdits(update: ContentRecord, live: ContentRecord, { countries, exclusive, paid }: AppInputs): string[] {
  const [now, before] = [pricesOf(update), pricesOf(live)];
  const whole = exclusive?.includes("countries") === true;
  // Prices follow when a free app becomes a paid one, or the other way round. [content-publish: 3050]
  const pricesFollow = paid !== undefined && update.paid !== live.paid;
  return [...new Set([...now.keys(), ...before.keys()])]
    .filter((code) => !(code in (countries ?? {})))
    .flatMap((code) => {
      if (now.has(code) !== before.has(code)) return whole ? [] : [`countries.${code}`];
      return now.get(code) === before.get(code) || pricesFollow ? [] : [`countries.${code}.price`];
    });
}

function pricesOf(record: ContentRecord): Map<string, string> {
  return new Map(record.sellCountryList.map(({ countryCode, price }) => [countryCode, amountText(price ?? "")]));
}

function listingEdits(update: ContentRecord, live: ContentRecord, { listings = {}, exclusive }: AppInputs): string[] {
  const [now, before] = [liveListings(update), liveListings(live)];
  const whole = exclusive?.includes("listings") === true;
  return [...new Set([...now.keys(), ...before.keys()])].flatMap((language) => {
    const [listing, old, listed] = [now.get(language), before.get(language), listings[language]];
    if (listing === undefined || old === undefined)
      return whole || listed !== undefined ? [] : [`listings.${language}`];
    const texts = LISTING_TEXTS.filter(
      (name) => listed?.[name] === undefined && !sameInput(name, listing[name], old[name]),
    );
    const shots = listed?.screenshots === undefined && !sameValue(listing.screenshots, old.screenshots);
    return [...texts, ...(shots ? ["screenshots"] : [])].map((name) => `listings.${language}.${name}`);
  });
}

export function hasBinary(record: ContentRecord | undefined, binarySeq: string): boolean {
  return record?.binaryList.some((binary) => binary.binarySeq === binarySeq) === true;
}

/**
 * Binaries that were added or changed elsewhere. One that is missing was superseded when the program brought another;
 * otherwise somebody took it out.
 */
function binaryEdits(update: ContentRecord, live: ContentRecord, declared: readonly string[]): string[] {
  const isOurs = ({ binarySeq, fileName }: ContentBinary) => declared.includes(binarySeq) || isOwnName(fileName);
  const foreign = update.binaryList.filter((binary) => !isOurs(binary));
  const added = foreign.filter((binary) => !hasBinary(live, binary.binarySeq));
  const changed = foreign.filter(({ binarySeq, gms }) =>
    live.binaryList.some((binary) => binary.binarySeq === binarySeq && (binary.gms ?? null) !== (gms ?? null)),
  );
  const superseded = update.binaryList.some((binary) => isOurs(binary) && !hasBinary(live, binary.binarySeq));
  const missing = superseded ? [] : live.binaryList.filter((binary) => !hasBinary(update, binary.binarySeq));
  return [
    ...added.map(({ binarySeq, fileName }) => `binaries.${binarySeq} (${fileName ?? "no file name"})`),
    ...changed.map(({ binarySeq }) => `binaries.${binarySeq}.usesGoogleServices`),
    ...missing.map(({ binarySeq }) => `binaries.${binarySeq} (removed)`),
  ];
}
