/** How far a submission is, from what the store shows, and whether that is what the program waits for. */

import type { ContentRecord } from "../../sdk";
import { PUBLICATION_CODES } from "../app/inputs";
import type { AppRecords } from "../session";
import { canBeEdited, inWords, stageOf, wayOut } from "../stages";
import { waitsForEver } from "./guards";
import { goalOf, type SubmissionInputs } from "./inputs";
import { releaseMark, type Submission } from "./submit";

export type Progress =
  | { readonly kind: "reached" }
  | { readonly kind: "waiting" }
  /** Passed, manual, and the program wants it on sale. */
  | { readonly kind: "publishable" }
  | { readonly kind: "failed"; readonly reason: string };

/** What is known of the submission from before this look. */
export interface Known extends Submission {
  /** The status of the look before, if there was one. */
  readonly lastStatus: string | undefined;
  /** Whether the update was seen in review, so that one which can be edited has been sent back. */
  readonly wasInReview: boolean;
}

/** What was sent back, and is in review or past it again, was submitted by somebody else meanwhile. */
export function withoutOthersWork(known: Known, status: string): Known {
  const isUnderWay = ["review", "passed"].includes(stageOf(status).kind);
  const wasSentBack = known.wasInReview && known.lastStatus !== undefined && canBeEdited(known.lastStatus);
  return isUnderWay && wasSentBack ? { ...known, submitted: undefined } : known;
}

export function progressOf(records: AppRecords | undefined, inputs: SubmissionInputs, known: Known): Progress {
  const { registration, sale } = records ?? {};
  if (registration === undefined) return endOf(sale, known);
  const goal = goalOf(inputs);
  const { contentStatus: status, publicationType } = registration;
  const stage = stageOf(status);
  switch (stage.kind) {
    case "editable":
      return known.wasInReview
        ? failed(`${sentBack(status, known.lastStatus)} ${wayOut("REJECTED")}`)
        : // Accepted a moment ago, and the record does not show it yet.
          { kind: goal === "submitted" ? "reached" : "waiting" };
    case "stopped":
      return failed(`the update is ${inWords(status)}. ${wayOut(stage.how)}`);
    case "beta":
      return failed(`the app is ${inWords(status)}, which only the Seller Portal submits.`);
    case "review": {
      // On sale once it is past the pre-review; the later stages go on. [content-publish 7.2]
      const approved = publicationType === PUBLICATION_CODES.automatic && stage.index > 0;
      return { kind: goal === "submitted" || (goal === "approved" && approved) ? "reached" : "waiting" };
    }
    case "passed":
      if (publicationType === PUBLICATION_CODES.manual && inputs.publish === true) return { kind: "publishable" };
      if (goal !== "onSale") return { kind: "reached" };
      return waitsForEver(inputs, { sale, registration })
        ? failed(
            `it passed the review (${status}), and its publication is manual. Set publish: true to put it on sale, or do it in the Seller Portal.`,
          )
        : { kind: "waiting" };
    case "live":
      return { kind: "reached" };
  }
}

function failed(reason: string): Progress {
  return { kind: "failed", reason };
}

/** No update is open any more: it is on sale, or somebody discarded it. */
function endOf(sale: ContentRecord | undefined, { replacing }: Submission): Progress {
  if (sale === undefined) return failed("the store no longer knows the app. Look for it in the Seller Portal.");
  if (replacing !== undefined && releaseMark(sale) === replacing)
    return failed(
      "the update is gone and the live release is the one from before: somebody discarded the update in the Seller Portal. Change triggers to submit the next one.",
    );
  if (sale.contentStatus !== "FOR_SALE")
    return failed(`the app is ${inWords(sale.contentStatus)}. Look at it in the Seller Portal.`);
  return { kind: "reached" };
}

/** A rejected update may go back to where it was edited. [content-publish 7.2: rejection; O: the plugin's lifecycle] */
function sentBack(status: string, lastStatus: string | undefined): string {
  const last = lastStatus === undefined ? undefined : stageOf(lastStatus);
  return last?.kind === "review"
    ? `the update was rejected in the ${last.name}: it was ${inWords(lastStatus ?? "")} and is ${inWords(status)} again.`
    : `the update was rejected: it is ${inWords(status)} again.`;
}
