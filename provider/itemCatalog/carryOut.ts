/** Carries out what was planned for a catalog, and keeps what was done when not all of it can be. */

import type { Item } from "../../sdk";
import { bringToState, removeItem } from "../inAppItem/bring";
import { type Difference, differencesOf } from "../inAppItem/item";
import { FRESH_MS } from "../itemReads";
import { PartlyDone, Refusal } from "../lifecycle";
import { itemLines } from "../progress";
import type { StoreSession } from "../session";
import type { Catalog, ListedItem } from "./catalog";
import { type CatalogInputs, type CatalogOutputs, type CatalogState, catalogName } from "./inputs";
import { type LiveItems, liveListing, wholeListing } from "./live";
import type { ItemWrite, Plan } from "./plan";
import { currencyLine, failureLines, othersLine } from "./report";
import { catalogText } from "./text";
import { nothingBegun, type Outcome, workThrough } from "./writes";

/** What is to be done, and what it is about. */
interface Job {
  readonly inputs: CatalogInputs;
  readonly listed: Catalog;
  /** What the state lists and the program does not; nothing for a new catalog. */
  readonly takenOut?: Catalog;
  readonly plan: Plan;
  readonly live: LiveItems;
  /** When reading it began. */
  readonly since: number;
  /** How many unlisted items the store has afterwards. */
  readonly unlisted: number;
}

export async function carryOutPlan(store: StoreSession, job: Job): Promise<CatalogState> {
  const { inputs, listed, plan, unlisted } = job;
  const name = catalogName(inputs.packageName);
  tell(currencyLine(name, plan.writes));
  const { writes, removals, others, unsure } = await begin(store, job);
  tell(othersLine(name, others));

  const outputs: CatalogOutputs = { itemCount: listed.size, ...(unlisted > 0 && { unlistedItems: unlisted }) };
  if (isComplete(writes) && isComplete(removals)) return { inputs, outputs };
  const reasons = failureLines(name, plan, writes, removals);
  // As nothing was done, the engine goes on with what it knew before.
  if (writes.done.size + removals.done.size + unsure.size === 0) throw new Refusal(reasons.join("\n"));
  const items = catalogText(standing(job, writes, removals));
  const unsureItems = unsure.size > 0 && { unsureItems: [...unsure].sort() };
  const stored = { inputs: { ...inputs, items }, outputs: { ...outputs, ...unsureItems } };
  throw new PartlyDone(inputs.packageName, stored, reasons);
}

function tell(line: string | undefined): void {
  if (line !== undefined) console.log(line);
}

async function begin(store: StoreSession, job: Job) {
  const { plan } = job;
  const { packageName } = job.inputs;
  const { signal, now } = store.waiting;
  const all = plan.writes.length + plan.removals.length;
  const lines = itemLines(catalogName(packageName), now);
  const told = ({ done, failures }: Outcome) => lines({ done: done.size, failed: failures.size, all });
  const others = new Map<string, Difference>();
  const unsure = new Set<string>();

  /** Who looks again does so because it was not clear what a write has done. */
  const settled = async <T>(id: string, work: (observe: () => Promise<Item | undefined>) => Promise<T>): Promise<T> => {
    let looks = 0;
    const look = onceKnown(store, job, id);
    try {
      return await work(() => {
        looks += 1;
        return look();
      });
    } catch (error) {
      if (looks > 1) unsure.add(id);
      throw error;
    }
  };
  const write = async ({ id, inputs }: ItemWrite) => {
    const standing = await settled(id, (observe) => bringToState(store, inputs, observe));
    const [difference] = differencesOf(inputs, standing);
    if (difference !== undefined) others.set(id, difference);
  };
  const writes = await workThrough(
    plan.writes.map((each) => ({ id: each.id, run: () => write(each) })),
    { signal, told },
  );
  if (!isComplete(writes)) return { writes, removals: nothingBegun(), others, unsure };
  // An item may go because another one takes its place: it stays as long as that is not there.
  const remove = (id: string) => settled(id, (observe) => removeItem(store, packageName, id, observe));
  const removals = await workThrough(
    plan.removals.map((id) => ({ id, run: () => remove(id) })),
    { signal, told },
  );
  return { writes, removals, others, unsure };
}

function isComplete({ failures, ended }: Outcome): boolean {
  return failures.size === 0 && ended === undefined;
}

/** What was seen before the first write counts for a while; whoever looks later, or has to look again, asks the store. */
function onceKnown(store: StoreSession, { inputs: { packageName }, live, since }: Job, id: string) {
  let looked = false;
  return async (): Promise<Item | undefined> => {
    const known = live.get(id);
    // An item that was not there is not one to write over, should somebody else have made it since.
    const old = known !== undefined && store.waiting.now() - since > FRESH_MS;
    if (looked || old) return store.itemToChange(packageName, id);
    looked = true;
    return known;
  };
}

/** What the program lists, as it now stands: what was not written says what it said before the first write. */
function standing({ inputs, listed, takenOut, plan, live }: Job, writes: Outcome, removals: Outcome): Catalog {
  const result = new Map<string, ListedItem>(listed);
  for (const { id } of plan.writes) {
    if (writes.done.has(id)) continue;
    const found = live.get(id);
    if (found === undefined) result.delete(id);
    else result.set(id, liveListing(inputs, listed.get(id) ?? {}, found));
  }
  for (const id of plan.removals) {
    const found = live.get(id);
    if (removals.done.has(id) || found === undefined) continue;
    const listing = takenOut?.get(id);
    result.set(id, listing === undefined ? wholeListing(found) : liveListing(inputs, listing, found));
  }
  return result;
}
