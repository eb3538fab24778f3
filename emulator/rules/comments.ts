/** Buyers' comments: pages, one reply each, no edit. */
import { countryByCode } from "../../sdk/facts/countries";
import { COMMENT_REPLY_MAX_BYTES } from "../../sdk/facts/limits";
import { invalid } from "../failure";
import { type JsonObject, wholeNumber } from "../http/body";
import type { Comment } from "../state/commentModel";
import type { App, ServiceAccount, Store } from "../state/store";
import { contentIdOf, foreign, ownApp } from "./apps";

/** Comments of one page. [G: the size is not documented] */
const PAGE_SIZE = 10;

export function viewComments(store: Store, account: ServiceAccount, asked: JsonObject): object {
  const app = ownApp(store, account, contentIdOf(asked.contentId));
  const pageNo = asked.pageNo === undefined || asked.pageNo === null ? 1 : wholeNumber(asked.pageNo);
  // [G: pages count from 1; code 1000]
  if (pageNo === undefined || pageNo < 1) throw invalid("pageNo must be a whole number from 1.");
  const chosen = asked.commentId === undefined || asked.commentId === null ? undefined : commentIdOf(asked.commentId);
  // Newest first. [G]
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

// [D: keys; null without a reply: G]
function wireComment(comment: Comment): object {
  const { replyId, replyText, ...rest } = comment;
  return { ...rest, countryName: countryByCode(comment.countryCode)?.name ?? comment.countryCode, replyId, replyText };
}

export function reply(store: Store, account: ServiceAccount, body: JsonObject): void {
  const app = ownApp(store, account, contentIdOf(body.contentId));
  const comment = commentOf(app, commentIdOf(body.commentId));
  // [D: required; that it must be the comment's: G]
  if (body.countryCode !== comment.countryCode)
    throw invalid(`countryCode must be the country of the comment (${comment.countryCode}).`);
  const { replyText } = body;
  if (typeof replyText !== "string" || replyText.trim() === "") throw invalid("replyText must not be empty.");
  const bytes = Buffer.byteLength(replyText);
  // [D: 1400 bytes; code: G]
  if (bytes > COMMENT_REPLY_MAX_BYTES)
    throw invalid(`replyText has ${bytes} bytes; at most ${COMMENT_REPLY_MAX_BYTES} are allowed.`);
  // One reply per comment: to change it, it is deleted first. [D; code: G]
  if (comment.replyId !== null) throw invalid(`The comment ${comment.commentId} has a reply already.`);
  comment.replyId = nextReplyId(store);
  comment.replyText = replyText;
}

export function deleteReply(store: Store, account: ServiceAccount, body: JsonObject): void {
  const replyId = typeof body.replyId === "number" ? String(body.replyId) : body.replyId;
  for (const app of store.apps.values()) {
    const comment = app.comments.find((candidate) => candidate.replyId !== null && candidate.replyId === replyId);
    if (!comment) continue;
    if (app.seller !== account.seller) throw foreign(store, app.contentId);
    comment.replyId = null;
    comment.replyText = null;
    return;
  }
  // [G: code]
  throw invalid(`There is no reply ${String(replyId)}.`);
}

/** [D: 7 digits; number or text] */
function commentIdOf(value: unknown): string {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text === "string" && /^\d{7}$/.test(text)) return text;
  throw invalid("commentId must be a text of 7 digits.");
}

// [G: code]
function commentOf(app: App, commentId: string): Comment {
  const comment = app.comments.find((candidate) => candidate.commentId === commentId);
  if (!comment) throw invalid(`There is no comment ${commentId} on the content ${app.contentId}.`);
  return comment;
}

function nextReplyId(store: Store): string {
  const ids = [...store.apps.values()].flatMap((app) => app.comments.map((comment) => Number(comment.replyId ?? 0)));
  return String(Math.max(500_000, ...ids) + 1);
}
