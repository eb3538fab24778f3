/** Options of a single call: time, repeats, and a signal that ends it. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { isCancelledError } from "../../sdk";
import { collect } from "./support/collect";
import { failureOf } from "./support/failing";
import { ORDER } from "./support/samples";
import { always, clientOf, scriptedStore } from "./support/scriptedStore";

const APP = "000001000101";
const SILENCE = { act: () => {} };

describe("options of a call", () => {
  it("retries and time hold for this call only", async () => {
    const local = await scriptedStore(always({ status: 500 }));
    const { store } = clientOf(local.url, { accessToken: "token-ready", retries: 1 });
    await failureOf(store.apps.list({ retries: 0 }));
    assert.equal(local.calls().length, 1);
    await failureOf(store.apps.list());
    assert.equal(local.calls().length, 3);
    const silent = await scriptedStore(() => SILENCE);
    const { store: patient } = clientOf(silent.url, { accessToken: "token-ready" });
    const error = await failureOf(patient.apps.get(APP, { timeoutMs: 30, retries: 0 }));
    assert.equal(error.kind, "timeout");
  });

  it("a signal that was aborted before sends nothing, and nothing was done", async () => {
    const local = await scriptedStore(always({ status: 204 }));
    const error = await failureOf(clientOf(local.url).store.apps.submit(APP, { signal: AbortSignal.abort() }));
    assert.ok(isCancelledError(error));
    assert.deepEqual([error.operation, error.object, error.unclear], ["apps.submit", `app ${APP}`, false]);
    assert.deepEqual(local.seen, []);
  });

  it("a write that is cancelled while it runs may have been carried out", async () => {
    const ending = new AbortController();
    const local = await scriptedStore(() => ({ act: () => ending.abort() }));
    const { store } = clientOf(local.url, { accessToken: "token-ready" });
    const error = await failureOf(store.apps.submit(APP, { signal: ending.signal }));
    assert.deepEqual([error.kind, error.unclear], ["cancelled", true]);
    assert.equal(local.calls().length, 1);
  });

  it("ends the wait before the next attempt", async () => {
    const ending = new AbortController();
    const local = await scriptedStore(always({ status: 503 }));
    const sleep = async () => ending.abort();
    const { store } = clientOf(local.url, { accessToken: "token-ready", sleep });
    assert.equal((await failureOf(store.apps.list({ signal: ending.signal }))).kind, "cancelled");
    assert.equal(local.calls().length, 1);
  });

  it("ends a real wait at once", async () => {
    const ending = new AbortController();
    const local = await scriptedStore(always({ status: 429, headers: { "retry-after": "60" } }));
    const sleeping = await import("node:timers/promises");
    const sleep = async (ms: number, signal?: AbortSignal) => {
      setImmediate(() => ending.abort());
      await sleeping.setTimeout(ms, undefined, signal ? { signal } : {});
    };
    const { store } = clientOf(local.url, { accessToken: "token-ready", sleep });
    assert.equal((await failureOf(store.apps.list({ signal: ending.signal }))).kind, "cancelled");
  });

  it("a caller that leaves does not end the mint that others wait for", async () => {
    const ending = new AbortController();
    let answerMint = () => {};
    const local = await scriptedStore(({ url }) => {
      if (url !== "/auth/accessToken") return { body: [] };
      return {
        act: (response) => {
          answerMint = () => response.end(JSON.stringify({ ok: true, createdItem: { accessToken: "token-0001" } }));
          ending.abort();
        },
      };
    });
    const { store } = clientOf(local.url);
    const staying = store.apps.list();
    const error = await failureOf(store.apps.list({ signal: ending.signal }));
    assert.deepEqual([error.kind, error.unclear], ["cancelled", false]);
    answerMint();
    assert.deepEqual(await staying, []);
    assert.equal(local.tokensMinted(), 1);
  });

  it("looking for a queued outcome ends too, and the request may have been carried out", async () => {
    const ending = new AbortController();
    const local = await scriptedStore(always({ status: 303, headers: { location: "/queue/1" } }));
    const sleep = async () => ending.abort();
    const { store } = clientOf(local.url, { accessToken: "token-ready", sleep });
    const error = await failureOf(store.apps.submit(APP, { signal: ending.signal }));
    assert.deepEqual([error.kind, error.unclear], ["cancelled", true]);
    assert.deepEqual(local.calls(), ["POST /seller/contentSubmit"]);
  });

  it("an upload stops, and its session is not sent to again", async () => {
    const ending = new AbortController();
    const local = await scriptedStore(({ url }) =>
      url === "/seller/createUploadSessionId"
        ? { body: { url: "/galaxyapi/fileUpload", sessionId: "s" } }
        : { act: () => {} },
    );
    const { store } = clientOf(local.url, { accessToken: "token-ready" });
    const input = {
      data: Buffer.alloc(8 * 1024 * 1024),
      fileName: "a.apk",
      onProgress: () => ending.abort(),
    };
    const error = await failureOf(store.uploads.file(input, { signal: ending.signal }));
    assert.deepEqual([error.kind, error.operation, error.unclear], ["cancelled", "uploads.file", false]);
    assert.deepEqual(local.calls().slice(0, 1), ["POST /seller/createUploadSessionId"]);
    assert.equal(local.calls().filter((call) => call.startsWith("POST /seller")).length, 1);
  });

  it("a list ends between its pages", async () => {
    const ending = new AbortController();
    const local = await scriptedStore((_, nth) => ({ body: { continuationToken: `t${nth}`, orderItemList: [ORDER] } }));
    const { store } = clientOf(local.url, { accessToken: "token-ready" });
    const listing = async () => {
      for await (const _ of store.orders.list({ sellerSeq: "000000000007" }, { signal: ending.signal })) ending.abort();
    };
    assert.equal((await failureOf(listing())).kind, "cancelled");
    assert.equal(local.calls().length, 1);
  });

  it("lists take them as well", async () => {
    const local = await scriptedStore(always({ status: 500 }));
    const { store } = clientOf(local.url, { accessToken: "token-ready" });
    const none = { retries: 0 };
    await failureOf(collect(store.items.list("com.example.game", none)));
    await failureOf(collect(store.betaTests.testers({ contentId: APP, appStatus: "SALE" }, none)));
    await failureOf(collect(store.reviews.list(APP, none)));
    assert.equal(local.calls().length, 3);
  });
});
