/** What is refused before an update is submitted or put on sale: a release that is not ready, or not the one that the program means. */

import { PUBLICATION_CODES } from "../app/inputs";
import { hasBinary, newBinaries, portalEdits } from "../app/portalEdits";
import { unmetInputs } from "../app/unmet";
import { declaredOf } from "../declared";
import { Refusal } from "../lifecycle";
import type { AppRecords, StoreSession } from "../session";
import {
  askRollout,
  enabledBinaries,
  isRolling,
  type LiveRollout,
  otherCountries,
  type RolloutInputs,
  readRollout,
} from "../stagedRollout/live";
import { goalOf, type SubmissionInputs } from "./inputs";

/** Everything that is known before the store is asked to review. */
export async function refuseUnready(store: StoreSession, inputs: SubmissionInputs, records: AppRecords): Promise<void> {
  const { contentId } = inputs;
  const refuse = (reason: string) => new Refusal(`Submission of app ${contentId}: ${reason} Nothing was submitted.`);
  // Must be true to be submitted. [content-publish 6: usExportLaws]
  if (records.registration?.usExportLaws === false)
    throw refuse(
      "the update does not say that the app complies with the export laws of the USA, without which the store takes no submission. Set exportLaws: true on the App.",
    );
  if (waitsForEver(inputs, records))
    throw refuse(
      'the publication of the update is manual, so that it never goes on sale by itself, and waitFor "onSale" would wait for ever. Set publish: true, or waitFor: "approved".',
    );
  refuseUnmet(contentId, records, refuse);
  await refuseForeign(store, inputs, records, "submitted");
}

/** Whether all that goes out was put there, or is allowed, by this program. */
export async function refuseForeign(
  store: StoreSession,
  { contentId, includePortalEdits, duringRollout, beside = [] }: SubmissionInputs,
  records: AppRecords,
  act: Act,
): Promise<void> {
  const { app, binaries, rollout } = declaredOf(contentId);
  const isMixed = app !== undefined || binaries !== undefined || beside.includes("App") || beside.includes("Binary");
  if (includePortalEdits !== true && isMixed) refusePortalEdits(contentId, records, act);
  if (beside.includes("StagedRollout") && rollout === undefined && newBinaries(records).length > 0)
    throw new Refusal(
      `Submission of app ${contentId}: the update brings new binaries, and this run leaves out the StagedRollout that the program declares for the app (--target or --exclude). Run it without, or target the StagedRollout as well. Nothing was ${act}.`,
    );
  await refuseRollout(store, contentId, records, act);
  if (duringRollout !== true) await refuseDuringRollout(store, contentId, records, act);
}

type Act = "submitted" | "put on sale";

/** What the App declares was set by its last change; without a refresh nobody has seen what became of it since. */
function refuseUnmet(contentId: string, { registration }: AppRecords, refuse: (reason: string) => Refusal): void {
  const { app } = declaredOf(contentId);
  const unmet = registration === undefined || app === undefined ? [] : unmetInputs(registration, app);
  if (unmet.length > 0)
    throw refuse(
      `the open update does not hold what the App declares in ${unmet.join(", ")}: somebody changed it in the Seller Portal. Run \`pulumi up --refresh\`, which sets it again.`,
    );
}

/** A manual publication waits for a word that neither the program nor the store will say. */
export function waitsForEver(inputs: SubmissionInputs, { registration }: AppRecords): boolean {
  return (
    goalOf(inputs) === "onSale" && inputs.publish !== true && registration?.publicationType === PUBLICATION_CODES.manual
  );
}

/** A program that puts nothing into the update itself releases what the portal has made; otherwise the two are not mixed in silence. */
function refusePortalEdits(contentId: string, records: AppRecords, act: Act): void {
  const refuse = (reason: string) => new Refusal(`Submission of app ${contentId}: ${reason} Nothing was ${act}.`);
  if (records.sale === undefined)
    throw refuse(
      "the app has never been on sale, so that all of its registration was made in the Seller Portal. Set includePortalEdits: true to submit it as it is.",
    );
  const edits = portalEdits(records, declaredOf(contentId));
  if (edits.length > 0)
    throw refuse(
      `the open update differs from the live app in ${edits.join(", ")}, which this program does not manage: somebody changed it in the Seller Portal. Put it into the program, undo it in the portal, or set includePortalEdits: true to release it with the rest.`,
    );
}

