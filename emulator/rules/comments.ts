/** Buyers' comments: pages, one reply each, no edit. */
import { countryByCode } from "../../sdk/facts/countries";
import { COMMENT_REPLY_MAX_BYTES } from "../../sdk/facts/limits";
import { invalid } from "../failure";
import { type JsonObject, wholeNumber } from "../http/body";
import type { Comment } from "../state/commentModel";
import type { App, ServiceAccount, Store } from "../state/store";
import { contentIdOf, foreign, ownApp } from "./apps";

/** A page has 10 comments; one behind the last is empty. [G: the size is not documented] */
const PAGE_SIZE = 10;

/** The page has `contentId`, `totalCount`, `pageNo`, `totalPage` and `comments`. [D] */
export function viewComments(store: Store, account: ServiceAccount, asked: JsonObject): object {
  const app = ownApp(store, account, contentIdOf(asked.contentId));
  const pageNo = asked.pageNo === undefined || asked.pageNo === null ? 1 : wholeNumber(asked.pageNo);
  // Pages of comments count from 1. [G]
  if (pageNo === undefined || pageNo < 1) throw invalid("pageNo must be a whole number from 1.");
  const chosen = asked.commentId === undefined || asked.commentId === null ? undefined : commentIdOf(asked.commentId);
  // The newest comment comes first; an unknown `commentId` gives an empty list. [G]
  const comments = app.comments
    .filter((comment) => chosen === undefined || comment.commentId === chosen)
    .sort((a, b) => b.date.localeCompare(a.date) || b.commentId.localeCompare(a.commentId));
  return {
    contentId: app.contentId,
    totalCount: comments.length,
    pageNo,
    totalPage: Math.ceil(comments.length / PAGE_SIZE),
    comments: comments.slice((pageNo - 1) * PAGE_SIZE, pageNo * PAGE_SIZE).map(wireComment),
  };
}

// A comment without a reply has `replyId` and `replyText` null. [D: keys; null: G]
function wireComment(comment: Comment): object {
  const { replyId, replyText, ...rest } = comment;
  return { ...rest, countryName: countryByCode(comment.countryCode)?.name ?? comment.countryCode, replyId, replyText };
}

export function reply(store: Store, account: ServiceAccount, body: JsonObject): void {
  const app = ownApp(store, account, contentIdOf(body.contentId));
  const comment = commentOf(app, commentIdOf(body.commentId));
  // `countryCode` is required and must be the comment's. [D; must be the comment's, code: G]
  if (body.countryCode !== comment.countryCode)
    throw invalid(`countryCode must be the country of the comment (${comment.countryCode}).`);
  replyTo(store, comment, body.replyText);
}

export function replyTo(store: Store, comment: Comment, replyText: unknown): void {
  // A reply is not blank. [G]
  if (typeof replyText !== "string" || replyText.trim() === "") throw invalid("replyText must not be empty.");
  const bytes = Buffer.byteLength(replyText);
  // A reply has at most 1400 bytes. [D; code: G]
  if (bytes > COMMENT_REPLY_MAX_BYTES)
    throw invalid(`replyText has ${bytes} bytes; at most ${COMMENT_REPLY_MAX_BYTES} are allowed.`);
  // A comment has one reply; to change it, it is deleted first. [D; code: G]
  if (comment.replyId !== null) throw invalid(`The comment ${comment.commentId} has a reply already.`);
  comment.replyId = nextReplyId(store);
  comment.replyText = replyText;
}

export function deleteReply(store: Store, account: ServiceAccount, body: JsonObject): void {
  const replyId = typeof body.replyId === "number" ? String(body.replyId) : body.replyId;
  for (const app of store.apps.values()) {
    const comment = app.comments.find((candidate) => candidate.replyId !== null && candidate.replyId === replyId);
    if (!comment) continue;
    // A reply that is deleted is on an app of the caller. [D: failure codes 4008]
    if (app.seller !== account.seller) throw foreign(store, app.contentId);
    withdrawReply(comment);
    return;
  }
  // A reply that is deleted is there. [D; code: G]
  throw invalid(`There is no reply ${String(replyId)}.`);
}

export function withdrawReply(comment: Comment): void {
  comment.replyId = null;
  comment.replyText = null;
}

/** A `commentId` has 7 digits, as text or as number. [D; number, code: G] */
function commentIdOf(value: unknown): string {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text === "string" && /^\d{7}$/.test(text)) return text;
  throw invalid("commentId must be a text of 7 digits.");
}

// A comment that is replied to is one on the app. [D; code: G]
export function commentOf(app: App, commentId: string): Comment {
  const comment = app.comments.find((candidate) => candidate.commentId === commentId);
  if (!comment) throw invalid(`There is no comment ${commentId} on the content ${app.contentId}.`);
  return comment;
}

function nextReplyId(store: Store): string {
  const ids = [...store.apps.values()].flatMap((app) => app.comments.map((comment) => Number(comment.replyId ?? 0)));
  return String(Math.max(500_000, ...ids) + 1);
}
