/** What was read of in-app items: catalogs as a whole and shared, single items where that is less or where it must be newer. */

import { setImmediate, setTimeout } from "node:timers/promises";
import type { GalaxyStore, Item } from "../sdk";
import { isGalaxyStoreError } from "../sdk/errors";
import { ITEM_PAGE_SIZE } from "../sdk/facts/limits";

/** How long the first read of an item waits for others of its package, in milliseconds, and how often. */
const COLLECT_MS = 5;
const COLLECT_TIMES = 3;

/** What was read longer ago is no ground to write on: a write carries values that the program does not list as they were read. */
export const FRESH_MS = 60_000;

/**
 * Room for catalogs, in prices; an item without any takes as much as five. About 150 MB: 100,000 items with ten prices, 20,000
 * with seventy. One catalog is kept however large it is.
 */
const ROOM = 1_500_000;
const ITEM_WEIGHT = 5;

/** How often a catalog is read that changes while it is read. */
const READS = 3;

/** Kinds of failure by which a store may say that there is no such item. */
const ANSWERED_NO: readonly string[] = ["notFound", "validation", "state"];

interface Catalog {
  readonly items: Promise<ReadonlyMap<string, Item>>;
  /** When reading it began. */
  readonly since: number;
  /** Items that were written since then. */
  readonly written: Set<string>;
  /** How often since then an item was asked for by itself, because it was written or is to be newer. */
  alone: number;
  /** Prices in it; 0 while it is read. */
  weight: number;
}

interface Surroundings {
  connect: () => Promise<GalaxyStore>;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Room for catalogs, in prices. */
  room?: number | undefined;
}

export class ItemReads {
  readonly #connect: () => Promise<GalaxyStore>;
  readonly #now: () => number;
  readonly #room: number;
  /** By package, in the order in which they were last used. */
  readonly #catalogs = new Map<string, Catalog>();
  /** Packages whose catalog had to make room for others. Reading these in turns would ask for all of them again and again. */
  readonly #crowdedOut = new Set<string>();
  /** Writes under way, by package and item. */
  readonly #writing = new Map<string, string[]>();
  /** Items of a package that somebody asked for while no catalog was there. */
  readonly #wanted = new Map<string, Set<string>>();

  constructor({ connect, now, room = ROOM }: Surroundings) {
    this.#connect = connect;
    this.#now = now;
    this.#room = room;
  }

