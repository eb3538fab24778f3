/** What the status of an update means for its submission, and how messages say it. */

import {
  EDITABLE_STATUSES,
  PUBLISHABLE_STATUSES,
  REVIEW_STAGES,
  REVIEW_STOPS,
  SALE_STATUSES,
} from "../sdk/facts/states";

type Stop = (typeof REVIEW_STOPS)[number];

/** Where an update stands between its submission and its sale. */
export type Stage =
  | { readonly kind: "editable" }
  /** `index`: 0 is the pre-review; -1 a status that is not documented, which counts as in progress. */
  | { readonly kind: "review"; readonly name: string; readonly index: number }
  | { readonly kind: "stopped"; readonly name: string; readonly how: Stop }
  | { readonly kind: "passed" }
  | { readonly kind: "live" }
  | { readonly kind: "beta" };

export function stageOf(status: string): Stage {
  if (EDITABLE_STATUSES.includes(status)) return { kind: "editable" };
  if (PUBLISHABLE_STATUSES.includes(status)) return { kind: "passed" };
  if (SALE_STATUSES.includes(status)) return { kind: "live" };
  if (status === "CANCELED") return { kind: "stopped", name: "review", how: "CANCELED" };
  for (const [index, { key, name, statuses }] of REVIEW_STAGES.entries()) {
    if (statuses.some((each) => each === status)) return { kind: "review", name, index };
    const how = REVIEW_STOPS.find((stop) => status === `${key}_${stop}`);
    if (how !== undefined) return { kind: "stopped", name, how };
  }
  if (status.includes("BETA")) return { kind: "beta" };
  return { kind: "review", name: "review", index: -1 };
}

/** Whether the update takes changes: it is open, or a change opens it again after a rejection or cancellation. [G: content-publish 7.2, RE_REGISTERING] */
export function canBeEdited(status: string): boolean {
  return stageOf(status).kind === "editable" || canBeOpenedAgain(status);
}

/** What somebody does about an update that takes no changes for now. */
export function wayToEdit(status: string): string {
  return stageOf(status).kind === "passed"
    ? "It has passed the review: put it on sale first, by publish: true on the Submission and nothing else that is new, or cancel it in the Seller Portal. Then run this again."
    : "Wait for the review to end, or cancel the update in the Seller Portal, then run this again.";
}

/** Whether the next change of the app's texts opens the update again. */
export function canBeOpenedAgain(status: string): boolean {
  const stage = stageOf(status);
  return stage.kind === "stopped" && (stage.how === "REJECTED" || stage.how === "CANCELED");
}

/** The status in words, with the store's own: `in content review (UNDER_CONTENT_REVIEW)`. */
export function inWords(status: string): string {
  return `${words(status)} (${status})`;
}

function words(status: string): string {
  const stage = stageOf(status);
  switch (stage.kind) {
    case "editable":
      return "open for editing";
    case "passed":
      return "passed, not on sale yet";
    case "live":
      return status === "FOR_SALE" ? "on sale" : "off sale";
    case "beta":
      return "a closed beta";
    case "stopped":
      return `${STOP_WORDS[stage.how]} in the ${stage.name}`;
    case "review":
      return status.startsWith("UNDER_") ? `in the ${stage.name}` : `waiting for the ${stage.name}`;
  }
}

const STOP_WORDS: Readonly<Record<Stop, string>> = {
  REJECTED: "rejected",
  SUSPENDED: "suspended",
  DELAYED: "delayed",
  CANCELED: "cancelled",
};

/** What a person does about a review that stopped. The reason is only in the Seller Portal. [content-publish 1: not in the API] */
export function wayOut(how: Stop): string {
  switch (how) {
    case "REJECTED":
      return "The reason is in the Seller Portal. Correct the program (or the update in the portal) and change triggers; the next `pulumi up` submits it again.";
    case "CANCELED":
      return "Somebody cancelled it in the Seller Portal. Change something of the app, or open the update there again, and change triggers to submit it again.";
    case "SUSPENDED":
    case "DELAYED":
      return "The Seller Portal says why. The store goes on by itself or asks for something there; `pulumi up` then goes on waiting.";
  }
}
