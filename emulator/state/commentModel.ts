/** Buyers' comments and the seller's replies, as a seed and a dump have them. */
import { z } from "zod";
import { country, day } from "./values";

export const commentSchema = z
  .strictObject({
    commentId: z.string().regex(/^\d{7}$/, "exactly 7 digits"),
    countryCode: country,
    buyerId: z.string().default("gal****").describe("Masked by the store."),
    rating: z
      .int()
      .min(1)
      .max(10)
      .nullable()
      .default(null)
      .describe("1 to 10, two points are one star; null: a comment without rating."),
    date: day,
    commentText: z.string().default(""),
    device: z.string().default("SM-S921B"),
    appVersion: z.string().default(""),
    replyId: z.string().regex(/^\d+$/, "digits").nullable().default(null),
    replyText: z.string().nullable().default(null),
  })
  .refine((comment) => (comment.replyId === null) === (comment.replyText === null), "a reply has an id and a text");

export type Comment = z.output<typeof commentSchema>;
