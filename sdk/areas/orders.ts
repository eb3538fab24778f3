/** Payments and refunds of a seller, day by day. */

import { badValue } from "../core/badValue";
import type { Caller } from "../core/caller";
import type { RequestOptions } from "../options";
import { type Order, OrderAnswer } from "../wire/orders";

export interface OrderQuery {
  /** Seller sequence of 12 digits: "Seller deeplink" of the Seller Portal's profile page. Text, for its leading zeros. */
  sellerSeq: string;
  /** One app. Default: all apps of the seller. */
  packageName?: string;
  /** Day, `YYYY-MM-DD`. Default of the store: yesterday. Whose midnight counts is not documented; times are UTC. */
  day?: string;
}

export interface OrderRange {
  /** Seller sequence of 12 digits, as text. */
  sellerSeq: string;
  /** One app. Default: all apps of the seller. */
  packageName?: string;
  /** First day, `YYYY-MM-DD`. */
  from: string;
  /** Last day, included. */
  to: string;
}

export interface OrderPage {
  /** 100 at most. */
  orders: Order[];
  /** Leads to the next page; absent on the last one. */
  continuationToken?: string;
}

export class Orders {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** One page of a day's payments and refunds. Purchases of the test mode are never there. */
  page(
    { sellerSeq, packageName, day, continuationToken }: OrderQuery & { continuationToken?: string },
    options?: RequestOptions,
  ): Promise<OrderPage> {
    const requestDate = day === undefined ? undefined : wireDay(day);
    const json = { sellerSeq, packageName, requestDate, continuationToken };
    const object = `orders of seller ${sellerSeq}${day === undefined ? "" : ` on ${day}`}`;
    return this.#caller.call("orders.list", { object, json }, OrderAnswer, options);
  }

  /** All payments and refunds of a day, or of a range of days, page by page. Read at most 100 ahead. */
  async *list(query: OrderQuery | OrderRange, options?: RequestOptions): AsyncGenerator<Order, void, undefined> {
    if (!("from" in query)) return yield* this.#day(query, options);
    const { from, to, ...seller } = query;
    for (const day of daysBetween(from, to)) yield* this.#day({ ...seller, day }, options);
  }

  async *#day(query: OrderQuery, options?: RequestOptions): AsyncGenerator<Order, void, undefined> {
    const tokens = new Set<string>();
    for (let continuationToken: string | undefined; ; ) {
      const page = await this.page({ ...query, ...(continuationToken ? { continuationToken } : {}) }, options);
      yield* page.orders;
      continuationToken = page.continuationToken;
      // A token that comes again would go in circles.
      if (continuationToken === undefined || tokens.has(continuationToken)) return;
      tokens.add(continuationToken);
    }
  }
}

const DAY_MS = 24 * 60 * 60 * 1000;

function* daysBetween(from: string, to: string): Generator<string> {
  const last = timeOf(to);
  for (let day = timeOf(from); day <= last; day += DAY_MS) yield new Date(day).toISOString().slice(0, 10);
}

function wireDay(day: string): string {
  return new Date(timeOf(day)).toISOString().slice(0, 10).replaceAll("-", "");
}

function timeOf(day: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  // The 31st of February would be taken for a day in March.
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(day)) return time;
  throw badValue("orders.list", `day ${JSON.stringify(day)} is not a date`, "Give the day as YYYY-MM-DD.");
}
