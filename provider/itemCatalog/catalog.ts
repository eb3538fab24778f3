/** The items of a catalog as the program lists them, apart from how they are written down. */

import { countryByCode } from "../../sdk/facts/countries";
import type { ItemInputs } from "../inAppItem/item";

/** What the program lists of one item: any of an in-app item's values, amounts in their shortest form. */
export type ListedItem = Omit<ItemInputs, "packageName" | "itemId" | "adopt" | "exclusive">;

/** Listed items by id. */
export type Catalog = ReadonlyMap<string, ListedItem>;

/** The currency in which a listed price is shown: the one that it names, else the country's national one. */
export function currencyOf(country: string, price: NonNullable<ListedItem["prices"]>[string]): string | undefined {
  return typeof price === "object" ? price.currency : countryByCode(country)?.currency;
}
