/** What a reviewer must see first: what cannot be taken back, what leaves the store, prices that jump, and edits that are overwritten. */

import { suspiciousItems } from "../../provider/itemCatalog/guards";
import { some } from "../../provider/lists";
import { isMap, sameValue } from "../../provider/values";
import { appName } from "../changes/appSection";
import { type Change, isExclusive, pathText } from "../changes/change";
import { valueAt } from "../changes/differences";
import { itemsOf } from "../changes/items";
import { percentChange } from "../changes/percent";
import { goalOf, submits } from "../changes/release";
import { countryName, label, languageName, valueText } from "../changes/words";
import { code, plain } from "../markdown";
import type { AppResources } from "../preview/apps";
import { counted } from "../text";

/** The gravest first. */
const KINDS = ["irreversible", "removed", "price", "overwritten"] as const;

export interface Warning {
  readonly kind: (typeof KINDS)[number];
  /** A sentence, in Markdown. */
  readonly text: string;
}

/** So much of a list is named in a warning. */
const NAMES = 8;

export function warningsOf(app: AppResources, changes: readonly Change[]): Warning[] {
  const name = app.title === undefined ? appName(app) : code(app.title);
  const found = [
    ...changes.flatMap((change) => [
      ...irreversible(change, changes),
      ...removals(change),
      ...appPrices(change),
      ...overwritten(change),
    ]),
    ...itemWarnings(changes),
  ];
  return found.map(({ kind, text }) => ({ kind, text: `${name}: ${text}` }));
}

