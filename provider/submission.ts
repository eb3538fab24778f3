/** The submission of an app's open update: for review, through its stages, and onto the sale. */

import type { Input } from "@pulumi/pulumi";
import { problemsOf, shownId } from "./check";
import { declaredOf, withSettledApp } from "./declared";
import type { Lifecycle, Problem, Stored, Values } from "./lifecycle";
import type { StoreSession } from "./session";
import { inWords, stageOf } from "./stages";
import {
  goalOf,
  SUBMISSION_INPUT_NAMES,
  SUBMISSION_SCHEMA,
  type SubmissionInputs,
  type SubmissionOutputs,
} from "./submission/inputs";
import { limitMs } from "./submission/patience";
import { type Known, progressOf, withoutOthersWork } from "./submission/progress";
import { submitOpenUpdate } from "./submission/submit";
import { shortened } from "./submission/triggers";
import { watch } from "./submission/watch";
import { hasUnknown, isAnother, sameValue } from "./values";

/** Inputs of a submission. Source of the rules: Content Publish API, "Submit app", "Change app status" and the status table. */
export interface SubmissionArgs {
  /** The app's 12-digit content id. Changing it replaces. */
  contentId: Input<string>;
  /**
   * Any values, also secret and nested: when one of them changes, the open update is submitted. A text of more than 100
   * characters is kept in the stack as its beginning and hash.
   */
  triggers?: unknown;
  /**
   * Where `pulumi up` ends: `submitted`, `approved` (passed: an automatic release is beyond the pre-review, a scheduled
   * one waits for its date, a manual one for its publication) or `onSale`. Default: `submitted`; `onSale` with `publish`.
   * Waits at most 24 hours, or as long as the option `customTimeouts` says.
   */
  waitFor?: Input<"submitted" | "approved" | "onSale">;
  /** Puts a passed release of manual publication on sale. Default: false. Wire: `contentStatusUpdate`, `FOR_SALE`. */
  publish?: Input<boolean>;
  /** Submits also what was changed in the Seller Portal and what this program does not manage. Default: false. */
  includePortalEdits?: Input<boolean>;
  /**
   * Submits an update without new binaries, such as one of texts, also while the live release is being rolled out; what the
   * store then does with the rollout is not documented. Default: false.
   */
  duringRollout?: Input<boolean>;
}

type SubmissionState = Stored<SubmissionInputs, SubmissionOutputs>;

export const submission: Lifecycle<SubmissionInputs, SubmissionOutputs> = {
  inputNames: SUBMISSION_INPUT_NAMES,

  describe: ({ contentId }) => `submission of app ${shownId(contentId)}`,

  async check(inputs) {
    const problems = [...problemsOf(SUBMISSION_SCHEMA, inputs), ...waitingProblems(inputs)];
    return {
      inputs: inputs.triggers === undefined ? inputs : { ...inputs, triggers: shortened(inputs.triggers) },
      problems,
    };
  },

  diff(contentId, old, given) {
    const next = withSettledApp(old.inputs, given);
    const replaced = isAnother(next.contentId, old.inputs.contentId);
    const unfinished = old.outputs.unfinished === true;
    const goesOn = unfinished && !replaced && sameValue(old.inputs.triggers, next.triggers);
    return {
      changes: unfinished || !sameValue(comparable({ ...old.inputs }), comparable(next)),
      replaces: replaced ? ["contentId"] : [],
      notice: goesOn
        ? `Submission of app ${contentId}: the last run ended before it was ${wanted(old.inputs)}; this one goes on from there.`
        : undefined,
    };
  },

  async create(store, inputs) {
    return { id: inputs.contentId, ...(await submitAndWatch(store, inputs, inputs.customTimeouts?.create)) };
  },

  async read(store, contentId, { inputs, outputs }) {
    const records = await store.appIfAny(contentId);
    if (records === undefined) return undefined;
    const status = (records.registration ?? records.sale)?.contentStatus;
    if (status !== undefined && stageOf(status).kind === "stopped")
      console.log(`Submission of app ${contentId}: the update is ${inWords(status)}.`);
    const known = knownFrom(outputs);
    const { unfinished, submitted: _, ...rest } = outputs;
    const open = unfinished === true && progressOf(records, inputs, known).kind !== "reached";
    const { submitted } = status === undefined ? known : withoutOthersWork(known, status);
    return {
      inputs,
      outputs: {
        ...rest,
        ...(status !== undefined && { status }),
        ...(submitted !== undefined && { submitted }),
        ...(open && { unfinished }),
      },
    };
  },

  async update(store, contentId, old, inputs) {
    const limit = inputs.customTimeouts?.update;
    if (!sameValue(old.inputs.triggers, inputs.triggers)) return submitAndWatch(store, inputs, limit);
    const { registration } = await store.app(contentId);
    const standing = registration === undefined ? undefined : stageOf(registration.contentStatus).kind;
    // Nothing of ours is on its way: without other triggers nothing is submitted.
    if (old.outputs.unfinished !== true && (standing === undefined || standing === "editable"))
      return { inputs, outputs: old.outputs };
    return watch(store, inputs, knownFrom(old.outputs), limitMs(limit));
  },

  async delete(_store, contentId) {
    console.log(`The submission of app ${contentId} is no longer managed; the store keeps what was submitted.`);
  },
};

async function submitAndWatch(
  store: StoreSession,
  inputs: SubmissionInputs,
  customTimeout: string | undefined,
): Promise<SubmissionState> {
  const { contentId } = inputs;
  const submitted = await submitOpenUpdate(store, inputs);
  if (submitted !== undefined) {
    const known = { ...submitted, lastStatus: undefined, wasInReview: false };
    return watch(store, inputs, known, limitMs(customTimeout));
  }
  console.log(`Submission of app ${contentId}: no update is open, so there is nothing to submit.`);
  const { sale } = await store.app(contentId);
  return { inputs, outputs: { ...(sale !== undefined && { status: sale.contentStatus }) } };
}

/** What the last run knew of a submission that it had seen in review. */
function knownFrom({ submittedAt, replacing, submitted, status }: SubmissionOutputs): Known {
  return { submittedAt, replacing, submitted, lastStatus: status, wasInReview: true };
}

/** A manual publication that nobody will do, as far as the program itself tells. */
function waitingProblems(inputs: Values): Problem[] {
  const { contentId, publish } = inputs;
  const known = typeof contentId === "string" ? declaredOf(contentId).app : undefined;
  if (known?.publication?.type !== "manual" || publish === true || hasUnknown(publish)) return [];
  if (goalOf(inputs) !== "onSale") return [];
  const reason =
    'is "onSale", but the App declares a manual publication, which never goes on sale by itself; set publish: true, or waitFor: "approved"';
  return [{ path: "waitFor", reason }];
}

function wanted(inputs: SubmissionInputs): string {
  return goalOf(inputs) === "onSale" ? "on sale" : String(goalOf(inputs));
}

/** What makes a difference; how long it may take and what it may include do not. */
function comparable(inputs: Values): Values {
  const { contentId, triggers, publish } = inputs;
  return { contentId, triggers, waitFor: goalOf(inputs), publish: publish ?? false };
}
