/** The inputs of a submission, what each may be, and what the stack keeps of its outcome. */

import { z } from "zod";
import { contentId, flag, inputMap, listOf, oneOf, text } from "../check";
import { durationMs } from "./patience";

type Goal = "submitted" | "approved" | "onSale";

export interface SubmissionInputs {
  contentId: string;
  triggers?: unknown;
  waitFor?: Goal;
  publish?: boolean;
  includePortalEdits?: boolean;
  duringRollout?: boolean;
  /** Filled in by the resource class from the option of the same name. */
  customTimeouts?: { create?: string; update?: string };
  /** Filled in by the resource class: types of the app's other resources in the program, also when this run leaves them out. */
  beside?: string[];
}

export interface SubmissionOutputs {
  /** Status of the open update, else of the live record. */
  status?: string;
  /** When this resource submitted, ISO time; absent when nothing was submitted or somebody else did. */
  submittedAt?: string;
  /** Mark of the live release that the submitted one replaces, where the two can be told apart. */
  replacing?: string;
  /** Mark of what this resource submitted. */
  submitted?: string;
  /** True while the submission has not reached what the program waits for. */
  unfinished?: boolean;
}

const duration = text().superRefine((value, context) => {
  if (durationMs(value) === undefined)
    context.addIssue(`is ${JSON.stringify(value)}, which is not a duration such as "45m", "2h" or "1h30m"`);
});

const SHAPE = {
  contentId,
  triggers: z.unknown().optional(),
  waitFor: oneOf(["submitted", "approved", "onSale"]).optional(),
  publish: flag().optional(),
  includePortalEdits: flag().optional(),
  duringRollout: flag().optional(),
  customTimeouts: inputMap({ create: duration.optional(), update: duration.optional() }).optional(),
  beside: listOf(text()).optional(),
};

export const SUBMISSION_INPUT_NAMES: ReadonlySet<string> = new Set(Object.keys(SHAPE));

export const SUBMISSION_SCHEMA = inputMap(SHAPE).superRefine(({ waitFor, publish }, context) => {
  if (publish === true && waitFor === "submitted")
    context.addIssue({
      code: "custom",
      path: ["waitFor"],
      message:
        'is "submitted" together with publish: true, but a release can be put on sale only after it has passed; leave waitFor out, or say "onSale"',
    });
});

/** What is waited for: whoever wants it put on sale waits until it is, if nothing else is said. */
export function goalOf({ waitFor, publish }: { waitFor?: unknown; publish?: unknown }): unknown {
  return waitFor ?? (publish === true ? "onSale" : "submitted");
}