/** A release goes out in steps as declared, or not at all: a word that was left over from the last one releases nothing. */
async function refuseRollout(store: StoreSession, contentId: string, records: AppRecords, act: Act): Promise<void> {
  const { rollout } = declaredOf(contentId);
  const added = newBinaries(records).map((binary) => binary.binarySeq);
  const missing = (rollout?.binaries ?? []).filter((seq) => !hasBinary(records.registration, seq));
  if (missing.length > 0)
    throw new Refusal(
      `Submission of app ${contentId}: the update has no binary ${missing.join(", ")}, which the StagedRollout lists: somebody took it out in the Seller Portal. Run \`pulumi up --refresh\` to see what is left of it. Nothing was ${act}.`,
    );
  if (rollout === undefined || added.length === 0) return;
  const brings = `the update brings binary ${added.join(", ")}`;
  const refuse = (reason: string) =>
    new Refusal(`Submission of app ${contentId}: ${brings}, ${reason} Nothing was ${act}.`);
  if (rollout.releaseToEveryone === true)
    throw refuse(
      "but its StagedRollout says releaseToEveryone: true, which is meant for the release before. Give the StagedRollout the new binaries and a rate, or take it out of the program to release to everyone.",
    );
  // What passed the review is asked for as well: an up that was killed has submitted it, and its rollout stands since then.
  const standing = await askRollout(store, contentId, "REGISTRATION");
  if (standing === undefined)
    throw refuse(
      `and its staged rollout cannot be read in status ${records.registration?.contentStatus}. Look at it in the Seller Portal and go on there.`,
    );
  const enabled = enabledBinaries(standing);
  const outside = added.filter((seq) => !enabled.includes(seq));
  if (outside.length > 0)
    throw refuse(
      `but binary ${outside.join(", ")} is not in the staged rollout and would go to everyone. ${act === "submitted" ? "List it in binaries of the StagedRollout." : "Put it in in the Seller Portal, or release from there."}`,
    );
  const differences = rolloutDifferences(rollout, standing);
  if (differences.length > 0)
    throw refuse(
      `but its staged rollout does not stand as declared: ${differences.join("; ")}. ${act === "submitted" ? "Run `pulumi up --refresh`, which sets it again." : "Correct it in the Seller Portal, or release from there."}`,
    );
}

/** What becomes of a live rollout when an update without new binaries is published is not documented. [content-publish 7.3] */
async function refuseDuringRollout(
  store: StoreSession,
  contentId: string,
  records: AppRecords,
  act: Act,
): Promise<void> {
  if (newBinaries(records).length > 0) return;
  const live = await readRollout(store, records.sale, "SALE");
  if (!isRolling(live)) return;
  throw new Refusal(
    `Submission of app ${contentId}: the live release is still at ${live.rates.rate} percent of a staged rollout, and what its rollout becomes when an update without new binaries is published is not documented. Finish the rollout first, or set duringRollout: true to release the update all the same. Nothing was ${act}.`,
  );
}

function rolloutDifferences(declared: RolloutInputs, standing: LiveRollout): string[] {
  const { rate, countries = {}, binaries = [] } = declared;
  const found = standing.rates;
  const enabled = enabledBinaries(standing);
  return [
    ...binaries.filter((seq) => !enabled.includes(seq)).map((seq) => `binary ${seq} is not in it`),
    ...(found === undefined ? ["it has no rate"] : []),
    ...(found !== undefined && rate !== undefined && found.rate !== rate
      ? [`rate is ${found.rate} and not ${rate}`]
      : []),
    ...Object.entries(countries)
      .filter(([code, wanted]) => found !== undefined && found.countries[code] !== wanted)
      .map(([code, wanted]) => `countries.${code} is ${found?.countries[code] ?? "not set"} and not ${wanted}`),
    ...Object.entries(otherCountries(declared, standing)).map(([code, other]) => `countries.${code} is ${other}`),
  ];
}
