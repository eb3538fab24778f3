/** What a write must carry so that the store's record says what the program lists: only what differs. */

import type { ContentChange, ContentRecord, LanguageChange, ScreenshotChange } from "../../sdk";
import { GAMES_CATEGORY } from "../../sdk/facts/categories";
import { Refusal } from "../lifecycle";
import { type Amount, amountText, sameValue } from "../values";
import { type AppInputs, type Listing, PUBLICATION_CODES, screenshotPath } from "./inputs";
import {
  IMAGE_FIELDS,
  IMAGE_NAMES,
  type ImageLedger,
  LISTING_TEXTS,
  type LiveListing,
  liveListings,
  SCALAR_FIELDS,
  SET_FIELDS,
  sameInput,
} from "./live";

/** Uploads the image that an input names and returns its file key. */
type Upload = (path: string, file: string) => Promise<string>;

/** Waits until all have ended, also when one fails, so that nothing goes on behind the run's back. */
async function together<T extends readonly unknown[] | []>(
  works: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(works);
  return Promise.all(works);
}

export interface Wish {
  readonly inputs: AppInputs;
  /** The inputs of the last successful write; tells which prices are no longer listed. */
  readonly previous: AppInputs;
  readonly ledger: ImageLedger;
  readonly upload: Upload;
}

/** The change that brings the record to the wish, or undefined when nothing differs. Uploads what the change needs. */
export async function changeOf(
  contentId: string,
  record: ContentRecord,
  wish: Wish,
): Promise<ContentChange | undefined> {
  refuseIncompleteListings(record, wish.inputs);
  refuseHeroImage(record, wish.inputs);
  const [images, listings] = await together([imageChanges(record, wish), listingChanges(record, wish)]);
  const fields = {
    ...scalarChanges(record, wish.inputs),
    ...setChanges(record, wish.inputs),
    ...publicationChanges(record, wish.inputs),
    ...countryChanges(record, wish),
    ...images,
    ...listings,
  };
  if (Object.keys(fields).length === 0) return undefined;
  return { ...requiredFields(record), contentId, ...fields };
}

/** What the documentation requires in every change; by itself it changes nothing and opens an update. [content-publish 5.3] */
export function requiredFields(record: ContentRecord): ContentChange {
  return {
    contentId: record.contentId,
    defaultLanguageCode: record.defaultLanguageCode ?? undefined,
    paid: record.paid ?? undefined,
    publicationType: record.publicationType ?? undefined,
  };
}

type Fields = Partial<ContentChange>;

function scalarChanges(record: ContentRecord, inputs: AppInputs): Fields {
  const fields: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(SCALAR_FIELDS)) {
    const wanted = inputs[name as keyof typeof SCALAR_FIELDS];
    if (wanted !== undefined && !sameInput(name, wanted, field.read(record[field.wire])))
      fields[field.wire] = field.write(wanted);
  }
  return fields;
}

function setChanges(record: ContentRecord, inputs: AppInputs): Fields {
  const fields: Fields = {};
  for (const [name, wire] of Object.entries(SET_FIELDS) as [
    keyof typeof SET_FIELDS,
    "notifyResult" | "supportedLanguages",
  ][]) {
    const missing = inputs[name]?.filter((element) => !record[wire].includes(element)) ?? [];
    if (missing.length > 0) fields[wire] = [...record[wire], ...missing];
  }
  return fields;
}

function publicationChanges(record: ContentRecord, { publication }: AppInputs): Fields {
  if (publication === undefined) return {};
  const { type, startAt, stopOn } = publication;
  const code = PUBLICATION_CODES[type];
  return {
    ...(code !== record.publicationType && { publicationType: code }),
    // The store refuses an echoed start at times, so it is sent when it changes and not otherwise. [C: 5.3, quirks]
    ...(startAt !== undefined && startAt !== record.startPublicationDate && { startPublicationDate: startAt }),
    ...(stopOn !== undefined && stopOn !== record.stopPublicationDate && { stopPublicationDate: stopOn }),
  };
}

