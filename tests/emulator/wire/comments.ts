/** Buyers' comments and the seller's replies. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { EMBER, LANTERNS } from "./support/apps";
import { refused } from "./support/failures";
import type { Answer, Json } from "./support/http";
import { call, done } from "./support/seller";
import { exactly, hasShape, nullOr, type Shape, v2 } from "./support/shapes";

const COMMENTS = "/seller/v2/content/comment";
const REPLY = `${COMMENTS}/reply`;

const COMMENT: Shape = {
  commentId: /^\d{7}$/,
  countryCode: /^[A-Z]{3}$/,
  buyerId: /\*/,
  rating: (value: Json, at: string) =>
    assert.ok(value === null || (Number.isInteger(value) && value >= 1 && value <= 10), at),
  date: /^\d{4}-\d\d-\d\d$/,
  commentText: "string",
  countryName: "string",
  device: "string",
  appVersion: "string",
  "replyId?": nullOr(/^\d+$/),
  "replyText?": "string|null",
};

const PAGE: Shape = v2({
  contentId: exactly(EMBER.contentId),
  totalCount: "number",
  pageNo: "number",
  totalPage: "number",
  comments: [COMMENT],
});

/** The parameters go in a JSON body of the GET. */
async function page(asked: object = {}): Promise<Json> {
  const answer = await done("GET", COMMENTS, { json: { contentId: EMBER.contentId, ...asked } });
  hasShape(answer, PAGE);
  return answer.data;
}

async function comment(commentId: string): Promise<Json> {
  const { comments } = await page({ commentId });
  assert.equal(comments.length, 1);
  return comments[0];
}

/** The first comment that has a reply, or has none. */
async function first(replied: boolean): Promise<Json> {
  const found = (await page()).comments.find(({ replyId }: Json) => ((replyId ?? null) !== null) === replied);
  assert.ok(found);
  return found;
}

const reply = ({ commentId, countryCode }: Json, replyText: string): Promise<Answer> =>
  call("POST", REPLY, { json: { contentId: EMBER.contentId, commentId, countryCode, replyText } });

export function comments(): void {
  describe("buyers' comments", () => {
    it("come by pages until all have been read", async () => {
      const opening = await page();
      assert.equal(opening.pageNo, 1);
      const seen: string[] = [];
      for (let pageNo = 1; pageNo <= opening.totalPage; pageNo += 1) {
        const { comments } = await page({ pageNo });
        seen.push(...comments.map(({ commentId }: Json) => commentId));
      }
      assert.equal(seen.length, opening.totalCount);
      assert.equal(new Set(seen).size, opening.totalCount);
      assert.deepEqual((await page({ pageNo: "2" })).comments, (await page({ pageNo: 2 })).comments);
    });

    it("are read one by one by their id", async () => {
      const { commentId, commentText } = await first(false);
      assert.equal((await comment(commentId)).commentText, commentText);
    });

    it("are asked for with a body in chunks, and with unknown keys", async () => {
      const body = JSON.stringify({ contentId: EMBER.contentId, stray: [] });
      const headers = { "Content-Type": "application/json" };
      for (const chunked of [false, true]) hasShape(await done("GET", COMMENTS, { body, headers, chunked }), PAGE);
    });
  });

  describe("a reply", () => {
    it("is given to a comment, read with it, and deleted", async () => {
      const open = await first(false);
      const text = "고맙습니다! Thank you.";
      hasShape((await reply(open, text)).json, v2());
      const { replyId, replyText } = await comment(open.commentId);
      assert.equal(replyText, text);
      assert.match(replyId, /^\d+$/);
      hasShape(await done("DELETE", REPLY, { json: { replyId } }), v2());
      assert.equal((await comment(open.commentId)).replyId ?? null, null);
    });

    it("is one: it is not edited, but deleted and given again", async () => {
      const replied = await first(true);
      assert.equal((await reply(replied, "Another one.")).status, 400);
      assert.equal((await comment(replied.commentId)).replyText, replied.replyText);
      await done("DELETE", REPLY, { json: { replyId: replied.replyId } });
      assert.equal((await reply(replied, "Another one.")).status, 200);
      assert.equal((await comment(replied.commentId)).replyText, "Another one.");
    });

    it("has at most 1400 bytes, and some text (1000)", async () => {
      const open = await first(false);
      for (const text of ["등".repeat(467), ""]) refused(await reply(open, text), "v2", "1000");
      assert.equal((await reply(open, `${"등".repeat(466)}..`)).status, 200);
    });

    it("belongs to a comment of the app (1000)", async () => {
      const { commentId, countryCode } = await first(false);
      const json = { contentId: LANTERNS.contentId, commentId, countryCode, replyText: "Hello." };
      refused(await call("POST", REPLY, { json }), "v2", "1000");
      refused(await call("DELETE", REPLY, { json: { replyId: "1" } }), "v2", "1000");
    });
  });
}
