/** An item as a map in a file: its fields in the order in which people read them, countries by code. */

import type { ListedItem } from "../catalog";

/** `amount` makes the value of an amount's text. */
export function inOrder(item: ListedItem, amount: (text: string) => string | number = (text) => text) {
  const { title, description, status, phoneBill, usdPrice, prices = {} } = item;
  const entries = Object.keys(prices)
    .sort()
    .map((code) => {
      const price = prices[code] ?? "";
      if (typeof price !== "object") return [code, amount(String(price))];
      return [code, { price: amount(String(price.price)), currency: price.currency }];
    });
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(status !== undefined && { status }),
    ...(phoneBill !== undefined && { phoneBill }),
    ...(usdPrice !== undefined && { usdPrice: amount(String(usdPrice)) }),
    ...(entries.length > 0 && { prices: Object.fromEntries(entries) }),
  };
}
