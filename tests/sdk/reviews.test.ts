/** Buyers' comments and replies. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { collect } from "./support/collect";
import { failureOf } from "./support/failing";
import { rehearsal } from "./support/rehearsal";
import { always, clientOf, scriptedStore } from "./support/scriptedStore";

const APP = "000001000101";
const done = { body: { resultCode: "0000", resultMessage: "Ok", data: null } };

describe("reviews at the store", () => {
  const store = rehearsal();

  it("are read, replied to once, and the reply is deleted", async () => {
    const { reviews } = store.client();
    const before = await collect(reviews.list(APP));
    const { totalCount } = await reviews.page({ contentId: APP });
    assert.equal(before.length, totalCount);
    const open = before.find(({ replyId, rating }) => !replyId && rating !== null);
    assert.ok(open?.countryCode);
    const { commentId, countryCode } = open;
    await reviews.reply({ contentId: APP, commentId, countryCode, replyText: "Thank you" });
    const [replied] = (await reviews.page({ contentId: APP, commentId })).comments;
    assert.equal(replied?.replyText, "Thank you");
    await failureOf(reviews.reply({ contentId: APP, commentId, countryCode, replyText: "Twice" }));
    await reviews.deleteReply(String(replied?.replyId));
    const [deleted] = (await reviews.page({ contentId: APP, commentId })).comments;
    assert.ok(!deleted?.replyText);
  });
});

describe("reviews", () => {
  it("are listed over all pages; the values of the GET are in its body", async () => {
    const local = await scriptedStore(({ url, body }) => {
      if (url === "/auth/accessToken") return {};
      const { pageNo } = JSON.parse(body);
      const comments = [{ commentId: `100000${pageNo}`, rating: pageNo === 1 ? null : "9", replyId: "" }];
      return { body: { ...done.body, data: { contentId: APP, totalCount: 2, pageNo, totalPage: 2, comments } } };
    });
    const comments = await collect(clientOf(local.url).store.reviews.list(APP));
    assert.deepEqual(
      comments.map(({ commentId, rating }) => [commentId, rating]),
      [
        ["1000001", null],
        ["1000002", 9],
      ],
    );
    assert.deepEqual(
      local.seen
        .slice(1)
        .map(({ method, url, body, headers }) => [method, url, JSON.parse(body), headers["content-type"]]),
      [1, 2].map((pageNo) => ["GET", "/seller/v2/content/comment", { contentId: APP, pageNo }, "application/json"]),
    );
  });

  it("a reply is sent, and deleted by its id", async () => {
    const local = await scriptedStore(always(done));
    const { reviews } = clientOf(local.url).store;
    const reply = { contentId: APP, commentId: "1000001", countryCode: "KOR", replyText: "감사합니다" };
    await reviews.reply(reply);
    await reviews.deleteReply("77");
    assert.deepEqual(
      local.seen.slice(1).map(({ method, body }) => [method, JSON.parse(Buffer.from(body, "latin1").toString())]),
      [
        ["POST", reply],
        ["DELETE", { replyId: "77" }],
      ],
    );
  });

  it("a reply of more than 1,400 bytes, or of none, is refused before it is sent", async () => {
    const local = await scriptedStore(always(done));
    const { reviews } = clientOf(local.url).store;
    const to = { contentId: APP, commentId: "1000001", countryCode: "KOR" };
    for (const replyText of ["감".repeat(467), ""]) {
      const error = await failureOf(reviews.reply({ ...to, replyText }));
      assert.equal(error.kind, "validation");
      assert.match(error.message, /1400 bytes/);
    }
    assert.deepEqual(local.seen, []);
    await reviews.reply({ ...to, replyText: "x".repeat(1400) });
  });
});
