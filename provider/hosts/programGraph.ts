/** Which resources of a Pulumi program wait for which others, as far as the program tells while it declares them. */

import type { Inputs, Resource, ResourceOptions } from "@pulumi/pulumi";
import { Output } from "@pulumi/pulumi/output";
import { ComponentResource, Resource as ResourceClass } from "@pulumi/pulumi/resource";
import { getMonitor } from "@pulumi/pulumi/runtime/settings";
import { getStackResource, registerStackTransformation } from "@pulumi/pulumi/runtime/stack";

export class ProgramGraph {
  readonly #waits = new Map<Resource, Set<Resource>>();
  readonly #parents = new Map<Resource, Resource>();
  readonly #children = new Map<Resource, Set<Resource>>();

  /** Notes what a resource was declared with. Promises count as soon as they are settled. */
  note(resource: Resource, inputs: Inputs, { dependsOn, replaceWith, parent }: ResourceOptions): void {
    const waits = new Set<Resource>();
    const add = (found: unknown): void => {
      for (const each of named(found, (promise) => promise.then(add, () => undefined))) waits.add(each);
    };
    add([Object.values(inputs), dependsOn, replaceWith]);
    this.#waits.set(resource, waits);
    if (parent === undefined) return;
    this.#children.set(parent, (this.#children.get(parent) ?? new Set()).add(resource));
    // A child waits for its parent alone, whereas who names a component waits for its children: see #meant.
    this.#parents.set(resource, parent);
  }

  /** Notes that a resource waits for another one for a reason that the program does not give. */
  addWait(resource: Resource, other: Resource): void {
    this.#waits.set(resource, (this.#waits.get(resource) ?? new Set()).add(other));
  }

  /** Whether a resource is registered only after the other one, directly or through others. */
  waitsFor(resource: Resource, other: Resource): boolean {
    const reached = new Set([resource]);
    for (const each of reached) {
      const parent = this.#parents.get(each);
      if (parent !== undefined) reached.add(parent);
      for (const wait of this.#waits.get(each) ?? []) for (const meant of this.#meant(wait)) reached.add(meant);
    }
    return reached.has(other) && resource !== other;
  }

  /** Who depends on a component depends on all resources in it. [pulumi: runtime/dependsOn] */
  *#meant(resource: Resource): Iterable<Resource> {
    if (!ComponentResource.isInstance(resource)) yield resource;
    else for (const child of this.#children.get(resource) ?? []) yield* this.#meant(child);
  }
}

const graphs = new WeakMap<object, ProgramGraph>();

/** The graph of the program that runs now: a process may run several, by the Automation API or with mocks. */
export function programGraph(): ProgramGraph {
  const stack = getStackResource();
  const run: object = stack ?? (getMonitor() as object | undefined) ?? graphs;
  const known = graphs.get(run);
  if (known !== undefined) return known;
  const graph = new ProgramGraph();
  graphs.set(run, graph);
  // Resources of other packages and components say here what they wait for; nothing of them is changed.
  if (stack !== undefined)
    registerStackTransformation(({ resource, props, opts }) => {
      graph.note(resource, props, opts);
      return undefined;
    });
  return graph;
}

// Components that are declared before the first resource of this package count as well.
programGraph();

/** The resources that a value names, as resources or by their outputs. */
function named(value: unknown, promised: (promise: Promise<unknown>) => void, seen = new Set<object>()): Resource[] {
  if (typeof value !== "object" || value === null || seen.has(value)) return [];
  seen.add(value);
  if (Output.isInstance(value)) return sourcesOf(value);
  if (ResourceClass.isInstance(value)) return [value];
  if (value instanceof Promise) {
    promised(value);
    return [];
  }
  return Object.values(value).flatMap((each) => named(each, promised, seen));
}

/** The resources that an output comes from, at once; the method is there but not among Pulumi's published types. */
export function sourcesOf(output: object): Resource[] {
  const sources: unknown = "resources" in output && typeof output.resources === "function" && output.resources();
  return sources instanceof Set ? [...sources].filter((each) => ResourceClass.isInstance(each)) : [];
}
