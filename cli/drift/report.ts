/** Where the store is not as the program declares it, from a preview that has read the store. */

import { isMap, sameValue } from "../../provider/values";
import { type Change, pathText } from "../changes/change";
import { type Difference, differences, Picture, valueAt } from "../changes/differences";
import { label } from "../changes/words";
import { type AppResources, byApp } from "../preview/apps";
import { type Preview, type Resource, type ResourceType, SECRET } from "../preview/digest";
import { guessesOf, isAbout } from "./guesses";

/** What is the matter with a resource. */
export type State =
  /** The store has other values. */
  | "changed"
  /** The store does not have it any more. */
  | "gone"
  /** The program has changed since the last `up`, and the store has not. */
  | "notApplied"
  /** The last `up` did not reach its end. */
  | "unfinished";

export interface DriftedValue {
  /** As in the program, e.g. `listings.KOR.title`. */
  readonly path: string;
  readonly label: string;
  /** Absent where the program does not list it. */
  readonly program?: unknown;
  /** Absent where the store does not have it. */
  readonly store?: unknown;
  /** What the last `up` left, when it is neither. */
  readonly lastUp?: unknown;
  /** Who has moved since the last `up`. */
  readonly changedBy: "store" | "program" | "both";
}

export interface DriftedResource {
  readonly urn: string;
  readonly type: ResourceType;
  readonly name: string;
  readonly id?: string;
  readonly state: State;
  readonly differences: readonly DriftedValue[];
  /** What the resource itself said when it was read. */
  readonly observed: readonly string[];
  /** Who or what may have caused it. The store does not tell who changed something, so these are guesses. */
  readonly guesses: readonly string[];
  /** Since when, at the earliest: the stack noted the resource then. */
  readonly since?: string;
}

interface DriftedApp {
  readonly contentId?: string;
  readonly packageName?: string;
  readonly title?: string;
  readonly resources: readonly DriftedResource[];
}

/** What `--json` prints. */
export interface DriftReport {
  readonly drift: boolean;
  readonly stack?: string;
  readonly apps: readonly DriftedApp[];
  /** Resources that are as declared. */
  readonly asDeclared: number;
  /** Changes of resources that are not of the Galaxy Store; they do not count. */
  readonly otherResources: number;
}

/** An app with what its report in Markdown is made of. */
export interface Findings {
  readonly app: AppResources;
  readonly drifted: DriftedApp;
  /** From the program to the store. */
  readonly changes: readonly Change[];
}

export function findingsOf(preview: Preview): Findings[] {
  return byApp(preview.resources).flatMap((app) => {
    const found = app.resources.flatMap((resource) => {
      const change = changeOf(resource);
      return change === undefined ? [] : [{ change, drifted: driftedOf(change, app, preview.notes) }];
    });
    if (found.length === 0) return [];
    const { contentId, packageName, title } = app;
    const drifted: DriftedApp = {
      ...(contentId !== undefined && { contentId }),
      ...(packageName !== undefined && { packageName }),
      ...(title !== undefined && { title }),
      resources: found.map((each) => each.drifted),
    };
    return [{ app, drifted, changes: found.map(({ change }) => change) }];
  });
}

export function reportOf(preview: Preview, findings: readonly Findings[]): DriftReport {
  return {
    drift: findings.length > 0,
    ...(preview.stack !== undefined && { stack: preview.stack }),
    apps: findings.map(({ drifted }) => drifted),
    asDeclared: preview.resources.filter(({ op }) => op === "same").length,
    otherResources: preview.others.length,
  };
}

/** From what the program says to what the store has; undefined when they agree. */
function changeOf(resource: Resource): Change | undefined {
  if (resource.op === "same") return undefined;
  const { before: store, after: program, type, op } = resource;
  // What only one side has is told as a whole.
  const isWhole = op === "create" || op === "delete";
  return { resource, before: program, after: store, differences: isWhole ? [] : differences(type, program, store) };
}

function driftedOf(change: Change, app: AppResources, notes: readonly string[]): DriftedResource {
  const { resource } = change;
  const { urn, type, name, id, appliedAt } = resource;
  const values = change.differences.map((difference) => driftedValue(resource, difference));
  const state = stateOf(resource, values);
  const observed = notes.filter((note) => isAbout(note, resource));
  return {
    urn,
    type,
    name,
    ...(id !== undefined && { id }),
    state,
    differences: values,
    observed,
    guesses: guessesOf({ resource, state, values, observed }, app),
    ...(appliedAt !== undefined && ["changed", "gone"].includes(state) && { since: appliedAt }),
  };
}

function driftedValue({ type, applied }: Resource, { path, before: program, after: store }: Difference): DriftedValue {
  const lastUp = valueAt(type, applied, path);
  const [byProgram, byStore] = [!sameValue(lastUp, program), !sameValue(lastUp, store)];
  return {
    path: pathText(path),
    label: label(type, path),
    ...(program !== undefined && { program: shown(program) }),
    ...(store !== undefined && { store: shown(store) }),
    ...(byProgram && byStore && lastUp !== undefined && { lastUp: shown(lastUp) }),
    changedBy: byProgram ? (byStore ? "both" : "program") : "store",
  };
}

function shown(value: unknown): unknown {
  return value instanceof Picture ? value.file : value;
}

function stateOf({ op, type, applied, before, after, outputs }: Resource, values: readonly DriftedValue[]): State {
  if (op === "create") return applied === undefined ? "notApplied" : "gone";
  if (op === "delete") return "notApplied";
  if (values.length > 0) return values.every(({ changedBy }) => changedBy === "program") ? "notApplied" : "changed";
  const refused = type === "BetaTest" && Array.isArray(outputs.refusedTesters) && outputs.refusedTesters.length > 0;
  if (outputs.unfinished === true || refused) return "unfinished";
  return holdsSecret(before) || holdsSecret(after) ? "changed" : "notApplied";
}

function holdsSecret(value: unknown): boolean {
  if (value === SECRET) return true;
  if (Array.isArray(value)) return value.some(holdsSecret);
  return isMap(value) && Object.values(value).some(holdsSecret);
}
