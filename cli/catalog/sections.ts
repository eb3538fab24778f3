/** The report of a catalog's change as tables, however they are drawn. */

import type { PriceChange } from "../../provider/itemCatalog/changes";
import type { Column } from "../markdown";
import { percentText } from "../percent";
import { counted } from "../text";
import type { CatalogReport, PriceRow, TextRow, WholeItem } from "./report";
import { UNLISTED_NOTE } from "./words";

export interface Cell {
  readonly text: string;
  /** A word of the catalog itself: an id, a title. */
  readonly own?: true;
  /** Stands at a price that has to be acknowledged; undefined where there is nothing to mark. */
  readonly marked?: boolean;
}

export interface Section {
  readonly title: string;
  readonly note?: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

const PRICE_COLUMNS: readonly Column[] = [
  { name: "item" },
  { name: "before", right: true },
  { name: "after", right: true },
  { name: "change", right: true },
];
const ITEM_COLUMNS = [{ name: "item" }, { name: "status" }, { name: "prices" }, { name: "title" }];
const TEXT_COLUMNS = [{ name: "item" }, { name: "field" }, { name: "before" }, { name: "after" }];

/** The tables of the report that have a row; those of the countries apart, so that an overview can stand before them. */
export function sectionsOf(report: CatalogReport): { base: Section[]; countries: Section[]; others: Section[] } {
  const { basePrices, countries, newItems, unlistedItems, texts } = report;
  return {
    base: withRows({
      title: "Base price",
      note: "Every country in which the item has no price of its own follows the base price, converted by the store.",
      columns: [...PRICE_COLUMNS, { name: "own prices" }],
      rows: basePrices.map((row) => [...priceCells(row), ownPrices(row.ownPrices)]),
    }),
    countries: countries.map(({ code, name, prices }) => ({
      title: countryTitle(code, name),
      columns: PRICE_COLUMNS,
      rows: prices.map(priceCells),
    })),
    others: [
      ...withRows({ title: "New items", columns: ITEM_COLUMNS, rows: newItems.map(itemCells) }),
      ...withRows({
        title: "Items that are listed no longer",
        note: UNLISTED_NOTE,
        columns: ITEM_COLUMNS,
        rows: unlistedItems.map(itemCells),
      }),
      ...withRows({ title: "Texts and status", columns: TEXT_COLUMNS, rows: texts.map(textCells) }),
    ],
  };
}

export function countryTitle(code: string, name: string): string {
  return code === name ? code : `${code} ${name}`;
}

function withRows(section: Section): Section[] {
  return section.rows.length === 0 ? [] : [section];
}

function priceCells(row: PriceRow): Cell[] {
  return [
    { text: row.id, own: true },
    { text: priceText(row.before) },
    { text: priceText(row.after) },
    { text: changeText(row), marked: row.suspicious },
  ];
}

function ownPrices(countries: number): Cell {
  return { text: countries === 0 ? "none" : counted(countries, "country", "countries") };
}

function itemCells(item: WholeItem): Cell[] {
  return [{ text: item.id, own: true }, { text: item.status ?? "-" }, { text: pricesText(item) }, ownText(item.title)];
}

function textCells({ id, field, before, after }: TextRow): Cell[] {
  return [{ text: id, own: true }, { text: field }, ownText(before), ownText(after)];
}

function ownText(value: TextRow["before"]): Cell {
  return value === undefined ? { text: "-" } : { text: String(value), own: true };
}

export function priceText(price: PriceChange["before"]): string {
  if (price === undefined) return "-";
  return price.currency === undefined ? price.amount : `${price.amount} ${price.currency}`;
}

export function changeText({ direction, percent }: PriceRow): string {
  if (percent !== undefined) return percentText(percent);
  if (direction === "new") return "new";
  if (direction === "unlisted") return "listed no longer";
  return direction === "otherCurrency" ? "other currency" : "was free";
}

/** Of a longer list the rest is counted. */
const PRICES_SHOWN = 10;

/** The prices of an item, the base price first. */
function pricesText({ usdPrice, prices }: WholeItem): string {
  const all = [
    ...(usdPrice === undefined ? [] : [`base ${priceText(usdPrice)}`]),
    ...Object.entries(prices).map(([code, price]) => `${code} ${priceText(price)}`),
  ];
  if (all.length === 0) return "-";
  if (all.length <= PRICES_SHOWN + 1) return all.join(", ");
  return `${all.slice(0, PRICES_SHOWN).join(", ")} and ${all.length - PRICES_SHOWN} more`;
}
