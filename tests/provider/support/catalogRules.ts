/** What holds after every run of a catalog, whatever was done before and however it ended. */

import assert from "node:assert/strict";
import { type Before, guarded, jumps, type Meaning, pricesHeld, same, type Written } from "./catalogMeaning";
import { alike, allAlike, type Items, type Write } from "./catalogWrites";

export type Outcome =
  /** `asked`: the program has to say something first. `failed`: not all of it could be done, or nothing could be looked at. */
  { kind: "done" } | { kind: "asked"; message: string } | { kind: "failed"; message: string };

export interface Run extends Before {
  readonly meaning: Meaning;
  readonly outcome: Outcome;
  /** Something was in its way that is no part of program and store. */
  readonly disturbed: boolean;
  readonly writes: readonly Write[];
  /** What the store holds by these writes. */
  readonly played: Items;
  readonly after: Items;
  /** The engine was told of work done in part. */
  readonly partly: boolean;
  /** What the state lists afterwards. */
  readonly knows: ReadonlyMap<string, Written> | undefined;
  /** Items of which the state says that it does not know. */
  readonly open: readonly string[];
}

/** The run ends as it must, and asks for what there is a reason to ask for. */
export function endsAsExpected({ outcome, meaning: { asks }, disturbed }: Run): void {
  const reasons = Object.values(asks).flat();
  if (outcome.kind === "done") assert.deepEqual(reasons, [], "it had to ask first");
  if (outcome.kind === "asked") assert.notEqual(reasons.length, 0, `asked without a reason: ${outcome.message}`);
  if (outcome.kind === "failed") assert.ok(disturbed, `failed without a reason: ${outcome.message}`);
}

/** While the program has to say something first, nothing is written at all. */
export function nothingBeforeTheWord({ outcome, writes, store, after }: Run): void {
  if (outcome.kind !== "asked") return;
  assert.deepEqual(writes, [], outcome.message);
  assert.deepEqual(after, store);
}

/** The store holds what the writes of the run made of it: nothing else has changed it. */
export function changedByWritesOnly({ played, after }: Run): void {
  assert.ok(allAlike(played, after), `the writes make something else: ${shown(played)} instead of ${shown(after)}`);
}

/**
 * Each write takes one item from what it was to all that the program says, in one step, or removes it for good; so no item is absent
 * or has a price of neither in between. None is for nothing, and none is for an item that the program did not change.
 */
export function eachWriteBringsOneItem({ writes, meaning: { becomes, goes }, words }: Run): void {
  const changes = writes.filter(({ done, before, after }) => done && !alike(before, after));
  for (const write of writes) {
    const { id, operation, before, after } = write;
    const said = `${operation} ${id}: ${JSON.stringify(write.request)}`;
    if (operation === "items.remove") {
      assert.ok(goes.includes(id), `${said}: nobody has said that it goes`);
      assert.ok(words.exclusive.includes("items") && !words.items.has(id), said);
    } else {
      const wanted = becomes.get(id);
      assert.ok(wanted !== undefined, `${said}: not an item that the program has changed`);
      assert.ok(alike(after, wanted), `${said} makes ${JSON.stringify(after)} instead of ${JSON.stringify(wanted)}`);
      assert.equal(operation === "items.create", before === undefined, said);
    }
    assert.ok(!alike(before, after) || isRepeated(write, writes), `${said} changes nothing`);
  }
  const written = changes.map(({ id }) => id);
  assert.equal(new Set(written).size, written.length, `an item is written twice: ${written}`);
}

/** What is sent again when the answer was lost, and changes nothing then. */
function isRepeated(write: Write, writes: readonly Write[]): boolean {
  return writes
    .slice(0, writes.indexOf(write))
    .some(({ id, operation, unanswered }) => unanswered && id === write.id && operation === write.operation);
}

