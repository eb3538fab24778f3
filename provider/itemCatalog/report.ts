/** The words about a change of a catalog: short, whatever the number of items. */

import { countryByCode } from "../../sdk/facts/countries";
import type { Difference } from "../inAppItem/item";
import { messageOf } from "../lifecycle";
import { few, some } from "../lists";
import { counted } from "../progress";
import type { ItemWrite, Plan } from "./plan";
import type { Outcome } from "./writes";

/** How many failed items are named. */
const FAILURES_NAMED = 100;

export function differenceText({ path, live, wanted }: Difference): string {
  return `${path}: the store has ${live}, the program says ${wanted}`;
}

/** Where a price that names no currency is in another one than the country's, a line that says so. */
export function currencyLine(name: string, writes: readonly ItemWrite[]): string | undefined {
  const found: string[] = [];
  let example = "";
  for (const { id, inputs, live } of writes)
    for (const { countryId, currency } of live?.prices ?? []) {
      const price = inputs.prices?.[countryId];
      const own = countryByCode(countryId)?.currency;
      if (price === undefined || typeof price === "object" || currency === undefined || currency === own) continue;
      found.push(`${id} ${countryId} is in ${currency}, not ${own}`);
      example ||= `${countryId}: { price: ${JSON.stringify(price)}, currency: "${currency}" }`;
    }
  if (found.length === 0) return undefined;
  return `${name}: prices that name no currency stay in the one that the store has: ${some(found, 5)}. To name it, write ${example}.`;
}

/** Where the store keeps another value than it was sent, such as the least price of a country, a line that says so. */
export function othersLine(name: string, others: ReadonlyMap<string, Difference>): string | undefined {
  if (others.size === 0) return undefined;
  const found = [...others].map(([id, difference]) => `${id} ${differenceText(difference)}`).sort();
  return `${name}: the store keeps something else than it was sent: ${some(found, 5, "; ")}.`;
}

/** What was not done and why: first all of it in a sentence, then the items by id, each with the store's words. */
export function failureLines(name: string, plan: Plan, writes: Outcome, removals: Outcome): string[] {
  const failures = [...writes.failures, ...removals.failures].sort(([a], [b]) => (a < b ? -1 : 1));
  const done = writes.done.size + removals.done.size;
  const all = plan.writes.length + plan.removals.length;
  const counts = [`${counted(done)} of ${counted(all)} items written`];
  if (failures.length > 0) counts.push(`${counted(failures.length)} failed`);
  if (all > done + failures.length) counts.push(`${counted(all - done - failures.length)} not begun`);
  const ended = writes.ended ?? removals.ended;
  const why = ended === undefined ? "" : ` Nothing more was begun: ${messageOf(ended.because)}`;
  const held = plan.removals.length > 0 && failures.length > 0 && writes.failures.size > 0 && ended === undefined;
  const removing = held ? " Items are removed once all others are written." : "";
  const kept = done === 0 ? "" : " What is done is kept, the next up does the rest.";
  const head = `${name}: ${counts.join(", ")}.${kept}${removing}${why}`;
  return [head, ...few(failures.map(failureLine), FAILURES_NAMED)];
}

function failureLine([id, error]: [string, unknown]): string {
  const message = messageOf(error);
  return message.includes(`/${id}:`) ? message : `${id}: ${message}`;
}
