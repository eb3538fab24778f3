/**
 * A catalog as one text, a line per item and field: what the engine stores of a catalog and shows line by line in a
 * preview. It is never YAML or JSON, which the engine would show as a whole. The grammar: docs/catalog-format.md.
 */

import { decimalsOfCurrency } from "../../sdk/facts/countries";
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
/** Stands for the currency of a country that is not known. */
const NO_CURRENCY = "?";

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
  if (item.usdPrice !== undefined) push("usdPrice", `${shownAmount(item.usdPrice, "USD")} USD`);
  for (const country of Object.keys(item.prices ?? {}).sort()) {
    const price = item.prices?.[country] ?? "";
    const currency = currencyOf(country, price) ?? NO_CURRENCY;
    const [amount, given] = typeof price === "object" ? [price.price, ` ${GIVEN}`] : [price, ""];
    push(
      COUNTRY.test(country) ? country : quotedWord(country),
      `${shownAmount(amount, currency)} ${word(currency)}${given}`,
    );
  }
}

/** Other names of countries are quoted, so that none is taken for a field. */
const COUNTRY = /^[A-Z]{3}$/;
const PLAIN_AMOUNT = /^\d+(?:\.(\d+))?$/;

/** An amount with as many decimals as its currency has, or as many as it needs itself. */
function shownAmount(amount: string | number, currency: string): string {
  const text = amountText(amount);
  const digits = PLAIN_AMOUNT.exec(text);
  if (digits === null) return word(text).padStart(AMOUNT_WIDTH);
  const missing = (decimalsOfCurrency(currency) ?? 0) - (digits[1]?.length ?? 0);
  const full = missing > 0 ? `${text}${digits[1] === undefined ? "." : ""}${"0".repeat(missing)}` : text;
  return full.padStart(AMOUNT_WIDTH);
}

/**
 * Characters that would break the line, or that a reader does not see or not tell from a space: controls, line ends,
 * spaces other than the usual one, marks of direction, halves of characters.
 */
const HIDDEN =
  /[\p{Cc}\p{Zl}\p{Zp}\u00a0\u00ad\u061c\u1680\u180e\u2000-\u200b\u200e\u200f\u202a-\u202f\u205f-\u2069\u3000\ufeff\ufff9-\ufffb\p{Surrogate}]/u;
