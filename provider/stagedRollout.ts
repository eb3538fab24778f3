/** A staged rollout: which part of the users gets a release, in general and by country. */

import type { Input } from "@pulumi/pulumi";
import {
  binarySeq,
  contentId,
  country,
  flag,
  inputMap,
  listOf,
  mapOf,
  oneOf,
  problemsOf,
  shownId,
  wholeNumber,
} from "./check";
import { declare, withSettledApp } from "./declared";
import { type Lifecycle, messageOf, type Stored, type Values } from "./lifecycle";
import { whatHappened } from "./stagedRollout/events";
import {
  isFinished,
  isHidden,
  listedBinaries,
  liveInputs,
  observe,
  outputsOf,
  type RolloutInputs,
  type RolloutOutputs,
  recordFor,
} from "./stagedRollout/live";
import { bringToState } from "./stagedRollout/moves";
import { refuseKnown } from "./stagedRollout/refusals";
import { hasUnknown, isAnother, knownPart, sameValue } from "./values";

/** Inputs of a staged rollout. Source of the rules: Content Publish API, "Update staged rollout rate" and "... binary". */
export interface StagedRolloutArgs {
  /** The app's 12-digit content id. Changing it replaces. */
  contentId: Input<string>;
  /**
   * Percentage of users that get the release, a whole number from 0 to 100. Once the release is live it only rises.
   * Needed unless `releaseToEveryone` is true. 100 offers the release to every user and does not finish. Wire: `rolloutRate`.
   */
  rate?: Input<number>;
  /**
   * Percentages of single countries by three-letter code, in place of `rate`. Countries that are not listed keep what
   * they have. Once live they only rise, and only together with a higher `rate`.
   */
  countries?: Input<Record<string, Input<number>>>;
  /** Sequences of the binaries that are rolled out, e.g. `["13"]`. Others stay as they are. Wire: `binarySeq`. */
  binaries?: Input<Input<string>[]>;
  /**
   * The only way to finish: gives the release to every user, for good. Counts for the one release that is there when it
   * comes into the program, and for no later one. Wire: `DISABLE_ROLLOUT`. Default: false.
   */
  releaseToEveryone?: Input<boolean>;
  /** Lists that are the whole truth. Default: none. */
  exclusive?: Input<Input<"countries" | "binaries">[]>;
  /** What destroying the resource does: `forget` leaves the rollout as it is. Default: `forget`. */
  onDelete?: Input<"forget" | "releaseToEveryone">;
}

const SHAPE = {
  contentId,
  rate: wholeNumber(0, 100).optional(),
  countries: mapOf(country, wholeNumber(0, 100)).optional(),
  binaries: listOf(binarySeq).min(1, "must name at least one binary, or be left out").optional(),
  releaseToEveryone: flag().optional(),
  exclusive: listOf(oneOf(["countries", "binaries"])).optional(),
  onDelete: oneOf(["forget", "releaseToEveryone"]).optional(),
};

export const ROLLOUT_SCHEMA = inputMap(SHAPE).superRefine((inputs, context) => {
  if (inputs.releaseToEveryone !== true) return;
  const below = Object.entries({ rate: inputs.rate, ...inputs.countries }).filter(([, rate]) => (rate ?? 100) < 100);
  if (below.length > 0)
    context.addIssue({
      code: "custom",
      path: ["releaseToEveryone"],
      message: `is true together with ${below.map(([name, rate]) => `${name} ${rate}`).join(", ")}: a release that everyone has cannot be at less than 100 percent. Take out the one that you do not mean`,
    });
});

/**
 * Apps whose rollout was read and whose program has not spoken since: a refresh compares what it read with the inputs of the last `up`, which is
 * drift to be shown and no wish to be refused.
 */
const refreshed = new Set<string>();

/** What was listed before the refresh of this run. A program that says the same still has not changed: the store has. */
const lastListed = new Map<string, RolloutInputs>();

