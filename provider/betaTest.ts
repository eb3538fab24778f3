/** A closed beta test: its testers and the channel on which they give feedback. */

import type { Input } from "@pulumi/pulumi";
import { z } from "zod";
import { isStateError } from "../sdk/errors";
import { BETA_TESTERS } from "../sdk/facts/limits";
import { type BetaInputs, type LiveBeta, observe } from "./betaTest/live";
import { contentId, inputMap, listOf, oneOf, problemsOf, shownId, text } from "./check";
import { converge, settle } from "./converge";
import { withSettledApp } from "./declared";
import { removalNotice } from "./exclusive";
import { type Lifecycle, PartlyDone, Refusal, type Stored, type Values } from "./lifecycle";
import type { StoreSession } from "./session";
import { isAnother, sameValue } from "./values";

/** Inputs of a closed beta test. The beta itself is opened in the Seller Portal. */
export interface BetaTestArgs {
  /** The app's 12-digit content id. Changing it replaces. */
  contentId: Input<string>;
  /**
   * Samsung account ids of testers, 20,000 at most. Testers that are not listed are left alone, unless `exclusive` says
   * otherwise. Wire: `betaTestersToBeAdded`, sent 1,000 at a time.
   */
  testers?: Input<Input<string>[]>;
  /** E-mail address or web address to which testers send feedback. Wire: `feedbackChannel`. */
  feedbackChannel?: Input<string>;
  /** `["testers"]`: the listed testers are all there are; others are removed. */
  exclusive?: Input<Input<"testers">[]>;
}

interface BetaOutputs {
  totalTesters: number;
  testingUrl?: string;
  /** Ids that the store refused, since they are not Samsung accounts. */
  refusedTesters: string[];
  /** Testers that this resource added; they are removed with it. */
  addedTesters: string[];
}

type BetaState = Stored<BetaInputs, BetaOutputs>;

const SHAPE = {
  contentId,
  testers: listOf(text().regex(/^\S+$/, "must be a Samsung account id, without spaces"))
    .max(BETA_TESTERS.max, `has too many testers, the store takes ${BETA_TESTERS.max}`)
    .superRefine((testers, context) => {
      const once = new Set<string>();
      const twice = new Set(testers.filter((tester) => once.size === once.add(tester).size));
      if (twice.size > 0) context.addIssue(`names ${[...twice].join(", ")} more than once`);
    })
    .optional(),
  feedbackChannel: z
    .union([z.email(), z.url({ protocol: /^https?$/ })], { error: "must be an e-mail address or a web address" })
    .optional(),
  exclusive: listOf(oneOf(["testers"])).optional(),
};

export const BETA_SCHEMA = inputMap(SHAPE);

export const betaTest: Lifecycle<BetaInputs, BetaOutputs> = {
  inputNames: new Set(Object.keys(SHAPE)),

  describe: ({ contentId }) => `beta test of app ${shownId(contentId)}`,

  async check(inputs) {
    return { inputs, problems: problemsOf(BETA_SCHEMA, inputs) };
  },

  diff(_id, old, given) {
    const next = withSettledApp(old.inputs, given);
    const replaced = isAnother(next.contentId, old.inputs.contentId);
    // Refused testers are tried again, or are out of the program now: either way there is something to bring up to date.
    const refused = (old.outputs.refusedTesters ?? []).length > 0;
    return {
      changes: refused || !sameValue(comparable({ ...old.inputs }), comparable(next)),
      replaces: replaced ? ["contentId"] : [],
      notice: removalNotice(betaTest.describe(next), { ...old.inputs }, next, { testers: unlistedTesters(old) }),
    };
  },

  async create(store, inputs) {
    return { id: inputs.contentId, ...(await bringToState(store, inputs, [])) };
  },

  async read(store, _id, old) {
    if ((await store.appIfAny(old.inputs.contentId)) === undefined) return undefined;
    const live = await observe(store, old.inputs.contentId);
    return { inputs: liveInputs(old.inputs, live), outputs: { ...old.outputs, ...factsOf(live) } };
  },

  update: (store, _id, old, inputs) => bringToState(store, inputs, old.outputs.addedTesters ?? []),

  async delete(store, _id, { inputs, outputs }) {
    if ((await store.appIfAny(inputs.contentId)) === undefined) return;
    await writeTesters(store, inputs.contentId, (live) => ({
      add: [],
      remove: (outputs.addedTesters ?? []).filter((tester) => live.testers.has(tester)),
    }));
  },
};

/** In words, since there may be thousands: how many testers the store has beside the listed ones. */
function unlistedTesters({ inputs, outputs }: BetaState): string[] {
  const others = outputs.totalTesters - (inputs.testers ?? []).length;
  return others > 0 ? [`(${others} that are not in the program)`] : [];
}

/** The order of testers means nothing. */
function comparable(inputs: Values): Values {
  return Array.isArray(inputs.testers) ? { ...inputs, testers: [...inputs.testers].sort() } : inputs;
}

