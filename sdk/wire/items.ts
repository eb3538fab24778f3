/** In-app items as the store writes them. Source: Samsung IAP Publish API, "Item object". */

import { z } from "zod";
import { list, number, optionalText, text, yesNo } from "./values";

/** The price of an item in one country. */
export interface ItemPrice {
  /** Three-letter country code. */
  countryId: string;
  /** ISO 4217 code; expected when creating and replacing, not part of a patch. */
  currency?: string | undefined;
  /** Decimal text in that currency; compare as decimals, the store may normalise `1.50` to `1.5`. */
  localPrice: string;
  /** What the store sends beyond that is kept. */
  [key: string]: unknown;
}

export const ItemPrice: z.ZodType<ItemPrice> = z.looseObject({
  countryId: text.transform((code) => code.trim()),
  currency: text.optional(),
  localPrice: text,
});

/** One in-app item of an app's catalog. */
export interface Item {
  /** Id within the app: letters, digits, `.`, `_` and `-`. It cannot be changed. */
  id: string;
  /** Title that the buyer sees; `""` when the store has none. */
  title: string;
  /** Short explanation; `""` when the store has none. */
  description: string;
  /** `ITEM`; older items: `CONSUMABLE`, `NON_CONSUMABLE`, `UNSPECIFIED`. */
  type?: string | undefined;
  /** `PUBLISHED`, `UNPUBLISHED`, `REMOVED` or `UNSPECIFIED`. */
  status: string;
  /** How it may be paid. */
  itemPaymentMethod: {
    /** True: by phone bill too. */
    phoneBillStatus: boolean;
    /** What the store sends beyond that is kept. */
    [key: string]: unknown;
  };
  /** Base price in US dollars, 0 to 999.99. */
  usdPrice: number;
  /** Local prices, one per country; where none is named the store derives it from `usdPrice`. */
  prices: ItemPrice[];
  /** What the store sends beyond that is kept. */
  [key: string]: unknown;
}

export const Item: z.ZodType<Item> = z.looseObject({
  id: text,
  title: optionalText.transform((value) => value ?? ""),
  description: optionalText.transform((value) => value ?? ""),
  type: text.optional(),
  status: optionalText.transform((value) => value ?? "UNSPECIFIED"),
  itemPaymentMethod: z
    .looseObject({ phoneBillStatus: yesNo.nullish().transform((value) => value ?? false) })
    .nullish()
    .transform((value) => value ?? { phoneBillStatus: false }),
  usdPrice: number,
  prices: list(ItemPrice),
});

/** The part of an item that can be changed alone; countries that are not named stay as they are. */
export interface ItemPatch {
  /** Id of the item that is changed. */
  id: string;
  /** New title. Omitted: unchanged. */
  title?: string;
  /** New local prices of the named countries, as decimal text in the currency that each has. */
  prices?: { countryId: string; localPrice: string }[];
}

/** One page of a package's items. */
export const ItemPage = z
  .looseObject({ itemList: z.array(Item).nullish(), totalCount: number.nullish() })
  // Either key may be missing, but an answer with neither is not a page, and must not read as an empty catalog.
  .refine((page) => page.itemList != null || page.totalCount != null, "has neither itemList nor totalCount")
  .transform((page) => ({ items: page.itemList ?? [], totalCount: page.totalCount ?? undefined }));
