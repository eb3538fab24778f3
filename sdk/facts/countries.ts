/** Countries and country groups of the Galaxy Store, with the currency that prices of each country are given in. */

/** One country in which the store sells. */
export interface Country {
  /** Three-letter upper-case code as sent on the wire, e.g. `KOR`. */
  readonly code: string;
  /** Label for people, e.g. `Korea`. */
  readonly name: string;
  readonly region: string;
  /** National currency (ISO 4217), or the one a Samsung notice names. See {@link currencySource}. */
  readonly currency: string;
  /** Decimals that a price in this currency may have (ISO 4217). */
  readonly decimals: number;
  /** `samsung`: named by a Samsung page or notice. `iso`: national currency by ISO 4217, not confirmed for the store. */
  readonly currencySource: "samsung" | "iso";
}

/** A sales area that stands for several countries in an app's country list. Never used in item prices. */
export interface CountryGroup {
  readonly code: string;
  readonly name: string;
  /** Open to free apps only. */
  readonly freeOnly: boolean;
}

// Source: Content Publish API reference, table of `sellCountryList` codes; currencies: Seller Portal notice of
// 2024-06-10 (RON; USD for Bahrain, Kuwait, Tunisia, Yemen), otherwise ISO 4217.

export const COUNTRIES: readonly Country[] = [
  { code: "AUT", name: "Austria", region: "europe", currency: "EUR", decimals: 2, currencySource: "iso" },
  { code: "BEL", name: "Belgium", region: "europe", currency: "EUR", decimals: 2, currencySource: "iso" },
  { code: "BGR", name: "Bulgaria", region: "europe", currency: "EUR", decimals: 2, currencySource: "iso" },
  { code: "HRV", name: "Croatia", region: "europe", currency: "EUR", decimals: 2, currencySource: "iso" },
  { code: "CZE", name: "Czech", region: "europe", currency: "CZK", decimals: 2, currencySource: "iso" },
  { code: "DNK", name: "Denmark", region: "europe", currency: "DKK", decimals: 2, currencySource: "iso" },
  { code: "EST", name: "Estonia", region: "europe", currency: "EUR", decimals: 2, currencySource: "iso" },
  { code: "FIN", name: "Finland", region: "europe", currency: "EUR", decimals: 2, currencySource: "iso" },
  { code: "FRA", name: "France", region: "europe", currency: "EUR", decimals: 2, currencySource: "iso" },
  { code: "DEU", name: "Germany", region: "europe", currency: "EUR", decimals: 2, currencySource: "iso" },
  { code: "GRC", name: "Greece", region: "europe", currency: "EUR", decimals: 2, currencySource: "iso" },
  { code: "HUN", name: "Hungary", region: "europe", currency: "HUF", decimals: 2, currencySource: "iso" },
  { code: "IRL", name: "Ireland", region: "europe", currency: "EUR", decimals: 2, currencySource: "iso" },
  { code: "ITA", name: "Italy", region: "europe", currency: "EUR", decimals: 2, currencySource: "iso" },
  { code: "LVA", name: "Latvia", region: "europe", currency: "EUR", decimals: 2, currencySource: "iso" },
  { code: "LTU", name: "Lithuania", region: "europe", currency: "EUR", decimals: 2, currencySource: "iso" },
  { code: "LUX", name: "Luxembourg", region: "europe", currency: "EUR", decimals: 2, currencySource: "iso" },
  { code: "NLD", name: "Netherlands", region: "europe", currency: "EUR", decimals: 2, currencySource: "iso" },
  { code: "NOR", name: "Norway", region: "europe", currency: "NOK", decimals: 2, currencySource: "iso" },
  { code: "POL", name: "Poland", region: "europe", currency: "PLN", decimals: 2, currencySource: "iso" },
  { code: "PRT", name: "Portugal", region: "europe", currency: "EUR", decimals: 2, currencySource: "iso" },
  { code: "ROU", name: "Romania", region: "europe", currency: "RON", decimals: 2, currencySource: "samsung" },
  { code: "SRB", name: "Serbia", region: "europe", currency: "RSD", decimals: 2, currencySource: "iso" },
  { code: "SVK", name: "Slovakia", region: "europe", currency: "EUR", decimals: 2, currencySource: "iso" },
  { code: "ESP", name: "Spain", region: "europe", currency: "EUR", decimals: 2, currencySource: "iso" },
  { code: "SWE", name: "Sweden", region: "europe", currency: "SEK", decimals: 2, currencySource: "iso" },
  { code: "CHE", name: "Switzerland", region: "europe", currency: "CHF", decimals: 2, currencySource: "iso" },
  { code: "TUR", name: "Turkey", region: "europe", currency: "TRY", decimals: 2, currencySource: "iso" },
  { code: "GBR", name: "United Kingdom", region: "europe", currency: "GBP", decimals: 2, currencySource: "iso" },
  { code: "BLR", name: "Belarus", region: "cis", currency: "BYN", decimals: 2, currencySource: "iso" },
  { code: "KAZ", name: "Kazakhstan", region: "cis", currency: "KZT", decimals: 2, currencySource: "iso" },
  { code: "RUS", name: "Russia", region: "cis", currency: "RUB", decimals: 2, currencySource: "iso" },
  { code: "UKR", name: "Ukraine", region: "cis", currency: "UAH", decimals: 2, currencySource: "iso" },
  { code: "AUS", name: "Australia", region: "asia", currency: "AUD", decimals: 2, currencySource: "iso" },
  { code: "CHN", name: "China (mainland)", region: "asia", currency: "CNY", decimals: 2, currencySource: "iso" },
  { code: "HKG", name: "Hong Kong", region: "asia", currency: "HKD", decimals: 2, currencySource: "iso" },
  { code: "TWN", name: "Taiwan", region: "asia", currency: "TWD", decimals: 2, currencySource: "iso" },
  { code: "IND", name: "India", region: "asia", currency: "INR", decimals: 2, currencySource: "iso" },
  { code: "IDN", name: "Indonesia", region: "asia", currency: "IDR", decimals: 2, currencySource: "iso" },
  { code: "JPN", name: "Japan", region: "asia", currency: "JPY", decimals: 0, currencySource: "iso" },
  { code: "KOR", name: "Korea", region: "asia", currency: "KRW", decimals: 0, currencySource: "samsung" },
  { code: "MYS", name: "Malaysia", region: "asia", currency: "MYR", decimals: 2, currencySource: "iso" },
  { code: "NZL", name: "New Zealand", region: "asia", currency: "NZD", decimals: 2, currencySource: "iso" },
  { code: "PHL", name: "Philippines", region: "asia", currency: "PHP", decimals: 2, currencySource: "iso" },
  { code: "SGP", name: "Singapore", region: "asia", currency: "SGD", decimals: 2, currencySource: "iso" },
  { code: "THA", name: "Thailand", region: "asia", currency: "THB", decimals: 2, currencySource: "iso" },
  { code: "VNM", name: "Vietnam", region: "asia", currency: "VND", decimals: 0, currencySource: "iso" },
  { code: "ARG", name: "Argentina", region: "america", currency: "ARS", decimals: 2, currencySource: "iso" },
  { code: "BRA", name: "Brazil", region: "america", currency: "BRL", decimals: 2, currencySource: "iso" },
  { code: "CAN", name: "Canada", region: "america", currency: "CAD", decimals: 2, currencySource: "iso" },
  { code: "CHL", name: "Chile", region: "america", currency: "CLP", decimals: 0, currencySource: "iso" },
  { code: "COL", name: "Colombia", region: "america", currency: "COP", decimals: 2, currencySource: "iso" },
  { code: "MEX", name: "Mexico", region: "america", currency: "MXN", decimals: 2, currencySource: "iso" },
  { code: "PER", name: "Peru", region: "america", currency: "PEN", decimals: 2, currencySource: "iso" },
  { code: "USA", name: "USA", region: "america", currency: "USD", decimals: 2, currencySource: "samsung" },
  { code: "DZA", name: "Algeria", region: "middleEastAndAfrica", currency: "DZD", decimals: 2, currencySource: "iso" },
  {
    code: "BHR",
    name: "Bahrain",
    region: "middleEastAndAfrica",
    currency: "USD",
    decimals: 2,
    currencySource: "samsung",
  },
  { code: "EGY", name: "Egypt", region: "middleEastAndAfrica", currency: "EGP", decimals: 2, currencySource: "iso" },
  { code: "IRN", name: "Iran", region: "middleEastAndAfrica", currency: "IRR", decimals: 2, currencySource: "iso" },
  { code: "IRQ", name: "Iraq", region: "middleEastAndAfrica", currency: "IQD", decimals: 3, currencySource: "iso" },
  { code: "ISR", name: "Israel", region: "middleEastAndAfrica", currency: "ILS", decimals: 2, currencySource: "iso" },
  { code: "JOR", name: "Jordan", region: "middleEastAndAfrica", currency: "JOD", decimals: 3, currencySource: "iso" },
  {
    code: "KWT",
    name: "Kuwait",
    region: "middleEastAndAfrica",
    currency: "USD",
    decimals: 2,
    currencySource: "samsung",
  },
  { code: "LBN", name: "Lebanon", region: "middleEastAndAfrica", currency: "LBP", decimals: 2, currencySource: "iso" },
  { code: "LBY", name: "Libya", region: "middleEastAndAfrica", currency: "LYD", decimals: 3, currencySource: "iso" },
  { code: "MAR", name: "Morocco", region: "middleEastAndAfrica", currency: "MAD", decimals: 2, currencySource: "iso" },
  { code: "OMN", name: "Oman", region: "middleEastAndAfrica", currency: "OMR", decimals: 3, currencySource: "iso" },
  { code: "QAT", name: "Qatar", region: "middleEastAndAfrica", currency: "QAR", decimals: 2, currencySource: "iso" },
  {
    code: "SAU",
    name: "Saudi Arabia",
    region: "middleEastAndAfrica",
    currency: "SAR",
    decimals: 2,
    currencySource: "iso",
  },
  {
    code: "ZAF",
    name: "South Africa",
    region: "middleEastAndAfrica",
    currency: "ZAR",
    decimals: 2,
    currencySource: "iso",
  },
  {
    code: "TUN",
    name: "Tunisia",
    region: "middleEastAndAfrica",
    currency: "USD",
    decimals: 2,
    currencySource: "samsung",
  },
  {
    code: "ARE",
    name: "United Arab Emirates",
    region: "middleEastAndAfrica",
    currency: "AED",
    decimals: 2,
    currencySource: "iso",
  },
  {
    code: "YEM",
    name: "Yemen",
    region: "middleEastAndAfrica",
    currency: "USD",
    decimals: 2,
    currencySource: "samsung",
  },
];

