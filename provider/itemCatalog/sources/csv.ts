/** A catalog as CSV: a row per item, a column per field and per country. */

import { stringify } from "csv-stringify/sync";
import { countryByCode } from "../../../sdk/facts/countries";
import type { Catalog, ListedItem } from "../catalog";
import { readSamsung, SAMSUNG_ID } from "./samsung";
import type { Parsed } from "./source";
import { readTable, rowsOf, type TableShape } from "./table";

const ID = "itemId";
const FIELDS = ["title", "description", "status", "phoneBill", "usdPrice"] as const;

const SHAPE: TableShape = {
  idColumn: ID,
  allows: (name) => name === ID || isField(name) || countryByCode(name) !== undefined,
  allowed: `${[ID, ...FIELDS].join(", ")} and three-letter country codes such as KOR`,
  columnOf: (field) => field.split(".")[field.startsWith("prices.") ? 1 : 0] ?? "",
  take(item, column, cell) {
    if (column === "phoneBill") item[column] = flagOf(cell);
    else if (isField(column)) item[column] = cell;
    else {
      item.prices ??= {};
      (item.prices as Record<string, unknown>)[column] = priceOf(cell);
    }
    return [];
  },
};

function isField(name: string): boolean {
  return (FIELDS as readonly string[]).includes(name);
}

/** Spreadsheets write TRUE and FALSE. */
function flagOf(cell: string): boolean | string {
  const word = cell.toLowerCase();
  return word === "true" || (word === "false" ? false : cell);
}

function priceOf(cell: string): unknown {
  const [, price, currency] = /^(\S+) ([A-Z]{3})$/.exec(cell) ?? [];
  return price === undefined ? cell : { price, currency };
}

/** Reads both kinds of CSV: Samsung's is known by its column for the id. */
export function readCsv(text: string): Parsed {
  const { rows, found } = rowsOf(text);
  if (rows[0]?.cells.includes(SAMSUNG_ID)) return readSamsung(rows, found);
  return readTable(rows, SHAPE, found);
}

export function writeCsv(catalog: Catalog): string {
  const countries = [...new Set([...catalog.values()].flatMap(({ prices = {} }) => Object.keys(prices)))].sort();
  const rows = [...catalog].map(([id, item]) => [
    id,
    ...FIELDS.map((field) => (item[field] === undefined ? "" : String(item[field]))),
    ...countries.map((country) => priceCell(item.prices?.[country])),
  ]);
  return csvText([[ID, ...FIELDS, ...countries], ...rows]);
}

function priceCell(price: NonNullable<ListedItem["prices"]>[string] | undefined): string {
  return typeof price === "object" ? `${price.price} ${price.currency}` : String(price ?? "");
}

/** What the format has no place for. */
export function notInCsv(_id: string, item: ListedItem): string[] {
  const places = Object.keys(item.prices ?? {}).filter((code) => countryByCode(code) === undefined);
  return [
    ...places.map((code) => `prices.${code}: there is no column for a country that the store does not have`),
    ...textsNotInCsv(item),
  ];
}

export function textsNotInCsv(item: ListedItem): string[] {
  return (["title", "description"] as const).flatMap((field) => {
    if (item[field] === "") return [`${field}: an empty text cannot be told from one that is not listed`];
    return /\p{Surrogate}/u.test(item[field] ?? "") ? [`${field}: half a character cannot be written as UTF-8`] : [];
  });
}

/** Cells as they are: one that begins with `=` is not changed for the sake of spreadsheets, it would be read back changed. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return stringify(rows as string[][], { quoted_match: /[\r\n]|^\s|\s$/ });
}
