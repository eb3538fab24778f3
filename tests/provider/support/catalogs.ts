/** Catalogs of any size for tests: as a program lists them, and as the store holds them. */

import assert from "node:assert/strict";
import { forgetDeclared } from "../../../provider/declared";
import { itemCatalog } from "../../../provider/itemCatalog";
import type { ListedItem } from "../../../provider/itemCatalog/catalog";
import { catalogText } from "../../../provider/itemCatalog/text";
import type { Values } from "../../../provider/lifecycle";
import type { Waiting } from "../../../provider/session";
import { GalaxyStore } from "../../../sdk";
import { countryByCode } from "../../../sdk/facts/countries";
import type { TestStore } from "../../support/testStore";
import { Managed } from "./managed";

export const PACKAGE = "com.lumenforge.emberisles";

export type Listing = Record<string, ListedItem>;
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

export function program(items: object, more: Values = {}): Values {
  return { packageName: PACKAGE, items, ...more };
}

export function textOf(items: Listing): string {
  return catalogText(new Map(Object.entries(items)));
}

/** The catalogs of one store, and what its journal says of them. */
export class CatalogsOf {
  constructor(private readonly store: TestStore) {}

  /** A catalog of a program that begins, whatever was declared before in this process. */
  manage(waiting: Partial<Waiting> = {}) {
    forgetDeclared();
    return new Managed(this.store, itemCatalog, this.store.account(), waiting);
  }

  /** A catalog that the store has already, taken over by this program. */
  async managed(items: Listing, more: Values = {}) {
    await stock(this.store, items);
    const catalog = this.manage();
    await catalog.up(program(items, more));
    assert.deepEqual(await this.store.writes(), []);
    await this.store.forgetRequests();
    return catalog;
  }

  held(): Promise<Map<string, StoreItem>> {
    return this.store.items(PACKAGE);
  }

  async operations() {
    return (await this.store.requests()).map(({ operation }) => operation);
  }

  /** The bodies of an operation's requests, by id. */
  async bodies(operation: string) {
    const found = (await this.store.writes()).filter((write) => write.operation === operation);
    return found.map(({ request }) => request).sort((a, b) => (String(a?.id) < String(b?.id) ? -1 : 1));
  }

  async addInPortal(id: string, item: ListedItem = {}): Promise<void> {
    const { id: _, ...body } = asStored({ [id]: item }).get(id) ?? { id };
    await this.store.control("PUT", `/apps/${PACKAGE}/items/${id}`, body);
  }

  client(options: Partial<ConstructorParameters<typeof GalaxyStore>[0]> = {}): GalaxyStore {
    const { serviceAccountId, privateKey } = this.store.account();
    return new GalaxyStore({ serviceAccountId, privateKey, endpoint: this.store.url, ...options });
  }
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
