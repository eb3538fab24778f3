/** What a change of a catalog must say twice: prices that look like a slip of the keyboard, and the removal of many items. */

import Decimal from "decimal.js";
import type { Problem } from "../lifecycle";
import { named } from "../lists";
import { decimal } from "../values";
import { type ItemChange, type PriceChange, priceChanges } from "./changes";

/** A price may become this many times as much, or this part of what it was; more has to be acknowledged. */
const FACTOR_LIMIT = 3;

/** So many deletions must be more than these percent of the catalog to count as many. */
const MANY_DELETIONS = 5;
const MANY_DELETIONS_PERCENT = 10;

/** How much of a long list is said. */
const ITEMS_SHOWN = 10;
const PRICES_SHOWN = 3;
const IDS_SHOWN = 5;

/** Why a price is suspicious, the worst first. */
const KINDS = ["free", "unreadable", "currency", "factor", "noLongerFree"] as const;

/** One price that has to be acknowledged. */
interface SuspiciousPrice extends PriceChange {
  readonly kind: (typeof KINDS)[number];
  /** How many times the larger amount is the smaller one; only of the kind `factor`. */
  readonly factor?: Decimal;
  /** As the rest of a sentence that begins with the price's name. */
  readonly reason: string;
}

/** An item with prices that have to be acknowledged, the worst of them first. */
interface SuspiciousItem {
  readonly id: string;
  readonly prices: readonly [SuspiciousPrice, ...SuspiciousPrice[]];
}

/**
 * The prices that have to be acknowledged by the id of their item and are not, the worst items first; of a long list the
 * beginning. The values before may be the program's last ones, or a live item's in the form in which the program lists it.
 */
export function priceProblems(
  changes: readonly ItemChange[],
  acknowledged: "all" | readonly string[] | undefined,
): Problem[] {
  if (acknowledged === "all") return [];
  const known = new Set(acknowledged);
  const items = suspiciousItems(changes).filter(({ id }) => !known.has(id));
  // One item more is shown rather than announced.
  const shown = items.length <= ITEMS_SHOWN + 1 ? items : items.slice(0, ITEMS_SHOWN);
  const problems = shown.map(itemProblem);
  const rest = items.slice(shown.length);
  if (rest.length > 0)
    problems.push({
      path: "items",
      reason: `has ${rest.length} more items with such prices: ${named(rest.map(({ id }) => id).sort(), IDS_SHOWN)}; \`galaxystore catalog diff\` shows them all. If all of it is meant, set acknowledgePriceChanges: "all" for this change`,
    });
  return problems;
}

function itemProblem({ id, prices: [worst, ...others] }: SuspiciousItem): Problem {
  const name = JSON.stringify(id);
  const likewise = others.length === 0 ? "" : `; as suspicious: ${named(others.map(changeText), PRICES_SHOWN)}`;
  const correct = others.length === 0 ? "correct the price" : "correct the prices";
  return {
    path: `items.${id}.${worst.place === "usdPrice" ? worst.place : `prices.${worst.place}`}`,
    reason: `${worst.reason}${likewise}; if that is meant, add ${name} to acknowledgePriceChanges, otherwise ${correct}`,
  };
}

/** The items with a price that has to be acknowledged, the worst first. */
export function suspiciousItems(changes: readonly ItemChange[]): SuspiciousItem[] {
  const items: SuspiciousItem[] = [];
  for (const change of changes) {
    if (change.kind === "removed") continue;
    const [worst, ...others] = priceChanges(change).flatMap(suspicion).sort(worstFirst);
    if (worst !== undefined) items.push({ id: change.id, prices: [worst, ...others] });
  }
  return items.sort((a, b) => worstFirst(a.prices[0], b.prices[0]) || (a.id < b.id ? -1 : 1));
}

function worstFirst(a: SuspiciousPrice, b: SuspiciousPrice): number {
  return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (b.factor?.comparedTo(a.factor ?? 0) ?? 0);
}

