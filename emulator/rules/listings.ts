/** Texts of an app: the default listing, the translated ones, links and contacts. */
import { LISTING_LANGUAGES, SUPPORTED_LANGUAGES } from "../../sdk/facts/languages";
import { NOTIFY_EMAILS_MAX, TEXT_LIMITS } from "../../sdk/facts/limits";
import { invalid } from "../failure";
import type { JsonObject } from "../http/body";
import type { Content, Listing } from "../state/model";
import type { Store } from "../state/store";
import { byteLength, codeField, type Edit, listField, objectListField, textField } from "./edit";
import { screenshotsField } from "./images";

const LANGUAGE_CODES = LISTING_LANGUAGES.map((language) => language.code);
const SUPPORTED_CODES = new Set(SUPPORTED_LANGUAGES.map((language) => language.code));

const CHINESE_SHORT_DESCRIPTION_MAX_BYTES = 40;

type PlainText = { [K in keyof Content]: string extends Content[K] ? K : never }[keyof Content];

// [D: content record, limits; termAndConditionURL has none in the documents: G, as the other links]
const PLAIN_TEXTS: readonly (readonly [PlainText, number])[] = [
  ["longDescription", TEXT_LIMITS.description.maxBytes],
  ["newFeature", TEXT_LIMITS.whatsNew.maxBytes],
  ["openSourceURL", TEXT_LIMITS.openSourceUrl.maxBytes],
  ["privatePolicyURL", TEXT_LIMITS.privacyPolicyUrl.maxBytes],
  ["termAndConditionURL", 200],
  ["copyrightHolder", TEXT_LIMITS.copyrightHolder.maxBytes],
  ["supportEMail", TEXT_LIMITS.supportEmail.maxBytes],
  ["supportedSiteUrl", TEXT_LIMITS.supportUrl.maxBytes],
  ["reviewComment", TEXT_LIMITS.reviewComment.maxBytes],
];

export function editTexts({ body, content, store }: Edit): void {
  const language = codeField(body, "defaultLanguageCode", LANGUAGE_CODES);
  if (language !== undefined) content.defaultLanguageCode = language;
  // An empty title does not fail and changes nothing. [C: a careless client]
  const title = textField(body, "appTitle", Number.MAX_SAFE_INTEGER);
  if (title) content.appTitle = checkedTitle("appTitle", title);
  const short = textField(body, "shortDescription", Number.MAX_SAFE_INTEGER);
  if (short !== undefined)
    content.shortDescription = checkedShortDescription(store, content.defaultLanguageCode, "shortDescription", short);
  for (const [key, maxBytes] of PLAIN_TEXTS) {
    const text = textField(body, key, maxBytes);
    if (text !== undefined) content[key] = text;
  }
  const video = textField(body, "youTubeURL", 200);
  if (video !== undefined) content.youTubeURL = checkedVideo(store, video);
  const policy = codeField(body, "privatePolicyURLYN", ["Y", "N"]);
  if (policy !== undefined) content.privatePolicyURLYN = policy;
}

export function editTranslations(edit: Edit): void {
  const { body, content, before } = edit;
  const entries = objectListField(edit, body, "addLanguage");
  if (entries) {
    const known = new Map(before.addLanguage.map((listing) => [listing.languagecode, listing]));
    content.addLanguage = entries.map((entry, index) => translation(edit, entry, `addLanguage[${index}]`, known));
  }
  const languages = content.addLanguage.map((listing) => listing.languagecode);
  // [G: no document says it, but each language has one listing in the record]
  if (new Set([...languages, content.defaultLanguageCode]).size !== languages.length + 1)
    throw invalid("addLanguage names a language twice, or the default language.");
}