function countryChanges(record: ContentRecord, { inputs, previous }: Wish): Fields {
  const wanted = inputs.countries ?? {};
  const exclusive = inputs.countries !== undefined && inputs.exclusive?.includes("countries") === true;
  const paid = inputs.paid ?? record.paid ?? false;
  const live = record.sellCountryList.map(({ countryCode, price }) => ({ countryCode, price: price ?? null }));
  const kept = live
    .filter(({ countryCode }) => !exclusive || countryCode in wanted)
    .map(({ countryCode, price }) => {
      const declared = wanted[countryCode]?.price;
      if (declared !== undefined)
        return { countryCode, price: sameAmount(price, declared) ? price : amountText(declared) };
      // A price that the program listed and no longer lists goes back to the one that the store derives. So does a price
      // of zero when the app becomes a paid one: the store refuses it. [content-publish: 3050]
      const given = countryCode in wanted && previous.countries?.[countryCode]?.price !== undefined;
      return { countryCode, price: given || (paid && sameAmount(price, 0)) ? null : price };
    });
  const known = new Set(live.map((row) => row.countryCode));
  const added = Object.entries(wanted)
    .filter(([countryCode]) => !known.has(countryCode))
    .map(([countryCode, { price }]) => ({ countryCode, price: price === undefined ? null : amountText(price) }));
  const all = [...kept, ...added];
  // In an app that is a paid one already a zero stands for no price of its own, so that alone it is nothing to change.
  const before = paid && record.paid === true ? live.map(withoutZero) : live;
  return sameValue(all, before) ? {} : { sellCountryList: all };
}

function withoutZero({ countryCode, price }: { countryCode: string; price: string | null }) {
  return { countryCode, price: sameAmount(price, 0) ? null : price };
}

function sameAmount(live: string | null, declared: Amount): boolean {
  return live !== null && amountText(live) === amountText(declared);
}

async function imageChanges(record: ContentRecord, { inputs, ledger, upload }: Wish): Promise<Fields> {
  const keys = IMAGE_NAMES.map(async (name): Promise<Fields> => {
    const file = inputs[name];
    const { url, key } = IMAGE_FIELDS[name];
    const unchanged = ledger.hashes[name] === inputs.imageHashes?.[name] && ledger.urls[name] === record[url];
    return file === undefined || unchanged ? {} : { [key]: await upload(name, file) };
  });
  return Object.assign({}, ...(await together(keys)));
}

/** A hero image on an app that is no game makes the store refuse the whole change. [O: content-publish 5.3, quirks] */
function refuseHeroImage(record: ContentRecord, { heroImage }: AppInputs): void {
  const categories = record.category.map((category) => category.name ?? "");
  if (heroImage === undefined || categories.length === 0 || categories.includes(GAMES_CATEGORY)) return;
  throw new Refusal(
    `App ${record.contentId}: heroImage is for games only, and this app's category is ${categories.join(", ")}. Take heroImage out. Nothing was changed.`,
  );
}

/** A language that the store does not have yet needs what the store wants of each. [content-publish 6: addLanguage] */
function refuseIncompleteListings(record: ContentRecord, inputs: AppInputs): void {
  const live = liveListings(record);
  for (const [language, { title, description }] of Object.entries(inputs.listings ?? {}))
    if (!live.has(language) && (title === undefined || description === undefined))
      throw new Refusal(
        `App ${record.contentId}: listings.${language} is new for the store, so it needs a title and a description. Nothing was changed.`,
      );
}

/** The default language's listing goes into the record itself, the others into one list that replaces the stored one. */
async function listingChanges(record: ContentRecord, wish: Wish): Promise<Fields> {
  const wanted = wish.inputs.listings ?? {};
  const live = liveListings(record);
  const defaultBefore = record.defaultLanguageCode ?? "";
  const defaultNow = wish.inputs.defaultLanguage ?? defaultBefore;
  const exclusive = wish.inputs.exclusive?.includes("listings") === true;

  const languages = [...new Set([...live.keys(), ...Object.keys(wanted)])];
  const stay = languages.filter((code) => !exclusive || code in wanted || code === defaultNow);
  const moved = defaultNow !== defaultBefore;

  const changedIn = async (code: string) => {
    const change = await changedListing(code, live.get(code), wanted[code], wish);
    return moved && [defaultBefore, defaultNow].includes(code)
      ? { ...wholeListing(live.get(code)), ...change }
      : change;
  };
  const others = stay.filter((code) => code !== defaultNow);
  const [top, ...changes] = await together([defaultNow, ...others].map(changedIn));
  const listDiffers = changes.some((change) => change !== undefined) || moved || stay.length < languages.length;
  return {
    ...topFields(top),
    ...(listDiffers && {
      addLanguage: others.map((code, index) => languageChange(code, live.get(code), changes[index])),
    }),
  };
}

