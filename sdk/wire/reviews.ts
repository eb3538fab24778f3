/** Buyers' comments as the store writes them. Source: Content Publish API, "Buyer comments". */

import { z } from "zod";
import { contentId, list, number, optionalText, text } from "./values";

/** A buyer's comment, with the seller's reply when there is one. */
export interface Comment {
  /** Id of the comment, 7 digits. */
  commentId: string;
  /** Three-letter country. */
  countryCode?: string | null | undefined;
  /** Name of the country. */
  countryName?: string | null | undefined;
  /** Masked by the store. */
  buyerId?: string | null | undefined;
  /** 1 to 10, two points are one star; null: a comment without rating. */
  rating?: number | null | undefined;
  /** `YYYY-MM-DD`. */
  date?: string | null | undefined;
  /** The buyer's words. */
  commentText?: string | null | undefined;
  /** Model of the device. */
  device?: string | null | undefined;
  /** Version of the app that is commented on. */
  appVersion?: string | null | undefined;
  /** Present once the seller replied. */
  replyId?: string | null | undefined;
  /** The seller's reply, 1,400 bytes of UTF-8 at most. */
  replyText?: string | null | undefined;
  /** What the store sends beyond that is kept. */
  [key: string]: unknown;
}

export const Comment: z.ZodType<Comment> = z.looseObject({
  commentId: text,
  countryCode: optionalText,
  countryName: optionalText,
  buyerId: optionalText,
  rating: number.nullish(),
  date: optionalText,
  commentText: optionalText,
  device: optionalText,
  appVersion: optionalText,
  replyId: optionalText,
  replyText: optionalText,
});

export const CommentAnswer = z.looseObject({
  data: z.looseObject({
    contentId: contentId.nullish(),
    totalCount: number.nullish(),
    pageNo: number.nullish(),
    totalPage: number.nullish(),
    comments: list(Comment),
  }),
});
