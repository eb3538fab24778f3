/** Catalogs of any size for tests: as a program lists them, and as the store holds them. */

import type { ListedItem } from "../../../provider/itemCatalog/catalog";
import { countryByCode } from "../../../sdk/facts/countries";
import type { TestStore } from "../../support/testStore";

export const PACKAGE = "com.lumenforge.emberisles";

type Listing = Record<string, ListedItem>;
type StoreItem = Awaited<ReturnType<TestStore["items"]>> extends Map<string, infer Item> ? Item : never;

/** So many items with prices in three countries. */
export function gems(count: number): Listing {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => gem(index)));
}

function gem(index: number): [string, ListedItem] {
  const cents = 99 + index;
  return [
    `gem_${String(index).padStart(4, "0")}`,
    {
      title: `Gem ${index}`,
      description: `The gem number ${index}`,
      status: "PUBLISHED",
      usdPrice: String(cents / 100),
      prices: { DEU: String(cents / 100), KOR: String(cents * 12), USA: String(cents / 100) },
    },
  ];
}

/** As the store holds what is listed whole. */
export function asStored(listing: Listing): Map<string, StoreItem> {
  const items = Object.entries(listing).map(([id, { title = "", description = "", status, ...rest }]): StoreItem => {
    const prices = Object.entries(rest.prices ?? {}).map(([countryId, price]) => ({
      countryId,
      currency: countryByCode(countryId)?.currency ?? "USD",
      localPrice: String(typeof price === "object" ? price.price : price),
    }));
    const itemPaymentMethod = { phoneBillStatus: rest.phoneBill ?? false };
    const usdPrice = Number(rest.usdPrice);
    return {
      id,
      title,
      description,
      type: "ITEM",
      status: status ?? "UNPUBLISHED",
      itemPaymentMethod,
      usdPrice,
      prices,
    };
  });
  return new Map(items.map((item) => [item.id, item]));
}

/** Puts exactly these items into the store, and forgets that it was asked. */
export async function stock(store: TestStore, listing: Listing): Promise<void> {
  const dump = await store.dump();
  for (const { apps } of dump.sellers)
    for (const app of apps) if (app.packageName === PACKAGE) app.items = [...asStored(listing).values()];
  await store.control("PUT", "/seed", dump);
  await store.forgetRequests();
}

/** What the work says to the user. */
export async function linesOf(work: () => Promise<unknown>): Promise<string[]> {
  const { log } = console;
  const lines: string[] = [];
  console.log = (line: string) => lines.push(line);
  try {
    await work();
  } finally {
    console.log = log;
  }
  return lines;
}
