/** Buyers' comments as the store writes them. Source: Content Publish API, "Buyer comments". */

import { z } from "zod";
import { contentId, list, number, optionalText, text } from "./values";

export const Comment = z.looseObject({
  /** Id of the comment, 7 digits. */
  commentId: text,
  /** Three-letter country. */
  countryCode: optionalText,
  /** Name of the country. */
  countryName: optionalText,
  /** Masked by the store. */
  buyerId: optionalText,
  /** 1 to 10, two points are one star; null: a comment without rating. */
  rating: number.nullish(),
  /** `YYYY-MM-DD`. */
  date: optionalText,
  /** The buyer's words. */
  commentText: optionalText,
  /** Model of the device. */
  device: optionalText,
  /** Version of the app that is commented on. */
  appVersion: optionalText,
  /** Present once the seller replied. */
  replyId: optionalText,
  /** The seller's reply, 1,400 bytes of UTF-8 at most. */
  replyText: optionalText,
});
export type Comment = z.infer<typeof Comment>;

export const CommentAnswer = z.looseObject({
  data: z.looseObject({
    contentId: contentId.nullish(),
    totalCount: number.nullish(),
    pageNo: number.nullish(),
    totalPage: number.nullish(),
    comments: list(Comment),
  }),
});
