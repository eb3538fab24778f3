/** What the store makes of writes to items, written down a second time: a run is played again from its journal, write by write. */

import assert from "node:assert/strict";
import { countryByCode } from "../../../sdk/facts/countries";
import type { JournalEntry, TestStore } from "../../support/testStore";

export type Items = Awaited<ReturnType<TestStore["items"]>>;
export type StoreItem = Items extends Map<string, infer Item> ? Item : never;

/** One write of a run, and what it is to the item. */
export interface Write {
  readonly id: string;
  readonly operation: string;
  readonly request: JournalEntry["request"];
  /** The store has done it, whatever it answered. */
  readonly done: boolean;
  /** The store has done it, and the caller was not told. */
  readonly unanswered: boolean;
  readonly before: StoreItem | undefined;
  /** What the item becomes by it. */
  readonly after: StoreItem | undefined;
}

/** The writes of a run in their order, from what the store held before it. */
export function played(start: Items, journal: readonly JournalEntry[]): { writes: Write[]; end: Items } {
  const end: Items = new Map(start);
  const writes = journal.map((entry): Write => {
    const { operation, request, fault } = entry;
    assert.ok(operation !== null);
    const id = operation === "items.remove" ? idInPath(entry) : String(request?.id);
    const before = end.get(id);
    const after = becomes(operation, request, before);
    const done = isDone(entry);
    if (done && after === undefined) end.delete(id);
    else if (done && after !== undefined) end.set(id, after);
    return { id, operation, request, done, unanswered: done && isLost(fault), before, after };
  });
  return { writes, end };
}

function idInPath({ path }: JournalEntry): string {
  return decodeURIComponent(path.split("/").at(-1) ?? "");
}

function isLost(fault: string | null): boolean {
  return fault === "reset-after" || fault === "truncate";
}

function isDone({ status, code, fault }: JournalEntry): boolean {
  if (fault === null || fault.startsWith("stall")) return status !== null && status < 300;
  return isLost(fault) && code === null;
}

function becomes(
  operation: string,
  request: JournalEntry["request"],
  before: StoreItem | undefined,
): StoreItem | undefined {
  switch (operation) {
    case "items.create":
      return stored(request, "ITEM");
    case "items.replace":
      return stored(request, before?.type ?? "ITEM");
    case "items.patch":
      return before && patched(before, request);
    default:
      assert.equal(operation, "items.remove");
      return undefined;
  }
}

interface Sent {
  id: string;
  title: string;
  description: string;
  status: StoreItem["status"];
  itemPaymentMethod: { phoneBillStatus: boolean };
  usdPrice: number;
  prices: { countryId: string; localPrice: string }[];
}

/** The whole of an item is what was sent. */
function stored(request: JournalEntry["request"], type: StoreItem["type"]): StoreItem {
  const { id, title, description, status, itemPaymentMethod, usdPrice, prices } = request as unknown as Sent;
  return {
    id,
    title,
    description,
    type,
    status,
    itemPaymentMethod: { phoneBillStatus: itemPaymentMethod.phoneBillStatus },
    usdPrice,
    prices: prices.map(({ countryId, localPrice }) => ({
      countryId,
      currency: countryByCode(countryId)?.currency ?? "",
      localPrice,
    })),
  };
}

/** What is sent takes the place of what was there. */
function patched(before: StoreItem, request: JournalEntry["request"]): StoreItem {
  const { title, prices = [] } = request as unknown as Partial<Sent>;
  return {
    ...before,
    title: title ?? before.title,
    prices: before.prices.map((price) => {
      const sent = prices.find(({ countryId }) => countryId === price.countryId);
      return sent === undefined ? price : { ...price, localPrice: sent.localPrice };
    }),
  };
}

/** Whether two items are one and the same, in whatever order their prices stand. */
export function alike(a: StoreItem | undefined, b: StoreItem | undefined): boolean {
  return JSON.stringify(inOneOrder(a)) === JSON.stringify(inOneOrder(b));
}

export function allAlike(a: Items, b: Items): boolean {
  return a.size === b.size && [...a].every(([id, item]) => alike(item, b.get(id)));
}

function inOneOrder(item: StoreItem | undefined): unknown {
  if (item === undefined) return null;
  const { id, title, description, type, status, itemPaymentMethod, usdPrice, prices } = item;
  const sorted = prices
    .map(({ countryId, currency, localPrice }) => [countryId, currency, localPrice])
    .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  return [id, title, description, type, status, itemPaymentMethod.phoneBillStatus, usdPrice, sorted];
}
