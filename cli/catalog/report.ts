/** What a change of a catalog means, for people who review it: what to look at first, then per country, then everything else. */

import type Decimal from "decimal.js";
import type { Catalog, ListedItem } from "../../provider/itemCatalog/catalog";
import { changesBetween, type ItemChange, type PriceChange, priceChanges } from "../../provider/itemCatalog/changes";
import { deletionProblem, suspiciousItems } from "../../provider/itemCatalog/guards";
import { decimal, sameValue } from "../../provider/values";
import { countryByCode } from "../../sdk/facts/countries";
import { percentOf } from "../percent";

/** One side of the comparison. */
export interface Side {
  /** As the user named it. */
  readonly name: string;
  readonly catalog: Catalog;
}

type Price = NonNullable<PriceChange["before"]>;

/** How a price changes. `unlisted`: it is listed no longer. */
export type Direction = "raised" | "lowered" | "new" | "unlisted" | "otherCurrency";

export interface PriceRow {
  readonly id: string;
  readonly before?: Price;
  readonly after?: Price;
  readonly direction: Direction;
  /** Change in percent of the price before, to one decimal; absent where there is none, or it was 0, or in another currency. */
  readonly percent?: number;
  /** Has to be acknowledged in the program. */
  readonly suspicious: boolean;
}

interface BasePriceRow extends PriceRow {
  /** Countries in which the item has a price of its own, so that they do not follow the base price. */
  readonly ownPrices: number;
}

export interface CountryChanges {
  readonly code: string;
  readonly name: string;
  readonly prices: readonly PriceRow[];
}

/** An item that only one side has. */
export interface WholeItem extends Omit<ListedItem, "prices" | "usdPrice"> {
  readonly id: string;
  readonly usdPrice?: Price;
  readonly prices: Readonly<Record<string, Price>>;
}

export interface TextRow {
  readonly id: string;
  readonly field: "title" | "description" | "status" | "phoneBill";
  readonly before?: string | boolean;
  readonly after?: string | boolean;
}

/** What `--json` prints. */
export interface CatalogReport {
  readonly before: string;
  readonly after: string;
  readonly warnings: {
    /** The prices that the program has to acknowledge, by item, the worst first. */
    readonly prices: readonly { id: string; place: string; reason: string }[];
    /** Many items that one side has no more; they matter with `exclusive: ["items"]`. */
    readonly deletions?: string;
  };
  readonly summary: {
    readonly items: { before: number; after: number; new: number; changed: number; unlisted: number };
    /** Prices of items that both sides have, base prices included. */
    readonly prices: { changed: number } & Readonly<Record<Direction, number>>;
    /** Countries with a changed price of their own. */
    readonly countries: number;
    readonly goOnSale: number;
    readonly goOffSale: number;
    /** Prices in the store that the other side does not list, in items that both have. */
    readonly unlistedPrices: number;
  };
  readonly basePrices: readonly BasePriceRow[];
  readonly countries: readonly CountryChanges[];
  readonly texts: readonly TextRow[];
  readonly newItems: readonly WholeItem[];
  readonly unlistedItems: readonly WholeItem[];
}

