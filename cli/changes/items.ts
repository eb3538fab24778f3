/** What differs of an app's in-app items, whether they are resources of their own or one catalog. */

import type { Catalog, ListedItem } from "../../provider/itemCatalog/catalog";
import { changesBetween, type ItemChange, type PriceChange, priceChanges } from "../../provider/itemCatalog/changes";
import { isCatalogText, parseCatalogText } from "../../provider/itemCatalog/text";
import type { Values } from "../../provider/lifecycle";
import { omit } from "../../provider/values";
import { reportOf } from "../catalog/report";
import { overview, rowsTable } from "../catalog/reportMarkdown";
import { priceText, type Section, sectionsOf } from "../catalog/sections";
import { code, plain, table } from "../markdown";
import { numbers } from "./app";
import { type Block, linesBlock, rowsBlock, type Sides } from "./blocks";
import { type Change, isExclusive } from "./change";
import { percentChange } from "./percent";
import { countryName } from "./words";

/** An item that differs, and what its resource means for it. */
interface ItemOfApp extends ItemChange {
  /** Whether an item that leaves the program leaves the store. */
  readonly removedFromStore: boolean;
  /** Whether a price that leaves the program leaves the store. */
  readonly exclusivePrices: boolean;
}

const NO_CONTENT = new Set(["packageName", "itemId", "adopt", "exclusive"]);

/** The items that differ. */
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

function itemOf(values: Values | undefined): Catalog {
  if (values === undefined) return new Map();
  return new Map([[String(values.itemId), omit(values, NO_CONTENT) as ListedItem]]);
}

function catalogOf(values: Values | undefined): Catalog {
  const text = values?.items;
  return typeof text === "string" && isCatalogText(text) ? parseCatalogText(text) : new Map();
}

export function itemBlocks(changes: readonly Change[], sides: Sides): Block[] {
  const items = itemsOf(changes);
  if (items.length === 0) return [];
  const catalog = (side: "before" | "after") =>
    new Map(items.flatMap(({ id, ...change }) => (change[side] === undefined ? [] : [[id, change[side]] as const])));
  const report = reportOf({ name: "", catalog: catalog("before") }, { name: "", catalog: catalog("after") });
  const { base, countries, others } = sectionsOf(report);
  const changed = items.filter((item) => item.kind === "changed" && priceChanges(item).length > 0);
  const prices =
    changed.length <= BY_ITEM
      ? changed.map((item) => pricesOfItem(item, sides))
      : [
          ...linesOf(95, overview(report.countries)),
          ...[...base, ...countries].map((section) => sectionBlock(90, section, sides)),
        ];
  return [
    ...(sides.planned ? [linesBlock(20, "- In-app items change at once, without a review.")] : []),
    ...prices,
    ...others.map((section) => sectionBlock(70, { ...section, title: titleOf(section.title, items, sides) }, sides)),
  ];
}

function linesOf(importance: number, parts: readonly string[]): Block[] {
  return parts.length === 0 ? [] : [linesBlock(importance, parts.join("\n\n"), String(parts[0]).replace(/^#+ /, "- "))];
}

/** The prices of more items are shown country by country. */
const BY_ITEM = 3;

function pricesOfItem(item: ItemOfApp, { before: was, after: is, planned }: Sides): Block {
  const columns = [{ name: "country" }, ...numbers(was, is, "change")];
  const gone = planned ? (item.exclusivePrices ? "**removed**" : "stays, no longer managed") : "missing";
  const render = (rows: readonly PriceChange[]) =>
    table(
      columns,
      rows.map(({ place, before, after }) => [
        place === "usdPrice" ? "base price" : `${countryName(place)} (${code(place)})`,
        plain(priceText(before)),
        plain(priceText(after)),
        before === undefined
          ? "new"
          : after === undefined
            ? gone
            : (percentChange(asPrice(before), asPrice(after)) ?? ""),
      ]),
    );
  return rowsBlock(90, `Prices of ${code(item.id)}`, priceChanges(item), render, "price");
}

function asPrice({ amount, currency }: { amount: string; currency: string | undefined }) {
  return { price: amount, currency };
}

function sectionBlock(importance: number, { title, columns, rows }: Section, sides: Sides): Block {
  const named = columns.map((column) =>
    column.name === "before" || column.name === "after" ? { ...column, name: sides[column.name] } : column,
  );
  return rowsBlock(importance, `${plain(title)} (${rows.length})`, rows, (some) => rowsTable(named, some), "row");
}

/** What becomes of items that only one side has. */
function titleOf(title: string, items: readonly ItemOfApp[], { planned }: Sides): string {
  switch (title) {
    case "New items":
      return planned ? "New in-app items" : "In-app items that the program does not list";
    case "Items that are listed no longer": {
      if (!planned) return "In-app items that the store does not have";
      const gone = items.some(({ kind, removedFromStore }) => kind === "removed" && removedFromStore);
      return gone
        ? "In-app items that are removed from the store"
        : "In-app items that stay in the store, no longer managed";
    }
    default:
      return "Texts and sale of in-app items";
  }
}