function suspicion(change: PriceChange): SuspiciousPrice[] {
  const { before, after } = change;
  if (after === undefined || isUsual(change)) return [];
  const now = decimal(after.amount);
  if (before === undefined)
    return now?.isZero() ? [{ ...change, kind: "free", reason: `is ${priced(after)}, so it is free` }] : [];
  const goes = `goes from ${changed(change)}`;
  const then = decimal(before.amount);
  if (now === undefined || then === undefined)
    return [{ ...change, kind: "unreadable", reason: `${goes}, and only numbers can be compared` }];
  if (now.isZero() && !then.isZero()) return [{ ...change, kind: "free", reason: `${goes}, so it is free` }];
  if (before.currency !== after.currency && before.currency !== undefined && after.currency !== undefined)
    return [{ ...change, kind: "currency", reason: `${goes}, another currency` }];
  if (now.isZero()) return [];
  if (then.isZero()) return [{ ...change, kind: "noLongerFree", reason: `${goes}, so it is free no longer` }];
  const [smaller, larger] = now.lt(then) ? [now, then] : [then, now];
  if (larger.lte(new Exact(smaller).times(FACTOR_LIMIT))) return [];
  const factor = larger.div(smaller);
  const reason = `${goes}, ${now.gt(then) ? `${factorText(factor)} times as much` : `divided by ${factorText(factor)}`}`;
  return [{ ...change, kind: "factor", factor, reason }];
}

/** Products of amounts of any length, to the last digit. */
const Exact = Decimal.clone({ precision: 1000 });

/** Nearly all prices are raised or lowered a little, which needs no exact arithmetic. */
function isUsual({ before, after }: PriceChange): boolean {
  const factor = Number(after?.amount) / Number(before?.amount);
  return before?.currency === after?.currency && factor > 1.01 / FACTOR_LIMIT && factor < 0.99 * FACTOR_LIMIT;
}

function factorText(factor: Decimal): string {
  const short = factor.gte(100) ? factor.toDecimalPlaces(0) : factor.toSignificantDigits(3);
  return short.eq(FACTOR_LIMIT) ? `a little over ${FACTOR_LIMIT}` : short.toFixed();
}

function changeText(change: SuspiciousPrice): string {
  return `${change.place} ${change.before === undefined ? "new" : "from"} ${changed(change)}`;
}

function changed({ before, after }: PriceChange): string {
  if (before === undefined || after === undefined) return priced(before ?? after);
  return before.currency === after.currency
    ? `${before.amount} to ${priced(after)}`
    : `${priced(before)} to ${priced(after)}`;
}

function priced(price: PriceChange["after"]): string {
  return price?.currency === undefined ? `${price?.amount}` : `${price.amount} ${price.currency}`;
}

/**
 * What is wrong with removing these items from a catalog of so many, or undefined when nothing is: a slip in a file must
 * not empty a catalog. As the rest of a sentence that begins with `items`.
 */
export function deletionProblem({
  removed,
  catalogSize,
  allowed,
}: {
  readonly removed: readonly string[];
  /** Items in the catalog before. */
  readonly catalogSize: number;
  /** The program's `allowDeletions`. */
  readonly allowed: number | undefined;
}): string | undefined {
  const count = removed.length;
  if (count < MANY_DELETIONS || count * 100 <= catalogSize * MANY_DELETIONS_PERCENT || count <= (allowed ?? 0))
    return undefined;
  const which = count === catalogSize ? `all ${count}` : `${count} of the ${catalogSize}`;
  const ids = named(
    [...removed].sort().map((id) => JSON.stringify(id)),
    IDS_SHOWN,
  );
  const enough = allowed === undefined ? "" : `, and allowDeletions is ${allowed}`;
  return `leaves out ${which} items of the catalog, which would be removed from the store: ${ids}${enough}; if that is meant, set allowDeletions: ${count}, otherwise list them again`;
}
