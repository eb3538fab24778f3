/**
 * A catalog as one text, a line per item and field: what the engine stores of a catalog and shows line by line in a
 * preview. It is never YAML or JSON, which the engine would show as a whole. The grammar: docs/catalog-format.md.
 */

import { amountText } from "../values";
import { type Catalog, currencyOf, type ListedItem } from "./catalog";

/** The first line. No YAML and no JSON begins with an `@`. */
const HEADER = "@catalog 1";

/** Ids are padded to a multiple of this, so that a new, longer id moves no other line. */
const ID_STEP = 4;
const ID_WIDTH = 12;
const FIELD_WIDTH = 12;
const AMOUNT_WIDTH = 8;

/** Stands behind a currency that the program names; without it the currency is the country's own. */
const GIVEN = "given";

/** The one text of a catalog: items by id, fields in one order, countries by code. */
export function catalogText(catalog: Catalog): string {
  const lines = [HEADER];
  for (const id of [...catalog.keys()].sort()) pushItem(lines, id, catalog.get(id) ?? {});
  return `${lines.join("\n")}\n`;
}

function pushItem(lines: string[], id: string, item: ListedItem): void {
  const name = word(id);
  const width = Math.max(ID_WIDTH, Math.ceil((name.length + 2) / ID_STEP) * ID_STEP);
  const start = name.padEnd(width);
  const push = (field: string, value: string) => lines.push(`${start}${field.padEnd(FIELD_WIDTH)}${value}`);
  lines.push(`${start}item`);
  if (item.title !== undefined) push("title", shown(item.title));
  if (item.description !== undefined) push("description", shown(item.description));
  if (item.status !== undefined) push("status", word(item.status));
  if (item.phoneBill !== undefined) push("phoneBill", String(item.phoneBill));
  if (item.usdPrice !== undefined) push("usdPrice", `${shownAmount(item.usdPrice)} USD`);
  for (const country of Object.keys(item.prices ?? {}).sort()) {
    const price = item.prices?.[country] ?? "";
    const amount = shownAmount(typeof price === "object" ? price.price : price);
    const currency = currencyOf(country, price) ?? "?";
    push(word(country), `${amount} ${word(currency)}${typeof price === "object" ? ` ${GIVEN}` : ""}`);
  }
}

function shownAmount(amount: string | number): string {
  return word(amountText(amount)).padStart(AMOUNT_WIDTH);
}

/** Characters that would break the line, or hide something from the reader: controls, line ends, marks of direction. */
const HIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;
const NEEDS_QUOTES = /^$|^["\s]|\s$/;

/** A text as it is, or in quotes as in JSON where it would be read otherwise. */
function shown(text: string): string {
  HIDDEN.lastIndex = 0;
  return NEEDS_QUOTES.test(text) || HIDDEN.test(text) ? quoted(text) : text;
}

/** A text without spaces as it is, others in quotes with their spaces escaped. */
function word(text: string): string {
  HIDDEN.lastIndex = 0;
  if (/^[^\s"]\S*$/.test(text) && !HIDDEN.test(text)) return text;
  return quoted(text).replace(/\s/g, (space) => `\\u${space.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(HIDDEN, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Whether a text is meant as a catalog's. */
export function isCatalogText(text: string): boolean {
  return text.startsWith(`${HEADER}\n`);
}

/** Reads what {@link catalogText} wrote; a line that it cannot have written is an error with its number. */
export function parseCatalogText(text: string): Map<string, ListedItem> {
  const [header, ...lines] = text.split("\n");
  if (header !== HEADER)
    throw new Error(`This is not the text of a catalog: it begins with ${JSON.stringify(header)}.`);
  const catalog = new Map<string, ListedItem>();
  let name = "";
  let item: ListedItem = {};
  for (const [index, line] of lines.entries()) {
    if (line === "" && index === lines.length - 1) break;
    const [, start, field, value = ""] = /^(\S+) +(\S+)(?: +(.*))?$/.exec(line) ?? [];
    if (start === undefined || field === undefined) throw unreadable(index, line);
    if (field === "item") {
      name = start;
      item = {};
      catalog.set(unquoted(start), item);
    } else if (start !== name) throw unreadable(index, line);
    else setField(item, field, value, () => unreadable(index, line));
  }
  return catalog;
}

function unreadable(index: number, line: string): Error {
  return new Error(`Line ${index + 2} of the catalog's text cannot be read: ${line}`);
}

function setField(item: ListedItem, field: string, value: string, unreadable: () => Error): void {
  if (field === "title" || field === "description") item[field] = unquoted(value);
  else if (field === "status") item.status = unquoted(value) as NonNullable<ListedItem["status"]>;
  else if (field === "phoneBill") item.phoneBill = value === "true";
  else {
    const [amount, currency, given] = value.split(" ");
    if (amount === undefined || currency === undefined) throw unreadable();
    if (field === "usdPrice") item.usdPrice = unquoted(amount);
    else {
      item.prices ??= {};
      item.prices[unquoted(field)] =
        given === GIVEN ? { price: unquoted(amount), currency: unquoted(currency) } : unquoted(amount);
    }
  }
}

function unquoted(text: string): string {
  return text.startsWith('"') ? (JSON.parse(text) as string) : text;
}
