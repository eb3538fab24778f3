/** The change of a price in percent, as the two sides of a difference give it. */

import { decimal, isMap } from "../../provider/values";
import { percentOf, percentText } from "../percent";

/** Undefined where there is none: a side is missing, or free before, or in another currency. */
export function percentChange(before: unknown, after: unknown): string | undefined {
  const [then, now] = [decimal(amountOf(before)), decimal(amountOf(after))];
  if (then === undefined || now === undefined || then.isZero()) return undefined;
  return currencyOf(before) === currencyOf(after) ? percentText(percentOf(then, now)) : undefined;
}

function amountOf(price: unknown): unknown {
  return isMap(price) ? price.price : price;
}

function currencyOf(price: unknown): unknown {
  return isMap(price) ? price.currency : undefined;
}
