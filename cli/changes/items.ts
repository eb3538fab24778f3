/** What differs of an app's in-app items, whether they are resources of their own or one catalog. */

import type { ListedItem } from "../../provider/itemCatalog/catalog";
import { changesBetween, type ItemChange, type PriceChange, priceChanges } from "../../provider/itemCatalog/changes";
import { isCatalogText, parseCatalogText } from "../../provider/itemCatalog/text";
import type { Values } from "../../provider/lifecycle";
import { omit, sameValue } from "../../provider/values";
import { code, some, table } from "../markdown";
import { UNKNOWN_TEXT } from "../preview/digest";
import { type Block, linesBlock, rowsBlock, type Sides } from "./blocks";
import { type Change, isExclusive } from "./change";
import { percentText } from "./percent";
import { countryName, label, valueText } from "./words";

/** An item that differs, and what its resource means for it. */
export interface ItemOfApp extends ItemChange {
  /** Whether an item that leaves the program leaves the store. */
  readonly removedFromStore: boolean;
  /** Whether a price that leaves the program leaves the store. */
  readonly exclusivePrices: boolean;
}

const NO_CONTENT = new Set(["packageName", "itemId", "adopt", "exclusive"]);

/** The items that differ, by id. */
export function itemsOf(changes: readonly Change[]): ItemOfApp[] {
  return changes.flatMap((change) => {
    const { type, op } = change.resource;
    const isCatalog = type === "ItemCatalog";
    if (!isCatalog && type !== "InAppItem") return [];
    const read = isCatalog ? catalogOf : itemOf;
    const exclusivePrices = isExclusive(change.after, "prices");
    // Destroying a catalog forgets it; destroying an item removes it.
    const removedFromStore = isCatalog ? isExclusive(change.after, "items") : op !== "create";
    return changesBetween(read(change.before), read(change.after)).map((each) => ({
      ...each,
      removedFromStore,
      exclusivePrices,
    }));
  });
}

function itemOf(values: Values | undefined): Map<string, ListedItem> {
  if (values === undefined) return new Map();
  return new Map([[String(values.itemId), omit(values, NO_CONTENT) as ListedItem]]);
}

function catalogOf(values: Values | undefined): Map<string, ListedItem> {
  const text = values?.items;
  return typeof text === "string" && isCatalogText(text) ? parseCatalogText(text) : new Map();
}

interface PriceRow extends PriceChange {
  readonly item: ItemOfApp;
}

interface TextRow {
  readonly item: ItemOfApp;
  readonly field: keyof ListedItem;
}

const TEXTS = ["status", "title", "description", "phoneBill"] as const;

export function itemBlocks(changes: readonly Change[], sides: Sides): Block[] {
  const items = itemsOf(changes);
  const changed = items.filter(({ kind }) => kind === "changed");
  const added = items.filter(({ kind }) => kind === "added");
  const removed = items.filter(({ kind }) => kind === "removed");
  const prices = changed.flatMap((item) => priceChanges(item).map((change): PriceRow => ({ ...change, item })));
  const texts = changed.flatMap((item) =>
    TEXTS.filter((field) => !sameValue(item.before?.[field], item.after?.[field])).map(
      (field): TextRow => ({ item, field }),
    ),
  );
  if (items.length === 0) return [];
  return [
    ...(sides.planned ? [linesBlock(20, "- In-app items change at once, without a review.")] : []),
    ...priceBlocks(prices, sides),
    ...(texts.length > 0 ? [textsBlock(texts, sides)] : []),
    ...(added.length > 0
      ? [wholeBlock(sides.planned ? "New in-app items" : "In-app items that the program does not list", added)]
      : []),
    ...(removed.length > 0 ? [removedBlock(removed, sides)] : []),
  ];
}

/** So many prices are read one by one; above them a line per country says what they have in common. */
const OVERVIEW_FROM = 12;

function priceBlocks(rows: readonly PriceRow[], sides: Sides): Block[] {
  if (rows.length === 0) return [];
  const items = new Set(rows.map(({ item }) => item.id));
  const [only] = items;
  const heading = items.size === 1 ? `Prices of ${code(String(only))}` : `Prices of ${items.size} in-app items`;
  const numbers = new Set([sides.before, sides.after, "change"]);
  const render = (some: readonly PriceRow[]) =>
    items.size === 1
      ? table(
          ["country", sides.before, sides.after, "change"],
          some.map((row) => priceCells(row, sides)),
          numbers,
        )
      : table(
          ["item", "country", sides.before, sides.after, "change"],
          some.map((row) => [code(row.item.id), ...priceCells(row, sides)]),
          numbers,
        );
  const block = rowsBlock(90, heading, rows, render, "price");
  return items.size > 1 && rows.length > OVERVIEW_FROM ? [overview(rows), block] : [block];
}

