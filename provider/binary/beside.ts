/** What is done about a binary that stands: its Google services flag, and the binaries that it supersedes. */

import type { ContentBinary } from "../../sdk";
import { EDITABLE_STATUSES } from "../../sdk/facts/states";
import { settle } from "../converge";
import { Refusal } from "../lifecycle";
import type { AppRecords, StoreSession } from "../session";
import type { BinaryInputs } from "./inputs";
import { isOwnName } from "./names";
import { binariesOf, openUpdate } from "./register";
import { refuseNotEditable, shown } from "./rules";

/** Brings everything about the binary to what the inputs say, opening an update when there is something to change. */
export async function bringToState(store: StoreSession, inputs: BinaryInputs, binarySeq: string): Promise<void> {
  const { contentId, usesGoogleServices: gms } = inputs;
  await settle({
    observe: () => store.app(contentId),
    apply: async (records) => {
      const binary = binariesOf(records).find((each) => each.binarySeq === binarySeq);
      if (binary === undefined)
        throw new Refusal(
          `App ${contentId}: binary ${binarySeq} is not there any more. Run \`pulumi refresh\`, then build with a higher versionCode: the store registers no version twice (store code 5021). Nothing was changed.`,
        );
      const superseded = supersededBy(inputs, binarySeq, records);
      const flag = gms !== undefined && binary.gms !== gms;
      if (!flag && superseded.length === 0) return;
      refuseNotEditable(contentId, records);
      await openUpdate(store, records);
      if (flag) await store.writeApp(contentId, (api) => api.binaries.modify({ contentId, binarySeq, gms }));
      for (const each of superseded)
        await store.writeApp(contentId, (api) => api.binaries.remove({ contentId, binarySeq: each.binarySeq }));
    },
  });
}

/** Whether the inputs name binaries that go once the new one stands. */
export function hasSuperseded({ keepSuperseded, supersedes = [], replacedVersion }: BinaryInputs): boolean {
  return keepSuperseded !== true && (supersedes.length > 0 || replacedVersion !== undefined);
}

function supersededBy(inputs: BinaryInputs, binarySeq: string, records: AppRecords): ContentBinary[] {
  if (!hasSuperseded(inputs)) return [];
  const { supersedes = [], replacedVersion } = inputs;
  return binariesOf(records).filter(
    (each) =>
      each.binarySeq !== binarySeq &&
      (supersedes.includes(each.binarySeq) || (replacedVersion !== undefined && each.versionCode === replacedVersion)),
  );
}

/** Takes a binary out of the open update. A live one stays: only a release without it takes it from the store. */
export async function remove(store: StoreSession, inputs: BinaryInputs, binarySeq: string): Promise<void> {
  const { contentId } = inputs;
  await settle({
    observe: () => store.appIfAny(contentId),
    apply: async (records) => {
      const has = (record: AppRecords["sale"]) => record?.binaryList.find((each) => each.binarySeq === binarySeq);
      const open = has(records?.registration);
      const live = has(records?.sale);
      if (open === undefined && (live === undefined || records?.registration !== undefined)) return;
      if (inputs.keepSuperseded === true && isSuperseded(inputs, records)) return;
      const status = records?.registration?.contentStatus;
      const stays =
        live !== undefined
          ? "is live; the store keeps it"
          : status !== undefined && !EDITABLE_STATUSES.includes(status)
            ? `is in an update in status ${status} and stays in it`
            : undefined;
      if (stays === undefined) await store.writeApp(contentId, (api) => api.binaries.remove({ contentId, binarySeq }));
      else console.log(`App ${contentId}: ${shown(open ?? live ?? { binarySeq })} ${stays}. It is no longer managed.`);
    },
  });
}

/** A later run may find the replaced object still to be deleted, when the one before was killed. */
function isSuperseded({ versionCode }: BinaryInputs, records: AppRecords | undefined): boolean {
  const binaries = records === undefined ? [] : binariesOf(records);
  return binaries.some((each) => isOwnName(each.fileName) && Number(each.versionCode) > Number(versionCode));
}
