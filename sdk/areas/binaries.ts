/** Binaries of an app's open update. */

import { z } from "zod";
import type { Caller } from "../core/caller";
import type { RequestOptions } from "../options";
import { ContentRecords } from "../wire/content";
import { yesNoLetter } from "../wire/contentChange";
import { AddedBinary } from "../wire/releases";
import { addedFate, removedBinaryFate } from "./fates";

export interface NewBinary {
  /** Id of the app, 12 digits. */
  contentId: string;
  /** File key of an uploaded APK or AAB. The file's name must be new for the app. */
  fileKey: string;
  /** Name under which the file was uploaded. Not sent: it tells whether the binary was added when the answer is lost. */
  fileName?: string;
  /** True: the build uses Google services. */
  gms: boolean;
  /** Sequence of a binary whose device groups the new one takes over; no others can then be added. */
  copyDevicesFrom?: string;
}

export interface BinaryRef {
  /** Id of the app, 12 digits. */
  contentId: string;
  /** Sequence of the binary within the app. */
  binarySeq: string;
}

export class Binaries {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Registers an uploaded file in the open update. The sequence is missing in answers of older documentation. */
  add(
    { contentId, fileKey, fileName, gms, copyDevicesFrom }: NewBinary,
    options?: RequestOptions,
  ): Promise<{ binarySeq?: string }> {
    // The wire writes `filekey` here and `fileKey` in the upload's answer.
    const json = { contentId, filekey: fileKey, gms: yesNoLetter(gms), binarySeqForDeviceInfo: copyDevicesFrom };
    const readBack = async () => addedFate(fileName, await this.#records(contentId, options));
    return this.#caller.call("binaries.add", { object: `app ${contentId}`, json, readBack }, AddedBinary, options);
  }

  /** Sets whether a binary uses Google services; nothing else of a binary can be changed. */
  async modify({ contentId, binarySeq, gms }: BinaryRef & { gms: boolean }, options?: RequestOptions): Promise<void> {
    const json = { contentId, binarySeq, gms: yesNoLetter(gms) };
    await this.#caller.call(
      "binaries.modify",
      { object: binaryName(contentId, binarySeq), json },
      z.unknown(),
      options,
    );
  }

  /** Takes a binary out of the open update; it is gone from the store once the update goes live. */
  async remove({ contentId, binarySeq }: BinaryRef, options?: RequestOptions): Promise<void> {
    const query = { contentId, binarySeq };
    const readBack = async () => removedBinaryFate(binarySeq, await this.#records(contentId, options));
    const values = { object: binaryName(contentId, binarySeq), query, readBack };
    await this.#caller.call("binaries.remove", values, z.unknown(), options);
  }

  #records(contentId: string, options?: RequestOptions) {
    const values = { object: `app ${contentId}`, query: { contentId } };
    return this.#caller.call("apps.get", values, ContentRecords, options);
  }
}

function binaryName(contentId: string, binarySeq: string): string {
  return `binary ${binarySeq} of app ${contentId}`;
}
