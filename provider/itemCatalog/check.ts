/** The inputs of a catalog: what each may be, and the one text that all ways to write its items come to. */

import { z } from "zod";
import { flag, inputMap, listOf, oneOf, packageName, problemsOf, text, wholeNumber } from "../check";
import { ITEM_SHAPE, itemId } from "../inAppItem/rules";
import { type Problem, UNKNOWN, type Values } from "../lifecycle";
import { hasUnknown, isAnother, omit } from "../values";
import { sharedItemProblems } from "./beside";
import { changesBetween, changesBetweenTexts, type ItemChange } from "./changes";
import { deletionProblem, priceProblems } from "./guards";
import type { CatalogInputs } from "./inputs";
import { listedItems } from "./listed";
import { changesToGuard } from "./refreshed";
import { blocksOf, catalogText } from "./text";
import { type WrittenItems, writtenItems } from "./written";

const SHAPE = {
  packageName,
  items: z.unknown().optional(),
  source: text().min(1, "must be the path of a CSV, JSON or YAML file").optional(),
  defaults: inputMap(ITEM_SHAPE).optional(),
  exclusive: listOf(oneOf(["items", "prices"])).optional(),
  adopt: flag().optional(),
  allowDeletions: wholeNumber(0, 1_000_000).optional(),
  acknowledgePriceChanges: z
    .union([z.literal("all"), listOf(itemId)], { error: 'must be a list of item ids, or "all"' })
    .optional(),
};

const SCHEMA = inputMap(SHAPE);

export const CATALOG_INPUT_NAMES: ReadonlySet<string> = new Set(Object.keys(SHAPE));

/** How items may be written in a program: check makes one text of it, and the engine never sees these. */
const WRITTEN_ONLY = new Set(["source", "defaults"]);

/** So many mistakes in items are shown, of more only the number. */
const PROBLEMS_SHOWN = 50;

/** The inputs as the engine keeps them, and all mistakes that can be known without the store. */
export async function checkCatalog(
  inputs: Values,
  old: Partial<CatalogInputs>,
): Promise<{ inputs: Values; problems: Problem[] }> {
  const problems = problemsOf(SCHEMA, inputs);
  const kept = omit(inputs, WRITTEN_ONLY);
  const written = await writtenItems(inputs);
  if ("problems" in written) return { inputs: kept, problems: [...problems, ...firstOf(written.problems)] };
  if (written.values === UNKNOWN) return { inputs: { ...kept, items: UNKNOWN }, problems };

  const before = isAnother(inputs.packageName, old.packageName) ? undefined : old.items;
  const checked = checkedItems(written, inputs, before);
  problems.push(...checked.problems);
  if (checked.items !== undefined && checked.items !== UNKNOWN && problems.length === 0)
    problems.push(
      ...guardProblems(checked.changes, inputs, before),
      ...sharedItemProblems(inputs.packageName, checked.items, inputs.exclusive, before),
    );
  return { inputs: checked.items === undefined ? kept : { ...kept, items: checked.items }, problems };
}

interface CheckedItems {
  /** The canonical text; undefined when there is none, for all the mistakes. */
  readonly items: string | typeof UNKNOWN | undefined;
  /** What has to be held against the guards. */
  readonly changes: readonly ItemChange[];
  readonly problems: Problem[];
}

function checkedItems(written: WrittenItems, inputs: Values, before: string | undefined): CheckedItems {
  // Under `ignoreChanges` the engine hands in what it has registered before.
  if (written.text !== undefined && written.text === before) return { items: before, changes: [], problems: [] };
  const { items, problems } = listedItems(written, inputs, before);
  if (problems.length > 0) return { items: undefined, changes: [], problems: firstOf(problems) };
  if (hasUnknown(written.values) || hasUnknown(written.defaults)) return { items: UNKNOWN, changes: [], problems };
  const text = catalogText(items);
  const changes = before === undefined ? changesBetween(new Map(), items) : changesBetweenTexts(before, text);
  const guarded = changesToGuard(String(inputs.packageName), changes, before);
  return { items: text, changes: guarded, problems };
}

/** Held against what the program listed before: what may be a slip needs its own word. */
function guardProblems(changes: readonly ItemChange[], inputs: Values, before: string | undefined): Problem[] {
  const { exclusive, allowDeletions, acknowledgePriceChanges: acknowledged } = inputs;
  const problems = hasUnknown(acknowledged)
    ? []
    : priceProblems(changes, acknowledged as CatalogInputs["acknowledgePriceChanges"]);
  if (before === undefined || hasUnknown(allowDeletions) || !Array.isArray(exclusive) || !exclusive.includes("items"))
    return problems;
  const removed = changes.filter(({ kind }) => kind === "removed").map(({ id }) => id);
  const reason =
    removed.length === 0
      ? undefined
      : deletionProblem({ removed, catalogSize: blocksOf(before).size, allowed: allowDeletions as number | undefined });
  return reason === undefined ? problems : [...problems, { path: "items", reason }];
}

function firstOf(problems: readonly Problem[]): Problem[] {
  // One more is shown rather than announced.
  if (problems.length <= PROBLEMS_SHOWN + 1) return [...problems];
  const more = problems.length - PROBLEMS_SHOWN;
  return [...problems.slice(0, PROBLEMS_SHOWN), { path: "", reason: `and ${more} more mistakes in the items` }];
}
