/** What the values of an in-app item may be, wherever they are written: by itself, or as one of a catalog. */

import type { Input } from "@pulumi/pulumi";
import { z } from "zod";
import { countryByCode, decimalsOfCurrency } from "../../sdk/facts/countries";
import { ITEM_ID_PATTERN, ITEM_USD_PRICE, TEXT_LIMITS } from "../../sdk/facts/limits";
import { amount, country, flag, inputMap, oneOf, text, usd } from "../check";
import { type Amount, amountProblem, decimal, isAmount, isMap } from "../values";
import type { ItemPrice } from "./item";

/** The values of an in-app item that a program may list. */
export interface ItemArgs {
  /** Title that buyers see, at most 100 bytes of UTF-8. Needed unless an existing item is adopted. */
  title?: Input<string>;
  /** Short explanation that buyers see. Needed unless an existing item is adopted. */
  description?: Input<string>;
  /**
   * Base price in US dollars, 0 to 999.99, at most 2 decimals; countries without a price of their own are converted
   * from it by the store. Needed unless an existing item is adopted. Wire: `usdPrice`.
   */
  usdPrice?: Input<Amount>;
  /**
   * Local prices by three-letter country code, e.g. `{ KOR: 2500, DEU: "1.99" }`. Countries that are not listed keep
   * what they have, unless `exclusive` says otherwise. Without a currency, the one that the live item has for that
   * country counts, else the country's national one. An item that is created without any gets its base price for the
   * USA, since the store wants at least one.
   */
  prices?: Input<Record<string, Input<ItemPrice>>>;
  /**
   * Whether the item is on sale. Changes take effect at once, without review. Default: `UNPUBLISHED`; with `adopt`, what
   * an existing item has, so that nothing goes off sale because it was left out.
   */
  status?: Input<"PUBLISHED" | "UNPUBLISHED">;
  /** Whether the item is paid by automatic payment on a phone bill. Wire: `itemPaymentMethod.phoneBillStatus`. Default for a new item: false. */
  phoneBill?: Input<boolean>;
}

const PRICE_WITH_CURRENCY = inputMap({
  price: amount,
  currency: text().regex(/^[A-Z]{3}$/, "must be a currency code of three capital letters"),
});

/** What is wrong with the price in one country; nearly always nothing, and then the schema is not asked. */
function priceIssues(code: string, price: unknown): { message: string; path: PropertyKey[] }[] {
  const national = countryByCode(code);
  if (
    national !== undefined &&
    isAmount(price) &&
    amountProblem(price, national.currency, national.decimals) === undefined
  )
    return [];
  const issues = [country.safeParse(code), (isMap(price) ? PRICE_WITH_CURRENCY : amount).safeParse(price)].flatMap(
    ({ error }) => error?.issues ?? [],
  );
  const [value, currency] = isMap(price) ? [price.price, price.currency] : [price, national?.currency];
  if (issues.length === 0 && isAmount(value) && typeof currency === "string") {
    const message = amountProblem(value, currency, decimalsOfCurrency(currency) ?? 3);
    if (message !== undefined) return [{ message, path: [code] }];
  }
  return issues.map(({ message, path }) => ({ message, path: [code, ...path] }));
}

const prices = z.unknown().superRefine((value, context) => {
  const issues = isMap(value)
    ? Object.entries(value).flatMap(([code, price]) => priceIssues(code, price))
    : (inputMap({}).safeParse(value).error?.issues ?? []);
  for (const { message, path } of issues) context.addIssue({ code: "custom", message, path });
});

const filled = (limits: { maxBytes?: number } = {}) => text(limits).regex(/\S/, "must not be blank");

/** An item is read and removed by an address that ends with its id, and no address ends with `.` or `..`. */
export const itemId: z.ZodType<string> = text()
  .regex(ITEM_ID_PATTERN, "may have letters, digits, '-', '_' and '.' only")
  .regex(/[^.]|^\.{3}/, "must not be '.' or '..', by which no item can be asked for");

/** The schema of each of the values of {@link ItemArgs}. */
export const ITEM_SHAPE = {
  title: filled(TEXT_LIMITS.title)
    .regex(/^\S(.*\S)?$/s, "must not begin or end with a space")
    .optional(),
  description: filled().optional(),
  usdPrice: usd
    .refine((value) => decimal(value)?.lte(ITEM_USD_PRICE.max) ?? true, {
      error: (issue) => `is ${issue.input}; the store allows 0 to ${ITEM_USD_PRICE.max} US dollars`,
    })
    .optional(),
  prices: prices.optional(),
  status: oneOf(["PUBLISHED", "UNPUBLISHED"]).optional(),
  phoneBill: flag().optional(),
};
