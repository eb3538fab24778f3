/** The change of a price in percent. */

import type Decimal from "decimal.js";

/** To one decimal, or the first digit of a smaller change: no change reads as none. */
export function percentOf(before: Decimal, after: Decimal): number {
  const percent = after.minus(before).div(before).times(100);
  const rounded = percent.toDecimalPlaces(1);
  return (rounded.isZero() ? percent.toSignificantDigits(1) : rounded).toNumber();
}

export function percentText(percent: number): string {
  return `${percent > 0 ? "+" : "-"}${Math.abs(percent)} %`;
}
