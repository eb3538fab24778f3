/** Calls that the SDK has no method for yet. */

import assert from "node:assert/strict";
import type { InternalAxiosRequestConfig } from "axios";
import { describe, it } from "mocha";
import { failureOf } from "./support/failing";
import { always, clientOf, HANG_UP, scriptedStore } from "./support/scriptedStore";

const PATH = "/seller/v2/content/preOrder";

describe("a request of one's own", () => {
  it("goes with token, query and JSON, and the answer comes as it is", async () => {
    const body = { resultCode: "0000", data: { paid: "N" } };
    const local = await scriptedStore(always({ body }));
    const { store } = clientOf(local.url);
    const answer = await store.request({
      method: "PUT",
      path: PATH,
      query: { contentId: "1", page: 2 },
      json: { a: 1 },
    });
    assert.deepEqual(answer, body);
    assert.deepEqual(local.calls(), [`PUT ${PATH}?contentId=1&page=2`]);
    assert.equal(local.seen[1]?.headers.authorization, "Bearer token-0001");
    assert.equal(local.seen[1]?.body, '{"a":1}');
  });

  it("fails with the store's refusal, also under HTTP 200", async () => {
    const local = await scriptedStore(always({ body: { resultCode: "4008", resultMessage: "no" } }));
    const error = await failureOf(
      clientOf(local.url).store.request({ method: "GET", path: PATH, object: "pre-order 1" }),
    );
    assert.deepEqual(
      [error.kind, error.code, error.operation, error.object],
      ["permission", "4008", "request", "pre-order 1"],
    );
  });

  it("is repeated when it reads, and when it is said to be safe; else a lost answer is unclear", async () => {
    const local = await scriptedStore(always(HANG_UP));
    const { store } = clientOf(local.url, { accessToken: "token-ready", retries: 1 });
    await failureOf(store.request({ method: "GET", path: PATH }));
    assert.equal(local.calls().length, 2);
    await failureOf(store.request({ method: "PUT", path: PATH, retry: "safe" }));
    assert.equal(local.calls().length, 4);
    const error = await failureOf(store.request({ method: "POST", path: PATH }));
    assert.deepEqual([local.calls().length, error.unclear], [5, true]);
  });

  it("takes the scope of its path, and options last", async () => {
    const local = await scriptedStore(always({ status: 503 }));
    const { store } = clientOf(local.url, { scopes: ["publishing"] });
    const error = await failureOf(store.request({ method: "POST", path: "/gss/query/newMetric" }));
    assert.match(error.message, /needs the scope gss/);
    await failureOf(store.request({ method: "GET", path: PATH }, { retries: 0 }));
    assert.equal(local.calls().length, 1);
  });

  it("has no token on the host of receipts", async () => {
    const local = await scriptedStore(always({ body: {} }));
    await clientOf(local.url).store.request({ method: "GET", host: "iap", path: "/iap/v7/receipt" });
    assert.equal(local.seen[0]?.headers.authorization, undefined);
  });

  it("cannot be sent to another host", async () => {
    const hosts: string[] = [];
    const { store } = clientOf("http://127.0.0.1:9", {
      endpoint: "",
      accessToken: "token-ready",
      transport: async (config: InternalAxiosRequestConfig) => {
        hosts.push(new URL(String(config.url)).host);
        return { data: "{}", status: 200, statusText: "OK", headers: {}, config };
      },
    });
    for (const path of ["@example.com/x", ".example.com/x", "https://example.com/x"]) {
      assert.equal((await failureOf(store.request({ method: "GET", path }))).kind, "validation");
    }
    for (const path of ["//example.com/x", "/\\example.com/x", "/x@example.com"])
      await store.request({ method: "GET", path });
    assert.deepEqual(new Set(hosts), new Set(["devapi.samsungapps.com"]));
  });
});