/** `unlistedPrices`: how many prices the store has that the other side does not list. */
export function reportOf(before: Side, after: Side, unlistedPrices = 0): CatalogReport {
  const changes = changesBetween(before.catalog, after.catalog);
  const suspicious = suspiciousItems(changes);
  const places = new Set(suspicious.flatMap(({ id, prices }) => prices.map(({ place }) => `${place} ${id}`)));
  const removed = changes.filter(({ kind }) => kind === "removed");
  const deletions = deletionProblem({
    removed: removed.map(({ id }) => id),
    catalogSize: before.catalog.size,
    allowed: undefined,
  });
  const both = changes.filter(({ kind }) => kind === "changed");
  const { basePrices, countries } = priceTables(both, (place, id) => places.has(`${place} ${id}`));
  const texts = both.flatMap(textRows);
  const rows = [...basePrices, ...countries.flatMap(({ prices }) => prices)];
  const count = (direction: Direction) => rows.filter((row) => row.direction === direction).length;
  const added = changes.filter(({ kind }) => kind === "added");
  return {
    before: before.name,
    after: after.name,
    warnings: {
      prices: suspicious.flatMap(({ id, prices }) => prices.map(({ place, reason }) => ({ id, place, reason }))),
      ...(deletions !== undefined && { deletions }),
    },
    summary: {
      items: {
        before: before.catalog.size,
        after: after.catalog.size,
        new: added.length,
        changed: both.length,
        unlisted: removed.length,
      },
      prices: {
        changed: rows.length,
        raised: count("raised"),
        lowered: count("lowered"),
        new: count("new"),
        unlisted: count("unlisted"),
        otherCurrency: count("otherCurrency"),
      },
      countries: countries.length,
      goOnSale: texts.filter((row) => row.field === "status" && row.after === "PUBLISHED").length,
      goOffSale: texts.filter((row) => row.field === "status" && row.before === "PUBLISHED").length,
      unlistedPrices,
    },
    basePrices,
    countries,
    texts,
    newItems: added.map(({ id, after: item }) => wholeItem(id, item ?? {})),
    unlistedItems: removed.map(({ id, before: item }) => wholeItem(id, item ?? {})),
  };
}

function priceTables(changes: readonly ItemChange[], isSuspicious: (place: string, id: string) => boolean) {
  const basePrices: BasePriceRow[] = [];
  const byCountry = new Map<string, PriceRow[]>();
  for (const change of changes)
    for (const price of priceChanges(change)) {
      const row = priceRow(change.id, price, isSuspicious(price.place, change.id));
      if (price.place === "usdPrice")
        basePrices.push({ ...row, ownPrices: Object.keys(change.after?.prices ?? {}).length });
      else if (byCountry.get(price.place)?.push(row) === undefined) byCountry.set(price.place, [row]);
    }
  const countries = [...byCountry]
    .map(([code, prices]) => ({ code, name: countryByCode(code)?.name ?? code, prices: prices.sort(largestFirst) }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  return { basePrices: basePrices.sort(largestFirst), countries };
}

function priceRow(id: string, { before, after }: PriceChange, suspicious: boolean): PriceRow {
  const [then, now] = [decimal(before?.amount), decimal(after?.amount)];
  return {
    id,
    ...(before && { before }),
    ...(after && { after }),
    direction: directionOf(before, after, then, now),
    ...(before?.currency === after?.currency && then?.gt(0) && now && { percent: percentOf(then, now) }),
    suspicious,
  };
}

function directionOf(
  before: Price | undefined,
  after: Price | undefined,
  then: Decimal | undefined,
  now: Decimal | undefined,
): Direction {
  if (before === undefined) return "new";
  if (after === undefined) return "unlisted";
  if (before.currency !== after.currency) return "otherCurrency";
  return then && now?.lt(then) ? "lowered" : "raised";
}

/** What changes most, up or down, comes first; before it what cannot be compared, behind it what has only one side. */
function largestFirst(a: PriceRow, b: PriceRow): number {
  const size = ({ percent, suspicious }: PriceRow) => {
    if (percent === undefined) return suspicious ? Number.POSITIVE_INFINITY : -1;
    return Math.abs(Math.log(1 + percent / 100));
  };
  const [left, right] = [size(a), size(b)];
  return left === right ? (a.id < b.id ? -1 : 1) : right - left;
}

const TEXTS = ["status", "title", "description", "phoneBill"] as const;

function textRows({ id, before = {}, after = {} }: ItemChange): TextRow[] {
  return TEXTS.filter((field) => !sameValue(before[field], after[field])).map((field) => ({
    id,
    field,
    ...(before[field] !== undefined && { before: before[field] }),
    ...(after[field] !== undefined && { after: after[field] }),
  }));
}

function wholeItem(id: string, listed: ListedItem): WholeItem {
  const { prices: _, usdPrice: __, ...texts } = listed;
  const all = priceChanges({ before: undefined, after: listed }).flatMap(({ place, after }) =>
    after === undefined ? [] : [[place, after] as const],
  );
  const { usdPrice, ...prices } = Object.fromEntries(all);
  return { id, ...texts, ...(usdPrice && { usdPrice }), prices };
}
