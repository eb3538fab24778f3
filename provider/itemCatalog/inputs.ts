/** What the engine keeps of a catalog. */

import type { Stored } from "../lifecycle";

/** The inputs as check registers them: however the items are written in the program, here they are one text. */
export interface CatalogInputs {
  packageName: string;
  /** The items, as {@link catalogText} writes them. */
  items: string;
  exclusive?: ("items" | "prices")[];
  adopt?: boolean;
  allowDeletions?: number;
  acknowledgePriceChanges?: "all" | string[];
}

export interface CatalogOutputs {
  /** Items that the program lists. */
  itemCount: number;
  /** Items that the store had beside them when it was last read as a whole; absent when there were none. */
  unlistedItems?: number;
  /** Items of which the last `up` could not tell what a write has made of them; absent when there were none. */
  unsureItems?: string[];
}

export type CatalogState = Stored<CatalogInputs, CatalogOutputs>;

/** How lines and messages name the catalog. */
export function catalogName(packageName: string): string {
  return `Item catalog ${packageName}`;
}
