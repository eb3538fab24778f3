/** What is done about a write whose answer was lost, by what the store shows of it. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { failureOf } from "./support/failing";
import { type Answer, clientOf, HANG_UP, type SeenRequest, scriptedStore } from "./support/scriptedStore";

const APP = "000001000101";
const GAME = "com.example.game";
const GOLD = {
  id: "gold",
  title: "Gold",
  description: "Coins",
  status: "PUBLISHED",
  itemPaymentMethod: { phoneBillStatus: false },
  usdPrice: 1.5,
  prices: [{ countryId: "USA", currency: "USD", localPrice: "1.50" }],
};
const STORED = { ...GOLD, type: "ITEM", prices: [{ countryId: "USA", currency: "USD", localPrice: "1.5" }] };
const EXISTS: Answer = { status: 409, body: { code: "1000", message: "exists" } };
const ABSENT: Answer = { status: 404, body: { code: "404", message: "no such item" } };

/** A store that answers writes and looks from one list each, and repeats the last of it. */
async function store(writes: Answer[], looks: Answer[]) {
  const next = (answers: Answer[]) => (answers.length > 1 ? answers.shift() : answers[0]) ?? {};
  const local = await scriptedStore(({ method }: SeenRequest) => next(method === "GET" ? looks : writes));
  const { store: client, waits } = clientOf(local.url, { accessToken: "token-ready" });
  return { client, waits, methods: () => local.seen.map(({ method }) => method).join(" ") };
}

describe("a write whose answer was lost", () => {
  it("is taken for done when the store shows what was sent, in the store's own form", async () => {
    const { client, methods, waits } = await store([HANG_UP], [{ body: STORED }]);
    assert.deepEqual(await client.items.create(GAME, GOLD), STORED);
    assert.equal(methods(), "POST GET");
    assert.deepEqual(waits, [500], "the store is given time before it is asked");
  });

  it("is sent again when the store shows that it was not done", async () => {
    const { client, methods } = await store([HANG_UP, { body: STORED }], [ABSENT]);
    assert.equal((await client.items.create(GAME, GOLD)).id, "gold");
    assert.equal(methods(), "POST GET POST");
  });

  it("and done late is recognised when the second one is refused for it", async () => {
    const { client, methods } = await store([HANG_UP, EXISTS], [ABSENT, { body: STORED }]);
    assert.equal((await client.items.create(GAME, GOLD)).id, "gold");
    assert.equal(methods(), "POST GET POST GET");
  });

  it("stays unclear when the store shows something else under that name", async () => {
    const { client, methods } = await store([HANG_UP], [{ body: { ...STORED, title: "Silver" } }]);
    const error = await failureOf(client.items.create(GAME, GOLD));
    assert.deepEqual([error.kind, error.unclear, error.operation], ["network", true, "items.create"]);
    assert.equal(methods(), "POST GET");
  });

  it("stays unclear when the store cannot be asked, and the error is that of the write", async () => {
    const { client } = await store([HANG_UP], [{ status: 403, body: { code: "NO_PERMISSION", message: "no" } }]);
    const error = await failureOf(client.items.create(GAME, GOLD));
    assert.deepEqual([error.kind, error.unclear, error.operation], ["network", true, "items.create"]);
    assert.match(error.message, /look before repeating it/);
  });

  it("is looked for once more after the last attempt, also when no repeats are wanted", async () => {
    const { client, methods } = await store([HANG_UP], [{ body: STORED }]);
    assert.equal((await client.items.create(GAME, GOLD, { retries: 0 })).id, "gold");
    assert.equal(methods(), "POST GET");
  });

  it("is looked for when its answer cannot be understood, but not sent again", async () => {
    const { client, methods } = await store([{ body: { odd: true } }], [ABSENT]);
    const error = await failureOf(client.items.create(GAME, GOLD));
    assert.deepEqual([error.kind, error.unclear], ["protocol", true]);
    assert.equal(methods(), "POST GET");
  });

  it("and whose answer was empty is read; when that fails, the call says that the write may be done", async () => {
    const { client } = await store([{}], [ABSENT]);
    const error = await failureOf(client.items.create(GAME, GOLD));
    assert.deepEqual([error.kind, error.unclear, error.operation], ["notFound", true, "items.create"]);
  });

  it("is a cancelled call when it is cancelled while the store is asked", async () => {
    const ending = new AbortController();
    const look: Answer = { act: () => ending.abort() };
    const { client } = await store([HANG_UP], [look]);
    const error = await failureOf(client.items.create(GAME, GOLD, { signal: ending.signal }));
    assert.deepEqual([error.kind, error.unclear, error.operation], ["cancelled", true, "items.create"]);
  });
});

describe("what the store shows of", () => {
  const shown: [string, (from: Awaited<ReturnType<typeof store>>["client"]) => Promise<unknown>, unknown, boolean][] = [
    [
      "texts of an update, decimals compared as such",
      (from) => from.apps.update({ contentId: APP, appTitle: "New", standardPrice: "1.50", paid: true }),
      [{ contentId: APP, contentStatus: "UPDATING", appTitle: "New", standardPrice: "1.5", paid: "Y" }],
      true,
    ],
    [
      "an image of an update: nothing",
      (from) => from.apps.update({ contentId: APP, iconKey: "file-1" }),
      [{ contentId: APP, contentStatus: "UPDATING", iconKey: null }],
      false,
    ],
    [
      "a submitted update",
      (from) => from.apps.submit(APP),
      [{ contentId: APP, contentStatus: "READY_FOR_REVIEW" }],
      true,
    ],
    [
      "a submission whose update is gone: nothing",
      (from) => from.apps.submit(APP),
      [{ contentId: APP, contentStatus: "FOR_SALE" }],
      false,
    ],
    [
      "a suspended app",
      (from) => from.apps.setStatus(APP, "SUSPENDED"),
      [{ contentId: APP, contentStatus: "SUSPENDED" }],
      true,
    ],
    [
      "a binary by the name of its file",
      (from) => from.binaries.add({ contentId: APP, fileKey: "file-1", fileName: "a.apk", gms: true }),
      [{ contentId: APP, contentStatus: "UPDATING", binaryList: [{ binarySeq: "7", fileName: "a.apk" }] }],
      true,
    ],
    [
      "a binary without the name of its file: nothing",
      (from) => from.binaries.add({ contentId: APP, fileKey: "file-1", gms: true }),
      [{ contentId: APP, contentStatus: "UPDATING", binaryList: [{ binarySeq: "7", fileName: "a.apk" }] }],
      false,
    ],
    ["a removed item by its status", (from) => from.items.remove(GAME, "gold"), { ...STORED, status: "REMOVED" }, true],
    [
      "a comment that has another reply: nothing",
      (from) => from.reviews.reply({ contentId: APP, commentId: "1000001", countryCode: "USA", replyText: "Thanks" }),
      { resultCode: "0000", data: { comments: [{ commentId: "1000001", replyId: "5", replyText: "No." }] } },
      false,
    ],
  ];
  for (const [what, call, look, recognised] of shown) {
    it(what, async () => {
      const { client, methods } = await store([HANG_UP], [{ body: look }]);
      if (recognised) await call(client);
      else assert.equal((await failureOf(call(client))).unclear, true);
      assert.match(methods(), /^(POST|DELETE) GET$/);
    });
  }
});
