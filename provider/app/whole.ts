/** All that the store holds of an app, as the inputs of a program that declares the app as it stands. */

import type { ContentRecord } from "../../sdk";
import { NO_END_DATE } from "../../sdk/facts/limits";
import { type AppRecords, packageNameOf } from "../session";
import { decimal, shortAmount } from "../values";
import { type AppInputs, type Listing, PUBLICATION_CODES, type Publication, SINGLE_IMAGES } from "./inputs";
import { comparableInput, IMAGE_FIELDS, LISTING_TEXTS, liveListings, SCALAR_FIELDS, SET_FIELDS } from "./live";
import { effective } from "./outputs";

/**
 * The inputs that an `App` would have to list everything of the record that desired state is compared with, in an order of their own.
 * Images stand by the address at which the store serves them. What is empty in the store is not listed, nor is a review
 * attachment, which the store does not give back. Values that a program may not have, for whatever reason, are there as well.
 */
export function wholeInputs(contentId: string, records: AppRecords): AppInputs {
  const record = effective(records);
  const packageName = packageNameOf(records);
  const scalars = scalarInputs(record);
  const { defaultLanguage, video, autoAddCountries, paid, price, ...contacts } = scalars;
  const images = Object.keys(SINGLE_IMAGES) as (keyof typeof SINGLE_IMAGES)[];
  return listed({
    contentId,
    packageName,
    defaultLanguage,
    listings: listingInputs(record),
    ...Object.fromEntries(images.map((name) => [name, record[IMAGE_FIELDS[name].url]])),
    video,
    countries: countryInputs(record),
    autoAddCountries,
    paid,
    price,
    publication: publicationInput(record),
    ...Object.fromEntries(Object.entries(SET_FIELDS).map(([name, wire]) => [name, [...new Set(record[wire])].sort()])),
    ...contacts,
  });
}

/** What holds something. */
function listed<T extends object>(values: Record<string, unknown>): T {
  const isEmpty = (value: unknown) =>
    value === undefined ||
    value === null ||
    value === "" ||
    (typeof value === "object" && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value))) as T;
}

function scalarInputs(record: ContentRecord): AppInputs {
  const values = Object.entries(SCALAR_FIELDS).map(([name, { wire, read }]) => [name, plain(name, read(record[wire]))]);
  const { price, ...inputs } = Object.fromEntries(values) as AppInputs;
  // A free app has a standard price of zero.
  const isFree = inputs.paid !== true && decimal(price)?.isZero() === true;
  return { ...inputs, ...(price !== undefined && !isFree && { price: shortAmount(price) }) };
}

/** A text in the form in which texts are compared. */
function plain(name: string, value: unknown): unknown {
  return typeof value === "string" && name !== "price" && name !== "video" ? comparableInput(name, value) : value;
}

/** The main listing first, the others by their codes. */
function listingInputs(record: ContentRecord): Record<string, Listing> {
  const [main, ...others] = [...liveListings(record)];
  const sorted = others.sort(([a], [b]) => (a < b ? -1 : 1));
  const inputs = [...(main ? [main] : []), ...sorted].map(([language, live]): [string, Listing] => [
    language,
    listed<Listing>({
      ...Object.fromEntries(LISTING_TEXTS.map((name) => [name, plain(name, live[name])])),
      screenshots: live.screenshots,
    }),
  ]);
  return listed(Object.fromEntries(inputs));
}

function countryInputs(record: ContentRecord): NonNullable<AppInputs["countries"]> {
  const rows = [...record.sellCountryList].sort((a, b) => (a.countryCode < b.countryCode ? -1 : 1));
  return Object.fromEntries(
    rows.map(({ countryCode, price }) => {
      // A zero is what the store writes where a country has no price of its own.
      const own = price !== null && price !== undefined && decimal(price)?.isZero() !== true;
      return [countryCode, own ? { price: shortAmount(price) } : {}];
    }),
  );
}

function publicationInput(record: ContentRecord): Publication {
  const code = record.publicationType ?? "";
  const types = Object.keys(PUBLICATION_CODES) as Publication["type"][];
  const type = types.find((known) => PUBLICATION_CODES[known] === code);
  const stopOn = record.stopPublicationDate === NO_END_DATE ? undefined : record.stopPublicationDate;
  return listed<Publication>({
    type: type ?? code,
    startAt: type === "scheduled" ? record.startPublicationDate : undefined,
    stopOn,
  });
}
