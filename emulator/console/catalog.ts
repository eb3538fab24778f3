/** One page of an app's item catalog: searched by id and title, in the order that was asked for. */
import type { Item } from "../state/model";
import { PAGE_SIZE } from "./parts/pieces";

export const ORDERS = { catalog: "catalog order", id: "id", title: "title", price: "price" } as const;
export type Order = keyof typeof ORDERS;

export interface CatalogPage {
  readonly items: readonly Item[];
  readonly total: number;
  readonly page: number;
}

const BY: Readonly<Record<Exclude<Order, "catalog">, (item: Item) => string | number>> = {
  id: (item) => item.id,
  title: (item) => item.title.toLowerCase(),
  price: (item) => item.usdPrice,
};

export function orderOf(text: string | undefined): Order {
  return text === "id" || text === "title" || text === "price" ? text : "catalog";
}

/** One pass over the catalog; only the items of this page are looked at closely. */
export function catalogPage(items: Iterable<Item>, search: string, order: Order, page: number): CatalogPage {
  const wanted = search.trim().toLowerCase();
  const found: Item[] = [];
  for (const item of items)
    if (wanted === "" || item.id.toLowerCase().includes(wanted) || item.title.toLowerCase().includes(wanted))
      found.push(item);
  if (order !== "catalog") {
    const key = BY[order];
    const keyed = found.map((item) => [key(item), item] as const);
    keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    keyed.forEach(([, item], index) => {
      found[index] = item;
    });
  }
  const last = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const here = Math.min(page, last);
  return { items: found.slice((here - 1) * PAGE_SIZE, here * PAGE_SIZE), total: found.length, page: here };
}
