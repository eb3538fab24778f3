/** Limits of what one request may bring: bodies, forms and files. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { json } from "node:stream/consumers";
import { describe, it } from "mocha";
import { createEmulator } from "../../emulator";
import { APPS, type Json, storeForFile } from "./support/caller";

const MIB = 1024 * 1024;

describe("a body", () => {
  const store = storeForFile();

  /** Sends what `chunks` gives until there is an answer; without any, only the headers. */
  async function send(
    method: string,
    path: string,
    headers: Record<string, string | number>,
    chunks?: Iterable<string | Buffer>,
  ): Promise<{ status: number | undefined; body: Json }> {
    const sent = request(`${store.url}${path}`, { method, headers });
    let answered = false;
    sent.on("error", () => {});
    const answer = once(sent, "response").then(([response]) => {
      answered = true;
      return response as IncomingMessage;
    });
    sent.flushHeaders();
    for (const chunk of chunks ?? []) {
      if (answered) break;
      await Promise.race([answer, new Promise((resolve) => sent.write(chunk, resolve))]);
    }
    if (chunks) sent.end();
    const response = await answer;
    const body = await json(response);
    sent.destroy();
    return { status: response.statusCode, body };
  }

  function* endless(): Generator<Buffer> {
    const piece = Buffer.alloc(256 * 1024, "x");
    for (;;) yield piece;
  }

  it("of a store call has 10 MiB at most: one that is announced larger is refused before it comes", async () => {
    const headers = {
      ...(await store.authorization()),
      "content-type": "application/json",
      "content-length": 11 * MIB,
    };
    for (const path of ["/seller/contentUpdate", "/iap/v6/applications/com.lumenforge.emberisles/items"]) {
      const { status, body } = await send("POST", path, headers);
      assert.deepEqual([status, body], [413, { message: "The request body is larger than 10485760 bytes." }]);
    }
    const [entry] = await store.control("GET", "requests").then((entries) => entries.slice(-1));
    assert.deepEqual([entry.operation, entry.status, entry.request], [null, 413, null]);
    assert.equal((await store.held(APPS.emberIsles)).registration, null);
  });

  it("without an announced length is refused at the limit, however long it would go on, and memory stays", async () => {
    const before = process.resourceUsage().maxRSS;
    const headers = { ...(await store.authorization()), "transfer-encoding": "chunked" };
    for (const [method, path] of [
      ["POST", "/seller/contentUpdate"],
      ["GET", "/seller/contentList"],
      ["DELETE", "/auth/revokeAccessToken"],
    ] as const)
      assert.equal((await send(method, path, headers, endless())).status, 413, method);
    assert.ok((process.resourceUsage().maxRSS - before) / 1024 < 100);
    assert.equal((await store.call("GET", "/seller/contentList")).status, 200);
  });

  it("of 9 MiB is taken, with and without an announced length, and shortened in the journal", async () => {
    const text = JSON.stringify({ contentId: APPS.emberIsles, access_token: "secret", padding: "x".repeat(9 * MIB) });
    const headers = { ...(await store.authorization()), "content-type": "application/json" };
    for (const framing of [{ "content-length": text.length }, { "transfer-encoding": "chunked" }] as const) {
      await store.control("POST", "reset");
      const { status } = await send("POST", "/seller/contentUpdate", { ...headers, ...framing }, [text]);
      assert.equal(status, 200);
      const journal = await store.control("GET", "requests");
      const [{ request: kept }] = journal.slice(-1);
      assert.match(kept.note, /The body has 94\d{5} characters/);
      assert.ok(kept.beginning.length <= 2000);
      assert.match(kept.beginning, /^\{"contentId":"000001000101","access_token":"\[redacted\]"/);
    }
  });

  it("in-process is bounded too", async () => {
    const { fetch } = createEmulator();
    const body = "x".repeat(11 * MIB);
    const answer = await fetch(new Request("http://localhost/auth/accessToken", { method: "POST", body }));
    assert.equal(answer.status, 413);
  });

  it("of the control API may be a whole store, up to the size of a text", async () => {
    const dump = await store.control("GET", "dump");
    const images = { "/content/a.png": Buffer.alloc(12 * MIB).toString("base64") };
    await store.control("PUT", "seed", { ...dump, images });
    const { status, body } = await send("PUT", "/_emulator/seed", { "content-length": 1024 * MIB });
    assert.deepEqual([status, body.error], [413, "The request body is larger than 536870888 bytes."]);
  });

  it("that breaks off is nobody's failure: the store goes on", async () => {
    const sent = request(`${store.url}/seller/contentUpdate`, { method: "POST", headers: { "content-length": 100 } });
    sent.on("error", () => {});
    await new Promise((resolve) => sent.write("{", resolve));
    sent.destroy();
    assert.equal((await store.call("GET", "/seller/contentList")).status, 200);
  });
});

