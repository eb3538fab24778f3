/** For programs: the prices of an item in many countries, derived from its base price by a table of the user's. */

import type { Amount } from "./values";

/** Which of the two nearest prices of a rule is taken; of two that are equally near, `nearest` takes the higher one. */
export type RoundingDirection = "up" | "down" | "nearest";

/** The prices that a currency may have: `ending`, and from there on in steps. Made by {@link toSteps} and {@link charm}. */
export interface Rounding {
  /** Distance between two such prices, in units of the currency. */
  readonly step: Amount;
  /** What such a price has beyond whole steps, in units of the currency; 0 for plain multiples. */
  readonly ending: Amount;
  readonly direction: RoundingDirection;
}

/** How local prices come from a price in US dollars. */
export interface PriceTable {
  /** Three-letter codes of the countries that get a price, e.g. `["KOR", "DEU"]`. */
  readonly countries: readonly string[];
  /**
   * Units of a currency for one US dollar, by currency, e.g. `{ KRW: 1380, EUR: "0.93" }`. Every currency of the
   * countries needs one, except USD, which is 1. Keep the rates in the program or in a file beside it: rates that are
   * fetched while it runs change prices that nobody reviewed.
   */
  readonly rates: Readonly<Record<string, Amount>>;
  /**
   * What the converted price is multiplied by in a country, before it is rounded: `{ IND: 0.5 }` halves it, `{ DEU: "1.19" }`
   * puts 19 percent on top. Default: 1.
   */
  readonly factors?: Readonly<Record<string, Amount>>;
  /**
   * How prices are rounded, by currency; `default` is for the currencies that are not named. Without a rule a price is
   * rounded to the smallest unit of its currency, to the nearest.
   */
  readonly rounding?: Readonly<Record<string, Rounding>>;
  /** The lowest price, in units of the currency, by currency. A lower one becomes the first of the rounding that is not below it. */
  readonly minimum?: Readonly<Record<string, Amount>>;
}

/**
 * The local prices of an item for its price in US dollars, usable as `prices` of an `InAppItem` or of an item in an
 * `ItemCatalog`. All arithmetic is decimal and exact. A price has no more decimals than its currency, is never below its
 * minimum, and is 0 only when the price in US dollars is (then it is 0 everywhere).
 *
 * Throws an error with everything that is wrong at once: a country that the store does not have, a currency without a
 * rate, a rate or factor that is not above 0, a rounding or minimum that is no price of its currency.
 *
 * ```ts
 * localPrices(4.99, {
 *   countries: ["KOR", "DEU", "JPN"],
 *   rates: { KRW: 1380, EUR: "0.93", JPY: 155 },
 *   rounding: { KRW: toSteps(100), JPY: toSteps(10), default: charm("0.99") },
 * });
 * // { KOR: "6900", DEU: "4.99", JPN: "770" }
 * ```
 *
 * @param usd Price in US dollars, 0 or more, e.g. `4.99` or `"4.99"`.
 */
export function localPrices(usd: Amount, table: PriceTable): Record<string, string> {
  // Loaded with the first price: a program that derives none does not wait for it.
  const { derivePrices }: typeof import("./prices/derive") = require("./prices/derive");
  return derivePrices(usd, table);
}

/**
 * Rounds to multiples of a step: `toSteps(100)` gives 1300, 1400, 1500 won, `toSteps("0.05")` gives 1.35, 1.40, 1.45
 * francs. The lowest price is one step.
 *
 * @param step In units of the currency, above 0, with no more decimals than the currency has.
 */
export function toSteps(
  step: Amount,
  {
    direction = "nearest",
  }: {
    /** Default: `nearest`. */
    readonly direction?: RoundingDirection;
  } = {},
): Rounding {
  return { step, ending: 0, direction };
}

/**
 * Rounds to prices with one ending: `charm("0.99")` gives 3.99, 4.99, 5.99; `charm(900)` gives 900, 1900, 2900;
 * `charm("4.99", { every: 5 })` gives 4.99, 9.99, 14.99. The lowest price is the ending itself.
 *
 * @param ending In units of the currency, above 0, with no more decimals than the currency has.
 */
export function charm(
  ending: Amount,
  {
    every,
    direction = "nearest",
  }: {
    /** Distance between two prices, in units of the currency, more than the ending. Default: the next power of ten above the ending. */
    readonly every?: Amount;
    /** Default: `nearest`. */
    readonly direction?: RoundingDirection;
  } = {},
): Rounding {
  const { powerOfTenAbove }: typeof import("./prices/derive") = require("./prices/derive");
  return { step: every ?? powerOfTenAbove(ending), ending, direction };
}
