/** What a resource is to a host: plain functions over plain values, with an explicit marker for "not known yet". */

import type { StoreSession } from "./session";

/** Stands for a value that the engine does not know yet, such as an output of a resource that is still to be created. */
export const UNKNOWN = Symbol("not known yet");

/** Input values as they reach check and diff: any value, at any depth, may be {@link UNKNOWN}. */
export type Values = Readonly<Record<string, unknown>>;

/** A mistake in the inputs that is known without asking the store. */
export interface Problem {
  /** Path of the input, e.g. `listings.KOR.title`; empty when the resource as a whole is meant. */
  readonly path: string;
  /** What is wrong and what is allowed, as the rest of a sentence that begins with the path. */
  readonly reason: string;
}

/** The outcome of check. */
interface Checked {
  /** The inputs, with defaults and content hashes filled in. */
  readonly inputs: Values;
  readonly problems: readonly Problem[];
}

/** The outcome of diff. */
interface Difference {
  readonly changes: boolean;
  /** Inputs whose change means another object in the store. */
  readonly replaces?: readonly string[];
  /** What the change does beyond the properties that the engine shows, in words for the preview. */
  readonly notice?: string | undefined;
}

/** What the engine keeps of a resource: its inputs and outputs, side by side. */
export interface Stored<Inputs, Outputs> {
  readonly inputs: Inputs;
  readonly outputs: Outputs;
}

/** One kind of resource. `check` and `diff` never use the network. */
export interface Lifecycle<Inputs extends object, Outputs extends object> {
  /** Names of all inputs; everything else in the engine's state is an output. */
  readonly inputNames: ReadonlySet<string>;
  /** How messages name the object, e.g. `app 000001000101`. */
  describe(inputs: Values): string;
  /** `old`: the inputs of the last `up`, as check filled them in; empty for a new object, also for one that replaces another. */
  check(inputs: Values, old: Values): Promise<Checked>;
  diff(id: string, old: Stored<Inputs, Outputs>, next: Values): Difference;
  create(store: StoreSession, inputs: Inputs): Promise<{ id: string } & Stored<Inputs, Outputs>>;
  /** The live state, or undefined when the object is gone. */
  read(store: StoreSession, id: string, old: Stored<Inputs, Outputs>): Promise<Stored<Inputs, Outputs> | undefined>;
  update(
    store: StoreSession,
    id: string,
    old: Stored<Inputs, Outputs>,
    inputs: Inputs,
  ): Promise<Stored<Inputs, Outputs>>;
  delete(store: StoreSession, id: string, old: Stored<Inputs, Outputs>): Promise<void>;
}

/**
 * Work that was done in part: the object exists and some of the wishes are fulfilled, some are not.
 * The host keeps the state and reports the reasons; the next `up` goes on from there.
 */
export class PartlyDone extends Error {
  override readonly name = "PartlyDone";
  constructor(
    readonly id: string,
    readonly stored: Stored<object, object>,
    readonly reasons: readonly string[],
  ) {
    super(reasons.join("\n"));
  }
}

/** A refusal in words for the user: what was found, and what to do. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** What a failure says, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
