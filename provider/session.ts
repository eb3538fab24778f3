/** One conversation with the store: what several resources read is asked once, and forgotten when one of them writes. */

import { setImmediate, setTimeout } from "node:timers/promises";
import type { ContentRecord, GalaxyStore, Item } from "../sdk";
import { isGalaxyStoreError } from "../sdk/errors";
import { SALE_STATUSES } from "../sdk/facts/states";
import { Refusal } from "./lifecycle";
import { stopSignal } from "./stop";

/** The records of one app, told apart. */
export interface AppRecords {
  /** The record on sale, if there is one. */
  readonly sale: ContentRecord | undefined;
  /** The open registration, update or closed beta, if there is one. */
  readonly registration: ContentRecord | undefined;
}

/** How work waits for the store: between looks, and until when. */
export interface Waiting {
  /** Milliseconds between two looks at a review. */
  readonly pollMs: number;
  /** Waits; ends early when the signal is aborted. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Is aborted when the engine wants an end. */
  readonly signal: AbortSignal;
}

/** Clients of the store look every 15 seconds or slower. [content-publish 8: polling] */
export const DEFAULT_POLL_SECONDS = 15;

const USUAL_WAITING: Waiting = {
  pollMs: DEFAULT_POLL_SECONDS * 1000,
  pause: async (ms, signal) => {
    await setTimeout(ms, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  },
  now: Date.now,
  signal: stopSignal,
};

/** How long the first read of an item waits for others of its package, in milliseconds, and how often. */
const COLLECT_MS = 5;
const COLLECT_TIMES = 3;
/** Apps asked at once while one is looked up by its package name. */
const LOOKUPS_AT_ONCE = 4;

/** Answers that are asked once and shared, also by those who come while the question is under way. */
class SharedAnswers<T> {
  readonly #answers = new Map<string, Promise<T>>();

  get(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const answer = ask();
    this.#answers.set(key, answer);
    answer.catch(() => {
      if (this.#answers.get(key) === answer) this.#answers.delete(key);
    });
    return answer;
  }

  has(key: string): boolean {
    return this.#answers.has(key);
  }

  forget(key: string): void {
    this.#answers.delete(key);
  }
}

export class StoreSession {
  readonly #connect: () => Promise<GalaxyStore>;
  readonly #records = new SharedAnswers<AppRecords>();
  readonly #catalogs = new SharedAnswers<Map<string, Item>>();
  /** Items written since their catalog was read, as `package/id`. */
  readonly #written = new Set<string>();
  /** Items of a package that somebody asked for. */
  readonly #wanted = new Map<string, Set<string>>();
  readonly waiting: Waiting;

  constructor(connect: () => Promise<GalaxyStore>, waiting: Partial<Waiting> = {}) {
    this.#connect = connect;
    this.waiting = { ...USUAL_WAITING, ...waiting };
  }

  /** The typed API, for reads that are not shared. Writes go through {@link writeApp} and {@link writeItem}. */
  api(): Promise<GalaxyStore> {
    return this.#connect();
  }

  /** The records of an app; refused when the seller has no app with this content id. */
  async app(contentId: string): Promise<AppRecords> {
    const records = await this.appIfAny(contentId);
    if (records === undefined)
      throw new Refusal(
        `App ${contentId}: the store knows no app with this content id for your seller account. Check the id in the Seller Portal.`,
      );
    return records;
  }

  /** The records of an app, or undefined when the store has none under this id. */
  async appIfAny(contentId: string): Promise<AppRecords | undefined> {
    const records = await this.#records.get(contentId, async () => {
      const api = await this.#connect();
      const all = await api.apps.get(contentId);
      return {
        sale: all.find((record) => SALE_STATUSES.includes(record.contentStatus)),
        registration: all.find((record) => !SALE_STATUSES.includes(record.contentStatus)),
      };
    });
    return records.sale === undefined && records.registration === undefined ? undefined : records;
  }

  /** The same past what was read before, for work that waits until something changes in the store. */
  appAfresh(contentId: string): Promise<AppRecords | undefined> {
    this.#records.forget(contentId);
    return this.appIfAny(contentId);
  }

  /** Carries out a write to an app; what was read of the app before, or while the write was under way, is forgotten. */
  async writeApp<T>(contentId: string, write: (api: GalaxyStore) => Promise<T>): Promise<T> {
    const api = await this.#connect();
    this.#records.forget(contentId);
    try {
      return await write(api);
    } finally {
      this.#records.forget(contentId);
    }
  }

  /** The content id of the seller's app with this package name. The list of apps has no package names: each is asked. */
  async contentIdOf(packageName: string): Promise<string> {
    const api = await this.#connect();
    const ids = [...new Set((await api.apps.list()).map((app) => app.contentId))];
    const found: string[] = [];
    for (let at = 0; at < ids.length; at += LOOKUPS_AT_ONCE) {
      const group = ids.slice(at, at + LOOKUPS_AT_ONCE);
      const answers = await Promise.all(group.map((id) => this.appIfAny(id)));
      found.push(...group.filter((_, index) => answers[index] && packageNameOf(answers[index]) === packageName));
    }
    const [first, second] = found;
    if (first === undefined)
      throw new Refusal(
        `No app of your seller account has the package name ${packageName}. Register it in the Seller Portal first, or correct the package name (looked at ${ids.length} apps).`,
      );
    if (second !== undefined)
      throw new Refusal(
        `${found.length} apps have the package name ${packageName}: ${found.join(", ")}. Give the contentId of the one that you mean.`,
      );
    return first;
  }

  /**
   * One in-app item, or undefined when the catalog has none under this id. Who creates, reads or removes items mostly
   * goes through all of them: from the second item on, the catalog is read as a whole.
   */
  async item(packageName: string, itemId: string): Promise<Item | undefined> {
    const known = this.#written.has(key(packageName, itemId)) || this.#catalogs.has(packageName);
    if (!known && !(await this.#isAlone(packageName, itemId))) await this.#catalog(packageName);
    return this.itemToChange(packageName, itemId);
  }

  /** The same for an item that is about to be changed: few are, so it is read by itself unless the catalog was read. */
  async itemToChange(packageName: string, itemId: string): Promise<Item | undefined> {
    const fromCatalog = this.#catalogs.has(packageName) && !this.#written.has(key(packageName, itemId));
    return fromCatalog ? (await this.#catalog(packageName)).get(itemId) : this.#itemByItself(packageName, itemId);
  }

  /** All items of a package by id. Who writes some of them, and reads again, asks for those with {@link itemToChange}. */
  items(packageName: string): Promise<ReadonlyMap<string, Item>> {
    return this.#catalog(packageName);
  }

  /** Carries out a write to an item; from then on the item is read by itself and not from the catalog read before. */
  async writeItem<T>(packageName: string, itemId: string, write: (api: GalaxyStore) => Promise<T>): Promise<T> {
    this.#written.add(key(packageName, itemId));
    return write(await this.#connect());
  }

  #catalog(packageName: string): Promise<Map<string, Item>> {
    return this.#catalogs.get(packageName, () => this.#readCatalog(packageName));
  }

  async #readCatalog(packageName: string): Promise<Map<string, Item>> {
    const api = await this.#connect();
    const items = new Map<string, Item>();
    for await (const item of api.items.list(packageName)) if (item.status !== "REMOVED") items.set(item.id, item);
    return items;
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

  /** What the store answers for an unknown item is not documented, so only the list proves that an item is absent. */
  async #itemByItself(packageName: string, itemId: string): Promise<Item | undefined> {
    const api = await this.#connect();
    try {
      const item = await api.items.get(packageName, itemId);
      return item.status === "REMOVED" ? undefined : item;
    } catch (error) {
      if (!isGalaxyStoreError(error) || !ANSWERED_NO.includes(error.kind)) throw error;
      const fresh = this.#catalogs.has(packageName) ? this.#readCatalog(packageName) : this.#catalog(packageName);
      return (await fresh).get(itemId);
    }
  }
}

/** Kinds of failure by which a store may say that there is no such item. */
const ANSWERED_NO: readonly string[] = ["notFound", "validation", "state"];

function key(packageName: string, itemId: string): string {
  return `${packageName}/${itemId}`;
}

/** The package name of an app, as its binaries have it. */
export function packageNameOf(records: AppRecords): string | undefined {
  const binaries = [...(records.sale?.binaryList ?? []), ...(records.registration?.binaryList ?? [])];
  return binaries.find((binary) => binary.packageName)?.packageName ?? undefined;
}