  /** One item, or undefined when there is none. From the second item on that is asked for, the catalog is read as a whole. */
  async one(packageName: string, itemId: string): Promise<Item | undefined> {
    const wholly = this.#catalogs.has(packageName) || this.#crowdedOut.has(packageName);
    if (!wholly && !(await this.#isAlone(packageName, itemId))) this.#catalog(packageName);
    return this.#find(packageName, itemId, Number.POSITIVE_INFINITY);
  }

  /** The same for an item that is about to be changed: no catalog is read for it, and none that was read long ago is used. */
  oneToChange(packageName: string, itemId: string): Promise<Item | undefined> {
    return this.#find(packageName, itemId, FRESH_MS);
  }

  /** All items by id, as they are now as far as this process can know. */
  all(packageName: string): Promise<ReadonlyMap<string, Item>> {
    const known = this.#catalogs.get(packageName);
    if (known !== undefined && (known.written.size > 0 || this.#age(known) > FRESH_MS))
      this.#forget(packageName, known);
    return this.#catalog(packageName).items;
  }

  /** Carries out a write; what was read of the item before, or is read meanwhile, is not used any more. */
  async write<T>(packageName: string, itemId: string, write: (api: GalaxyStore) => Promise<T>): Promise<T> {
    const api = await this.#connect();
    const writing = this.#writing.get(packageName) ?? [];
    this.#writing.set(packageName, writing);
    writing.push(itemId);
    this.#catalogs.get(packageName)?.written.add(itemId);
    try {
      return await write(api);
    } finally {
      writing.splice(writing.indexOf(itemId), 1);
    }
  }

  /**
   * From the catalog when there is one in which the item is as new as needed, else by itself. Once more items were read by
   * themselves than the catalog has pages, it is cheaper to read the catalog anew.
   */
  async #find(packageName: string, itemId: string, maxAge: number): Promise<Item | undefined> {
    if (!this.#catalogs.has(packageName)) return this.#byItself(packageName, itemId);
    const catalog = this.#catalog(packageName);
    const items = await catalog.items;
    if (!catalog.written.has(itemId) && this.#age(catalog) <= maxAge) return items.get(itemId);
    if (this.#isBeingWritten(packageName, itemId)) return this.#byItself(packageName, itemId);
    catalog.alone += 1;
    if (catalog.alone <= Math.ceil(items.size / ITEM_PAGE_SIZE)) return this.#byItself(packageName, itemId);
    this.#forget(packageName, catalog);
    return (await this.#catalog(packageName).items).get(itemId);
  }

  /** What the store answers for an unknown item is not documented, so only the list proves that an item is absent. */
  async #byItself(packageName: string, itemId: string): Promise<Item | undefined> {
    const api = await this.#connect();
    try {
      const item = await api.items.get(packageName, itemId);
      return item.status === "REMOVED" ? undefined : item;
    } catch (error) {
      if (!isGalaxyStoreError(error) || !ANSWERED_NO.includes(error.kind)) throw error;
      const known = this.#catalogs.get(packageName);
      if (known !== undefined && (known.written.has(itemId) || this.#age(known) > FRESH_MS))
        this.#forget(packageName, known);
      return (await this.#catalog(packageName).items).get(itemId);
    }
  }

  /** The catalog that is there, or one that is read now. One whose reading fails is forgotten. */
  #catalog(packageName: string): Catalog {
    const known = this.#catalogs.get(packageName);
    const catalog = known ?? {
      items: this.#read(packageName),
      since: this.#now(),
      written: new Set(this.#writing.get(packageName)),
      alone: 0,
      weight: 0,
    };
    this.#catalogs.delete(packageName);
    this.#catalogs.set(packageName, catalog);
    if (known === undefined)
      catalog.items.then(
        (items) => {
          for (const { prices } of items.values()) catalog.weight += prices.length + ITEM_WEIGHT;
          this.#makeRoom();
        },
        () => this.#forget(packageName, catalog),
      );
    return catalog;
  }

  /** The list has numbered pages: when an item is removed meanwhile, another one moves to a page that was read before. */
  async #read(packageName: string): Promise<ReadonlyMap<string, Item>> {
    const api = await this.#connect();
    for (let reads = 1; ; reads += 1) {
      const items = new Map<string, Item>();
      const totals = new Set<number>();
      const list = api.items.list(packageName, { onTotal: (total) => totals.add(total) });
      for await (const item of list) if (item.status !== "REMOVED") items.set(item.id, item);
      if (totals.size <= 1 || reads === READS) return items;
    }
  }

  #forget(packageName: string, catalog: Catalog): void {
    if (this.#catalogs.get(packageName) === catalog) this.#catalogs.delete(packageName);
  }

  #makeRoom(): void {
    let taken = 0;
    for (const [packageName, { weight }] of [...this.#catalogs].reverse()) {
      const first = taken === 0;
      taken += weight;
      if (weight === 0 || first || taken <= this.#room) continue;
      this.#catalogs.delete(packageName);
      this.#crowdedOut.add(packageName);
    }
  }

  #age(catalog: Catalog): number {
    return this.#now() - catalog.since;
  }

  #isBeingWritten(packageName: string, itemId: string): boolean {
    return this.#writing.get(packageName)?.includes(itemId) === true;
  }

  /** Waits a moment for others who read items of the package; true when nobody has asked for another one so far. */
  async #isAlone(packageName: string, itemId: string): Promise<boolean> {
    const wanted = this.#wanted.get(packageName) ?? new Set();
    this.#wanted.set(packageName, wanted.add(itemId));
    for (let waited = 0; waited < COLLECT_TIMES && wanted.size === 1; waited += 1) {
      await setTimeout(COLLECT_MS);
      // Requests that arrived while this process was busy are taken in before the next look.
      await setImmediate();
    }
    return wanted.size === 1;
  }
}
