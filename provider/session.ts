/** One conversation with the store: what several resources read is asked once, and forgotten when one of them writes. */

import { setTimeout } from "node:timers/promises";
import type { ContentRecord, GalaxyStore, Item } from "../sdk";
import { SALE_STATUSES } from "../sdk/facts/states";
import { ItemReads } from "./itemReads";
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

  forget(key: string): void {
    this.#answers.delete(key);
  }
}

export class StoreSession {
  readonly #connect: () => Promise<GalaxyStore>;
  readonly #records = new SharedAnswers<AppRecords>();
  readonly #items: ItemReads;
  readonly waiting: Waiting;

  constructor(connect: () => Promise<GalaxyStore>, waiting: Partial<Waiting> = {}) {
    this.#connect = connect;
    this.waiting = { ...USUAL_WAITING, ...waiting };
    this.#items = new ItemReads({ connect, now: this.waiting.now });
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
  item(packageName: string, itemId: string): Promise<Item | undefined> {
    return this.#items.one(packageName, itemId);
  }

  /**
   * The same for an item that is about to be changed: few are, so it is read by itself unless the catalog was read a moment
   * ago. Of an item that was written, this is what then stands.
   */
  itemToChange(packageName: string, itemId: string): Promise<Item | undefined> {
    return this.#items.oneToChange(packageName, itemId);
  }

  /**
   * All items of a package by id, as they are now: asked anew when one was written since, or a while has passed. Who writes
   * some of them, and looks again, asks for those with {@link itemToChange}.
   */
  items(packageName: string): Promise<ReadonlyMap<string, Item>> {
    return this.#items.all(packageName);
  }

  /** Carries out a write to an item; what was read of it before, or while the write was under way, is not used any more. */
  writeItem<T>(packageName: string, itemId: string, write: (api: GalaxyStore) => Promise<T>): Promise<T> {
    return this.#items.write(packageName, itemId, write);
  }
}

/** The package name of an app, as its binaries have it. */
export function packageNameOf(records: AppRecords): string | undefined {
  const binaries = [...(records.sale?.binaryList ?? []), ...(records.registration?.binaryList ?? [])];
  return binaries.find((binary) => binary.packageName)?.packageName ?? undefined;
}
