/** Watches a submission until it is where the program wants it, publishes a passed release, and tells of each stage. */

import type { ContentRecord } from "../../sdk";
import { type GalaxyStoreErrorKind, isGalaxyStoreError } from "../../sdk/errors";
import { settle } from "../converge";
import { PartlyDone, type Stored } from "../lifecycle";
import type { AppRecords, StoreSession } from "../session";
import { MANUAL, refuseRollout, waitsForEver } from "./guards";
import { goalOf, type SubmissionInputs, type SubmissionOutputs } from "./inputs";
import { spanInWords } from "./patience";
import { inWords, stageOf, wayOut } from "./stages";
import { releaseMark, type Submission } from "./submit";

/** A line at least this often while nothing changes, in milliseconds. */
const REMIND_MS = 600_000;

/** Failures that pass by themselves; the next look asks again. */
const PASSING: readonly GalaxyStoreErrorKind[] = ["network", "timeout", "server", "rate"];

type Progress =
  | { readonly kind: "reached" }
  | { readonly kind: "waiting" }
  | { readonly kind: "publishable" }
  | { readonly kind: "failed"; readonly reason: string };

export interface Watched extends Submission {
  /** The status that the last run saw, if there was one. */
  readonly lastStatus: string | undefined;
}

export async function watch(
  store: StoreSession,
  inputs: SubmissionInputs,
  submission: Watched,
  limitMs: number,
): Promise<Stored<SubmissionInputs, SubmissionOutputs>> {
  const { contentId } = inputs;
  const { now, pause, pollMs, signal } = store.waiting;
  const say = (words: string) => console.log(`Submission of app ${contentId}: ${words}`);
  const startedAt = now();
  let status = submission.lastStatus;
  let saidAt = startedAt;
  let published = false;

  const outputs = (): SubmissionOutputs => ({
    ...(status !== undefined && { status }),
    ...(submission.submittedAt !== undefined && { submittedAt: submission.submittedAt }),
    ...(submission.replacing !== undefined && { replacing: submission.replacing }),
  });
  const unfinished = (reason: string) =>
    new PartlyDone(contentId, { inputs, outputs: { ...outputs(), unfinished: true } }, [
      `Submission of app ${contentId}: ${reason}`,
    ]);

  for (;;) {
    const look = await lookAgain(store, contentId).catch((error: unknown) => {
      throw unfinished(`${messageOf(error)} Run \`pulumi up\` again to go on; it is not submitted again.`);
    });
    if ("missed" in look) say(`the store could not be asked (${look.missed}); asked again.`);
    else {
      const before = status;
      const { records } = look;
      status = (records?.registration ?? records?.sale)?.contentStatus;
      if (status !== undefined && status !== before) {
        if (stageOf(status).kind === "review") {
          say(`is ${inWords(status)}.`);
          saidAt = now();
        }
      }
      const progress = progressOf(records, inputs, { ...submission, lastStatus: before }, published);
      if (progress.kind === "reached") {
        if (records?.registration === undefined) say(`passed the review and is on sale.`);
        else if (stageOf(records.registration.contentStatus).kind === "passed") say(`passed the review.`);
        return { inputs, outputs: outputs() };
      }
      if (progress.kind === "failed") throw unfinished(progress.reason);
      if (progress.kind === "publishable" && records !== undefined) {
        // What this resource submitted was held against the declared rollout before; what somebody else did was not.
        if (submission.submittedAt === undefined) await refuseRollout(store, contentId, records, "put on sale");
        await publish(store, contentId).catch((error: unknown) => {
          throw unfinished(
            `it passed the review (${status}), but could not be put on sale: ${messageOf(error)} Run \`pulumi up\` again to try once more, or publish it in the Seller Portal.`,
          );
        });
        published = true;
        continue;
      }
    }
    const waited = now() - startedAt;
    const stands = status === undefined ? "not known" : inWords(status);
    if (signal.aborted)
      throw unfinished(
        `stopped while the update was ${stands}. The submission stands; run \`pulumi up\` again to go on waiting.`,
      );
    if (waited >= limitMs)
      throw unfinished(
        `after ${spanInWords(waited)} of waiting for waitFor "${goalOf(inputs)}" it is ${stands}. The submission stands; run \`pulumi up\` again to go on waiting, or allow more with the option customTimeouts.`,
      );
    if (now() - saidAt >= REMIND_MS) {
      say(`still ${stands} after ${spanInWords(waited)}.`);
      saidAt = now();
    }
    await pause(Math.min(pollMs, limitMs - waited), signal);
  }
}