/** A given entry is the whole truth about its language; only its screenshots may be left out. [D: replaces the whole list] */
function translation(edit: Edit, entry: JsonObject, at: string, known: Map<string, Listing>): Listing {
  const languagecode = codeField(entry, "languagecode", LANGUAGE_CODES);
  if (languagecode === undefined) throw invalid(`${at}.languagecode is required.`);
  const appTitle = textField(entry, "appTitle", Number.MAX_SAFE_INTEGER);
  if (!appTitle) throw invalid(`${at}.appTitle is required.`);
  const description = textField(entry, "description", TEXT_LIMITS.description.maxBytes);
  if (!description) throw invalid(`${at}.description is required.`);
  const shortDescription = textField(entry, "shortDescription", Number.MAX_SAFE_INTEGER) ?? "";
  const old = known.get(languagecode);
  return {
    languagecode,
    appTitle: checkedTitle(`${at}.appTitle`, appTitle),
    description,
    newFeature: textField(entry, "newFeature", TEXT_LIMITS.whatsNew.maxBytes) ?? "",
    shortDescription: checkedShortDescription(edit.store, languagecode, `${at}.shortDescription`, shortDescription),
    screenshots: screenshotsField(edit, entry, at, languagecode) ?? old?.screenshots ?? [],
  };
}

/** The code under which the store says that a title is invalid is not known. [O: message; G: code 1000] */
function checkedTitle(at: string, title: string): string {
  const bytes = byteLength(title);
  if (bytes > TEXT_LIMITS.title.maxBytes)
    throw invalid(
      `The title is invalid. ${at} is ${bytes} bytes long; at most ${TEXT_LIMITS.title.maxBytes} are allowed.`,
    );
  return title;
}

/** 20 to 240 bytes in any language [O: live check]; the code is not known [G: 1000]; none at all is fine [G]. */
function checkedShortDescription(store: Store, language: string, at: string, text: string): string {
  const { minBytes, maxBytes } = TEXT_LIMITS.shortDescription;
  const bytes = byteLength(text);
  if (store.settings.readings.shortDescription === "chinese40") {
    // In the other reading a short description is for Chinese listings only, with at most 40 bytes. [D; code: G]
    if (bytes > (isChinese(language) ? CHINESE_SHORT_DESCRIPTION_MAX_BYTES : 0))
      throw invalid(`${at} is for Chinese listings only, and at most 40 bytes long.`);
    return text;
  }
  if (bytes !== 0 && (bytes < minBytes || bytes > maxBytes))
    throw invalid(`The short description must be ${minBytes} to ${maxBytes} bytes long; ${at} has ${bytes}.`);
  return text;
}

/** A video is named by its id or by its address. [D, C; the id only, another reading: D; the address only, the third: C; code: G] */
function checkedVideo(store: Store, text: string): string {
  const { youTubeUrl } = store.settings.readings;
  if (text !== "" && youTubeUrl === "id" && !/^[\w-]{11}$/.test(text))
    throw invalid("youTubeURL must be the id of a video, 11 characters.");
  if (text !== "" && youTubeUrl === "url" && !URL.canParse(text)) throw invalid("youTubeURL must be an address.");
  return text;
}

export function editContacts({ body, content }: Edit): void {
  const supported = listField(body, "supportedLanguages");
  if (supported)
    content.supportedLanguages = supported.map((code) => {
      if (typeof code !== "string" || !SUPPORTED_CODES.has(code))
        throw invalid(`supportedLanguages holds an unknown language: ${String(code)}.`);
      return code;
    });
  const addresses = listField(body, "notifyResult");
  if (!addresses) return;
  // [D: up to 20 e-mail addresses]
  if (addresses.length > NOTIFY_EMAILS_MAX)
    throw invalid(`notifyResult holds ${addresses.length} addresses; at most ${NOTIFY_EMAILS_MAX} are allowed.`);
  content.notifyResult = addresses.map((address) => {
    if (typeof address !== "string" || !/^[^\s@]+@[^\s@]+$/.test(address))
      throw invalid(`notifyResult holds something that is not an e-mail address: ${String(address)}.`);
    return address;
  });
}

/** Chinese has two listings. [D: listing languages] */
export function isChinese(language: string): boolean {
  return language === "ZHO" || language === "002";
}