/** What the inputs would say if they had been written from the live test. */
function liveInputs(listed: BetaInputs, live: LiveBeta): BetaInputs {
  const result = { ...listed };
  if (listed.testers !== undefined) {
    const wanted = new Set(listed.testers);
    const others = isExclusive(listed) ? [...live.testers].filter((tester) => !wanted.has(tester)) : [];
    result.testers = [...listed.testers.filter((tester) => live.testers.has(tester)), ...others];
  }
  if (listed.feedbackChannel !== undefined) result.feedbackChannel = live.page.feedbackChannel ?? "";
  return result;
}

function isExclusive(inputs: BetaInputs): boolean {
  return inputs.exclusive?.includes("testers") === true;
}

function factsOf({ testers, page }: LiveBeta): Pick<BetaOutputs, "totalTesters" | "testingUrl"> {
  const url = page.testingUrl?.android ?? page.testingUrl?.instantPlay2;
  return { totalTesters: testers.size, ...(url !== undefined && { testingUrl: url }) };
}

/** Adds and removes what differs, sets the feedback channel, and reports the ids that the store refused. */
async function bringToState(
  store: StoreSession,
  inputs: BetaInputs,
  addedBefore: readonly string[],
): Promise<BetaState> {
  const { contentId, testers = [] } = inputs;
  const wanted = new Set(testers);
  const before = new Set((await observe(store, contentId)).testers);
  await writeFeedbackChannel(store, inputs);
  const { live, refused } = await writeTesters(store, contentId, (now) => ({
    add: testers.filter((tester) => !now.testers.has(tester)),
    remove: isExclusive(inputs) ? [...now.testers].filter((tester) => !wanted.has(tester)) : [],
  }));
  const added = testers.filter((tester) => live.testers.has(tester) && !before.has(tester));
  const outputs: BetaOutputs = {
    ...factsOf(live),
    refusedTesters: [...refused],
    addedTesters: [...new Set([...addedBefore.filter((tester) => live.testers.has(tester)), ...added])],
  };
  if (refused.size === 0) return { inputs, outputs };
  const accepted = testers.filter((tester) => !refused.has(tester));
  throw new PartlyDone(contentId, { inputs: { ...inputs, testers: accepted }, outputs }, [
    `Beta test of app ${contentId}: the store does not know ${refused.size} of ${testers.length} testers as Samsung accounts: ${[...refused].join(", ")}. The others are in the test. Correct these ids or take them out; the next run tries only these again.`,
  ]);
}

async function writeFeedbackChannel(store: StoreSession, { contentId, feedbackChannel }: BetaInputs): Promise<void> {
  if (feedbackChannel === undefined) return;
  await settle({
    observe: () => observe(store, contentId),
    apply: async ({ page }) => {
      if ((page.feedbackChannel ?? "") === feedbackChannel) return false;
      await write(store, contentId, { feedbackChannel });
      return true;
    },
  });
}

/** Brings the testers to the plan, 1,000 a call. Ids that the store refuses are returned and not tried again. */
async function writeTesters(
  store: StoreSession,
  contentId: string,
  plan: (live: LiveBeta) => { add: string[]; remove: string[] },
): Promise<{ live: LiveBeta; refused: Set<string> }> {
  const refused = new Set<string>();
  const live = await converge({
    observe: () => observe(store, contentId),
    apply: async (now) => {
      const { add, remove } = plan(now);
      const additions = add.filter((tester) => !refused.has(tester));
      if (additions.length === 0 && remove.length === 0) return false;
      refuseTooMany(contentId, now.testers.size - remove.length + additions.length);
      // Removals first, so that a full test has room.
      for (const chunk of chunks(remove)) await write(store, contentId, { remove: chunk });
      for (const chunk of chunks(additions))
        for (const tester of (await write(store, contentId, { add: chunk })).additionFailed) refused.add(tester);
      return true;
    },
  });
  return { live, refused };
}

function refuseTooMany(contentId: string, total: number): void {
  if (total > BETA_TESTERS.max)
    throw new Refusal(
      `Beta test of app ${contentId} would have ${total} testers, the store takes ${BETA_TESTERS.max}. Nothing was changed.`,
    );
}

function chunks(testers: readonly string[]): string[][] {
  const result: string[][] = [];
  for (let at = 0; at < testers.length; at += BETA_TESTERS.perCall)
    result.push(testers.slice(at, at + BETA_TESTERS.perCall));
  return result;
}

async function write(
  store: StoreSession,
  contentId: string,
  change: { add?: string[]; remove?: string[]; feedbackChannel?: string },
): Promise<{ additionFailed: string[] }> {
  try {
    return await store.writeApp(contentId, (api) => api.betaTests.update({ contentId, ...change }));
  } catch (error) {
    if (!isStateError(error)) throw error;
    throw new Refusal(`${error.message} A closed beta is edited in status BETA_REGISTERING or BETA_UPDATING.`);
  }
}
