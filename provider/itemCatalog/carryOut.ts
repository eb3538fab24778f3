/** Carries out what was planned for a catalog, and keeps what was done when not all of it can be. */

import type { Item } from "../../sdk";
import { bringToState, removeItem } from "../inAppItem/bring";
import { PartlyDone, Refusal } from "../lifecycle";
import { itemLines } from "../progress";
import type { StoreSession } from "../session";
import type { Catalog, ListedItem } from "./catalog";
import { type CatalogInputs, type CatalogOutputs, type CatalogState, catalogName } from "./inputs";
import { type LiveItems, liveListing, wholeListing } from "./live";
import type { Plan } from "./plan";
import { currencyLine, failureLines } from "./report";
import { catalogText } from "./text";
import { nothingBegun, type Outcome, workThrough } from "./writes";

/** What is to be done, and what it is about. */
interface Job {
  readonly inputs: CatalogInputs;
  readonly listed: Catalog;
  /** What the state lists; nothing for a new catalog. */
  readonly before?: Catalog;
  readonly plan: Plan;
  readonly live: LiveItems;
  /** How many unlisted items the store has afterwards. */
  readonly unlisted: number;
}

export async function carryOutPlan(store: StoreSession, job: Job): Promise<CatalogState> {
  const { inputs, listed, plan, live, unlisted } = job;
  const { packageName } = inputs;
  const name = catalogName(packageName);
  const { signal, now } = store.waiting;
  const notice = currencyLine(name, plan.writes);
  if (notice !== undefined) console.log(notice);

  const all = plan.writes.length + plan.removals.length;
  const tell = itemLines(name, now);
  const told = ({ done, failures }: Outcome) => tell({ done: done.size, failed: failures.size, all });
  const writes = await workThrough(
    plan.writes.map((write) => ({
      id: write.id,
      run: () => bringToState(store, write.inputs, onceKnown(store, packageName, write.id, write.live)),
    })),
    { signal, told },
  );
  // An item may go because another one takes its place: it stays as long as that is not there.
  const removals = isComplete(writes)
    ? await workThrough(
        plan.removals.map((id) => ({
          id,
          run: () => removeItem(store, packageName, id, onceKnown(store, packageName, id, live.get(id))),
        })),
        { signal, told },
      )
    : nothingBegun();

  const outputs: CatalogOutputs = { itemCount: listed.size, ...(unlisted > 0 && { unlistedItems: unlisted }) };
  if (isComplete(writes) && isComplete(removals)) return { inputs, outputs };
  const reasons = failureLines(name, plan, writes, removals);
  // As nothing was done, the engine goes on with what it knew before.
  if (writes.done.size + removals.done.size === 0) throw new Refusal(reasons.join("\n"));
  const items = catalogText(standing(job, writes, removals));
  throw new PartlyDone(packageName, { inputs: { ...inputs, items }, outputs }, reasons);
}

function isComplete({ failures, ended }: Outcome): boolean {
  return failures.size === 0 && ended === undefined;
}

/** What was seen before counts for the first look; whoever has to look again asks the store. */
function onceKnown(store: StoreSession, packageName: string, id: string, known: Item | undefined) {
  let looked = false;
  return async (): Promise<Item | undefined> => {
    if (looked) return store.itemToChange(packageName, id);
    looked = true;
    return known;
  };
}

/** What the program lists, as it now stands: what was not written says what it said before the first write. */
function standing({ inputs, listed, before, plan, live }: Job, writes: Outcome, removals: Outcome): Catalog {
  const result = new Map<string, ListedItem>(listed);
  for (const { id } of plan.writes) {
    if (writes.done.has(id)) continue;
    const found = live.get(id);
    if (found === undefined) result.delete(id);
    else result.set(id, liveListing(inputs, listed.get(id) ?? {}, found));
  }
  for (const id of plan.removals) {
    const found = live.get(id);
    if (!removals.done.has(id) && found !== undefined) result.set(id, before?.get(id) ?? wholeListing(found));
  }
  return result;
}
