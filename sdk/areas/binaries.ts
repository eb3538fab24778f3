/** Binaries of an app's open update. */

import { z } from "zod";
import type { Caller } from "../core/caller";
import type { RequestOptions } from "../options";
import { yesNoLetter } from "../wire/contentChange";
import { AddedBinary } from "../wire/releases";

export interface NewBinary {
  contentId: string;
  /** File key of an uploaded APK or AAB. The file's name must be new for the app. */
  fileKey: string;
  /** True: the build uses Google services. */
  gms: boolean;
  /** Sequence of a binary whose device groups the new one takes over; no others can then be added. */
  copyDevicesFrom?: string;
}

export interface BinaryRef {
  contentId: string;
  binarySeq: string;
}

export class Binaries {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Registers an uploaded file in the open update. The sequence is missing in answers of older documentation. */
  add(
    { contentId, fileKey, gms, copyDevicesFrom }: NewBinary,
    options?: RequestOptions,
  ): Promise<{ binarySeq?: string }> {
    // The wire writes `filekey` here and `fileKey` in the upload's answer.
    const json = { contentId, filekey: fileKey, gms: yesNoLetter(gms), binarySeqForDeviceInfo: copyDevicesFrom };
    return this.#caller.call("binaries.add", { object: `app ${contentId}`, json }, AddedBinary, options);
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
    await this.#caller.call(
      "binaries.remove",
      { object: binaryName(contentId, binarySeq), query },
      z.unknown(),
      options,
    );
  }
}

function binaryName(contentId: string, binarySeq: string): string {
  return `binary ${binarySeq} of app ${contentId}`;
}
