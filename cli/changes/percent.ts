/** A change of a price in percent. */

import { decimal, isMap } from "../../provider/values";

/** To one decimal, or the first digit of a smaller change: no change reads as none. Undefined where there is none. */
export function percentText(before: unknown, after: unknown): string | undefined {
  const [then, now] = [decimal(amountOf(before)), decimal(amountOf(after))];
  if (then === undefined || now === undefined || then.isZero() || currencyOf(before) !== currencyOf(after))
    return undefined;
  const percent = now.minus(then).div(then).times(100);
  const rounded = percent.toDecimalPlaces(1);
  const shown = rounded.isZero() ? percent.toSignificantDigits(1) : rounded;
  return `${shown.gt(0) ? "+" : ""}${shown.toFixed()} %`;
}

function amountOf(price: unknown): unknown {
  return isMap(price) ? price.price : price;
}

function currencyOf(price: unknown): unknown {
  return isMap(price) ? price.currency : undefined;
}
