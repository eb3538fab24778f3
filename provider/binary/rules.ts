/** What the store would refuse of a package, held before the upload: an upload is long, and a refused one leaves an update open. */

import type { ContentBinary } from "../../sdk";
import { BINARIES_MAX } from "../../sdk/facts/limits";
import { Refusal } from "../lifecycle";
import { type AppRecords, packageNameOf, type StoreSession } from "../session";
import { inRollout, isRolling, readRollout } from "../stagedRollout/live";
import { canBeEdited, wayToEdit } from "../stages";
import type { BinaryInputs } from "./inputs";
import { kindOf, type PackageFacts } from "./packageFile";

/** A binary that an app has, as far as the rules go. */
export type Registered = Pick<ContentBinary, "binarySeq" | "versionCode" | "fileName">;

interface AppBinaries {
  packageName: string | undefined;
  /** Of both records: a version counts as long as one of them has it. */
  binaries: readonly Registered[];
  /** Of the record that the new one joins. */
  beside: readonly Registered[];
}

/** What keeps the package out of an app, as the rest of a sentence that begins with the file; undefined when nothing does. */
export function misfit(
  { file, packageName, versionCode }: PackageFacts & { file: string },
  app: AppBinaries,
): string | undefined {
  if (app.packageName !== undefined && packageName !== app.packageName)
    return `holds the package ${packageName}, but the app's package is ${app.packageName}`;
  const newest = newestOf(app.binaries);
  if (newest !== undefined && Number(versionCode) <= Number(newest.versionCode))
    return `has versionCode ${versionCode}, which is not above ${newest.versionCode} of ${shown(newest)}; build it with a higher versionCode`;
  const other = app.beside.find(({ fileName }) => kindOf(fileName ?? "") !== undefined && !sameKind(fileName, file));
  if (other !== undefined)
    return `is ${kindOf(file)}, but ${shown(other)} is ${kindOf(other.fileName ?? "")}, and all binaries of an app are of one kind; build that kind, or take the others out of the open update in the Seller Portal first`;
  if (app.beside.length >= BINARIES_MAX)
    return `would be binary ${app.beside.length + 1} of the app, and the store keeps ${BINARIES_MAX}; take one out of the open update in the Seller Portal first`;
  return undefined;
}

/** Words for a version that the app has from elsewhere. */
export function takenVersion({ versionCode }: PackageFacts, same: Registered): string {
  return `has versionCode ${versionCode}, which is registered already as ${shown(same)} and was not uploaded from this file as far as the store tells; set adopt: true to take it over as it is, or build with a higher versionCode`;
}

function sameKind(one: string | null | undefined, other: string): boolean {
  return kindOf(one ?? "") === kindOf(other);
}

export function newestOf<T extends Registered>(binaries: readonly T[]): T | undefined {
  const code = ({ versionCode }: T) => Number(versionCode ?? 0);
  return binaries.reduce<T | undefined>((best, each) => (best && code(best) >= code(each) ? best : each), undefined);
}

/** How messages name a binary. */
export function shown({ binarySeq, fileName }: Registered): string {
  return `binary ${binarySeq}${fileName ? ` (${fileName})` : ""}`;
}

/** Refused before anything is uploaded, opened or registered. */
export async function refuseUnfit(store: StoreSession, inputs: BinaryInputs, records: AppRecords): Promise<void> {
  const { sale, registration } = records;
  const beside = (registration ?? sale)?.binaryList ?? [];
  const binaries = [...(sale?.binaryList ?? []), ...(registration?.binaryList ?? [])];
  refuseNotEditable(inputs.contentId, records);
  const wrong = misfit(inputs, { packageName: packageNameOf(records), binaries, beside });
  if (wrong !== undefined) throw unchanged(inputs.contentId, `${inputs.file} ${wrong}.`);
  const { copyDevicesFrom } = inputs;
  if (copyDevicesFrom !== undefined && !beside.some(({ binarySeq }) => binarySeq === copyDevicesFrom))
    throw unchanged(
      inputs.contentId,
      `copyDevicesFrom names binary ${copyDevicesFrom}, but the app has ${beside.map((each) => each.binarySeq).join(", ") || "none"}. Name one of these, or leave it out.`,
    );
  if (inputs.duringRollout !== true) await refuseDuringRollout(store, inputs.contentId, records);
}

/** Binaries change in an open update that can be edited; one is opened for apps that are on sale. [content-publish 5.6, 7.2] */
export function refuseNotEditable(contentId: string, { sale, registration }: AppRecords): void {
  if (registration !== undefined && !canBeEdited(registration.contentStatus))
    throw unchanged(
      contentId,
      `its update is in status ${registration.contentStatus}, in which no binary can be added or changed (store code 3201). ${wayToEdit(registration.contentStatus)}`,
    );
  if (registration === undefined && sale?.contentStatus !== "FOR_SALE")
    throw unchanged(
      contentId,
      `it is in status ${sale?.contentStatus}, in which no update can be opened. Put it back on sale in the Seller Portal first.`,
    );
}

/** A new binary while part of the users waits for the live one would leave them out, or reach them first. */
async function refuseDuringRollout(store: StoreSession, contentId: string, { sale }: AppRecords): Promise<void> {
  const live = await readRollout(store, sale, "SALE");
  if (!isRolling(live)) return;
  throw unchanged(
    contentId,
    `its live release (binary ${inRollout(live).join(", ")}) is still at ${live.rates.rate} percent of a staged rollout, and an app has one rollout at a time. Finish it first with releaseToEveryone: true on its StagedRollout; for a hot fix that cannot wait, set duringRollout: true on the Binary.`,
  );
}

export function unchanged(contentId: string, words: string): Refusal {
  return new Refusal(`App ${contentId}: ${words} Nothing was changed.`);
}
