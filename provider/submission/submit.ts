/** Submits the open update for review, once: what was submitted before, by a lost answer or a killed run, is recognised. */

import { createHash } from "node:crypto";
import type { ContentRecord } from "../../sdk";
import { isGalaxyStoreError } from "../../sdk/errors";
import { comparableInput, LISTING_TEXTS, liveListings } from "../app/live";
import { settle } from "../converge";
import { Refusal } from "../lifecycle";
import type { AppRecords, StoreSession } from "../session";
import { inWords, stageOf, wayOut } from "../stages";
import { refuseUnready } from "./guards";
import type { SubmissionInputs } from "./inputs";

/** A release on its way to the sale. */
export interface Submission {
  /** Absent when somebody else, or a run that was killed, submitted it. */
  readonly submittedAt: string | undefined;
  /** Mark of the live release that it replaces, where the two can be told apart. */
  readonly replacing: string | undefined;
  /** Mark of what this resource submitted; absent with `submittedAt`. */
  readonly submitted: string | undefined;
}

/** Submits, or recognises what is submitted; undefined when no update is open. */
export async function submitOpenUpdate(store: StoreSession, inputs: SubmissionInputs): Promise<Submission | undefined> {
  const { contentId } = inputs;
  let sent: Submission | undefined;
  return settle({
    observe: () => store.app(contentId),
    apply: async (records) => {
      const status = records.registration?.contentStatus;
      // An automatic release can pass and be on sale before it is known that its submission arrived.
      if (status === undefined) return sent;
      if (stageOf(status).kind !== "editable") {
        refuseStopped(contentId, status);
        if (sent === undefined)
          console.log(`Submission of app ${contentId}: is ${inWords(status)} already; not submitted again.`);
        return sent ?? { submittedAt: undefined, replacing: replacedBy(records), submitted: undefined };
      }
      await refuseUnready(store, inputs, records);
      if (store.waiting.signal.aborted)
        throw new Refusal(`Submission of app ${contentId}: stopped before it was submitted. Nothing was submitted.`);
      sent = {
        submittedAt: new Date(store.waiting.now()).toISOString(),
        replacing: replacedBy(records),
        submitted: records.registration && releaseMark(records.registration),
      };
      await send(store, contentId);
      console.log(`Submission of app ${contentId}: submitted for review.`);
      return sent;
    },
  });
}

function refuseStopped(contentId: string, status: string): void {
  const stage = stageOf(status);
  if (stage.kind === "beta")
    throw new Refusal(
      `Submission of app ${contentId}: the app is ${inWords(status)}, which the API does not submit (store code 4129). Submit it in the Seller Portal. Nothing was submitted.`,
    );
  if (stage.kind === "stopped")
    throw new Refusal(
      `Submission of app ${contentId}: the update is ${inWords(status)}. ${wayOut(stage.how)} Nothing was submitted.`,
    );
}

async function send(store: StoreSession, contentId: string): Promise<void> {
  try {
    await store.writeApp(contentId, (api) => api.apps.submit(contentId));
  } catch (error) {
    if (!isGalaxyStoreError(error) || error.unclear) throw error;
    const more = WAYS_OUT[error.code ?? ""];
    throw new Refusal(
      `Submission of app ${contentId}: ${error.message}${more === undefined ? "" : ` ${more}`} Nothing was submitted.`,
    );
  }
}

/** What helps here beyond what the SDK says of a code. */
const WAYS_OUT: Readonly<Record<string, string>> = {
  "3201": "When somebody else submitted it at the same moment, run this again: it then goes on from there.",
  "4105": "When the app has just been changed in the portal, run this again.",
  "5030": "A Binary copies the devices of an earlier one with copyDevicesFrom.",
};

/** Undefined when the update does not differ in what {@link releaseMark} sees. */
function replacedBy({ sale, registration }: AppRecords): string | undefined {
  if (sale === undefined || registration === undefined) return undefined;
  const mark = releaseMark(sale);
  return mark === releaseMark(registration) ? undefined : mark;
}

/** A short text that is the same for the same binaries and listing texts. */
export function releaseMark(record: ContentRecord): string {
  const listings = [...liveListings(record)].map(([language, listing]) => [
    language,
    ...LISTING_TEXTS.map((name) => comparableInput(name, listing[name])),
  ]);
  const content = [record.binaryList.map((binary) => binary.binarySeq).sort(), listings.sort()];
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 16);
}
