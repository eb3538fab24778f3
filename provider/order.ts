/**
 * The order in which the resources of one app are brought to state, whatever their order in the program: the listing, then
 * its binaries, then their rollout, then the submission. So nothing is submitted before it is complete.
 */

import type { CustomResourceOptions, Input, Inputs, Resource } from "@pulumi/pulumi";
import { Output } from "@pulumi/pulumi/output";
import { type ProgramGraph, programGraph, sourcesOf } from "./hosts/programGraph";

/** A resource waits for all resources of its app that have a lower rank. */
const RANKS: Readonly<Record<string, number>> = { App: 0, Binary: 1, StagedRollout: 2, Submission: 3 };

interface Placed {
  readonly type: string;
  readonly rank: number;
  readonly resource: Resource;
  readonly contentId: unknown;
  /** Is told once. */
  readonly decide: (decision: Decision) => void;
}

interface Decision {
  /** What the resource waits for. */
  readonly waits: Resource[];
  /** Types of the resources that the program declares for its app, the resource's own included. */
  readonly types: string[];
}

/** The resources of one run of a program. */
interface Run {
  readonly all: Map<Resource, Placed>;
  /** Those that have not been told yet what they wait for. */
  readonly undecided: Set<Placed>;
}

const runs = new WeakMap<ProgramGraph, Run>();

interface Place {
  /** The program's own options, and in `dependsOn` what the order adds to them. */
  readonly options: CustomResourceOptions;
  /**
   * Inputs beside the program's. A submission learns what else the program declares for its app also when the run leaves
   * it out, since the engine does not check what is not targeted. [pulumi: --target]
   */
  readonly inputs: Inputs;
  /** To be called with the resource as soon as it is there. */
  readonly taken: (resource: Resource) => void;
}

/**
 * Finds a resource its place. What it waits for is decided when the program has declared all its resources: a program runs
 * to its end, or to its first `await`, before that. What is declared after such an `await` is not waited for by what came before.
 */
export function placeInOrder(type: string, inputs: Inputs, options: CustomResourceOptions = {}): Place {
  const graph = programGraph();
  const rank = RANKS[type];
  if (rank === undefined) return { options, inputs: {}, taken: (resource) => graph.note(resource, inputs, options) };
  let decide: Placed["decide"] = () => undefined;
  const decision = new Promise<Decision>((resolve) => {
    decide = resolve;
  });
  const waits = decision.then((decided) => decided.waits);
  const beside = decision.then(({ types }) => types.filter((each) => each !== type));
  return {
    options: { ...options, dependsOn: joined(options.dependsOn, waits) },
    inputs: rank === RANKS.Submission ? { beside } : {},
    taken: (resource) => {
      graph.note(resource, inputs, options);
      place(graph, { type, rank, resource, contentId: inputs.contentId, decide });
    },
  };
}

async function joined(own: CustomResourceOptions["dependsOn"], waits: Promise<Resource[]>): Promise<Input<Resource>[]> {
  const found = await waits;
  // An output of a list stays an output: Pulumi takes it as an element as well. [pulumi: runtime/dependsOn]
  const given = (await own) as Input<Resource>[] | Input<Resource> | undefined;
  return given === undefined ? found : [...(Array.isArray(given) ? given : [given]), ...found];
}

function place(graph: ProgramGraph, placed: Placed): void {
  const run = runs.get(graph) ?? { all: new Map(), undecided: new Set() };
  runs.set(graph, run);
  run.all.set(placed.resource, placed);
  run.undecided.add(placed);
  if (run.undecided.size === 1) setImmediate(() => decideAll(graph, run));
}

/**
 * A resource that itself waits for the later one, because the program says so, is left out: the program's word counts. The
 * last in the order choose first, so that of all inferred waits those of the submission are kept.
 */
function decideAll(graph: ProgramGraph, run: Run): void {
  const members = new Map<unknown, Placed[]>();
  for (const placed of run.all.values())
    for (const app of appsOf(placed, run)) members.set(app, [...(members.get(app) ?? []), placed]);
  for (const placed of [...run.undecided].sort((a, b) => b.rank - a.rank)) {
    const sameApp = new Set([...appsOf(placed, run)].flatMap((app) => members.get(app) ?? []));
    const waits = [...sameApp]
      .filter(({ rank, resource }) => rank < placed.rank && !graph.waitsFor(resource, placed.resource))
      .map(({ resource }) => resource);
    for (const resource of waits) graph.addWait(placed.resource, resource);
    placed.decide({ waits, types: [...new Set([...sameApp].map(({ type }) => type))].sort() });
  }
  run.undecided.clear();
}

/**
 * What tells the app of a resource: its content id, as text or as the output that gives it, and the `App` resource that
 * the output comes from. Two resources are of one app when they share any of these.
 */
function appsOf({ rank, resource, contentId }: Placed, run: Run, seen = new Set<Resource>()): Set<unknown> {
  const apps = new Set<unknown>(rank === 0 ? [resource] : []);
  if (seen.has(resource) || contentId === undefined) return apps;
  seen.add(resource);
  const sources = Output.isInstance(contentId) ? sourcesOf(contentId).flatMap((each) => run.all.get(each) ?? []) : [];
  if (sources.length === 0) apps.add(contentId);
  for (const source of sources) for (const app of appsOf(source, run, seen)) apps.add(app);
  return apps;
}
