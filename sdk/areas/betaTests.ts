/** The closed beta of an app: testers and feedback channel. */

import type { Caller } from "../core/caller";
import { eachOnce, type Place } from "../core/pages";
import { BETA_TESTERS } from "../facts/limits";
import type { AppStatus } from "../facts/states";
import type { RequestOptions } from "../options";
import { BetaTestAnswer, BetaUpdateAnswer } from "../wire/releases";

export interface BetaTestQuery {
  /** Id of the app, 12 digits. */
  contentId: string;
  /** The record: `SALE` is live, `REGISTRATION` the open update. */
  appStatus: AppStatus;
  /** First tester of the page. Default of the store: 0. */
  offset?: number;
  /** Testers on the page, 1,000 at most. Default of the store: 1,000. */
  limit?: number;
}

export interface BetaTestPage {
  /** Testers over all pages, 20,000 at most. */
  totalTesters: number;
  /** Samsung account ids of this page. */
  testers: string[];
  /** E-mail address or URL. */
  feedbackChannel?: string;
  /** Links that the testers open, by kind of app. */
  testingUrl?: { android?: string; instantPlay2?: string };
}

export interface BetaTestChange {
  /** Id of the app, 12 digits. */
  contentId: string;
  /** Samsung account ids. Sent 1,000 a call, so a long list is several calls. An id in both lists is removed. */
  add?: string[];
  /** Samsung account ids that leave the beta. Sent 1,000 a call. */
  remove?: string[];
  /** E-mail address or URL. */
  feedbackChannel?: string;
}

/** Ids that the store refused while it carried out the rest. */
export interface RefusedTesters {
  /** Ids that were not added. */
  additionFailed: string[];
  /** Ids that were not removed. */
  deletionFailed: string[];
}

export class BetaTests {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** One page of testers with the beta's feedback channel and links. */
  async get({ contentId, appStatus, offset, limit }: BetaTestQuery, options?: RequestOptions): Promise<BetaTestPage> {
    const { data } = await this.#caller.call(
      "beta.get",
      {
        object: `closed beta of app ${contentId}${offset ? `, from tester ${offset + 1}` : ""}`,
        query: { contentId, appStatus, offset, limit },
      },
      BetaTestAnswer,
      options,
    );
    const page: BetaTestPage = { totalTesters: data.totalNumberOfBetaTesters, testers: data.betaTesters };
    if (data.feedbackChannel) page.feedbackChannel = data.feedbackChannel;
    const { android, instantPlay2 } = data.betaTestingUrl ?? {};
    if (android || instantPlay2) {
      page.testingUrl = { ...(android ? { android } : {}), ...(instantPlay2 ? { instantPlay2 } : {}) };
    }
    return page;
  }

  /** All testers, each once; once the first page tells how many there are, up to four more are asked for at a time. */
  testers(
    beta: { contentId: string; appStatus: AppStatus },
    options?: RequestOptions,
  ): AsyncGenerator<string, void, undefined> {
    const read = async ({ offset }: Place, told: RequestOptions) => {
      const page = await this.get({ ...beta, offset, limit: BETA_TESTERS.perCall }, told);
      return { entries: page.testers, total: page.totalTesters };
    };
    return eachOnce(read, (tester) => tester, options);
  }

  /** Adds and removes testers and sets the feedback channel. Ids that are not Samsung accounts come back, the rest is done. */
  async update(
    { contentId, add = [], remove = [], feedbackChannel }: BetaTestChange,
    options?: RequestOptions,
  ): Promise<RefusedTesters> {
    const leaving = new Set(remove);
    const joining = add.filter((tester) => !leaving.has(tester));
    const refused: RefusedTesters = { additionFailed: [], deletionFailed: [] };
    const calls = Math.max(1, Math.ceil(Math.max(joining.length, remove.length) / BETA_TESTERS.perCall));
    for (let call = 0; call < calls; call += 1) {
      const [from, to] = [call * BETA_TESTERS.perCall, (call + 1) * BETA_TESTERS.perCall];
      const [toAdd, toRemove] = [joining.slice(from, to), remove.slice(from, to)];
      const json = {
        contentId,
        betaTestersToBeAdded: toAdd.length > 0 ? toAdd : undefined,
        betaTestersToBeDeleted: toRemove.length > 0 ? toRemove : undefined,
        feedbackChannel: call === 0 ? feedbackChannel : undefined,
      };
      const answer = await this.#caller.call(
        "beta.update",
        { object: `closed beta of app ${contentId}`, json },
        BetaUpdateAnswer,
        options,
      );
      refused.additionFailed.push(...answer.additionFailed);
      refused.deletionFailed.push(...answer.deletionFailed);
    }
    return refused;
  }
}