/** The live state, or what kept the store from telling it. */
async function lookAgain(
  store: StoreSession,
  contentId: string,
): Promise<{ records: AppRecords | undefined } | { missed: string }> {
  try {
    return { records: await store.appAfresh(contentId) };
  } catch (error) {
    if (isGalaxyStoreError(error) && PASSING.includes(error.kind)) return { missed: messageOf(error) };
    throw error;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function progressOf(
  records: AppRecords | undefined,
  inputs: SubmissionInputs,
  submission: Watched,
  published: boolean,
): Progress {
  const { registration, sale } = records ?? {};
  if (registration === undefined) return endOf(sale, submission);
  const goal = goalOf(inputs);
  const { contentStatus: status, publicationType } = registration;
  const stage = stageOf(status);
  switch (stage.kind) {
    case "editable":
      return editableAgain(status, goal, submission.lastStatus);
    case "live":
      return { kind: "reached" };
    case "stopped":
    case "beta":
      return {
        kind: "failed",
        reason: `the update is ${inWords(status)}. ${stage.kind === "stopped" ? wayOut(stage.how) : ""}`.trim(),
      };
    case "review": {
      // An automatic release is on sale once it is past the pre-review, and the later stages go on. [content-publish 7.2]
      const approved = publicationType === AUTOMATIC && stage.index > 0;
      return { kind: goal === "submitted" || (goal === "approved" && approved) ? "reached" : "waiting" };
    }
    case "passed":
      if (publicationType === MANUAL && inputs.publish === true) return { kind: published ? "waiting" : "publishable" };
      if (goal !== "onSale") return { kind: "reached" };
      if (!waitsForEver(inputs, { sale, registration })) return { kind: "waiting" };
      return {
        kind: "failed",
        reason: `it passed the review (${status}), and its publication is manual. Set publish: true to put it on sale, or do it in the Seller Portal.`,
      };
  }
}

const AUTOMATIC = "01";

/** No update is open any more: it is on sale, or somebody discarded it. */
function endOf(sale: ContentRecord | undefined, { replacing }: Submission): Progress {
  if (sale === undefined)
    return { kind: "failed", reason: "the store no longer knows the app. Check it in the Seller Portal." };
  if (replacing !== undefined && releaseMark(sale) === replacing)
    return {
      kind: "failed",
      reason:
        "the update is gone and the live release is the one from before: somebody discarded the update in the Seller Portal. Change triggers to submit the next one.",
    };
  if (sale.contentStatus !== "FOR_SALE")
    return {
      kind: "failed",
      reason: `the app is ${sale.contentStatus} and not on sale. Look at it in the Seller Portal.`,
    };
  return { kind: "reached" };
}

/** A rejected update may go back to where it was edited. [content-publish 7.2: rejection; O: the plugin's lifecycle] */
function editableAgain(status: string, goal: unknown, lastStatus: string | undefined): Progress {
  if (lastStatus === undefined || stageOf(lastStatus).kind === "editable")
    // Accepted a moment ago, and the record does not show it yet.
    return { kind: goal === "submitted" ? "reached" : "waiting" };
  const last = stageOf(lastStatus);
  const where = "name" in last ? last.name : "review";
  return {
    kind: "failed",
    reason: `the update was rejected in the ${where}: it was ${inWords(lastStatus)} and is ${inWords(status)} again. ${wayOut("REJECTED")}`,
  };
}

/** Puts the passed release on sale; after an unclear answer it looks first. */
async function publish(store: StoreSession, contentId: string): Promise<void> {
  await settle({
    observe: () => store.app(contentId),
    apply: async ({ registration }) => {
      if (registration === undefined || stageOf(registration.contentStatus).kind !== "passed") return;
      await store.writeApp(contentId, (api) => api.apps.setStatus(contentId, "FOR_SALE"));
      console.log(`Submission of app ${contentId}: put on sale.`);
    },
  });
}