export const stagedRollout: Lifecycle<RolloutInputs, RolloutOutputs> = {
  inputNames: new Set(Object.keys(SHAPE)),

  describe: ({ contentId }) => `staged rollout of app ${shownId(contentId)}`,

  async check(inputs, old) {
    refreshed.delete(String(old.contentId));
    const problems = problemsOf(ROLLOUT_SCHEMA, inputs);
    const finishing = inputs.releaseToEveryone === true || hasUnknown(inputs.releaseToEveryone);
    if (inputs.rate === undefined && !finishing)
      problems.push({ path: "rate", reason: "is missing; give a percentage, or releaseToEveryone: true to finish" });
    if (typeof inputs.contentId === "string")
      declare(inputs.contentId, { rollout: knownPart(inputs) as RolloutInputs });
    return { inputs, problems };
  },

  diff(_id, old, given) {
    const next = withSettledApp(old.inputs, given);
    const replaced = isAnother(next.contentId, old.inputs.contentId);
    const toldOnly = replaced || refreshed.has(old.inputs.contentId);
    const notice = toldOnly ? undefined : refusedOrDrifted(old, next);
    const wordTakenBack = old.outputs.released === true && next.releaseToEveryone !== true;
    return {
      changes: wordTakenBack || !sameValue(comparable({ ...old.inputs }), comparable(next)),
      replaces: replaced ? ["contentId"] : [],
      notice,
    };
  },

  async create(store, inputs) {
    return { id: inputs.contentId, ...(await bringToState(store, inputs)) };
  },

  async read(store, _id, old) {
    if ((await store.appIfAny(old.inputs.contentId)) === undefined) return undefined;
    refreshed.add(old.inputs.contentId);
    lastListed.set(old.inputs.contentId, old.inputs);
    const live = await observe(store, old.inputs.contentId);
    for (const line of whatHappened(old, live)) console.log(`Staged rollout of app ${old.inputs.contentId}: ${line}`);
    const inputs = liveInputs(old, live);
    const released = old.outputs.released === true || isFinished(old, live);
    if (isHidden(recordFor(old.inputs, live), live)) return { inputs, outputs: old.outputs };
    return { inputs, outputs: outputsOf(inputs, live, released) };
  },

  update: (store, _id, old, inputs) => bringToState(store, inputs, old.outputs),

  async delete(store, _id, { inputs, outputs }) {
    const { contentId, binaries } = inputs;
    if (inputs.onDelete !== "releaseToEveryone" || outputs.released === true) {
      console.log(`The staged rollout of app ${contentId} is no longer managed; the store keeps it as it is.`);
      return;
    }
    const listed = binaries && { binaries: listedBinaries(inputs) };
    await bringToState(store, { contentId, ...listed, releaseToEveryone: true }, outputs);
  },
};

/**
 * Refuses a change of the program that the store would refuse. What somebody else changed in the store, so that the same program
 * asks for what cannot be, is drift: the preview shows it beside all other drift, and `up` refuses.
 */
function refusedOrDrifted(old: Stored<RolloutInputs, RolloutOutputs>, next: Values): string | undefined {
  const listed = lastListed.get(old.inputs.contentId);
  try {
    refuseKnown(old, next);
    return undefined;
  } catch (error) {
    if (listed === undefined || !sameValue(comparable({ ...listed }), comparable(next))) throw error;
    return `${messageOf(error)} The store changed, not the program: write what the store has into the program, \`up\` refuses until then.`;
  }
}

/** The order of binaries means nothing; `false` is the same as not given. */
function comparable(inputs: Values): Values {
  const { releaseToEveryone, binaries, ...rest } = inputs;
  return {
    ...rest,
    ...(releaseToEveryone !== undefined && releaseToEveryone !== false && { releaseToEveryone }),
    ...(Array.isArray(binaries) ? { binaries: [...binaries].sort() } : binaries !== undefined && { binaries }),
  };
}
