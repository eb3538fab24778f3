/** The catalog of an app as the file that its program reads, and beside it the items that no program may write. */

import { inputMap } from "../../provider/check";
import { ITEM_SHAPE, itemId } from "../../provider/inAppItem/rules";
import type { Catalog, ListedItem } from "../../provider/itemCatalog/catalog";
import { changesBetween } from "../../provider/itemCatalog/changes";
import { suspiciousItems } from "../../provider/itemCatalog/guards";
import { wholeListing } from "../../provider/itemCatalog/live";
import { writeSource } from "../../provider/itemCatalog/sources";
import { shortAmount } from "../../provider/values";
import type { Item } from "../../sdk";
import { acceptable, type LeftOut } from "./acceptable";
import { type Code, object, type Properties, statement } from "./code";

export type CatalogFormat = "csv" | "json" | "yaml" | "code";

export interface CatalogPart {
  /** How the program has the items; undefined when it manages none. */
  readonly source: { readonly path: string } | { readonly module: string } | undefined;
  /** Items that a program must acknowledge when it lists them for the first time: they have prices of zero. */
  readonly zeroPrices: readonly string[];
  /** Texts by path within the project. */
  readonly files: ReadonlyMap<string, string>;
  readonly managed: number;
  /** Items that are not managed, by id. */
  readonly unmanaged: readonly { id: string; reason: string }[];
  /** Prices that are not managed. */
  readonly leftOut: readonly LeftOut[];
}

/** Items of these types can be written. `CONSUMABLE` is the older word for what is now `ITEM`. [IAP Publish API, 3.1] */
const WRITABLE_TYPES: readonly (string | undefined)[] = [undefined, "ITEM", "CONSUMABLE"];

const NOT_MANAGED_FILE = "items-not-managed.json";

/** @param folder of the app within the project, empty or with a `/` at its end */
export function catalogPart(items: readonly Item[], format: CatalogFormat, folder: string): CatalogPart | undefined {
  if (items.length === 0) return undefined;
  const sorted = [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
  const managed = new Map<string, ListedItem>();
  const unmanaged: { item: Item; reason: string }[] = [];
  const leftOut: LeftOut[] = [];
  for (const item of sorted) {
    const found = managedItem(item);
    if (typeof found === "string") unmanaged.push({ item, reason: found });
    else {
      managed.set(item.id, found.inputs);
      leftOut.push(...found.leftOut.map(({ path, reason }) => ({ path: `items.${item.id}.${path}`, reason })));
    }
  }
  const files = new Map<string, string>();
  if (unmanaged.length > 0) files.set(folder + NOT_MANAGED_FILE, notManagedText(unmanaged));
  const source = managed.size === 0 ? undefined : writeCatalog(managed, format, folder, files);
  return {
    source,
    zeroPrices: suspiciousItems(changesBetween(new Map(), managed))
      .map(({ id }) => id)
      .sort(),
    files,
    managed: managed.size,
    unmanaged: unmanaged.map(({ item, reason }) => ({ id: item.id, reason })),
    leftOut,
  };
}

function writeCatalog(catalog: Catalog, format: CatalogFormat, folder: string, files: Map<string, string>) {
  if (format === "code") {
    files.set(`${folder}catalog.ts`, catalogCode(catalog));
    return { module: "catalog" };
  }
  const path = `${folder}catalog.${format}`;
  files.set(path, writeSource(format, catalog));
  return { path };
}

/** What the program lists of an item, or why it may not list it. */
function managedItem(item: Item) {
  if (!WRITABLE_TYPES.includes(item.type))
    return `is of the type ${item.type}, which the API no longer accepts; it can be changed in the Seller Portal only`;
  if (item.id === "__proto__" || !itemId.safeParse(item.id).success) return "has an id that the API does not take";
  if ([item.title, item.description].some((text) => /\p{Surrogate}/u.test(text)))
    return "has a text with half a character, which cannot be written to a file";
  const accepted = acceptable(inputMap(ITEM_SHAPE), wholeListing(item));
  const whole = accepted.leftOut.find(({ path }) => !path.startsWith("prices."));
  return whole === undefined
    ? accepted
    : `has a ${whole.path} that the API does not take: ${whole.path} ${whole.reason}`;
}

/** For people: what the store has of these items, and why the program has not. */
function notManagedText(items: readonly { item: Item; reason: string }[]): string {
  const shown = items.map(({ item, reason }) => ({
    id: item.id,
    notManaged: reason,
    type: item.type,
    ...wholeListing(item),
  }));
  return `${JSON.stringify(shown, null, 2)}\n`;
}

function catalogCode(catalog: Catalog): string {
  const items = object(Object.fromEntries([...catalog].map(([id, item]) => [id, itemCode(id, item)])));
  return [
    "/** The in-app items as they stand in the Galaxy Store. */",
    'import type { ItemArgs } from "pulumi-galaxystore";',
    "",
    statement("export const items: Record<string, ItemArgs> = ", items, ";"),
    "",
  ].join("\n");
}

function itemCode(id: string, { prices = {}, usdPrice, ...rest }: ListedItem): Properties {
  const countries = Object.entries(prices).map(([code, price]): [string, Code] => [
    code,
    typeof price === "object"
      ? { ...object({ price: shortAmount(price.price), currency: price.currency }), inline: true }
      : shortAmount(price),
  ]);
  const properties = object({
    ...rest,
    usdPrice: shortAmount(usdPrice ?? ""),
    prices: { ...object(Object.fromEntries(countries)), inline: true },
  });
  // What every object has is of another type there, whatever the map holds.
  return id in {} ? { ...properties, satisfies: "ItemArgs" } : properties;
}
