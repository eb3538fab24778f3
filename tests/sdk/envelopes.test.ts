/** Every shape in which the store fails is understood, also under HTTP 200. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { failureOf } from "./support/failing";
import { type Answer, always, clientOf, scriptedStore } from "./support/scriptedStore";

const APP = "000001000101";

async function failureFor(answer: Answer) {
  const local = await scriptedStore(always(answer));
  return failureOf(clientOf(local.url, { retries: 0 }).store.apps.get(APP));
}

describe("the store's failures", () => {
  const shapes: [string, Answer, { kind: string; code?: string; status?: number; says?: string }][] = [
    [
      "A: from the gateway",
      { status: 403, body: { code: "NO_PERMISSION", message: "Insufficient scopes", from: "asgw" } },
      { kind: "permission", code: "NO_PERMISSION", status: 403, says: "Insufficient scopes" },
    ],
    [
      "B1: a legacy call behind the proxy; the inner message wins over the generic outer one",
      {
        status: 400,
        body: {
          from: "seller",
          message: "Request failed with status code 400",
          body: { ctntId: APP, contentStatus: null, httpStatus: "BAD_REQUEST", errorCode: "4128", errorMsg: "not yet" },
        },
      },
      { kind: "state", code: "4128", status: 400, says: "not yet" },
    ],
    [
      "B2: a v2 call behind the proxy",
      {
        status: 400,
        body: {
          from: "seller",
          message: "Request failed with status code 400",
          body: { resultCode: "5021", resultMessage: "This binary is already in use." },
        },
      },
      { kind: "state", code: "5021", says: "This binary is already in use." },
    ],
    [
      "C1: a bare legacy failure",
      { status: 400, body: { errorCode: "3050", errorMsg: "price" } },
      { kind: "validation", code: "3050" },
    ],
    [
      "C1 with the code as a number",
      { status: 400, body: { errorCode: 3050, errorMsg: "price" } },
      { kind: "validation", code: "3050" },
    ],
    [
      "C2: a bare v2 failure",
      { status: 400, body: { resultCode: "3100", resultMessage: "none" } },
      { kind: "notFound", code: "3100" },
    ],
    [
      "C3: only a message",
      { status: 500, body: { message: "Internal error" } },
      { kind: "server", status: 500, says: "Internal error" },
    ],
    [
      "D: a page of HTML",
      {
        status: 502,
        headers: { "content-type": "text/html" },
        body: "<html><head><style>b{}</style></head><body><h1>Bad gateway</h1></body></html>",
      },
      { kind: "server", status: 502, says: "Bad gateway" },
    ],
    ["D: nothing at all", { status: 503 }, { kind: "server", status: 503 }],
    [
      "an IAP failure",
      { status: 400, body: { code: "106", message: "link" } },
      { kind: "state", code: "106", says: "link" },
    ],
    [
      "an IAP failure inside `error`",
      { status: 400, body: { error: { code: "SLR_4006", message: "not yours" } } },
      { kind: "permission", code: "SLR_4006", says: "not yours" },
    ],
    [
      "an unknown code",
      { status: 400, body: { errorCode: "9999", errorMsg: "new rule" } },
      { kind: "validation", code: "9999", says: "new rule" },
    ],
    ["a plain 404", { status: 404, body: "Not Found" }, { kind: "notFound", status: 404 }],
    [
      "HTTP 200 with errorCode",
      { body: { contentId: APP, errorCode: "4128", errorMsg: "not yet", httpStatus: "BAD_REQUEST" } },
      { kind: "state", code: "4128", status: 200 },
    ],
    [
      "HTTP 200 with errorMsg only",
      { body: { contentId: APP, errorCode: null, errorMsg: "odd" } },
      { kind: "validation", status: 200, says: "odd" },
    ],
    [
      "HTTP 200 with another resultCode",
      { body: { resultCode: "3206", resultMessage: "no" } },
      { kind: "state", code: "3206" },
    ],
    [
      "HTTP 200 with a wrapped failure",
      { body: { from: "seller", body: { resultCode: "3206", resultMessage: "no" } } },
      { kind: "state", code: "3206" },
    ],
    [
      "HTTP 200 from the gateway",
      { body: { code: "NO_PERMISSION", message: "Insufficient scopes", from: "asgw" } },
      { kind: "permission", code: "NO_PERMISSION" },
    ],
    [
      "HTTP 200 with HTML",
      { body: "<html><body>Maintenance</body></html>" },
      { kind: "protocol", says: "Maintenance" },
    ],
    ["HTTP 200 with half a JSON text", { body: '[{"contentId":"0000' }, { kind: "protocol" }],
    ["HTTP 200 with nothing", { body: "" }, { kind: "protocol" }],
    [
      "a permanent redirect",
      { status: 301, headers: { location: "https://example.com/" } },
      { kind: "protocol", status: 301 },
    ],
    ["too many requests", { status: 429 }, { kind: "rate", status: 429 }],
    ["a request that took too long", { status: 408 }, { kind: "timeout", status: 408 }],
  ];
  for (const [name, answer, expected] of shapes) {
    it(name, async () => {
      const error = await failureFor(answer);
      assert.equal(error.kind, expected.kind, error.message);
      assert.equal(error.code, expected.code);
      if (expected.status !== undefined) assert.equal(error.status, expected.status);
      if (expected.says !== undefined) assert.match(error.message, new RegExp(expected.says));
      assert.equal(error.operation, "apps.get");
      assert.equal(error.object, `app ${APP}`);
      assert.ok(error.message.startsWith(`app ${APP}: `), error.message);
      assert.ok(error.fix.length > 10 && error.message.endsWith(error.fix), error.message);
      assert.equal(error.unclear, false);
    });
  }

  it("an answer of another shape names the place that is wrong", async () => {
    const error = await failureFor({
      body: [{ contentId: APP, contentStatus: "FOR_SALE", binaryList: [{ binarySeq: { a: 1 } }] }],
    });
    assert.equal(error.kind, "protocol");
    assert.match(error.message, /0\.binaryList\.0\.binarySeq/);
  });

  it("a success with the keys of a failure, empty, is a success", async () => {
    const local = await scriptedStore(
      always({
        body: { contentId: APP, contentStatus: "REGISTERING", httpStatus: "OK", errorCode: null, errorMsg: "" },
      }),
    );
    const { store } = clientOf(local.url);
    assert.deepEqual(await store.apps.update({ contentId: APP, appTitle: "A" }), {
      contentId: APP,
      contentStatus: "REGISTERING",
    });
  });

  it("the answer of an update names the app under either key", async () => {
    const local = await scriptedStore(
      always({ body: { ctntId: APP, contentStatus: "REGISTERING", httpStatus: "OK" } }),
    );
    assert.equal((await clientOf(local.url).store.apps.update({ contentId: APP })).contentId, APP);
  });
});
