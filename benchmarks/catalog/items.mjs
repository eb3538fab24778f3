/** The catalog that is measured: items with ten prices each, as the program lists them, as the store holds them and as the engine keeps them. */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

export const PACKAGE = "com.lumenforge.emberisles";

const PRICES = {
  BRA: "9.99",
  CAN: "2.79",
  DEU: "1.99",
  FRA: "1.99",
  GBR: "1.79",
  IND: "179",
  JPN: "300",
  KOR: "2500",
  MEX: "39",
  USA: "1.99",
};

/** The items of `program.cjs` beside this folder, by id. */
export function listedItems(count) {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `charm_${String(index + 1).padStart(5, "0")}`,
      {
        title: `Charm ${index + 1}`,
        description: "Keeps the next storm away from your boat until you reach the harbor.",
        usdPrice: "1.99",
        prices: PRICES,
        status: "PUBLISHED",
      },
    ]),
  );
}

/** So many of the items, spread over the catalog, with another price in Korea. */
export function withChanges(items, count, price) {
  const ids = Object.keys(items);
  const changed = Array.from({ length: count }, (_, index) => ids[Math.floor(((index + 0.5) * ids.length) / count)]);
  const next = { ...items };
  for (const id of changed) next[id] = { ...items[id], prices: { ...items[id].prices, KOR: price } };
  return { next, changed };
}

export function storeItems(items) {
  const { countryByCode } = require("../../dist/sdk/facts/countries");
  return Object.entries(items).map(([id, { prices, usdPrice, ...item }]) => ({
    ...item,
    id,
    usdPrice: Number(usdPrice),
    prices: Object.entries(prices).map(([countryId, localPrice]) => ({
      countryId,
      currency: countryByCode(countryId).currency,
      localPrice,
    })),
  }));
}

/** The one text that the engine keeps of the catalog. */
export function canonicalText(items) {
  return require("../../dist/provider/itemCatalog/text").catalogText(new Map(Object.entries(items)));
}
