/** Buyers' comments: pages, replies, and what is refused. */

import assert from "node:assert/strict";
import { request } from "node:http";
import { describe, it } from "mocha";
import { APPS, HARBOR, type Json, refusedV2, storeForFile } from "./support/caller";

const LIST = "/seller/v2/content/comment";
const REPLY = "/seller/v2/content/comment/reply";

describe("buyers' comments", () => {
  const store = storeForFile();

  /** A GET with a JSON body, as documented; fetch would not send it. */
  const list = async (body: object, account?: string): Promise<{ status: number; text: string; json: Json }> => {
    const text = JSON.stringify(body);
    const headers = {
      ...(await store.authorization(account)),
      "content-type": "application/json",
      "content-length": Buffer.byteLength(text),
    };
    return new Promise((resolve, reject) => {
      request(new URL(LIST, store.url), { method: "GET", headers }, async (answer) => {
        const received = Buffer.concat(await answer.toArray()).toString();
        resolve({ status: answer.statusCode ?? 0, text: received, json: JSON.parse(received) });
      })
        .on("error", reject)
        .end(text);
    });
  };
  const refusedList = async (body: object, status: number, code: string) =>
    refusedV2({ ...(await list(body)), headers: new Headers() }, status, code);
  const one = async (commentId: string): Promise<Json> =>
    (await list({ contentId: APPS.emberIsles, commentId })).json.data.comments[0];
  const reply = (fields: object = {}) =>
    store.call("POST", REPLY, {
      contentId: APPS.emberIsles,
      commentId: "1200101",
      countryCode: "USA",
      replyText: "She says hello.",
      ...fields,
    });

  it("come by pages, newest first, asked for in the body of the GET", async () => {
    const first = (await list({ contentId: APPS.emberIsles })).json;
    assert.equal(first.resultCode, "0000");
    const { comments, ...page } = first.data;
    assert.deepEqual(page, { contentId: APPS.emberIsles, totalCount: 13, pageNo: 1, totalPage: 2 });
    assert.equal(comments.length, 10);
    assert.deepEqual(
      { ...comments[0], date: "", buyerId: "" },
      {
        commentId: "1200101",
        countryCode: "USA",
        buyerId: "",
        rating: 10,
        date: "",
        commentText: "The whale. I will say no more. The whale.",
        device: "SM-S921B",
        appVersion: "4.2.0",
        countryName: "USA",
        replyId: null,
        replyText: null,
      },
    );
    assert.match(comments[0].buyerId, /\*/);
    const second = (await list({ contentId: APPS.emberIsles, pageNo: 2 })).json.data;
    assert.equal(second.comments.length, 3);
    const dates = [...comments, ...second.comments].map((comment: Json) => comment.date);
    assert.deepEqual(dates, [...dates].sort().reverse());
    assert.deepEqual((await list({ contentId: APPS.emberIsles, pageNo: 3 })).json.data.comments, []);
  });

  it("come with their replies, one at a time by id, or not at all", async () => {
    const replied = await one("1200104");
    assert.match(replied.replyId, /^\d+$/);
    assert.match(replied.replyText, /Fixed in 4\.2\.0/);
    assert.deepEqual((await list({ contentId: APPS.emberIsles, commentId: "9999999" })).json.data.comments, []);
    assert.deepEqual((await list({ contentId: APPS.tideline })).json.data, {
      contentId: APPS.tideline,
      totalCount: 0,
      pageNo: 1,
      totalPage: 0,
      comments: [],
    });
  });

  it("are given to clients that ask in the query", async () => {
    const answer = await store.call("GET", `${LIST}?contentId=${APPS.emberIsles}&pageNo=2`);
    assert.equal(answer.json.data.comments.length, 3);
  });

  it("of nobody (3100) and of another seller (4008) are refused, and so is nonsense (1000)", async () => {
    await refusedList({ contentId: APPS.nobodys }, 400, "3100");
    await refusedList({ contentId: APPS.railBaron }, 403, "4008");
    for (const wrong of [{ contentId: "1" }, { commentId: "12" }, { pageNo: 0 }, { pageNo: "x" }])
      await refusedList({ contentId: APPS.emberIsles, ...wrong }, 400, "1000");
    assert.equal((await list({ contentId: APPS.railBaron }, HARBOR)).json.data.totalCount, 1);
  });

  it("take one reply, which is deleted before there is another", async () => {
    assert.deepEqual((await reply()).json, { resultCode: "0000", resultMessage: "Ok" });
    const { replyId, replyText } = await one("1200101");
    assert.equal(replyText, "She says hello.");
    refusedV2(await reply(), 400, "1000", /already/);
    assert.equal((await store.call("DELETE", REPLY, { replyId })).status, 200);
    assert.equal((await one("1200101")).replyText, null);
    refusedV2(await store.call("DELETE", REPLY, { replyId }), 400, "1000");
    assert.equal((await reply({ replyText: "She waves." })).status, 200);
    assert.notEqual((await one("1200101")).replyId, null);
  });

  it("take replies of 1400 bytes, not characters, and no more", async () => {
    refusedV2(await reply({ replyText: "감".repeat(467) }), 400, "1000", /1401/);
    assert.equal((await reply({ replyText: "x".repeat(1400) })).status, 200);
  });

  it("take no reply without a text, on a comment that is not there, or for another country", async () => {
    for (const wrong of [
      { replyText: "" },
      { replyText: undefined },
      { commentId: "9999999" },
      { commentId: "1" },
      { countryCode: "KOR" },
      { countryCode: undefined },
    ])
      refusedV2(await reply(wrong), 400, "1000");
    refusedV2(await reply({ contentId: APPS.railBaron }), 403, "4008");
  });

  it("keep their replies from other sellers", async () => {
    const { replyId } = await one("1200104");
    refusedV2(await store.call("DELETE", REPLY, { replyId }, { account: HARBOR }), 403, "4008");
    assert.equal((await one("1200104")).replyId, replyId);
  });

  it("go out and in with the whole store, once per id", async () => {
    await reply();
    const before = (await store.raw("GET", "/_emulator/dump")).text;
    await store.control("PUT", "seed", JSON.parse(before));
    assert.equal((await store.raw("GET", "/_emulator/dump")).text, before);
    const seed = JSON.parse(before);
    seed.sellers[0].apps[1].comments[0].commentId = "1200101";
    const answer = await store.raw("PUT", "/_emulator/seed", {}, JSON.stringify(seed));
    assert.equal(answer.json.path, "sellers.0.apps.1.comments.0.commentId");
  });
});
