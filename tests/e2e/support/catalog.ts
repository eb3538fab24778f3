/** Catalogs for the engine tests: items as the store seeds them, the same items as a program lists them, and what a preview shows of them. */

import assert from "node:assert/strict";
import { defaultSeed, type Seed } from "../../../emulator";
import type { TestStore } from "../../support/testStore";

export const PACKAGE = "com.lumenforge.emberisles";

/** An item as a program lists it. */
export interface Listed {
  title: string;
  description: string;
  usdPrice: number;
  status: "PUBLISHED" | "UNPUBLISHED";
  prices: Record<string, number>;
}

/** `charm_001` and so on, each with prices in Korea and Germany. */
export function charms(count: number): Record<string, Listed> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `charm_${String(index + 1).padStart(3, "0")}`,
      {
        title: `Charm ${index + 1}`,
        description: "Keeps storms away",
        usdPrice: 0.99,
        status: "PUBLISHED",
        prices: { KOR: 1200, DEU: 1.09 },
      },
    ]),
  );
}

/** The default store, where the catalog of Ember Isles is just these items. */
export function storeWith(items: Record<string, Listed>): Seed {
  const seed = defaultSeed();
  const app = seed.sellers.flatMap((seller) => seller.apps ?? []).find(({ packageName }) => packageName === PACKAGE);
  assert.ok(app);
  app.items = Object.entries(items).map(([id, { prices, ...item }]) => ({
    id,
    ...item,
    prices: Object.entries(prices).map(([countryId, price]) => ({
      countryId,
      currency: { KOR: "KRW", DEU: "EUR" }[countryId] ?? "USD",
      localPrice: String(price),
    })),
  }));
  return seed;
}

/** What the store holds, in the form in which a program lists it. */
export async function heldBy(store: TestStore): Promise<Record<string, Listed>> {
  const items = [...(await store.items(PACKAGE)).values()].map(
    ({ id, title, description, usdPrice, status, prices }) => [
      id,
      {
        title,
        description,
        usdPrice,
        status,
        prices: Object.fromEntries(prices.map(({ countryId, localPrice }) => [countryId, Number(localPrice)])),
      },
    ],
  );
  return Object.fromEntries(items);
}

/** The lines of a catalog that an output marks as gone or new, e.g. `- gem_2 KOR 1200 KRW`, with single spaces. */
export function markedLines(output: string): string[] {
  const lines = output.split("\n").map((line) => /^ +([-+]) (\S+ +(?:item|[A-Za-z]+ +.*))$/.exec(line));
  return lines.flatMap((line) => (line ? [`${line[1]} ${line[2]}`.replace(/ +/g, " ")] : []));
}
