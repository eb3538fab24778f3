/** What a program means for the store, worked out a second time and item by item: what each item becomes, and what the program must say twice. */

import { countryByCode } from "../../../sdk/facts/countries";
import { alike, type Items, type StoreItem } from "./catalogWrites";

type Amount = string | number;
type Price = Amount | { price: Amount; currency: string };

/** An item as a program writes it. */
export interface Written {
  title?: string;
  description?: string;
  usdPrice?: Amount;
  prices?: Record<string, Price>;
  status?: "PUBLISHED" | "UNPUBLISHED";
  phoneBill?: boolean;
}

/** The program, apart from the form in which the items are written down. */
export interface Words {
  items: ReadonlyMap<string, Written>;
  defaults: Written | undefined;
  exclusive: readonly ("items" | "prices")[];
  adopt: boolean;
  allowDeletions: number | undefined;
  acknowledge: "all" | readonly string[];
}

/** Items as they are listed, amounts in their shortest form. */
export type Listing = ReadonlyMap<string, Written>;

const NEEDED = ["title", "description", "usdPrice"] as const;

function short(amount: Amount): string {
  const text = String(amount);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

function shortened(item: Written): Written {
  const prices = Object.entries(item.prices ?? {}).map(([country, price]): [string, Price] => [
    country,
    typeof price === "object" ? { price: short(price.price), currency: price.currency } : short(price),
  ]);
  const { prices: _, usdPrice, ...rest } = item;
  return {
    ...rest,
    ...(usdPrice !== undefined && { usdPrice: short(usdPrice) }),
    ...(prices.length > 0 && { prices: Object.fromEntries(prices) }),
  };
}

/**
 * What the program lists: defaults under each item's own values. An item whose status nobody says is not on sale when it
 * is new, unless it may be one that is adopted; one that was adopted so keeps what it has.
 */
export function meant({ items, defaults = {}, adopt }: Words, known: Listing | undefined): Listing {
  const result = new Map<string, Written>();
  for (const [id, own] of items) {
    const item = shortened({ ...defaults, ...own, prices: { ...defaults.prices, ...own.prices } });
    const before = known?.get(id);
    const leftOpen =
      before === undefined ? adopt : before.status === undefined || (adopt && before.status === "PUBLISHED");
    if (item.status === undefined && !leftOpen) item.status = "UNPUBLISHED";
    result.set(id, item);
  }
  return result;
}

/** What the store's item becomes, or a new one; nothing when a new one lacks something. */
export function brought(
  id: string,
  listed: Written,
  live: StoreItem | undefined,
  exclusive: readonly string[],
): StoreItem | undefined {
  if (live === undefined && NEEDED.some((field) => listed[field] === undefined)) return undefined;
  const base: StoreItem = live ?? {
    id,
    title: "",
    description: "",
    type: "ITEM",
    status: "UNPUBLISHED",
    itemPaymentMethod: { phoneBillStatus: false },
    usdPrice: 0,
    prices: [],
  };
  const wanted = Object.entries(listed.prices ?? {}).map(([countryId, price]) => ({
    countryId,
    currency: typeof price === "object" ? price.currency : (countryByCode(countryId)?.currency ?? ""),
    localPrice: short(typeof price === "object" ? price.price : price),
  }));
  const onlyListed = exclusive.includes("prices") && wanted.length > 0;
  const kept = onlyListed ? [] : base.prices.filter(({ countryId }) => listed.prices?.[countryId] === undefined);
  const prices = [...kept, ...wanted];
  if (prices.length === 0) prices.push({ countryId: "USA", currency: "USD", localPrice: short(listed.usdPrice ?? 0) });
  return {
    ...base,
    title: listed.title ?? base.title,
    description: listed.description ?? base.description,
    status: listed.status ?? base.status,
    itemPaymentMethod: { phoneBillStatus: listed.phoneBill ?? base.itemPaymentMethod.phoneBillStatus },
    usdPrice: listed.usdPrice === undefined ? base.usdPrice : Number(listed.usdPrice),
    prices,
  };
}

type Prices = ReadonlyMap<string, { amount: number; currency: string }>;

export function pricesHeld({ usdPrice, prices }: StoreItem): Prices {
  return new Map([
    ["base", { amount: usdPrice, currency: "USD" }],
    ...prices.map(
      ({ countryId, currency, localPrice }) => [countryId, { amount: Number(localPrice), currency }] as const,
    ),
  ]);
}

function pricesListed({ usdPrice, prices = {} }: Written): Prices {
  return new Map([
    ...(usdPrice === undefined ? [] : [["base", { amount: Number(usdPrice), currency: "USD" }] as const]),
    ...Object.entries(prices).map(([country, price]) => {
      const named = typeof price === "object" ? price : { price, currency: countryByCode(country)?.currency ?? "" };
      return [country, { amount: Number(named.price), currency: named.currency }] as const;
    }),
  ]);
}

/** Whether one of the prices looks like a slip: more than three times or less than a third, to or from zero, new and zero, another currency. */
export function jumps(before: Prices | undefined, after: Prices): boolean {
  return [...after].some(([place, now]) => {
    const then = before?.get(place);
    if (then === undefined) return now.amount === 0;
    if (then.currency !== now.currency) return true;
    if (then.amount === 0 || now.amount === 0) return then.amount !== now.amount;
    // To the last of three decimals.
    const [small = 0, large = 0] = [then.amount, now.amount]
      .map((amount) => Math.round(amount * 1000))
      .sort((a, b) => a - b);
    return large > 3 * small;
  });
}

/** The prices that have to be looked at: not those that are what the program listed before, or near that. */
export function guarded(prices: Prices, before: Written | undefined): Prices {
  if (before === undefined) return prices;
  const then = pricesListed(before);
  return new Map([...prices].filter(([place, price]) => !then.has(place) || jumps(then, new Map([[place, price]]))));
}

/** What a run is about before it begins. */
export interface Before {
  readonly words: Words;
  /** What the state lists; nothing before the first success. */
  readonly known: Listing | undefined;
  /** What the state's catalog is exclusive of. */
  readonly wasExclusive: readonly string[];
  readonly store: Items;
  /** What the state listed when the run began, if a refresh has changed that: taking back what somebody did is no slip. */
  readonly refreshed: Listing | undefined;
  /** Items of which the last run could not tell what became of them: this one looks. */
  readonly unsure: readonly string[];
}

export interface Meaning {
  readonly listed: Listing;
  /** What each item that the run is about becomes; those that lack something are left out. */
  readonly becomes: ReadonlyMap<string, StoreItem>;
  /** Items that are to go. */
  readonly goes: readonly string[];
  /** Why nothing may be done: by what the program would have to say. */
  readonly asks: {
    /** Items that exist already. */
    readonly adopt: readonly string[];
    /** Items that do not exist and lack something. */
    readonly more: readonly string[];
    readonly acknowledge: readonly string[];
    /** By state and by store. */
    readonly allowDeletions: readonly number[];
  };
}

export function meaningOf({ words, known, wasExclusive, store, unsure, refreshed }: Before): Meaning {
  const { exclusive, adopt, allowDeletions = 0, acknowledge } = words;
  const listed = meant(words, known);
  const isNew = (list: "items" | "prices") => exclusive.includes(list) && !(known && wasExclusive.includes(list));
  const differing = [...listed].filter(([id, item]) => !same(item, known?.get(id))).map(([id]) => id);
  const about = isNew("prices") ? listed.keys() : new Set([...differing, ...unsure.filter((id) => listed.has(id))]);
  const removed = [...(known?.keys() ?? [])].filter((id) => !listed.has(id));
  const unlisted = [...store.keys()].filter((id) => !listed.has(id));
  const leaving = isNew("items") ? unlisted : unlisted.filter((id) => removed.includes(id) || unsure.includes(id));
  const goes = exclusive.includes("items") ? leaving : [];

  const becomes = new Map<string, StoreItem>();
  const more = new Set<string>();
  const exist: string[] = [];
  const jumping = new Set<string>();
  for (const id of differing) {
    const item = listed.get(id) ?? {};
    const before = known?.get(id);
    if (before === undefined && !adopt && NEEDED.some((field) => item[field] === undefined)) more.add(id);
    if (jumps(before && pricesListed(before), guarded(pricesListed(item), refreshed?.get(id)))) jumping.add(id);
  }
  for (const id of about) {
    const live = store.get(id);
    const after = brought(id, listed.get(id) ?? {}, live, exclusive);
    if (after === undefined) {
      more.add(id);
      continue;
    }
    becomes.set(id, after);
    if (live !== undefined && alike(live, after)) continue;
    if (live !== undefined && known?.get(id) === undefined && !adopt) exist.push(id);
    if (jumps(live && pricesHeld(live), guarded(pricesHeld(after), refreshed?.get(id)))) jumping.add(id);
  }
  const many = (count: number, of: number) => (count >= 5 && count * 10 > of && count > allowDeletions ? [count] : []);
  /** Items that no preview could name are many when they are one. */
  const unseen = known === undefined && !adopt && goes.length > allowDeletions ? [goes.length] : [];
  return {
    listed,
    becomes,
    goes,
    asks: {
      adopt: exist,
      more: [...more],
      acknowledge: acknowledge === "all" ? [] : [...jumping].filter((id) => !acknowledge.includes(id)),
      allowDeletions: [
        ...(exclusive.includes("items")
          ? many(removed.filter((id) => (refreshed ?? known)?.has(id)).length, known?.size ?? 0)
          : []),
        ...many(goes.length, store.size),
        ...unseen,
      ],
    },
  };
}

/** Whether two listings of an item say the same. */
export function same(a: Written | undefined, b: Written | undefined): boolean {
  return JSON.stringify(inOneOrder(a)) === JSON.stringify(inOneOrder(b));
}

function inOneOrder(item: Written | undefined): unknown {
  if (item === undefined) return null;
  const { title, description, status, phoneBill, usdPrice, prices = {} } = item;
  return [
    title,
    description,
    status,
    phoneBill,
    usdPrice,
    Object.keys(prices)
      .sort()
      .map((code) => [code, prices[code]]),
  ];
}