describe("an upload", () => {
  const store = storeForFile();
  const form = async (...parts: [name: string, value: string | Blob, fileName?: string][]) => {
    const data = new FormData();
    for (const [name, value, fileName] of parts)
      if (typeof value === "string") data.append(name, value);
      else data.append(name, value, fileName);
    const { sessionId } = (await store.call("POST", "/seller/createUploadSessionId")).json;
    data.append("sessionId", sessionId);
    return store.raw("POST", "/galaxyapi/fileUpload", await store.authorization(), data);
  };
  const file = new Blob(["hello"]);
  const nothing = { fileKey: null, fileName: null, fileSize: null };

  it("has a file of 4 GiB at most: a form that is announced larger is refused before it comes", async () => {
    const headers = {
      ...(await store.authorization()),
      "content-type": "multipart/form-data; boundary=x",
      "content-length": 5 * 1024 * MIB,
    };
    const sent = request(`${store.url}/galaxyapi/fileUpload`, { method: "POST", headers });
    sent.on("error", () => {});
    sent.flushHeaders();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    const body = await json(response);
    sent.destroy();
    assert.equal(response.statusCode, 413);
    assert.deepEqual(body, { ...nothing, errorCode: "1000", errorMsg: "The file is larger than 4294967296 bytes." });
  });

  it("has a limit that can be set", async () => {
    await store.control("PUT", "settings", { uploadMaxBytes: 1000 });
    assert.equal((await form(["file", new Blob(["x".repeat(1000)]), "a.txt"])).status, 200);
    const answer = await form(["file", new Blob(["x".repeat(1001)]), "a.txt"]);
    assert.deepEqual(
      [answer.status, answer.json],
      [413, { ...nothing, errorCode: "1000", errorMsg: "The file is larger than 1000 bytes." }],
    );
    assert.equal((await store.control("GET", "dump")).uploads.length, 1);
  });

  it("has a bounded number of parts, bounded fields and file names (1000)", async () => {
    const fields = (count: number) => Array.from({ length: count }, (_, at): [string, string] => [`f${at}`, "x"]);
    for (const [parts, why] of [
      [fields(25), /more than 20/],
      [Array.from({ length: 5 }, (): [string, Blob, string] => ["other", file, "o"]), /more than 4 files/],
      [[["note", "x".repeat(9000)]], /a field has more than 8192 bytes/],
      [[["file", file, `${"n".repeat(300)}.apk`]], /file name has more than 255/],
    ] as [[string, string][], RegExp][]) {
      const answer = await form(...parts, ["file", file, "a.txt"]);
      assert.equal(answer.status, 400, answer.text);
      assert.deepEqual([answer.json.fileKey, answer.json.errorCode], [null, "1000"]);
      assert.match(answer.json.errorMsg, why);
    }
    assert.deepEqual((await store.control("GET", "dump")).uploads, []);
    assert.equal((await form(...fields(10), ["file", file, "a.txt"])).status, 200);
  });
});