export const COUNTRY_GROUPS: readonly CountryGroup[] = [
  { code: "GLB", name: "Global A", freeOnly: false },
  { code: "GLF", name: "Global A (free)", freeOnly: true },
  { code: "ISU", name: "Global (free)", freeOnly: true },
  { code: "GPB", name: "Pan-Latin (free)", freeOnly: true },
  { code: "GPF", name: "Pan-Africa (English)", freeOnly: true },
  { code: "GPA", name: "Pan-Africa (French)", freeOnly: true },
  { code: "GPL", name: "Pan-Latin", freeOnly: false },
  { code: "BTS", name: "Beta Test Store", freeOnly: true },
];

/** Countries that sell free apps only. Source: Content Publish API reference, remark in the country table. */
export const FREE_ONLY_COUNTRIES: readonly string[] = ["LBN"];

/** Smallest price of a paid app in local currency; a lower one is raised to it. Source: old Seller Office guide, the one published example. */
export const APP_PRICE_MINIMA: Readonly<Record<string, number>> = { KOR: 310 };

const BY_CODE = new Map(COUNTRIES.map((country) => [country.code, country]));

/** The country with this code, or undefined when the store does not know it. */
export function countryByCode(code: string): Country | undefined {
  return BY_CODE.get(code);
}

const DECIMALS = new Map(COUNTRIES.map(({ currency, decimals }) => [currency, decimals]));

/** The decimals of a currency, or undefined when no country of the store uses it. */
export function decimalsOfCurrency(currency: string): number | undefined {
  return DECIMALS.get(currency);
}
