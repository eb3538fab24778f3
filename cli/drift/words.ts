/** The sentences that the drift report has in a terminal and in Markdown alike. */

import { counted } from "../text";
import type { DriftedResource, DriftReport, State } from "./report";

const STATE_WORDS: Readonly<Record<State, string>> = {
  changed: "changed in the store",
  gone: "gone from the store",
  notApplied: "not applied yet",
  unfinished: "not finished",
};

/** The state with the time since when, to the minute. */
export function stateText({ state, since }: DriftedResource): string {
  const time = since === undefined ? "" : ` since ${since.slice(0, 16).replace("T", " ")} UTC`;
  return `${STATE_WORDS[state]}${time}`;
}

/** The verdict in one line. */
export function verdict({ apps, asDeclared }: DriftReport): string {
  const all = apps.flatMap(({ resources }) => resources);
  if (all.length === 0) return `The store is as declared (${counted(asDeclared, "resource")}).`;
  const states = (Object.keys(STATE_WORDS) as State[]).flatMap((state) => {
    const count = all.filter((resource) => resource.state === state).length;
    return count === 0 ? [] : [`${count} ${STATE_WORDS[state]}`];
  });
  return `The store is not as declared: ${counted(all.length, "resource")} of ${counted(apps.length, "app")} ${all.length === 1 ? "differs" : "differ"} (${states.join(", ")}).`;
}

/** What to do, a line each. */
export function waysOut({ apps }: DriftReport): string[] {
  const has = (...states: State[]) =>
    apps.some(({ resources }) => resources.some(({ state }) => states.includes(state)));
  return [
    ...(has("changed", "gone")
      ? [
          "The program is right: `pulumi up --refresh` sends only what differs.",
          "The store is right: write its values into the program; the next check is quiet.",
        ]
      : []),
    ...(itemsGone(apps)
      ? ["An item that was removed: the store may refuse its id for a new one; then take it out of the program."]
      : []),
    ...(has("notApplied") ? ["Not applied yet: `pulumi up`."] : []),
    ...(has("unfinished") ? ["Not finished: `pulumi up` goes on from there."] : []),
  ];
}

function itemsGone(apps: DriftReport["apps"]): boolean {
  return apps.some(({ resources }) =>
    resources.some(
      ({ type, state, differences }) =>
        (type === "InAppItem" && state === "gone") ||
        (type === "ItemCatalog" &&
          differences.some(({ path, store }) => path.endsWith(".usdPrice") && store === undefined)),
    ),
  );
}