function priceCells({ place, before, after, item }: PriceRow, { planned }: Sides): string[] {
  const where = place === "usdPrice" ? "base price" : `${countryName(place)} (${code(place)})`;
  const cell = (price: PriceChange["before"]) => (price === undefined ? "-" : code(priceText(price)));
  const unlisted = item.exclusivePrices ? "**removed**" : "stays, no longer managed";
  const fate = after === undefined ? (planned ? unlisted : "missing") : before === undefined ? "new" : "";
  const percent = percentText(asPrice(before), asPrice(after));
  return [where, cell(before), cell(after), percent ?? fate];
}

function priceText({ amount, currency }: NonNullable<PriceChange["before"]>): string {
  if (amount === UNKNOWN_TEXT) return "(known after the update)";
  return `${amount} ${currency ?? ""}`.trim();
}

function asPrice(price: PriceChange["before"]): unknown {
  return price && { price: price.amount, currency: price.currency };
}

/** One row per country, for who looks at nothing else. */
function overview(rows: readonly PriceRow[]): Block {
  const places = [...new Set(rows.map(({ place }) => place))].sort((a, b) =>
    a === "usdPrice" ? -1 : b === "usdPrice" || a > b ? 1 : -1,
  );
  const render = (some: readonly string[]) =>
    table(
      ["country", "prices", "raised", "lowered", "largest change"],
      some.map((place) => {
        const own = rows.filter((row) => row.place === place);
        const moved = own.flatMap((row) => {
          const percent = percentText(asPrice(row.before), asPrice(row.after));
          return percent === undefined ? [] : [{ id: row.item.id, percent, size: Number.parseFloat(percent) }];
        });
        const [largest] = [...moved].sort((a, b) => Math.abs(b.size) - Math.abs(a.size));
        return [
          place === "usdPrice" ? "base price" : `${countryName(place)} (${code(place)})`,
          String(own.length),
          String(moved.filter(({ size }) => size > 0).length),
          String(moved.filter(({ size }) => size < 0).length),
          largest === undefined ? "-" : `${code(largest.id)} ${largest.percent}`,
        ];
      }),
      new Set(["prices", "raised", "lowered"]),
    );
  return rowsBlock(95, "Prices by country", places, render, "country");
}

function textsBlock(rows: readonly TextRow[], sides: Sides): Block {
  const cell = (value: unknown, field: string) =>
    value === undefined ? "-" : code(valueText("InAppItem", [field], value));
  const render = (some: readonly TextRow[]) =>
    table(
      ["item", "property", sides.before, sides.after],
      some.map(({ item, field }) => [
        code(item.id),
        label("InAppItem", [field]),
        cell(item.before?.[field], field),
        item.after?.[field] === undefined && sides.planned
          ? "stays, no longer managed"
          : cell(item.after?.[field], field),
      ]),
    );
  return rowsBlock(65, "Texts and sale of in-app items", rows, render, "value");
}

function wholeBlock(heading: string, items: readonly ItemOfApp[]): Block {
  const render = (some: readonly ItemOfApp[]) =>
    table(
      ["item", "title", "sale", "prices"],
      some.map(({ id, before, after }) => {
        const item = after ?? before ?? {};
        return [code(id), item.title === undefined ? "-" : code(item.title), item.status ?? "-", pricesText(item)];
      }),
    );
  return rowsBlock(75, `${heading} (${items.length})`, items, render, "item");
}

const PRICES_SHOWN = 6;

function pricesText(item: ListedItem): string {
  const all = priceChanges({ before: {}, after: item }).flatMap(({ place, after }) =>
    after === undefined ? [] : [`${place === "usdPrice" ? "base" : code(place)} ${code(priceText(after))}`],
  );
  return all.length === 0 ? "-" : some(all, PRICES_SHOWN);
}

function removedBlock(items: readonly ItemOfApp[], { planned }: Sides): Block {
  if (!planned) return wholeBlock("In-app items that the store does not have", items);
  const gone = items.some(({ removedFromStore }) => removedFromStore);
  return wholeBlock(
    gone ? "In-app items that are removed from the store" : "In-app items that stay in the store, no longer managed",
    items,
  );
}
