/** Apps of the seller: their records, the open update, submission and sale. */

import { z } from "zod";
import type { Caller } from "../core/caller";
import type { RequestOptions } from "../options";
import {
  AppSummaries,
  type AppSummary,
  type ContentRecord,
  ContentRecords,
  UpdateAnswer,
  type UpdateAnswer as UpdateAnswerType,
} from "../wire/content";
import { type ContentChange, encodeContentChange } from "../wire/contentChange";
import { statusFate, submitFate, updateFate } from "./fates";

/** A status that an app can be given. `FOR_SALE` publishes a passed release; `TERMINATED` is final. */
export type SettableStatus = "FOR_SALE" | "SUSPENDED" | "TERMINATED";

export class Apps {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** All apps of the seller. An app with an open update may be there twice, with different `contentStatus`. */
  list(options?: RequestOptions): Promise<AppSummary[]> {
    return this.#caller.call("apps.list", { object: "the seller's apps" }, AppSummaries, options);
  }

  /** The records of one app: one, or two while an update is open, in no certain order. Empty for an unknown id. */
  get(contentId: string, options?: RequestOptions): Promise<ContentRecord[]> {
    return this.#caller.call("apps.get", { object: `app ${contentId}`, query: { contentId } }, ContentRecords, options);
  }

  /** Changes the open update of an app that is in service, opening one when there is none. Send only what changes. */
  update(change: ContentChange, options?: RequestOptions): Promise<UpdateAnswerType> {
    return this.#caller.call(
      "apps.update",
      {
        object: `app ${change.contentId}`,
        json: encodeContentChange(change),
        readBack: async () => updateFate(change, await this.get(change.contentId, options)),
      },
      UpdateAnswer,
      options,
    );
  }

  /** Submits the open update for review. */
  async submit(contentId: string, options?: RequestOptions): Promise<void> {
    const readBack = async () => submitFate(await this.get(contentId, options));
    const values = { object: `app ${contentId}`, json: { contentId }, readBack };
    await this.#caller.call("apps.submit", values, z.unknown(), options);
  }

  /** Puts a passed release on sale, stops the sale, or ends it for good. */
  async setStatus(contentId: string, contentStatus: SettableStatus, options?: RequestOptions): Promise<void> {
    const readBack = async () => statusFate(contentStatus, await this.get(contentId, options));
    const values = { object: `app ${contentId}`, json: { contentId, contentStatus }, readBack };
    await this.#caller.call("apps.setStatus", values, z.unknown(), options);
  }
}
