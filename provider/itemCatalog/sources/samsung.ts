/** A catalog as the CSV file that the Seller Portal takes for uploading items in bulk. */

import {
  BULK_UPLOAD_COLUMNS,
  BULK_UPLOAD_EXCEPTION,
  BULK_UPLOAD_EXCEPTION_SEPARATOR,
  BULK_UPLOAD_ITEM_TYPES,
  BULK_UPLOAD_PHONE_BILL,
  BULK_UPLOAD_STATUSES,
  type BulkUploadColumn,
} from "../../../sdk/facts/bulkUpload";
import { countryByCode } from "../../../sdk/facts/countries";
import type { Catalog, ListedItem } from "../catalog";
import { type Found, type Parsed, quote } from "./source";
import { type Row, readTable, type TableShape } from "./table";

export const SAMSUNG_ID = "Item ID" satisfies BulkUploadColumn;

/** Fields that a row has; the API has no equal of the other columns. */
const COLUMN_OF = {
  title: "Item Title",
  usdPrice: "Standard Price (USD)",
  prices: "Price Exception",
  phoneBill: "Phone Bill",
  description: "Description",
  status: "Status",
} as const satisfies Partial<Record<keyof ListedItem, BulkUploadColumn>>;

const SHAPE: TableShape = {
  idColumn: SAMSUNG_ID,
  allows: (name) => (BULK_UPLOAD_COLUMNS as readonly string[]).includes(name),
  allowed: BULK_UPLOAD_COLUMNS.join(", "),
  columnOf: (field) => COLUMN_OF[field.split(".")[0] as keyof typeof COLUMN_OF] ?? "",
  take: (item, column, cell) => TAKE[column as Exclude<BulkUploadColumn, typeof SAMSUNG_ID>](item, cell),
};

type Take = (item: Record<string, unknown>, cell: string) => string[];

const TAKE: Readonly<Record<Exclude<BulkUploadColumn, typeof SAMSUNG_ID>, Take>> = {
  "Item Title": as("title"),
  Description: as("description"),
  "Standard Price (USD)": as("usdPrice"),
  Status: oneOf("status", BULK_UPLOAD_STATUSES),
  "Phone Bill": oneOf("phoneBill", BULK_UPLOAD_PHONE_BILL),
  "Item Type": (_item, cell) =>
    BULK_UPLOAD_ITEM_TYPES.some((type) => type.toLowerCase() === cell.toLowerCase())
      ? []
      : [`is ${quote(cell)}; the API creates items of one type only: ${BULK_UPLOAD_ITEM_TYPES.join(" or ")}`],
  "Pricing Template ID": (_item, cell) => [
    `is ${quote(cell)}; the API does not know price templates, so give the prices themselves and leave this cell empty`,
  ],
  "Price Exception": takeExceptions,
};

function as(field: string): Take {
  return (item, cell) => {
    item[field] = cell;
    return [];
  };
}

function oneOf(field: string, meanings: Readonly<Record<string, unknown>>): Take {
  return (item, cell) => {
    const word = Object.keys(meanings).find((each) => each.toLowerCase() === cell.toLowerCase());
    if (word === undefined) return [`is ${quote(cell)}, not one of ${Object.keys(meanings).join(", ")}`];
    item[field] = meanings[word];
    return [];
  };
}

/** The portal disregards an exception that it does not understand; here it is a mistake. */
function takeExceptions(item: Record<string, unknown>, cell: string): string[] {
  const prices: Record<string, { price: string; currency: string }> = {};
  const problems = cell
    .split(BULK_UPLOAD_EXCEPTION_SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .flatMap((part) => {
      const [, code = "", currency = "", price = ""] = BULK_UPLOAD_EXCEPTION.exec(part) ?? [];
      const country = countryByCode(code);
      if (price === "") return [`${quote(part)} is not a country, a currency and a price together, such as KORKRW2000`];
      if (country === undefined) return [`${quote(part)}: the store has no country ${code}`];
      if (country.currency !== currency) return [otherCurrency(part, code, currency, country.currency)];
      if (code in prices) return [`${quote(part)}: the price for ${code} is given twice`];
      prices[code] = { price, currency };
      return [];
    });
  if (Object.keys(prices).length > 0) item.prices = prices;
  return problems;
}

function otherCurrency(part: string, code: string, currency: string, national: string): string {
  return `${quote(part)}: the currency of ${code} is ${national}, not ${currency}; if the store sells there in ${currency}, use a CSV file with a column ${code}, where a price can name its currency`;
}

export function readSamsung(rows: readonly Row[], found: readonly Found[]): Parsed {
  return readTable(rows, SHAPE, found);
}

const NEEDED = ["title", "description", "usdPrice", "phoneBill", "status"] as const;

/** What the format has no place for: it has a value in every column, and prices in the countries' own currencies. */
export function notInSamsung(_id: string, item: ListedItem): string[] {
  return [
    ...NEEDED.filter((field) => item[field] === undefined).map(
      (field) => `${field}: is not listed, but Samsung's file has it for every item`,
    ),
    ...Object.entries(item.prices ?? {}).flatMap(([code, price]) => {
      const national = countryByCode(code)?.currency;
      if (national === undefined) return [`prices.${code}: the store has no such country`];
      if (typeof price !== "object" || price.currency === national) return [];
      return [`prices.${code}: is in ${price.currency}, but Samsung's file takes ${national} there`];
    }),
  ];
}

export function samsungRows(catalog: Catalog): string[][] {
  return [
    [...BULK_UPLOAD_COLUMNS],
    ...[...catalog].map(([id, item]) => {
      const cells: Record<BulkUploadColumn, string> = {
        "Item ID": id,
        "Item Title": item.title ?? "",
        "Item Type": BULK_UPLOAD_ITEM_TYPES[0],
        "Pricing Template ID": "",
        "Standard Price (USD)": String(item.usdPrice ?? ""),
        "Price Exception": exceptions(item.prices ?? {}),
        "Phone Bill": wordFor(BULK_UPLOAD_PHONE_BILL, item.phoneBill),
        Description: item.description ?? "",
        Status: wordFor(BULK_UPLOAD_STATUSES, item.status),
      };
      return BULK_UPLOAD_COLUMNS.map((column) => cells[column]);
    }),
  ];
}

function exceptions(prices: NonNullable<ListedItem["prices"]>): string {
  return Object.keys(prices)
    .sort()
    .map((code) => {
      const price = prices[code] ?? "";
      return `${code}${countryByCode(code)?.currency ?? ""}${typeof price === "object" ? price.price : price}`;
    })
    .join(BULK_UPLOAD_EXCEPTION_SEPARATOR);
}

function wordFor(meanings: Readonly<Record<string, unknown>>, value: unknown): string {
  return Object.keys(meanings).find((word) => meanings[word] === value) ?? "";
}
