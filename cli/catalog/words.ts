/** The words that the report of a catalog's change has in a terminal and in Markdown alike. */

import { counted } from "../text";
import type { CatalogReport, Direction } from "./report";

/** The parts that are not nothing, in one list. */
function listed(parts: readonly (readonly [count: number, words: string])[]): string {
  return parts
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${words}`)
    .join(", ");
}

const DIRECTIONS: readonly (readonly [Direction, string])[] = [
  ["raised", "raised"],
  ["lowered", "lowered"],
  ["new", "new"],
  ["unlisted", "listed no longer"],
  ["otherCurrency", "in another currency"],
];

/** How many prices go which way. */
export function directions(count: (direction: Direction) => number): string {
  return listed(DIRECTIONS.map(([direction, words]) => [count(direction), words]));
}

/** The whole change in a few sentences. */
export function summaryLines({ summary, basePrices }: CatalogReport): string[] {
  const { items, prices, countries, goOnSale, goOffSale, unlistedPrices } = summary;
  const kinds = listed([
    [items.new, "new"],
    [items.changed, "changed"],
    [items.unlisted, "listed no longer"],
  ]);
  const alone =
    unlistedPrices === 0
      ? []
      : [
          `Left alone: ${counted(unlistedPrices, "price")} that only the store has, unless the program says exclusive: ["prices"].`,
        ];
  if (kinds === "") return [`No item differs (${counted(items.after, "item")}).`, ...alone];
  const places = [
    ...(countries > 0 ? [counted(countries, "country", "countries")] : []),
    ...(basePrices.length > 0 ? ["the base price"] : []),
  ].join(" and ");
  const sale = listed([
    [goOnSale, `${goOnSale === 1 ? "goes" : "go"} on sale`],
    [goOffSale, `${goOffSale === 1 ? "goes" : "go"} off sale`],
  ]);
  return [
    `Items: ${kinds}; ${items.before} before, ${items.after} after.`,
    prices.changed === 0
      ? "Prices: no item that stays has another price."
      : `Prices: ${prices.changed} of items that stay, in ${places}: ${directions((direction) => prices[direction])}.`,
    ...(sale === "" ? [] : [`Sale: ${sale}.`]),
    ...alone,
  ];
}

export const UNLISTED_NOTE =
  'They stay in the store as they are, unless the program says exclusive: ["items"], which removes them there.';

/** The words to paste into the program when all that is suspicious is meant. */
export function acknowledgement({ warnings: { prices } }: CatalogReport): string {
  const ids = [...new Set(prices.map(({ id }) => id))];
  return `acknowledgePriceChanges: ${ids.length > MANY_IDS ? '"all"' : `[${ids.map((id) => JSON.stringify(id)).join(", ")}]`}`;
}

/** A list of more ids is not read by anybody. */
const MANY_IDS = 20;
