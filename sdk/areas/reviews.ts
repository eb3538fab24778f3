/** Buyers' comments and the seller's replies. */

import { z } from "zod";
import { badValue } from "../core/badValue";
import type { Caller } from "../core/caller";
import { eachOnce, type Place } from "../core/pages";
import { COMMENT_REPLY_MAX_BYTES } from "../facts/limits";
import type { RequestOptions } from "../options";
import { type Comment, CommentAnswer } from "../wire/reviews";
import { repliedFate } from "./fates";

export interface CommentQuery {
  /** Id of the app, 12 digits. */
  contentId: string;
  /** One comment, 7 digits. */
  commentId?: string;
  /** Pages start at 1. */
  pageNo?: number;
}

export interface CommentPage {
  /** Comments of this page. */
  comments: Comment[];
  /** Comments over all pages. */
  totalCount: number;
  /** Number of this page, from 1. */
  pageNo: number;
  /** Number of pages. */
  totalPage: number;
}

export interface CommentReply {
  /** Id of the app, 12 digits. */
  contentId: string;
  /** Id of the comment, 7 digits. */
  commentId: string;
  /** Three-letter country of the comment. */
  countryCode: string;
  /** 1,400 bytes of UTF-8 at most. */
  replyText: string;
}

export class Reviews {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** One page of an app's comments. */
  async page(query: CommentQuery, options?: RequestOptions): Promise<CommentPage> {
    const { contentId, commentId, pageNo } = query;
    const object = `comments of app ${contentId}${pageNo === undefined ? "" : `, page ${pageNo}`}`;
    // The documentation puts the parameters in a JSON body, although the call is a GET.
    const { data } = await this.#caller.call(
      "comments.list",
      { object, json: { contentId, commentId, pageNo } },
      CommentAnswer,
      options,
    );
    return {
      comments: data.comments,
      totalCount: data.totalCount ?? data.comments.length,
      pageNo: data.pageNo ?? pageNo ?? 1,
      totalPage: data.totalPage ?? 1,
    };
  }

  /** All comments of an app, each once; once the first page tells how many there are, up to four more are asked for at a time. */
  list(contentId: string, options?: RequestOptions): AsyncGenerator<Comment, void, undefined> {
    const read = async ({ page }: Place, told: RequestOptions) => {
      const { comments, totalPage } = await this.page({ contentId, pageNo: page }, told);
      return { entries: comments, pages: totalPage };
    };
    return eachOnce(read, ({ commentId }) => commentId, options);
  }

  /** Replies to a comment. There is one reply per comment; to change it, delete it and reply again. */
  async reply({ contentId, commentId, countryCode, replyText }: CommentReply, options?: RequestOptions): Promise<void> {
    const object = `reply to comment ${commentId} of app ${contentId}`;
    const bytes = Buffer.byteLength(replyText);
    if (bytes === 0 || bytes > COMMENT_REPLY_MAX_BYTES) {
      const fix = `Write 1 to ${COMMENT_REPLY_MAX_BYTES} bytes of UTF-8.`;
      throw badValue("comments.reply", `${object}: the text has ${bytes} bytes`, fix);
    }
    const json = { contentId, commentId, countryCode, replyText };
    const readBack = async () => {
      const { comments } = await this.page({ contentId, commentId }, options);
      const comment = comments.find((candidate) => candidate.commentId === commentId);
      return repliedFate(replyText, comment);
    };
    await this.#caller.call("comments.reply", { object, json, readBack }, z.unknown(), options);
  }

  /** Deletes a reply; its id is in the comment. */
  async deleteReply(replyId: string, options?: RequestOptions): Promise<void> {
    await this.#caller.call(
      "comments.deleteReply",
      { object: `reply ${replyId}`, json: { replyId } },
      z.unknown(),
      options,
    );
  }
}
