/** What a change of a listing carries, and how it is written on the wire. Source: Content Publish API, "Modify app data". */

/** One image of a screenshot list. Kept: `{ screenshotPath, screenshotKey: null, reuseYn: true }`; new: `{ screenshotKey, reuseYn: false }`. */
export interface ScreenshotChange {
  /** URL of the stored image that is kept. */
  screenshotPath?: string | null;
  /** File key of an upload. */
  screenshotKey?: string | null;
  /** True: keep the stored image; false: take the uploaded one. */
  reuseYn: boolean;
}

/** One additional language. A list replaces the stored one, so it must name every language that shall stay. */
export interface LanguageChange {
  /** Three-letter code of the language. */
  languagecode: string;
  /** Title, 100 bytes of UTF-8 at most. */
  appTitle: string;
  /** Description, 4,000 bytes of UTF-8 at most. */
  description: string;
  /** What's new, 4,000 bytes of UTF-8 at most. */
  newFeature?: string | null;
  /** Short description, 20 to 240 bytes of UTF-8. Limit: Samsung's fastlane plugin. */
  shortDescription?: string | null;
  /** Screenshots in display order, 4 to 8; null keeps the stored ones. */
  screenshots?: ScreenshotChange[] | null;
}

/** One country of sale. A list replaces the stored one. `price`: decimal text in local currency, null: derived by the store. */
export interface CountryChange {
  /** Three-letter code of a country of sale. */
  countryCode: string;
  /** Decimal text in local currency; null: derived by the store from `standardPrice`. */
  price?: string | null;
}

/**
 * The values of an app to change; it opens an update when none is open. A key that is left out is unchanged, a list
 * replaces the stored list, `null` for a list or image keeps it, `[]` clears a list.
 */
export interface ContentChange {
  /** Id of the app, 12 digits. */
  contentId: string;
  /** Three-letter code of the language of the top-level texts. */
  defaultLanguageCode?: string | undefined;
  /** Title in the default language, 100 bytes of UTF-8 at most. */
  appTitle?: string | null | undefined;
  /** Description in the default language, 4,000 bytes of UTF-8 at most. */
  longDescription?: string | null | undefined;
  /** Short description in the default language, 20 to 240 bytes of UTF-8. Limit: Samsung's fastlane plugin. */
  shortDescription?: string | null | undefined;
  /** What's new in the default language, 4,000 bytes of UTF-8 at most. */
  newFeature?: string | null | undefined;
  /** File key of a new icon: PNG, 512 x 512 pixels, 1,024 KB at most. */
  iconKey?: string | null | undefined;
  /** File key of a new hero image: JPG or PNG, 1200 x 675 pixels, 1,024 KB at most; games only. */
  heroImageKey?: string | null | undefined;
  /** File key of a new edge image: PNG, 160 x 2560 pixels, 1,024 KB at most. */
  edgescreenKey?: string | null | undefined;
  /** File key of a new wide edge image: PNG, 550 x 2560 pixels, 1,024 KB at most. */
  edgescreenplusKey?: string | null | undefined;
  /** Age from which the app may be used, in years: `0`, `4`, `12`, `16` or `18`. */
  ageLimit?: string | null | undefined;
  /** The same for China: `0`, `3`, `8`, `12`, `16` or `18`. Needed with a listing in Chinese. */
  chinaAgeLimit?: string | null | undefined;
  /** URL of the open-source notice, 200 bytes at most. */
  openSourceURL?: string | null | undefined;
  /** URL of the privacy policy, 200 bytes at most. */
  privatePolicyURL?: string | null | undefined;
  /** Yes or no beside `privatePolicyURL`. In the documentation since 2026, without a meaning that could be read. */
  privatePolicyURLYN?: boolean | null | undefined;
  /** URL of the terms. Seen in answers, not documented. */
  termAndConditionURL?: string | null | undefined;
  /** Video: documented as its id of 11 characters, seen as a whole URL. */
  youTubeURL?: string | null | undefined;
  /** Shown in place of the seller's name, 100 bytes at most. */
  copyrightHolder?: string | null | undefined;
  /** E-mail address for users, 100 bytes at most. */
  supportEMail?: string | null | undefined;
  /** Page for users who need help, 200 bytes at most. */
  supportedSiteUrl?: string | null | undefined;
  /** Price in US dollars, decimal text. */
  standardPrice?: string | null | undefined;
  /** True: the app itself costs money. */
  paid?: boolean | undefined;
  /** True: it goes on sale by itself in countries that the store opens. */
  autoAddCountry?: boolean | null | undefined;
  /** `01` automatic after pre-review, `02` on a date, `03` manual. */
  publicationType?: string | undefined;
  /** `YYYY-MM-DD HH:mm:ss`, with the publication type `02`; the time zone is not documented. */
  startPublicationDate?: string | null | undefined;
  /** `YYYY-MM-DD`; `9999-12-31` is no end. */
  stopPublicationDate?: string | null | undefined;
  /** True: the seller confirms the export laws of the USA; needed to submit. */
  usExportLaws?: boolean | null | undefined;
  /** Note to the reviewers, 4,000 bytes of UTF-8 at most. */
  reviewComment?: string | null | undefined;
  /** Name of the file for the reviewers. */
  reviewFilename?: string | null | undefined;
  /** File key of a new file for the reviewers. */
  reviewFilekey?: string | null | undefined;
  /** E-mail addresses that are told of the review's result, 20 at most. */
  notifyResult?: string[] | null | undefined;
  /** Three-letter codes of the languages that the app itself speaks. */
  supportedLanguages?: string[] | null | undefined;
  /** All countries of sale with their prices. */
  sellCountryList?: CountryChange[] | null | undefined;
  /** All languages beside the default one. */
  addLanguage?: LanguageChange[] | null | undefined;
  /** Screenshots of the default language in display order, 4 to 8. */
  screenshots?: ScreenshotChange[] | null | undefined;
  /** Apps registered with the Chinese MIIT; its shape is not documented in what could be read. */
  miitData?: unknown;
}

// Letters on the wire where the documentation says boolean; `autoAddCountry`, `usExportLaws` and `reuseYn` are true booleans.
const LETTER_FIELDS: ReadonlySet<string> = new Set(["paid", "privatePolicyURLYN"]);

/** The JSON body of a change: undefined is left out, null and [] are sent, letters where the store wants letters. */
export function encodeContentChange(change: ContentChange): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined) continue;
    body[key] = LETTER_FIELDS.has(key) && typeof value === "boolean" ? yesNoLetter(value) : value;
  }
  return body;
}

/** `Y` or `N`. */
export function yesNoLetter(value: boolean): "Y" | "N" {
  return value ? "Y" : "N";
}
