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

// Texts have the documented limits; `termAndConditionURL` has that of the other links. [D: content record; the latter: G]
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
  // An empty `appTitle` does not fail and changes nothing. [C: a careless client]
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
  // A language twice, or the default language among the translations, is refused. [G: each has one listing in the record]
  if (new Set([...languages, content.defaultLanguageCode]).size !== languages.length + 1)
    throw invalid("addLanguage names a language twice, or the default language.");
}

/**
 * An entry of `addLanguage` is the whole truth about its language: what it leaves out is emptied, but screenshots stay when
 * they are not mentioned. [D: replaces the whole list; the reading: G]
 */
function translation(edit: Edit, entry: JsonObject, at: string, known: Map<string, Listing>): Listing {
  const languagecode = codeField(entry, "languagecode", LANGUAGE_CODES);
  // `languagecode`, `appTitle` and `description` are required in a translation. [D; code: G]
  if (languagecode === undefined) throw invalid(`${at}.languagecode is required.`);
  const appTitle = textField(entry, "appTitle", Number.MAX_SAFE_INTEGER);
  // A translation has a title. [D; code: G]
  if (!appTitle) throw invalid(`${at}.appTitle is required.`);
  const description = textField(entry, "description", TEXT_LIMITS.description.maxBytes);
  // A translation has a description. [D; code: G]
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

/** A title has at most 100 bytes. [D; O: message; the store's code: G] */
function checkedTitle(at: string, title: string): string {
  const bytes = byteLength(title);
  if (bytes > TEXT_LIMITS.title.maxBytes)
    throw invalid(
      `The title is invalid. ${at} is ${bytes} bytes long; at most ${TEXT_LIMITS.title.maxBytes} are allowed.`,
    );
  return title;
}

/** A short description has 20 to 240 bytes in every language, or is left empty. [O: live check; empty, the store's code: G] */
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
      // `supportedLanguages` holds codes of the second list of languages. [D; failure code: G]
      if (typeof code !== "string" || !SUPPORTED_CODES.has(code))
        throw invalid(`supportedLanguages holds an unknown language: ${String(code)}.`);
      return code;
    });
  const addresses = listField(body, "notifyResult");
  if (!addresses) return;
  // Notification addresses of the review are 20 at most. [D; code: G]
  if (addresses.length > NOTIFY_EMAILS_MAX)
    throw invalid(`notifyResult holds ${addresses.length} addresses; at most ${NOTIFY_EMAILS_MAX} are allowed.`);
  content.notifyResult = addresses.map((address) => {
    // Notification addresses are e-mail addresses. [D; code: G]
    if (typeof address !== "string" || !/^[^\s@]+@[^\s@]+$/.test(address))
      throw invalid(`notifyResult holds something that is not an e-mail address: ${String(address)}.`);
    return address;
  });
}

/** Chinese has two listings. [D: listing languages] */
export function isChinese(language: string): boolean {
  return language === "ZHO" || language === "002";
}
