/** Codes and texts of the store that a program and its files can hold. */

import type { AppInputs } from "../../provider/app/inputs";
import { countryByCode } from "../../sdk/facts/countries";
import { LISTING_LANGUAGES, SUPPORTED_LANGUAGES } from "../../sdk/facts/languages";
import type { Acceptable, LeftOut } from "./acceptable";

const LANGUAGES = new Set(LISTING_LANGUAGES.map((language) => language.code));
const SPOKEN = new Set(SUPPORTED_LANGUAGES.map((language) => language.code));

/** Without languages and countries that only the store knows: their codes are no names to go on with. */
export function knownCodes(inputs: AppInputs): Acceptable<AppInputs> {
  const leftOut: LeftOut[] = [];
  const keep = (path: string, code: string, what: string, isKnown: boolean) => {
    const fit = isKnown && code !== "__proto__";
    if (!fit) leftOut.push({ path: `${path}.${code}`, reason: `is a ${what} that this version does not know` });
    return fit;
  };
  const only = <T>(path: string, map: Readonly<Record<string, T>>, what: string, isKnown: (code: string) => boolean) =>
    Object.fromEntries(Object.entries(map).filter(([code]) => keep(path, code, what, isKnown(code))));
  const { listings, countries, defaultLanguage, supportedLanguages } = inputs;
  const isLanguage = (code: string) => LANGUAGES.has(code);
  const known = { ...inputs };
  if (
    defaultLanguage !== undefined &&
    !keep("defaultLanguage", defaultLanguage, "language", isLanguage(defaultLanguage))
  )
    delete known.defaultLanguage;
  if (listings !== undefined)
    known.listings = Object.fromEntries(
      Object.entries(only("listings", listings, "language", isLanguage)).map(([code, listing]) => [
        code,
        wellFormed(`listings.${code}`, listing, leftOut),
      ]),
    );
  if (countries !== undefined)
    known.countries = only("countries", countries, "country", (code) => countryByCode(code) !== undefined);
  if (supportedLanguages !== undefined)
    known.supportedLanguages = supportedLanguages.filter((code) =>
      keep("supportedLanguages", code, "language", SPOKEN.has(code)),
    );
  return { inputs: wellFormed("", known, leftOut), leftOut };
}

/** Without texts that no file can hold. */
function wellFormed<T extends object>(path: string, values: T, leftOut: LeftOut[]): T {
  const fit = Object.entries(values).filter(([name, value]) => {
    const holds = typeof value !== "string" || !/\p{Surrogate}/u.test(value);
    if (!holds)
      leftOut.push({
        path: path === "" ? name : `${path}.${name}`,
        reason: "holds half a character, which cannot be written to a file",
      });
    return holds;
  });
  return Object.fromEntries(fit) as T;
}
