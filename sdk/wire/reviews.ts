/** Buyers' comments as the store writes them. Source: Content Publish API, "Buyer comments". */

import { z } from "zod";
import { contentId, list, number, optionalText, text } from "./values";

export const Comment = z.looseObject({
  commentId: text,
  /** Three-letter country. */
  countryCode: optionalText,
  countryName: optionalText,
  /** Masked by the store. */
  buyerId: optionalText,
  /** 1 to 10, two points are one star; null: a comment without rating. */
  rating: number.nullish(),
  /** `YYYY-MM-DD`. */
  date: optionalText,
  commentText: optionalText,
  device: optionalText,
  appVersion: optionalText,
  /** Present once the seller replied. */
  replyId: optionalText,
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
