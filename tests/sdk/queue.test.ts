/** A queued request is followed to its end, on the store's own host only. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { failureOf } from "./support/failing";
import { type Answer, clientOf, HANG_UP, inTurn, scriptedStore } from "./support/scriptedStore";

const APP = "000001000101";
const QUEUED: Answer = { status: 303, headers: { location: "/seller/queue/1" } };
const PENDING: Answer = { status: 202, body: { message: "Accepted" } };
const DONE: Answer = {
  body: { contentId: APP, contentStatus: "REGISTERING", httpStatus: "OK", errorCode: null, errorMsg: null },
};

async function update(answers: Answer[], options = {}) {
  const local = await scriptedStore(inTurn(...answers));
  const { store, waits } = clientOf(local.url, options);
  return { local, waits, answer: store.apps.update({ contentId: APP, appTitle: "A" }) };
}

describe("queued requests", () => {
  it("a 303 is followed by GET with the token, every 10 seconds, until the outcome is there", async () => {
    const { local, waits, answer } = await update([QUEUED, PENDING, PENDING, DONE]);
    assert.deepEqual(await answer, { contentId: APP, contentStatus: "REGISTERING" });
    assert.deepEqual(local.calls(), ["POST /seller/contentUpdate", ...Array(3).fill("GET /seller/queue/1")]);
    assert.deepEqual(waits, [10_000, 10_000, 10_000]);
    const looks = local.seen.slice(-3);
    for (const { headers, body } of looks) {
      assert.equal(headers.authorization, "Bearer token-0001");
      assert.ok(headers["service-account-id"]);
      assert.equal(body, "");
    }
  });

  it("so is a 302, and an absolute address on the store's host", async () => {
    const location = "https://devapi.samsungapps.com/seller/queue/1?x=1";
    const { local, answer } = await update([{ status: 302, headers: { location } }, DONE]);
    await answer;
    assert.equal(local.calls()[1], "GET /seller/queue/1?x=1");
  });

  it("an absolute address on the configured endpoint is followed", async () => {
    const local = await scriptedStore(({ url }, nth) =>
      url === "/auth/accessToken"
        ? {}
        : nth === 1
          ? { status: 303, headers: { location: `${local.url}/seller/queue/1` } }
          : DONE,
    );
    await clientOf(local.url).store.apps.update({ contentId: APP });
    assert.equal(local.calls()[1], "GET /seller/queue/1");
  });

  it("204 at the end is a success without content", async () => {
    const { answer } = await update([QUEUED, { status: 204 }]);
    assert.deepEqual(await answer, { contentId: undefined, contentStatus: undefined });
  });

  it("another place to look is followed, too", async () => {
    const { local, answer } = await update([QUEUED, { status: 303, headers: { location: "/seller/queue/2" } }, DONE]);
    await answer;
    assert.deepEqual(local.calls().slice(1), ["GET /seller/queue/1", "GET /seller/queue/2"]);
  });

  it("a failure at the end is the store's refusal", async () => {
    const { answer } = await update([
      QUEUED,
      PENDING,
      { status: 400, body: { errorCode: "4128", errorMsg: "not yet" } },
    ]);
    const error = await failureOf(answer);
    assert.equal(error.kind, "state");
    assert.equal(error.code, "4128");
    assert.equal(error.unclear, false);
  });

  it("a failure at the end under HTTP 200 is one, too", async () => {
    const { answer } = await update([QUEUED, { body: { errorCode: "4125", errorMsg: "no image" } }]);
    assert.equal((await failureOf(answer)).code, "4125");
  });

  it("a look that gets lost is repeated at the next turn; the request is not", async () => {
    const { local, answer } = await update([QUEUED, HANG_UP, { status: 503 }, DONE]);
    await answer;
    assert.deepEqual(local.calls(), ["POST /seller/contentUpdate", ...Array(3).fill("GET /seller/queue/1")]);
  });

  it("a token that is refused while looking is replaced; the request is not repeated", async () => {
    const refused = { status: 401, body: { code: "AUTH_REQUIRE", message: "Invalid accessToken", from: "asgw" } };
    const { local, answer } = await update([QUEUED, refused, DONE]);
    await answer;
    assert.equal(local.tokensMinted(), 2);
    assert.deepEqual(local.calls(), ["POST /seller/contentUpdate", "GET /seller/queue/1", "GET /seller/queue/1"]);
  });

  it("what is not finished after 30 looks is an error that leaves open what happened", async () => {
    const { local, answer } = await update([QUEUED, PENDING]);
    const error = await failureOf(answer);
    assert.equal(error.kind, "timeout");
    assert.equal(error.unclear, true);
    assert.match(error.message, /30 looks, 10 s apart/);
    assert.equal(local.calls().filter((call) => !call.startsWith("GET /seller/contentInfo")).length, 31);
  });

  it("interval and number of looks can be set", async () => {
    const { waits, answer } = await update([QUEUED, PENDING], { queue: { intervalMs: 50, attempts: 2 } });
    await failureOf(answer);
    assert.deepEqual(waits, [50, 50]);
  });

  for (const location of [
    "https://example.com/queue/1",
    "//example.com/queue/1",
    "http://devapi.samsungapps.com/queue/1",
    "http://",
  ]) {
    it(`the token is not taken to ${location}`, async () => {
      const { local, answer } = await update([{ status: 303, headers: { location } }, DONE]);
      const error = await failureOf(answer);
      assert.equal(error.kind, "protocol");
      assert.equal(error.unclear, true);
      assert.equal(local.calls().filter((call) => !call.startsWith("GET /seller/contentInfo")).length, 1);
    });
  }

  it("a queued answer without an address cannot be followed", async () => {
    const { answer } = await update([{ status: 303 }]);
    const error = await failureOf(answer);
    assert.equal(error.kind, "protocol");
    assert.match(error.message, /303 without a Location/);
  });

  it("reads can be queued as well", async () => {
    const local = await scriptedStore(inTurn(QUEUED, { body: [] }));
    assert.deepEqual(await clientOf(local.url).store.apps.list(), []);
  });
});
