/** Brings a package into an app: recognises it when it is there already, otherwise uploads and registers it, once. */

import { stat } from "node:fs/promises";
import type { ContentBinary } from "../../sdk";
import { isGalaxyStoreError } from "../../sdk/errors";
import { requiredFields } from "../app/change";
import { hasCode } from "../codes";
import { settle } from "../converge";
import { Refusal } from "../lifecycle";
import { uploadLines } from "../progress";
import type { AppRecords, StoreSession } from "../session";
import { canBeOpenedAgain } from "../stages";
import type { BinaryInputs } from "./inputs";
import { isMadeFrom, uploadName } from "./names";
import { inspectPackage } from "./packageFile";
import { newestOf, refuseUnfit, shown, takenVersion, unchanged } from "./rules";

/** The record that a binary belongs to: the open update, else what is on sale. */
export function binariesOf({ registration, sale }: AppRecords): ContentBinary[] {
  return (registration ?? sale)?.binaryList ?? [];
}

interface Standing {
  readonly binarySeq: string;
  /** It was there before this run. */
  readonly found: boolean;
}

/** After an unclear answer the store is looked at again, and what went up already is not uploaded again. */
export async function standing(store: StoreSession, inputs: BinaryInputs): Promise<Standing> {
  const { contentId } = inputs;
  let upload: Uploaded | undefined;
  return settle({
    observe: () => store.app(contentId),
    apply: async (records) => {
      const there = findStanding(inputs, records);
      if (there !== undefined) return { binarySeq: there.binarySeq, found: upload === undefined };
      if (upload === undefined) {
        await refuseUnfit(store, inputs, records);
        upload = await uploaded(store, inputs);
      }
      await openUpdate(store, records);
      return { binarySeq: await register(store, inputs, upload, records), found: false };
    },
  });
}

/** Opens an update when none is open, or one that was rejected, with what the store requires and nothing else. */
export async function openUpdate(store: StoreSession, { sale, registration }: AppRecords): Promise<void> {
  const opened = registration ?? sale;
  if (opened === undefined || (registration !== undefined && !canBeOpenedAgain(registration.contentStatus))) return;
  await store.writeApp(opened.contentId, (api) => api.apps.update(requiredFields(opened)));
}

/** The binary of this very content, or the one of the same version when it may be taken over. */
function findStanding(inputs: BinaryInputs, records: AppRecords): ContentBinary | undefined {
  const { contentId, file, versionCode } = inputs;
  const binaries = binariesOf(records);
  const own = binaries.find(({ fileName }) => isMadeFrom(fileName, inputs));
  if (own !== undefined) return own;
  const same = binaries.find((binary) => Number(binary.versionCode) === Number(versionCode));
  if (same !== undefined && inputs.adopt === true) return same;
  if (same !== undefined) throw unchanged(contentId, `${file} ${takenVersion(inputs, same)}.`);
  const live = records.sale?.binaryList.find((binary) => Number(binary.versionCode) === Number(versionCode));
  if (live === undefined) return undefined;
  throw unchanged(
    contentId,
    `versionCode ${versionCode} of ${file} is live as ${shown(live)}, but was taken out of the open update, and the store registers no version twice (store code 5021). Discard the update in the Seller Portal, or build with a higher versionCode.`,
  );
}

interface Uploaded {
  readonly fileKey: string;
  readonly fileName: string;
}

async function uploaded(store: StoreSession, inputs: BinaryInputs): Promise<Uploaded> {
  const { contentId, file } = inputs;
  await refuseChanged(inputs);
  const fileName = uploadName(file, inputs);
  const lines = uploadLines(`App ${contentId}: ${file}`, (await stat(file)).size);
  try {
    const { uploads } = await store.api();
    const { fileKey } = await uploads.file(
      { path: file, fileName, onProgress: lines.onProgress },
      { signal: store.waiting.signal },
    );
    lines.done();
    return { fileKey, fileName };
  } catch (error) {
    if (!isGalaxyStoreError(error)) throw error;
    if (error.kind === "cancelled")
      throw unchanged(contentId, `stopped while ${file} was going up. The next up sends it again.`);
    throw unchanged(contentId, `${file} could not be uploaded. ${error.message} The next up sends the file again.`);
  }
}

/** What goes up must be what was checked: the name says so for good. */
async function refuseChanged({ contentId, file, sha256 }: BinaryInputs): Promise<void> {
  const now = await inspectPackage(file);
  if ("problem" in now) throw unchanged(contentId, `${now.problem}.`);
  if (now.sha256 !== sha256)
    throw unchanged(contentId, `${file} has changed since it was checked. Run this again when it is built.`);
}

async function register(
  store: StoreSession,
  inputs: BinaryInputs,
  { fileKey, fileName }: Uploaded,
  records: AppRecords,
): Promise<string> {
  const { contentId, copyDevicesFrom } = inputs;
  const gms = inputs.usesGoogleServices ?? newestOf(binariesOf(records))?.gms ?? false;
  try {
    const { binarySeq } = await store.writeApp(contentId, (api) =>
      api.binaries.add({
        contentId,
        fileKey,
        fileName,
        gms,
        ...(copyDevicesFrom !== undefined && { copyDevicesFrom }),
      }),
    );
    if (binarySeq !== undefined) return binarySeq;
  } catch (error) {
    if (hasCode(error, "5030")) throw new Refusal(noDevices(inputs));
    if (!hasCode(error, "5021")) throw error;
  }
  const own = binariesOf(await store.app(contentId)).find((binary) => isMadeFrom(binary.fileName, inputs));
  if (own !== undefined) return own.binarySeq;
  throw new Refusal(
    `App ${contentId}: the store says that ${inputs.file} (versionCode ${inputs.versionCode}) is in use already (store code 5021). It registers no version twice, not even after its binary was removed or the update with it was discarded. Build with a higher versionCode and run this again. No binary was registered.`,
  );
}

function noDevices({ contentId, file, copyDevicesFrom }: BinaryInputs): string {
  const way =
    copyDevicesFrom === undefined
      ? "Choose its devices in the Seller Portal, or name in copyDevicesFrom a binary that has some"
      : `Binary ${copyDevicesFrom}, which copyDevicesFrom names, has none: name another one, or choose devices in the Seller Portal`;
  return `App ${contentId}: the store found no device configuration for ${file} (store code 5030). ${way}, then run this again. No binary was registered.`;
}
