/** Without an endpoint requests go to Samsung's two hosts by HTTPS; a given transport carries them. */

import assert from "node:assert/strict";
import axios, { type AxiosAdapter, AxiosError, type InternalAxiosRequestConfig } from "axios";
import { describe, it } from "mocha";
import { GalaxyStore, type GalaxyStoreOptions } from "../../sdk";
import { failureOf } from "./support/failing";
import { scriptedStore } from "./support/scriptedStore";

/** A transport that notes what it is to send and answers from `answers` by path. */
function noting(answers: Record<string, unknown>) {
  const sent: InternalAxiosRequestConfig[] = [];
  const adapter: AxiosAdapter = async (config) => {
    sent.push(config);
    const data = answers[new URL(String(config.url)).pathname];
    return { data: JSON.stringify(data), status: 200, statusText: "OK", headers: {}, config };
  };
  return { sent, adapter, addresses: () => sent.map(({ method, url }) => `${method} ${url}`) };
}

function client(options: GalaxyStoreOptions): GalaxyStore {
  return new GalaxyStore({
    serviceAccountId: "account",
    accessToken: "token-ready",
    sleep: async () => {},
    ...options,
  });
}

describe("hosts", () => {
  it("calls go to the API host, files to the upload host, both by HTTPS", async () => {
    const { adapter, addresses, sent } = noting({
      "/seller/contentList": [],
      "/seller/createUploadSessionId": { url: "https://seller.samsungapps.com/galaxyapi/fileUpload", sessionId: "s" },
      "/galaxyapi/fileUpload": { fileKey: "k", fileName: "a.png", fileSize: "3" },
      "/iap/v6/applications/com.example.game/items/a%2Fb": { id: "a/b", usdPrice: 1 },
    });
    const store = client({ transport: adapter });
    await store.apps.list();
    await store.uploads.file({ data: Buffer.from("abc"), fileName: "a.png" });
    await store.items.get("com.example.game", "a/b");
    assert.deepEqual(addresses(), [
      "get https://devapi.samsungapps.com/seller/contentList",
      "post https://devapi.samsungapps.com/seller/createUploadSessionId",
      "post https://seller.samsungapps.com/galaxyapi/fileUpload",
      "get https://devapi.samsungapps.com/iap/v6/applications/com.example.game/items/a%2Fb",
    ]);
    for (const { headers } of sent) assert.equal(headers.Authorization, "Bearer token-ready");
  });

  for (const url of [
    "http://seller.samsungapps.com/galaxyapi/fileUpload",
    "https://seller.samsungapps.com.example.com/galaxyapi/fileUpload",
    "https://seller.samsungapps.com@example.com/",
    "https://user@seller.samsungapps.com/",
    "https://seller.samsungapps.com:8443/",
    "http://127.0.0.1:4010/galaxyapi/fileUpload",
  ]) {
    it(`no file and no token goes to ${url}`, async () => {
      const { adapter, addresses } = noting({ "/seller/createUploadSessionId": { url, sessionId: "s" } });
      const error = await failureOf(
        client({ transport: adapter }).uploads.file({ data: Buffer.from("abc"), fileName: "a.png" }),
      );
      assert.equal(error.kind, "protocol");
      assert.match(error.message, /the token must not go/);
      assert.equal(addresses().length, 1);
    });
  }

  it("an endpoint with a path keeps it for all hosts", async () => {
    const { adapter, addresses } = noting({
      "/galaxy/seller/createUploadSessionId": {
        url: "https://seller.samsungapps.com/galaxyapi/fileUpload",
        sessionId: "s",
      },
      "/galaxy/galaxyapi/fileUpload": { fileKey: "k", fileName: "a.png", fileSize: "3" },
    });
    await client({ transport: adapter, endpoint: "https://gateway.example/galaxy/" }).uploads.file({
      data: Buffer.from("abc"),
      fileName: "a.png",
    });
    assert.deepEqual(addresses(), [
      "post https://gateway.example/galaxy/seller/createUploadSessionId",
      "post https://gateway.example/galaxy/galaxyapi/fileUpload",
    ]);
  });

  it("an axios instance of the program carries the requests with what it adds", async () => {
    const local = await scriptedStore(() => ({ body: [] }));
    const transport = axios.create({ headers: { "x-client-source": "release-tool" } });
    await client({ endpoint: local.url, transport }).apps.list();
    assert.equal(local.seen[0]?.headers["x-client-source"], "release-tool");
  });

  it("a certificate that is not trusted is no reason to repeat, and says what to do", async () => {
    let attempts = 0;
    const transport: AxiosAdapter = async (config) => {
      attempts += 1;
      throw new AxiosError("self-signed certificate", "DEPTH_ZERO_SELF_SIGNED_CERT", config);
    };
    const error = await failureOf(
      client({ transport, endpoint: "https://127.0.0.1:4443" }).apps.submit("000001000101"),
    );
    assert.equal(attempts, 1);
    assert.equal(error.kind, "network");
    assert.equal(error.code, "DEPTH_ZERO_SELF_SIGNED_CERT");
    assert.equal(error.unclear, false);
    assert.match(error.fix, /NODE_EXTRA_CA_CERTS/);
  });
});