/** All of them in the order of their weight. */
export function ordered(warnings: readonly Warning[]): Warning[] {
  return [...warnings].sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

function irreversible(change: Change, all: readonly Change[]): Warning[] {
  const { resource, before, after } = change;
  const is = (text: string): Warning => ({ kind: "irreversible", text });
  switch (resource.type) {
    case "StagedRollout": {
      const finishes =
        after === undefined
          ? before?.onDelete === "releaseToEveryone"
          : after.releaseToEveryone === true && before?.releaseToEveryone !== true;
      return finishes ? [is("the rollout ends: **every user gets the release, for good**.")] : [];
    }
    case "Submission":
      return after === undefined ? [] : submission(change, all).map(is);
    case "Binary":
      return after === undefined && before !== undefined
        ? [
            is(
              `the binary of version code ${code(String(before.versionCode))} is taken out of the open update, and the store registers no version code twice.`,
            ),
          ]
        : [];
    case "App":
      return after === undefined && before?.onDelete === "suspend" ? [is("the sale of the app is **stopped**.")] : [];
    default:
      return [];
  }
}

function submission(change: Change, all: readonly Change[]): string[] {
  const { before, after = {} } = change;
  const texts: string[] = [];
  const app = all.find(({ resource }) => resource.type === "App")?.after;
  const publication = isMap(app?.publication) ? app.publication.type : undefined;
  if (submits(change)) {
    const then =
      publication === "manual"
        ? "after it passed, somebody has to put it on sale"
        : publication === "scheduled"
          ? "after it passed, it goes on sale at its date, by itself"
          : "after it passed, it goes on sale by itself unless its publication is manual";
    texts.push(`the open update is **submitted for review**; ${then}.`);
  }
  if (after.publish === true && (before?.publish !== true || submits(change)))
    texts.push("a passed release is **put on sale** (`publish`).");
  else if (goalOf(after) === "onSale" && before !== undefined && goalOf(before) !== "onSale" && !submits(change))
    texts.push("`up` now waits until the release is on sale.");
  return texts;
}

function removals(change: Change): Warning[] {
  const { resource, before, after, differences } = change;
  const removed = (text: string): Warning[] => [{ kind: "removed", text }];
  const { type, outputs } = resource;
  if (after === undefined) {
    const added = type === "BetaTest" && Array.isArray(outputs.addedTesters) ? outputs.addedTesters.length : 0;
    return added > 0 ? removed(`${counted(added, "tester")} **removed** from the closed beta with it.`) : [];
  }
  const unlisted = newlyExclusive(resource.outputs, before, after);
  const gone = (list: string) => {
    if (!isExclusive(after, list)) return [];
    const [left, right] = [before?.[list], after[list]];
    const names = (value: unknown) =>
      Array.isArray(value) ? value.map(String) : isMap(value) ? Object.keys(value) : [];
    const kept = new Set(names(right));
    return [...names(left).filter((entry) => !kept.has(entry)), ...(unlisted.get(list) ?? [])];
  };
  const listed = (entries: readonly string[], name: (entry: string) => string) =>
    some(
      entries.map((entry) => `${name(entry)} (${code(entry)})`),
      NAMES,
    );
  if (type === "App") {
    // The main language stays whatever the list says.
    const languages = gone("listings").filter((language) => language !== mainLanguage(change));
    const countries = gone("countries");
    return [
      ...(languages.length > 0
        ? removed(
            `the listing is **removed** in ${listed(languages, languageName)}${mainLanguage(change) === undefined ? "; the main language stays" : ""}.`,
          )
        : []),
      ...(countries.length > 0 ? removed(`the app is **no longer sold** in ${listed(countries, countryName)}.`) : []),
    ];
  }
  if (type === "BetaTest") {
    const testers = gone("testers");
    const others = newly(before, after, "testers")
      ? Number(outputs.totalTesters) - ((before?.testers as []) ?? []).length
      : 0;
    const count = testers.length + Math.max(0, others || 0);
    return count > 0 ? removed(`${counted(count, "tester")} **removed** from the closed beta.`) : [];
  }
  if (type === "InAppItem") {
    const prices = gone("prices");
    const item = code(String(after.itemId));
    return prices.length > 0 && differences.length > 0
      ? removed(`the prices of ${item} are **removed** in ${listed(prices, countryName)}.`)
      : [];
  }
  return [];
}

function mainLanguage({ before, after }: Change): unknown {
  return after?.defaultLanguage ?? before?.defaultLanguage;
}

/** What the store has beside the listed entries, when a list becomes the whole truth. */
function newlyExclusive(
  outputs: Change["resource"]["outputs"],
  before: Change["before"],
  after: NonNullable<Change["after"]>,
) {
  const known = isMap(outputs.unlisted) ? outputs.unlisted : { prices: outputs.unlistedPrices };
  const found = new Map<string, string[]>();
  for (const [list, entries] of Object.entries(known)) {
    if (!newly(before, after, list) || !Array.isArray(entries)) continue;
    const listed = isMap(after[list]) ? after[list] : {};
    found.set(
      list,
      entries.map(String).filter((entry) => !(entry in listed)),
    );
  }
  return found;
}

function newly(before: Change["before"], after: Change["after"], list: string): boolean {
  return isExclusive(after, list) && !isExclusive(before, list);
}

/** A jump of more than this many times is worth a look, as for in-app items. */
const JUMP = 3;

function appPrices({ resource, differences }: Change): Warning[] {
  if (resource.type !== "App") return [];
  return differences.flatMap(({ path, before, after }) => {
    if (path.at(-1) !== "price") return [];
    const [then, now] = [Number(before), Number(after)];
    const percent = percentChange(before, after);
    const jumps = then > 0 && now > 0 && (now > then * JUMP || now * JUMP < then);
    const becomesFree = now === 0 && then > 0;
    if (!jumps && !becomesFree) return [];
    const prices = `${code(valueText("App", path, before))} to ${code(valueText("App", path, after))}`;
    return [
      {
        kind: "price" as const,
        text: `the ${label("App", path)} goes from ${prices}${percent ? ` (${percent})` : ""}.`,
      },
    ];
  });
}

function itemWarnings(changes: readonly Change[]): Warning[] {
  const items = itemsOf(changes);
  const removed = items.filter(({ kind, removedFromStore }) => kind === "removed" && removedFromStore);
  const unlistedItems = changes.reduce(
    (sum, { resource, before, after }) =>
      sum + (newly(before, after, "items") ? Number(resource.outputs.unlistedItems ?? 0) : 0),
    0,
  );
  const exclusive = changes.some(
    ({ resource, after }) => resource.type === "ItemCatalog" && isExclusive(after, "prices"),
  );
  const prices = exclusive
    ? items.filter(({ kind, before, after }) => {
        const kept = after?.prices ?? {};
        return kind === "changed" && Object.keys(before?.prices ?? {}).some((country) => !(country in kept));
      })
    : [];
  const othersPrices = changes.some(
    ({ resource, before, after }) =>
      resource.type === "ItemCatalog" && before !== undefined && newly(before, after, "prices"),
  );
  const suspicious = suspiciousItems(items).flatMap(({ id, prices: [worst, ...others] }): Warning[] => {
    const more = others.length === 0 ? "" : `, and ${counted(others.length, "more price")} of it likewise`;
    const place = worst.place === "usdPrice" ? "base price" : `price in ${countryName(worst.place)}`;
    return [{ kind: "price", text: `the ${place} of ${code(id)} ${plain(worst.reason)}${more}.` }];
  });
  const ids = (some_: readonly { id: string }[]) =>
    some(
      some_.map(({ id }) => code(id)),
      NAMES,
    );
  return [
    ...(removed.length > 0
      ? [
          {
            kind: "irreversible" as const,
            text: `${counted(removed.length, "in-app item is", "in-app items are")} **removed from the store, for good**: ${ids(removed)}.`,
          },
        ]
      : []),
    ...(unlistedItems > 0
      ? [
          {
            kind: "irreversible" as const,
            text: `${counted(unlistedItems, "in-app item", "in-app items")} that the program does not list ${unlistedItems === 1 ? "is" : "are"} **removed from the store, for good** (\`exclusive\`).`,
          },
        ]
      : []),
    ...(othersPrices
      ? [
          {
            kind: "removed" as const,
            text: "prices that the program does not list are **removed** from the items of the catalog (`exclusive`).",
          },
        ]
      : []),
    ...(prices.length > 0
      ? [{ kind: "removed" as const, text: `prices of ${ids(prices)} are **removed** (\`exclusive\`).` }]
      : []),
    ...suspicious,
  ];
}

/** What somebody changed in the store since the last `up`, and the program takes back. */
function overwritten({ resource: { type, op, applied, name }, before, differences }: Change): Warning[] {
  if (op === "create" && applied !== undefined)
    return [
      {
        kind: "overwritten",
        text: `${code(name)} was removed in the store since the last \`up\`, and is **created again**.`,
      },
    ];
  if (applied === undefined || before === undefined) return [];
  const paths = differences
    .filter(({ path, before: live }) => !sameValue(valueAt(type, applied, path), live))
    .map(({ path }) => code(pathText(path)));
  if (paths.length === 0) return [];
  return [
    {
      kind: "overwritten",
      text: `${code(name)} **takes back** what was changed in the store since the last \`up\`: ${some(paths, NAMES)}.`,
    },
  ];
}
