/** The arithmetic of local prices: convert, multiply, round to the prices that a rule allows; every mistake in the table is named. */

import Decimal from "decimal.js";
import { type Country, countryByCode, decimalsOfCurrency } from "../../sdk/facts/countries";
import type { PriceTable, Rounding } from "../prices";
import { type Amount, amountProblem, decimal, shown } from "../values";

/** More digits than a price, a rate and a factor have together; remainders are never negative. */
const Exact = Decimal.clone({ precision: 200, modulo: Decimal.ROUND_FLOOR });

const DEFAULT = "default";

/** What holds for a currency, read from the table. */
interface Terms {
  readonly rate: Decimal;
  readonly rule: { readonly step: Decimal; readonly ending: Decimal; readonly direction: Rounding["direction"] };
  readonly minimum: Decimal;
}

export function derivePrices(usd: Amount, table: PriceTable): Record<string, string> {
  const problems: string[] = [];
  const price = decimal(usd);
  if (price === undefined || price.isNegative())
    problems.push(`the price in US dollars is ${shown(usd)}; give 0 or more, such as 4.99 or "4.99"`);
  checkNames(table, problems);
  const terms = new Map<string, Terms | undefined>();
  const known = new Map<string, string>();
  const result: Record<string, string> = {};
  for (const code of table.countries) {
    const country = countryByCode(code);
    if (country === undefined) {
      problems.push(`countries lists ${noCountry(code)}`);
      continue;
    }
    const { currency } = country;
    if (!terms.has(currency)) terms.set(currency, termsOf(country, table, problems));
    const of = terms.get(currency);
    const factor = positive(table.factors?.[code] ?? 1, `factors.${code}`, problems);
    if (of === undefined || factor === undefined || price === undefined) continue;
    const key = `${currency} ${factor}`;
    const text = known.get(key) ?? roundedPrice(new Exact(price).times(of.rate).times(factor), of).toFixed();
    known.set(key, text);
    result[code] = text;
  }
  if (problems.length > 0) throw new Error(`No local prices for ${shown(usd)} US dollars:\n- ${problems.join("\n- ")}`);
  return result;
}

/** The price that the rule allows for an amount of 0 or more. */
function roundedPrice(amount: Decimal, { rule: { step, ending, direction }, minimum }: Terms): Decimal {
  if (amount.isZero()) return amount;
  const beyond = amount.minus(ending).mod(step);
  const below = amount.minus(beyond);
  const up = !beyond.isZero() && (direction === "up" || (direction === "nearest" && beyond.times(2).gte(step)));
  const rounded = up ? below.plus(step) : below;
  const lowest = ending.isZero() ? step : ending;
  if (rounded.gte(minimum) && rounded.gte(lowest)) return rounded;
  return minimum.lte(lowest) ? lowest : minimum.plus(ending.minus(minimum).mod(step));
}

function termsOf({ code, currency, decimals }: Country, table: PriceTable, problems: string[]): Terms | undefined {
  const given = table.rates[currency] ?? (currency === "USD" ? 1 : undefined);
  const minimum = decimal(table.minimum?.[currency] ?? 0);
  const rule = ruleOf(currency, decimals, table, problems);
  if (given === undefined) {
    problems.push(`rates has no ${currency}, the currency of ${code}; add the units of it for one US dollar`);
    return undefined;
  }
  const rate = positive(given, `rates.${currency}`, problems);
  if (currency === "USD" && rate !== undefined && !rate.eq(1))
    problems.push(`rates.USD is ${shown(given)}; it is 1, or left out (a country has its own multiple in factors)`);
  return rate === undefined || rule === undefined || minimum === undefined
    ? undefined
    : { rate, rule, minimum: new Exact(minimum) };
}

function ruleOf(currency: string, decimals: number, { rounding = {} }: PriceTable, problems: string[]) {
  const name = rounding[currency] === undefined ? DEFAULT : currency;
  const given = rounding[name];
  if (given === undefined) {
    const unit = new Exact(10).pow(-decimals);
    return { step: unit, ending: new Exact(0), direction: "nearest" as const };
  }
  const { direction } = given;
  const step = decimal(given.step);
  const ending = decimal(given.ending);
  const where = `rounding.${name}`;
  const before = problems.length;
  const instead =
    name === DEFAULT
      ? `; give rounding.${currency} a rule of its own, such as toSteps(${decimals === 0 ? 100 : 1})`
      : "";
  for (const amount of [given.step, given.ending]) {
    const problem = amountProblem(amount, currency, decimals);
    if (problem !== undefined) problems.push(`${where} ${problem}${instead}`);
  }
  if (!["up", "down", "nearest"].includes(direction))
    problems.push(`${where} has the direction ${shown(direction)}; it is "up", "down" or "nearest"`);
  if (step?.isZero()) problems.push(`${where} has steps of 0; give them a size, such as toSteps(100)`);
  else if (step !== undefined && ending?.gte(step))
    problems.push(`${where} has the ending ${ending.toFixed()}, which is not below its steps of ${step.toFixed()}`);
  return problems.length > before || step === undefined || ending === undefined
    ? undefined
    : { step: new Exact(step), ending: new Exact(ending), direction };
}

/** Names that nothing would ever ask for are slips, except in rates, which may come from a longer list. */
function checkNames({ rounding = {}, minimum = {}, factors = {} }: PriceTable, problems: string[]): void {
  for (const code of Object.keys(factors))
    if (countryByCode(code) === undefined) problems.push(`factors has ${noCountry(code)}`);
  for (const currency of Object.keys(rounding))
    if (currency !== DEFAULT && decimalsOfCurrency(currency) === undefined)
      problems.push(`rounding has ${noCurrency(currency)}`);
  for (const [currency, amount] of Object.entries(minimum)) {
    const decimals = decimalsOfCurrency(currency);
    const problem = decimals === undefined ? undefined : amountProblem(amount, currency, decimals);
    if (decimals === undefined) problems.push(`minimum has ${noCurrency(currency)}`);
    else if (problem !== undefined) problems.push(`minimum.${currency} ${problem}`);
  }
}

function positive(amount: Amount, where: string, problems: string[]): Decimal | undefined {
  const value = decimal(amount);
  if (value?.gt(0)) return new Exact(value);
  problems.push(`${where} is ${shown(amount)}; give a number above 0`);
  return undefined;
}

function noCountry(code: string): string {
  return `${shown(code)}, which is no country of the store; give three-letter codes, for example KOR, USA or DEU`;
}

function noCurrency(currency: string): string {
  return `${shown(currency)}, which is the currency of no country of the store; give codes such as KRW, USD or EUR`;
}

/** 1 for 0.99, 1000 for 900, 0.1 for 0.09: the smallest power of ten above the amount; the amount itself when it is no positive number. */
export function powerOfTenAbove(amount: Amount): Amount {
  const value = decimal(amount);
  return value?.gt(0) ? new Exact(10).pow(value.e + 1).toFixed() : amount;
}
