/** Comparing and shaping plain values: the one place that says when two values mean the same to the store. */

import { isDeepStrictEqual } from "node:util";
import Decimal from "decimal.js";
import { UNKNOWN, type Values } from "./lifecycle";

/** A price or amount as the program may give it. */
export type Amount = number | string;

export function isAmount(value: unknown): value is Amount {
  return typeof value === "number" || typeof value === "string";
}

const DECIMAL_TEXT = /^-?\d+(\.\d+)?$/;

/** The amount as a decimal, or undefined when the text is not one. */
export function decimal(amount: unknown): Decimal | undefined {
  if (typeof amount === "number") return Number.isFinite(amount) ? new Decimal(amount) : undefined;
  return typeof amount === "string" && DECIMAL_TEXT.test(amount) ? new Decimal(amount) : undefined;
}

const SHORTEST = /^(0|[1-9]\d*)(\.\d*[1-9])?$/;

/** The shortest plain decimal text of an amount: `1.50` and `1.5` are both `1.5`. Other values stay as they are. */
export function amountText(amount: unknown): string {
  const text = String(amount);
  // Nearly all amounts are written so already, and a catalog has tens of thousands.
  return SHORTEST.test(text) ? text : (decimal(amount)?.toFixed() ?? text);
}

/** The amount as a program would write it: a number where that is the same amount, else the shortest text. */
export function shortAmount(amount: Amount): Amount {
  const text = amountText(amount);
  return String(Number(text)) === text ? Number(text) : text;
}

/** What is wrong with an amount in a currency with so many decimals, or undefined when nothing is. */
export function amountProblem(amount: Amount, currency: string, decimals: number): string | undefined {
  if (isPlainAmount(String(amount), decimals)) return undefined;
  const value = decimal(amount);
  if (value === undefined)
    return `is ${shown(amount)}, which is not a price; write a number or decimal text such as "1.99"`;
  if (value.isNegative()) return `is ${amount}; a price is 0 or more`;
  if (value.decimalPlaces() <= decimals) return undefined;
  const allowed = decimals === 0 ? "has no decimals" : `has at most ${decimals} decimals`;
  return `is ${amount}, with ${value.decimalPlaces()} ${value.decimalPlaces() === 1 ? "decimal" : "decimals"}, but a price in ${currency} ${allowed}`;
}

const PLAIN_AMOUNT = /^\d+(?:\.(\d+))?$/;

/** Nearly all amounts are plain digits with few decimals, and a catalog has tens of thousands. */
function isPlainAmount(amount: string, decimals: number): boolean {
  const digits = PLAIN_AMOUNT.exec(amount);
  return digits !== null && (digits[1]?.length ?? 0) <= decimals;
}

/** A value as messages show it: as JSON, long ones cut. */
export function shown(value: unknown): string {
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

export function sameValue(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b);
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether UNKNOWN stands anywhere in the value. */
export function hasUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isMap(value) && Object.values(value).some(hasUnknown);
}

/** Whether an identity is known to be another one than before. */
export function isAnother(next: unknown, old: unknown): boolean {
  return !hasUnknown(next) && next !== old;
}

/**
 * The value without what is not known yet: keys with unknown values are left out, a list with an unknown element is
 * left out as a whole, since its length and order mean something.
 */
export function knownPart(value: unknown): unknown {
  if (Array.isArray(value)) return value.some(hasUnknown) ? undefined : value;
  if (!isMap(value)) return value === UNKNOWN ? undefined : value;
  return mapValues(value, knownPart);
}

/** The map with each value converted; values that become undefined are left out. */
export function mapValues<In, Out>(
  map: Readonly<Record<string, In>>,
  convert: (value: In, key: string) => Out,
): Record<string, Exclude<Out, undefined>> {
  const entries: [string, Out][] = [];
  for (const [key, value] of Object.entries(map)) {
    const converted = convert(value, key);
    if (converted !== undefined) entries.push([key, converted]);
  }
  return Object.fromEntries(entries) as Record<string, Exclude<Out, undefined>>;
}

/** A copy without undefined at any depth: the engine cannot take undefined back. */
export function withoutUndefined<T>(value: T): T {
  if (Array.isArray(value)) return value.filter((each) => each !== undefined).map(withoutUndefined) as T;
  return isMap(value) ? (mapValues(value, withoutUndefined) as T) : value;
}

/** The entries of the values that have one of these names. */
export function pick(values: Values, names: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
}

/** The entries of the values that have none of these names. */
export function omit(values: Values, names: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name)));
}
