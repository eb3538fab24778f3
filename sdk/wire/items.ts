/** In-app items as the store writes them. Source: Samsung IAP Publish API, "Item object". */

import { z } from "zod";
import { list, number, optionalText, text, yesNo } from "./values";

export const ItemPrice = z.looseObject({
  /** Three-letter country code. */
  countryId: text.transform((code) => code.trim()),
  /** ISO 4217 code; expected when creating and replacing, not part of a patch. */
  currency: text.optional(),
  /** Decimal text in that currency; compare as decimals, the store may normalise `1.50` to `1.5`. */
  localPrice: text,
});
export type ItemPrice = z.infer<typeof ItemPrice>;

/** One in-app item of an app's catalog. */
export const Item = z.looseObject({
  /** Id within the app: letters, digits, `.`, `_` and `-`. It cannot be changed. */
  id: text,
  /** Title that the buyer sees; `""` when the store has none. */
  title: optionalText.transform((value) => value ?? ""),
  /** Short explanation; `""` when the store has none. */
  description: optionalText.transform((value) => value ?? ""),
  /** `ITEM`; older items: `CONSUMABLE`, `NON_CONSUMABLE`, `UNSPECIFIED`. */
  type: text.optional(),
  /** `PUBLISHED`, `UNPUBLISHED`, `REMOVED` or `UNSPECIFIED`. */
  status: optionalText.transform((value) => value ?? "UNSPECIFIED"),
  /** `phoneBillStatus`: true when the item may be paid by phone bill. */
  itemPaymentMethod: z
    .looseObject({ phoneBillStatus: yesNo.nullish().transform((value) => value ?? false) })
    .nullish()
    .transform((value) => value ?? { phoneBillStatus: false }),
  /** Base price in US dollars, 0 to 999.99. */
  usdPrice: number,
  /** Local prices, one per country; where none is named the store derives it from `usdPrice`. */
  prices: list(ItemPrice),
});
export type Item = z.infer<typeof Item>;

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
