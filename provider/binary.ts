/** A binary of an app: a file that is uploaded and registered in the open update, and takes the place of the one before. */

import type { Input } from "@pulumi/pulumi";
import { bringToState, hasSuperseded, remove } from "./binary/beside";
import { BINARY_INPUT_NAMES, type BinaryInputs, checkBinary } from "./binary/inputs";
import { binariesOf, standing } from "./binary/register";
import { noteKept, noteReplacement, takeKept } from "./binary/replacements";
import { shownId } from "./check";
import { declareBinary, withSettledApp } from "./declared";
import { type Lifecycle, messageOf, PartlyDone, type Stored, type Values } from "./lifecycle";
import { isAnother, sameValue } from "./values";

/** Inputs of a binary. Source of the rules: Content Publish API, "Add new binary", "Modify binary" and "Delete binary". */
export interface BinaryArgs {
  /** The app's 12-digit content id. Changing it replaces. */
  contentId: Input<string>;
  /**
   * Path of an APK or AAB, relative to the Pulumi program. All binaries of an app are of one kind, 20 at most. Another
   * content replaces: the new binary is uploaded and registered, then the one before is taken out of the update.
   */
  file: Input<string>;
  /** Whether the build uses Google services. Default: as the app's newest binary, else false. Wire: `gms`. */
  usesGoogleServices?: Input<boolean>;
  /**
   * Sequence of a binary whose device groups the new one takes over; no others can then be added. Matters when the
   * binary is registered. Default: none. Wire: `binarySeqForDeviceInfo`.
   */
  copyDevicesFrom?: Input<string>;
  /** Leaves superseded binaries in the update, beside the new one. Default: false. */
  keepSuperseded?: Input<boolean>;
  /**
   * Sequences of binaries from before Pulumi that this one takes the place of, e.g. `["13"]`; they are taken out of the
   * update once it stands. Default: none; what this resource registered before is always superseded.
   */
  supersedes?: Input<Input<string>[]>;
  /**
   * Takes over a binary of the same version that the app has already, though it was not uploaded from this file as far
   * as the store tells; also keeps what stands when the same version is built again with other bytes. Default: false.
   */
  adopt?: Input<boolean>;
  /** Registers the binary also while the live release is still being rolled out: a hot fix. Default: false. */
  duringRollout?: Input<boolean>;
}

interface BinaryOutputs {
  /** Sequence within the app, given by the store. */
  binarySeq: string;
}

type BinaryState = Stored<BinaryInputs, BinaryOutputs>;

export const binary: Lifecycle<BinaryInputs, BinaryOutputs> = {
  inputNames: BINARY_INPUT_NAMES,

  describe: ({ contentId }) => `binary of app ${shownId(contentId)}`,

  check: (inputs, old) => checkBinary(inputs, old as Partial<BinaryInputs>),

  diff(_id, { inputs: old, outputs }, given) {
    declareBinary(old.contentId, outputs.binarySeq);
    const next = withSettledApp(old, given);
    const { contentId, sha256 } = next;
    const otherApp = isAnother(contentId, old.contentId);
    const otherFile = typeof sha256 === "string" && sha256 !== old.sha256;
    if (otherFile && !otherApp) noteReplacement(contentId, sha256, old.versionCode);
    const replaces = [...(otherApp ? ["contentId"] : []), ...(otherFile ? ["sha256"] : [])];
    return {
      changes: replaces.length > 0 || !sameValue(comparable({ ...old }, next), comparable(next, next)),
      replaces,
    };
  },

  async create(store, inputs) {
    const { contentId, replacedVersion } = inputs;
    const { binarySeq, found } = await standing(store, inputs);
    declareBinary(contentId, binarySeq);
    if (found)
      console.log(
        `App ${contentId}: binary ${binarySeq} with versionCode ${inputs.versionCode} is there already and is taken over.`,
      );
    if (inputs.keepSuperseded === true && replacedVersion !== undefined) noteKept(contentId, replacedVersion);
    const id = `${contentId}/${binarySeq}`;
    const state: BinaryState = { inputs, outputs: { binarySeq } };
    try {
      if (found || hasSuperseded(inputs)) await bringToState(store, inputs, binarySeq);
    } catch (error) {
      throw new PartlyDone(id, state, [
        `Binary ${binarySeq} of app ${contentId} is registered, but: ${messageOf(error)}`,
      ]);
    }
    return { id, ...state };
  },

  async read(store, _id, { inputs, outputs }) {
    const { contentId } = inputs;
    const { binarySeq } = outputs;
    const records = await store.appIfAny(contentId);
    if (records === undefined) return undefined;
    const live = binariesOf(records).find((each) => each.binarySeq === binarySeq);
    if (live === undefined) {
      console.log(
        `App ${contentId}: binary ${binarySeq} (versionCode ${inputs.versionCode}) was removed, or its update discarded, in the Seller Portal. The store registers no version twice (store code 5021): build with a higher versionCode before the next up.`,
      );
      return undefined;
    }
    const listed = inputs.usesGoogleServices !== undefined && typeof live.gms === "boolean";
    return { inputs: listed ? { ...inputs, usesGoogleServices: live.gms === true } : inputs, outputs };
  },

  async update(store, _id, { outputs }, inputs) {
    await bringToState(store, inputs, outputs.binarySeq);
    return { inputs, outputs };
  },

  async delete(store, _id, { inputs, outputs }) {
    if (!takeKept(inputs.contentId, inputs.versionCode)) await remove(store, inputs, outputs.binarySeq);
  },
};

/** What a difference is made of; a flag that the program does not list stays as it is. */
function comparable({ contentId, file, sha256, usesGoogleServices }: Values, listed: Values): Values {
  return {
    contentId,
    ...(sha256 === undefined ? { file } : { sha256 }),
    ...(listed.usesGoogleServices !== undefined && { usesGoogleServices }),
  };
}
