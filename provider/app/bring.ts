/** Brings the app's open update to what the program lists, in one change; says and refuses what must be known before. */

import { converge } from "../converge";
import { declare, declaredOf } from "../declared";
import { Refusal } from "../lifecycle";
import type { AppRecords, StoreSession } from "../session";
import { canBeEdited, wayToEdit } from "../stages";
import { changeOf } from "./change";
import type { AppInputs } from "./inputs";
import { imageUrls } from "./live";
import { type AppState, effective, IDENTITY, ledgerOf, outputsOf, unlistedOf } from "./outputs";
import { portalEdits } from "./portalEdits";
import { withServedImages } from "./servedImages";
import { ImageUploads } from "./uploads";

/** Sends what differs in one change, opening an update when none is open. Nothing differs: nothing is sent. */
export async function bringToState(
  store: StoreSession,
  contentId: string,
  inputs: AppInputs,
  old: AppState,
): Promise<AppState> {
  const images = new ImageUploads(store);
  let ledger = ledgerOf(old);
  let urlsBefore: Record<string, string> | undefined;

  const records = await converge({
    observe: () => store.app(contentId),
    apply: async (live) => {
      const record = effective(live);
      // A change is carried out as a whole: when one image has a new address after an unclear answer, all was done.
      if (urlsBefore !== undefined && someSentUrlIsNew(images.sent(), urlsBefore, imageUrls(inputs, record)))
        ledger = { hashes: inputs.imageHashes ?? {}, urls: imageUrls(inputs, record) };
      refuseWhenNotEditable(contentId, live, false);
      const upload = async (path: string, file: string) => {
        refuseWhenNotEditable(contentId, live, true);
        return images.keyOf(path, file);
      };
      ledger = await withServedImages(store, record, inputs, ledger);
      const change = await changeOf(contentId, record, { inputs, previous: old.inputs, ledger, upload });
      if (change === undefined) return false;
      refuseWhenNotEditable(contentId, live, true);
      if (urlsBefore === undefined) namePortalEdits(contentId, live, inputs);
      urlsBefore = imageUrls(inputs, record);
      await store.writeApp(contentId, (api) => api.apps.update(change));
      return true;
    },
  });
  const outputs = outputsOf(contentId, records);
  declare(contentId, { known: { packageName: outputs.packageName, binaries: outputs.binaries } });
  return {
    inputs,
    outputs: {
      ...outputs,
      imageUrls: imageUrls(inputs, effective(records)),
      identifiedBy: IDENTITY.filter((name) => inputs[name] !== undefined),
      unlisted: unlistedOf(inputs, effective(records)),
    },
  };
}

/** Somebody's work in the open update is kept, and named, since it is released together with the program's. */
function namePortalEdits(contentId: string, records: AppRecords, inputs: AppInputs): void {
  const edits = portalEdits(records, { ...declaredOf(contentId), app: inputs });
  if (edits.length > 0)
    console.log(
      `App ${contentId}: the open update also differs from the live app in ${edits.join(", ")}, which this program does not manage. It stays as it is.`,
    );
}

function someSentUrlIsNew(
  sent: Iterable<string>,
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): boolean {
  return [...sent].some((path) => now[path] !== undefined && now[path] !== before[path]);
}

/** Refused before anything is uploaded or sent: the store edits apps that were on sale, and not while they are in review. */
function refuseWhenNotEditable(contentId: string, { sale, registration }: AppRecords, writing: boolean): void {
  if (sale === undefined)
    throw new Refusal(
      `App ${contentId} has never been on sale (status ${registration?.contentStatus}; store code 4128). The API cannot edit a first registration: finish it in the Seller Portal.`,
    );
  if (writing && registration !== undefined && !canBeEdited(registration.contentStatus))
    throw new Refusal(
      `App ${contentId} has an update in status ${registration.contentStatus}, which cannot be edited. ${wayToEdit(registration.contentStatus)} Nothing was changed.`,
    );
}
