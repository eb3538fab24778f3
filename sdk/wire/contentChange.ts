/** What a change of a listing carries, and how it is written on the wire. Source: Content Publish API, "Modify app data". */

/** One image of a screenshot list. Kept: `{ screenshotPath, screenshotKey: null, reuseYn: true }`; new: `{ screenshotKey, reuseYn: false }`. */
export interface ScreenshotChange {
  screenshotPath?: string | null;
  /** File key of an upload. */
  screenshotKey?: string | null;
  reuseYn: boolean;
}

/** One additional language. A list replaces the stored one, so it must name every language that shall stay. */
export interface LanguageChange {
  languagecode: string;
  appTitle: string;
  description: string;
  newFeature?: string | null;
  shortDescription?: string | null;
  screenshots?: ScreenshotChange[] | null;
}

/** One country of sale. A list replaces the stored one. `price`: decimal text in local currency, null: derived by the store. */
export interface CountryChange {
  countryCode: string;
  price?: string | null;
}

/**
 * The values of an app to change; it opens an update when none is open. A key that is left out is unchanged, a list
 * replaces the stored list, `null` for a list or image keeps it, `[]` clears a list.
 */
export interface ContentChange {
  contentId: string;
  defaultLanguageCode?: string | undefined;
  appTitle?: string | null | undefined;
  longDescription?: string | null | undefined;
  shortDescription?: string | null | undefined;
  newFeature?: string | null | undefined;
  iconKey?: string | null | undefined;
  heroImageKey?: string | null | undefined;
  edgescreenKey?: string | null | undefined;
  edgescreenplusKey?: string | null | undefined;
  ageLimit?: string | null | undefined;
  chinaAgeLimit?: string | null | undefined;
  openSourceURL?: string | null | undefined;
  privatePolicyURL?: string | null | undefined;
  privatePolicyURLYN?: boolean | null | undefined;
  termAndConditionURL?: string | null | undefined;
  youTubeURL?: string | null | undefined;
  copyrightHolder?: string | null | undefined;
  supportEMail?: string | null | undefined;
  supportedSiteUrl?: string | null | undefined;
  standardPrice?: string | null | undefined;
  paid?: boolean | undefined;
  autoAddCountry?: boolean | null | undefined;
  publicationType?: string | undefined;
  startPublicationDate?: string | null | undefined;
  stopPublicationDate?: string | null | undefined;
  usExportLaws?: boolean | null | undefined;
  reviewComment?: string | null | undefined;
  reviewFilename?: string | null | undefined;
  reviewFilekey?: string | null | undefined;
  notifyResult?: string[] | null | undefined;
  supportedLanguages?: string[] | null | undefined;
  sellCountryList?: CountryChange[] | null | undefined;
  addLanguage?: LanguageChange[] | null | undefined;
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
