/** Stand-in until the resource is there. */

import { createCatalog, readCatalog, updateCatalog } from "../../../provider/itemCatalog/bring";
import type { ListedItem } from "../../../provider/itemCatalog/catalog";
import { changesBetween } from "../../../provider/itemCatalog/changes";
import type { CatalogInputs, CatalogOutputs } from "../../../provider/itemCatalog/inputs";
import { catalogText, isCatalogText, parseCatalogText } from "../../../provider/itemCatalog/text";
import type { Lifecycle } from "../../../provider/lifecycle";
import { sameValue } from "../../../provider/values";

export const itemCatalog: Lifecycle<CatalogInputs, CatalogOutputs> = {
  inputNames: new Set(["packageName", "items", "exclusive", "adopt", "allowDeletions", "acknowledgePriceChanges"]),
  describe: ({ packageName }) => `item catalog ${packageName}`,
  async check(inputs) {
    const items =
      typeof inputs.items === "string" && isCatalogText(inputs.items)
        ? inputs.items
        : catalogText(new Map(Object.entries(inputs.items as Record<string, ListedItem>)));
    return { inputs: { ...inputs, items }, problems: [] };
  },
  diff(_id, { inputs }, next) {
    return {
      changes:
        changesBetween(parseCatalogText(inputs.items), parseCatalogText(next.items as string)).length > 0 ||
        !sameValue([...(inputs.exclusive ?? [])].sort(), [...((next.exclusive as string[]) ?? [])].sort()),
    };
  },
  async create(store, inputs) {
    return { id: inputs.packageName, ...(await createCatalog(store, inputs)) };
  },
  read: (store, _id, old) => readCatalog(store, old),
  update: (store, _id, old, inputs) => updateCatalog(store, old, inputs),
  async delete() {},
};