const ALL_HIDDEN = new RegExp(HIDDEN, "gu");
const NEEDS_QUOTES = /^$|^["\s]|\s$/;

/** A text as it is, or in quotes as in JSON where it would be read otherwise. */
function shown(text: string): string {
  return NEEDS_QUOTES.test(text) || HIDDEN.test(text) ? quoted(text) : text;
}

/** A text without spaces as it is, others in quotes with their spaces escaped. */
function word(text: string): string {
  return /^[^\s"]\S*$/.test(text) && !HIDDEN.test(text) ? text : quotedWord(text);
}

function quotedWord(text: string): string {
  return quoted(text).replace(/ /g, "\\u0020");
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(ALL_HIDDEN, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Whether a text is meant as a catalog's. */
export function isCatalogText(text: string): boolean {
  return text.startsWith(`${HEADER}\n`);
}

/** The lines of each item, by id, without reading them: nearly all items of two catalogs are alike. */
export function blocksOf(text: string): Map<string, string> {
  const blocks = new Map<string, string>();
  if (!isCatalogText(text)) throw notACatalog(text);
  let name: string | undefined;
  let start = HEADER.length + 1;
  const close = (end: number) => {
    if (name === undefined) {
      if (end > start) throw unreadable(text, start);
      return;
    }
    const id = unquoted(name);
    if (blocks.has(id)) throw unreadable(text, start);
    blocks.set(id, text.slice(start, end));
  };
  for (let at = start; at < text.length; ) {
    const end = endOfLine(text, at);
    const next = itemLine(text, at, end);
    if (next !== undefined) {
      close(at);
      [name, start] = [next, at];
    }
    at = end + 1;
  }
  close(text.length);
  return blocks;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}

/** The id as written, if an item begins here. */
function itemLine(text: string, at: number, end: number): string | undefined {
  return text.startsWith(" item", end - 5) ? /^(\S+) +item$/.exec(text.slice(at, end))?.[1] : undefined;
}

/** Reads what {@link catalogText} wrote; a line that it cannot have written is an error with its number. */
export function parseCatalogText(text: string): Map<string, ListedItem> {
  const catalog = new Map<string, ListedItem>();
  let start = HEADER.length + 1;
  for (const [id, block] of blocksOf(text)) {
    catalog.set(
      id,
      readBlock(block, (offset) => unreadable(text, start + offset)),
    );
    start += block.length;
  }
  return catalog;
}

/** Reads the lines of one item, as {@link blocksOf} gives them. */
export function parseBlock(block: string): ListedItem {
  return readBlock(block, (offset) => unreadable(block, offset));
}

const STATUS_LINE = /^\S+ +status +(\S+)$/m;

/** The listed status of one item, without reading the rest of its lines. */
export function statusIn(block: string): string | undefined {
  return STATUS_LINE.exec(block)?.[1];
}

const LINE = /^(\S+) +(\S+) +(.+)$/;
const MONEY = /^(\S+) (\S+)( given)?$/;

function readBlock(block: string, unreadable: (offset: number) => Error): ListedItem {
  const item: ListedItem = {};
  const firstEnd = endOfLine(block, 0);
  const name = itemLine(block, 0, firstEnd);
  for (let at = firstEnd + 1; at < block.length; at = endOfLine(block, at) + 1) {
    const [, start, field, value] = LINE.exec(block.slice(at, endOfLine(block, at))) ?? [];
    if (start !== name || field === undefined || value === undefined || !understood(item, field, value))
      throw unreadable(at);
  }
  return item;
}

/** False when no such line is ever written. */
function understood(item: ListedItem, field: string, value: string): boolean {
  try {
    return setField(item, field, value);
  } catch {
    // Quotes around something that is no text of JSON.
    return false;
  }
}

function setField(item: ListedItem, field: string, value: string): boolean {
  if (field === "title" || field === "description") item[field] = unquoted(value);
  else if (field === "status") item.status = unquoted(value) as NonNullable<ListedItem["status"]>;
  else if (field === "phoneBill") item.phoneBill = value === "true";
  else if (field !== "usdPrice" && !COUNTRY.test(field) && !field.startsWith('"')) return false;
  else {
    const [, amount, currency, given] = MONEY.exec(value) ?? [];
    if (amount === undefined || currency === undefined) return false;
    const price = amountText(shortest(unquoted(amount)));
    if (field === "usdPrice") item.usdPrice = price;
    else {
      item.prices ??= {};
      item.prices[unquoted(field)] = given === undefined ? price : { price, currency: unquoted(currency) };
    }
  }
  return true;
}

/** The amount without the zeros that are only written for the reader. */
function shortest(amount: string): string {
  return PLAIN_AMOUNT.test(amount) && amount.includes(".") ? amount.replace(/\.?0+$/, "") : amount;
}

function unquoted(text: string): string {
  return text.startsWith('"') ? (JSON.parse(text) as string) : text;
}

function notACatalog(text: string): Error {
  const [, version] = /^@catalog (\d+)\n/.exec(text) ?? [];
  if (version !== undefined)
    return new Error(
      `The catalog's text has version ${version}, and this pulumi-galaxystore reads version 1; install the newer one.`,
    );
  return new Error(`This is not the text of a catalog: it begins with ${JSON.stringify(text.slice(0, 40))}.`);
}

function unreadable(text: string, offset: number): Error {
  const number = text.slice(0, offset).split("\n").length;
  return new Error(
    `Line ${number} of the catalog's text cannot be read: ${text.slice(offset, endOfLine(text, offset))}`,
  );
}
