/** Where, when and for how much an app is sold. */
import Decimal from "decimal.js";
import { APP_PRICE_MINIMA, COUNTRY_GROUPS, countryByCode, FREE_ONLY_COUNTRIES } from "../../sdk/facts/countries";
import { AGE_LIMITS, CHINA_AGE_LIMITS, NO_END_DATE } from "../../sdk/facts/limits";
import { invalid, storeFailure } from "../failure";
import type { JsonObject } from "../http/body";
import { parseStoreMoment } from "../state/clock";
import type { Content } from "../state/model";
import type { Store } from "../state/store";
import { codeField, type Edit, flagField, objectListField, textField, yesNoField } from "./edit";

export function editRatings({ body, content }: Edit): void {
  const age = codeField(body, "ageLimit", AGE_LIMITS.map(String));
  if (age !== undefined) content.ageLimit = age;
  const china = codeField(body, "chinaAgeLimit", CHINA_AGE_LIMITS.map(String));
  if (china !== undefined) content.chinaAgeLimit = china;
  content.usExportLaws = flagField(body, "usExportLaws") ?? content.usExportLaws;
}

export function editPrices(edit: Edit): void {
  const { body, content, store } = edit;
  const paid = yesNoField(store, body, "paid");
  if (paid !== undefined) content.paid = paid ? "Y" : "N";
  const price = priceField(body, "standardPrice", 2);
  if (price !== undefined) content.standardPrice = price;
  content.autoAddCountry = yesNoField(store, body, "autoAddCountry") ?? content.autoAddCountry;
  const rows = objectListField(edit, body, "sellCountryList");
  if (rows) content.sellCountryList = rows.map((row, index) => countryRow(row, `sellCountryList[${index}]`));
  // A country is listed once. [G]
  if (new Set(content.sellCountryList.map((row) => row.countryCode)).size !== content.sellCountryList.length)
    throw invalid("sellCountryList names a country twice.");
  if (content.paid === "Y") checkPaid(content);
  // A country without a price reads back as null in a paid app, and as `"0"` in a free one. [G]
  else content.sellCountryList = content.sellCountryList.map((row) => ({ ...row, price: row.price ?? "0" }));
}

function countryRow(row: JsonObject, at: string): Content["sellCountryList"][number] {
  const code = typeof row.countryCode === "string" ? row.countryCode : "";
  const country = countryByCode(code);
  // `countryCode` is a country or country group of the store. [D; code: G]
  // Country groups stay as they are sent: which countries they stand for is not published. [G]
  if (!country && !COUNTRY_GROUPS.some((group) => group.code === code))
    throw invalid(`${at}.countryCode is not a country or country group of the store: ${code}.`);
  return { countryCode: code, price: priceField(row, "price", country?.decimals ?? 2) ?? null };
}

/** A price is a decimal text, not negative, without more decimals than the currency has. [D; decimals of ISO 4217, code: G] */
function priceField(body: JsonObject, key: string, decimals: number): string | undefined {
  const value = body[key];
  if (value === undefined || value === null || value === "") return undefined;
  const text = String(value);
  if (!/^\d+(\.\d+)?$/.test(text)) throw invalid(`${key} must be a decimal number that is not negative: ${text}.`);
  const price = new Decimal(text);
  if (price.decimalPlaces() > decimals) throw invalid(`${key} ${text} has more than ${decimals} decimals.`);
  return price.toFixed();
}

function checkPaid(content: Content): void {
  // The price of a paid app is not 0. [D: failure codes 3050]
  if (Number(content.standardPrice) === 0) throw storeFailure(400, "3050", "The price of a paid app cannot be 0.");
  for (const row of content.sellCountryList) {
    // The price of a paid app is not 0 in any country. [D: failure codes 3050]
    if (row.price !== null && Number(row.price) === 0)
      throw storeFailure(400, "3050", `The price of a paid app cannot be 0 (${row.countryCode}).`);
    // Some countries are open to free apps only. [D: country list; code: G]
    const group = COUNTRY_GROUPS.find((entry) => entry.code === row.countryCode);
    if (group?.freeOnly || FREE_ONLY_COUNTRIES.includes(row.countryCode))
      throw invalid(`${row.countryCode} is open to free apps only.`);
    // A price under the country's minimum becomes the minimum; the only one ever published is Korea's 310 won. [D: content
    // record; Korea: O]
    const minimum = APP_PRICE_MINIMA[row.countryCode];
    if (row.price !== null && minimum !== undefined && Number(row.price) < minimum) row.price = String(minimum);
  }
}

const BEIJING_AHEAD_MS = 8 * 3_600_000;

/** `startPublicationDate` is in UTC. [G; in Beijing time, the other reading: C] */
export function publicationMoment(store: Store, date: string): number {
  return parseStoreMoment(date) - (store.settings.readings.publicationTimeZone === "Beijing" ? BEIJING_AHEAD_MS : 0);
}

export function editPublication({ body, content, store }: Edit): void {
  const type = codeField(body, "publicationType", ["01", "02", "03"]);
  if (type !== undefined) content.publicationType = type;
  const start = textField(body, "startPublicationDate", 19);
  if (start) {
    const at = publicationMoment(store, start);
    // `startPublicationDate` has the form YYYY-MM-DD HH:mm:ss. [D; code: G]
    if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(start) || Number.isNaN(at))
      throw invalid("startPublicationDate must be of the form YYYY-MM-DD HH:mm:ss.");
    // `startPublicationDate` is ahead. [C: echoed dates fail with a remark about the future; code: G]
    if (at <= store.clock.now()) throw invalid("startPublicationDate must be in the future.");
    content.startPublicationDate = start;
  }
  // Publication type 02 has a `startPublicationDate`. [D; code: G]
  if (type === "02" && !content.startPublicationDate)
    throw invalid("startPublicationDate is required with publicationType 02.");
  const stop = textField(body, "stopPublicationDate", 10);
  if (!stop) return;
  // `stopPublicationDate` has the form YYYY-MM-DD. [D; code: G]
  if (!/^\d{4}-\d{2}-\d{2}$/.test(stop) || Number.isNaN(Date.parse(stop)))
    throw invalid("stopPublicationDate must be of the form YYYY-MM-DD.");
  // A new `stopPublicationDate` is ahead; `9999-12-31` means none. [C; ahead, code: G]
  if (stop !== NO_END_DATE && stop !== content.stopPublicationDate && Date.parse(stop) <= store.clock.now())
    throw invalid("stopPublicationDate must be in the future.");
  content.stopPublicationDate = stop;
}