/** Items go when all others are written, and no more of them than the program allows. */
export function removesKnowingly({
  writes,
  store,
  known,
  words,
  meaning: { goes, becomes },
  outcome,
  after,
}: Run): void {
  const removals = writes.filter(({ operation }) => operation === "items.remove");
  if (removals.length === 0) return;
  const first = writes.findIndex(({ operation }) => operation === "items.remove");
  assert.ok(
    writes.slice(first).every(({ operation }) => operation === "items.remove"),
    "something is written after the first removal",
  );
  for (const [id, item] of becomes)
    assert.ok(alike(after.get(id), item), `${id} is not written, and something is removed`);
  const gone = new Set(removals.filter(({ done }) => done).map(({ id }) => id));
  const many = goes.length >= 5 && goes.length * 10 > store.size;
  if (many || (known === undefined && !words.adopt)) assert.ok(gone.size <= (words.allowDeletions ?? 0));
  if (outcome.kind === "done") for (const id of goes) assert.ok(!after.has(id), `${id} is still there`);
}

/** No price becomes something that looks like a slip without the item's id, or the word for all. */
export function noSlips({ writes, words: { acknowledge }, refreshed }: Run): void {
  for (const { id, before, after, operation } of writes)
    if (after !== undefined && jumps(before && pricesHeld(before), guarded(pricesHeld(after), refreshed?.get(id))))
      assert.ok(acknowledge === "all" || acknowledge.includes(id), `${operation} ${id} was not acknowledged`);
}

/** What the program does not list is as it was, to the letter. */
export function unmanagedUntouched({ store, after, meaning: { listed, goes }, words: { exclusive } }: Run): void {
  for (const [id, before] of store) {
    const item = listed.get(id);
    const now = after.get(id);
    if (item === undefined) {
      if (!goes.includes(id)) assert.deepEqual(now, before);
      continue;
    }
    assert.ok(now, `${id} is gone`);
    assert.equal(now.type, before.type);
    if (item.title === undefined) assert.equal(now.title, before.title);
    if (item.description === undefined) assert.equal(now.description, before.description);
    if (item.status === undefined) assert.equal(now.status, before.status);
    if (item.phoneBill === undefined) assert.deepEqual(now.itemPaymentMethod, before.itemPaymentMethod);
    if (item.usdPrice === undefined) assert.equal(now.usdPrice, before.usdPrice);
    if (exclusive.includes("prices") && item.prices !== undefined) continue;
    const others = (prices: typeof now.prices) =>
      new Map(
        prices.filter(({ countryId }) => !(countryId in (item.prices ?? {}))).map((each) => [each.countryId, each]),
      );
    assert.deepEqual(others(now.prices), others(before.prices));
  }
  for (const id of after.keys()) assert.ok(store.has(id) || listed.has(id), `${id} comes from nowhere`);
}

/** What the program has changed is in the store; the state lists what the program lists. */
export function broughtAsListed({ outcome, after, meaning: { becomes, listed }, knows }: Run): void {
  if (outcome.kind !== "done") return;
  for (const [id, item] of becomes)
    assert.ok(
      alike(after.get(id), item),
      `${id} is ${JSON.stringify(after.get(id))} instead of ${JSON.stringify(item)}`,
    );
  assert.deepEqual(differing(knows, listed), []);
}

/** After a failure the state lists what stands: the program's values for what was written, what was there for the rest. */
export function knowsWhatStands({
  outcome,
  knows,
  partly,
  open,
  meaning: { becomes, goes, listed },
  after,
}: Run): void {
  if (!partly) return;
  assert.ok(knows !== undefined && outcome.kind === "failed");
  for (const [id, item] of becomes)
    if (!open.includes(id)) {
      const stands = alike(after.get(id), item);
      const said: string = JSON.stringify(knows.get(id));
      assert.equal(
        same(knows.get(id), listed.get(id)),
        stands,
        `${id} is ${stands ? "" : "not "}written, and the state says ${said}`,
      );
    }
  for (const id of goes) if (!open.includes(id)) assert.equal(knows.has(id), after.has(id), id);
}

export function differing(a: ReadonlyMap<string, Written> | undefined, b: ReadonlyMap<string, Written>): string[] {
  return [...new Set([...(a?.keys() ?? []), ...b.keys()])].filter((id) => !same(a?.get(id), b.get(id)));
}

function shown(items: Items): string {
  return JSON.stringify([...items.values()]);
}