interface ChangedListing {
  title?: string;
  shortDescription?: string;
  description?: string;
  whatsNew?: string;
  images?: ScreenshotChange[];
}

/** The texts and screenshots of a listing that differ, or undefined when none does. */
async function changedListing(
  language: string,
  live: LiveListing | undefined,
  wanted: Listing | undefined,
  wish: Wish,
): Promise<ChangedListing | undefined> {
  if (wanted === undefined) return undefined;
  const change: ChangedListing = {};
  for (const name of LISTING_TEXTS) {
    const text = wanted[name];
    if (text !== undefined && !sameInput(name, text, live?.[name] ?? "")) change[name] = text;
  }
  if (wanted.screenshots !== undefined) {
    const images = await screenshotChanges(language, wanted.screenshots, live?.screenshots ?? [], wish);
    if (images !== undefined) change.images = images;
  }
  return Object.keys(change).length > 0 ? change : undefined;
}

/** The list of screenshots: those that the store has are kept by address, new ones are uploaded. */
async function screenshotChanges(
  language: string,
  files: readonly string[],
  live: readonly string[],
  wish: Wish,
): Promise<ScreenshotChange[] | undefined> {
  const urls = keptScreenshots(language, files, live, wish);
  if (sameValue(urls, live)) return undefined;
  return together(
    files.map(async (file, index) => {
      const url = urls[index];
      return url === undefined
        ? {
            screenshotPath: null,
            screenshotKey: await wish.upload(screenshotPath(language, index), file),
            reuseYn: false,
          }
        : kept(url);
    }),
  );
}

/**
 * The address under which the store has each file already. Each address is used once, also when the same picture is shown twice: the
 * store may not take it a second time.
 */
function keptScreenshots(
  language: string,
  files: readonly string[],
  live: readonly string[],
  { inputs, ledger }: Wish,
): (string | undefined)[] {
  const unused = new Map<string, string>();
  for (const [path, url] of Object.entries(ledger.urls)) {
    const hash = ledger.hashes[path];
    if (path.startsWith(`listings.${language}.`) && hash !== undefined && live.includes(url)) unused.set(url, hash);
  }
  return files.map((_, index) => {
    const hash = inputs.imageHashes?.[screenshotPath(language, index)];
    const url = [...unused.keys()].find((each) => unused.get(each) === hash);
    if (url !== undefined) unused.delete(url);
    return url;
  });
}

/** A screenshot is kept by its present address. [O, C: content-publish 5.3] */
function kept(url: string): ScreenshotChange {
  return { screenshotPath: url, screenshotKey: null, reuseYn: true };
}

/**
 * What a listing that changes its place takes along. The texts of the listing that stood there do not stay; its screenshots do where
 * the new one has none, since an app must have some.
 */
function wholeListing(live: LiveListing | undefined): ChangedListing {
  if (live === undefined) return { shortDescription: "", whatsNew: "" };
  const { title, description, shortDescription, whatsNew, screenshots } = live;
  const images = screenshots.length === 0 ? {} : { images: screenshots.map(kept) };
  return { title, description, shortDescription, whatsNew, ...images };
}

function topFields(change: ChangedListing | undefined): Fields {
  if (change === undefined) return {};
  const { title, description, shortDescription, whatsNew, images } = change;
  return {
    ...(title !== undefined && { appTitle: title }),
    ...(description !== undefined && { longDescription: description }),
    ...(shortDescription !== undefined && { shortDescription }),
    ...(whatsNew !== undefined && { newFeature: whatsNew }),
    ...(images !== undefined && { screenshots: images }),
  };
}

/** One entry of the list that replaces the stored one; screenshots that do not change are kept with null. */
function languageChange(
  languagecode: string,
  live: LiveListing | undefined,
  change: ChangedListing | undefined,
): LanguageChange {
  const { title = "", description = "", shortDescription = "", whatsNew = "" } = { ...live, ...change };
  return {
    languagecode,
    appTitle: title,
    description,
    ...((shortDescription || change?.shortDescription !== undefined) && { shortDescription }),
    ...((whatsNew || change?.whatsNew !== undefined) && { newFeature: whatsNew }),
    screenshots: change?.images ?? null,
  };
}
