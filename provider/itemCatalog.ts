/** The in-app items of an app as one resource: thousands of items, from code or from a file. */

import type { Input } from "@pulumi/pulumi";
import { shownId } from "./check";
import type { ItemArgs } from "./inAppItem/rules";
import { isDeclared } from "./itemCatalog/beside";
import { createCatalog, readCatalog, updateCatalog } from "./itemCatalog/bring";
import { changesBetweenTexts } from "./itemCatalog/changes";
import { CATALOG_INPUT_NAMES, checkCatalog } from "./itemCatalog/check";
import type { CatalogInputs, CatalogOutputs } from "./itemCatalog/inputs";
import { changeNotice } from "./itemCatalog/notice";
import type { Lifecycle } from "./lifecycle";
import { hasUnknown, isAnother, sameValue } from "./values";

/** Inputs of a catalog. Give `items` or `source`. */
export interface ItemCatalogArgs {
  /** Android package name of the app that sells the items, e.g. `com.example.game`. Changing it replaces the catalog. */
  packageName: Input<string>;
  /**
   * The items by item id (letters, digits, `-`, `_` and `.`). What is not listed stays as it is in the store: fields,
   * countries, and whole items, unless `exclusive` says otherwise.
   */
  items?: Input<Record<string, Input<ItemArgs>>>;
  /**
   * Path of a file with the items, relative to the program: CSV with one column per country, JSON, YAML, or the CSV of
   * Samsung's bulk upload. It is read in every preview.
   */
  source?: Input<string>;
  /** Values for all items that do not list them themselves, e.g. `{ status: "PUBLISHED" }`; prices country by country. */
  defaults?: Input<ItemArgs>;
  /**
   * `"items"`: the listed items are all there are; others are deleted from the store. `"prices"`: the listed prices of
   * each listed item are all there are; others are removed.
   */
  exclusive?: Input<Input<"items" | "prices">[]>;
  /** Take over items that exist with other content, and bring them to the listed values. Default: false. */
  adopt?: Input<boolean>;
  /**
   * How many items may be deleted at once. Needed when `exclusive: ["items"]` would delete 5 items or more and more than
   * 10 % of the catalog. Meant for one change, to be taken out afterwards. Default: none.
   */
  allowDeletions?: Input<number>;
  /**
   * Ids of items whose price change is meant although it looks like a slip: more than three times or less than a third of
   * the price before, to or from zero, a new price of zero, or in another currency. `"all"` is for one deliberate change.
   * Meant for one change, to be taken out afterwards.
   */
  acknowledgePriceChanges?: Input<"all" | Input<string>[]>;
}

export const itemCatalog: Lifecycle<CatalogInputs, CatalogOutputs> = {
  inputNames: CATALOG_INPUT_NAMES,

  describe: ({ packageName }) => `item catalog ${shownId(packageName)}`,

  check: checkCatalog,

  diff(_id, old, next) {
    const replaces = isAnother(next.packageName, old.inputs.packageName) ? ["packageName"] : [];
    const open = hasUnknown(next.items) || hasUnknown(next.exclusive) || next.packageName !== old.inputs.packageName;
    const changes = typeof next.items === "string" ? changesBetweenTexts(old.inputs.items, next.items) : [];
    return {
      changes: open || changes.length > 0 || !sameLists(next.exclusive, old.inputs.exclusive),
      replaces,
      notice: isDeclared(next) && replaces.length === 0 ? changeNotice(old, next, changes) : undefined,
    };
  },

  async create(store, inputs) {
    return { id: inputs.packageName, ...(await createCatalog(store, inputs)) };
  },

  read: (store, _id, old) => readCatalog(store, old),

  update: (store, _id, old, inputs) => updateCatalog(store, old, inputs),

  async delete(_store, id, { outputs: { itemCount } }) {
    const items = itemCount === 1 ? "1 item stays" : `All ${itemCount} items stay`;
    console.log(
      `Item catalog ${id}: ${items} in the store as they are; they are only no longer managed. To delete items, take them out of a catalog with exclusive: ["items"].`,
    );
  },
};

function sameLists(a: unknown, b: unknown): boolean {
  const sorted = (list: unknown) => (Array.isArray(list) ? [...new Set(list)].sort() : []);
  return sameValue(sorted(a), sorted(b));
}
