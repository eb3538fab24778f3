/** What a file may be uploaded from: bytes, a Blob, a stream of Node or of the web. */

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { after, before, describe, it } from "mocha";
import { failureOf } from "./support/failing";
import { clientOf, scriptedStore } from "./support/scriptedStore";

const kept = () => readdirSync(tmpdir());

/** An upload host that refuses the first files with a 503. */
async function uploadHost(refusals = 0) {
  const files: string[] = [];
  const local = await scriptedStore(({ url, body }) => {
    if (url === "/seller/createUploadSessionId") return { body: { url: "/galaxyapi/fileUpload", sessionId: "s" } };
    files.push(/filename="a\.apk"[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(body)?.[1] ?? "");
    return files.length <= refusals ? { status: 503 } : { body: { fileKey: "k", fileName: "a.apk", fileSize: "6" } };
  });
  const { store } = clientOf(local.url, { accessToken: "token-ready" });
  return { files, local, uploads: store.uploads };
}

describe("a file is uploaded from", () => {
  // A folder of this test's own, so that what others keep does not count.
  const { TMPDIR } = process.env;
  before(() => {
    process.env.TMPDIR = mkdtempSync(join(tmpdir(), "uploads-"));
  });
  after(() => {
    rmSync(tmpdir(), { recursive: true });
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  });

  const sources = {
    "a Buffer": () => ({ data: Buffer.from("abcdef") }),
    "a Uint8Array": () => ({ data: new TextEncoder().encode("abcdef") }),
    "a Blob": () => ({ data: new Blob(["abc", "def"]) }),
    "a stream of Node": () => ({ stream: Readable.from([Buffer.from("abc"), Buffer.from("def")]) }),
    "a stream of the web": () => ({ stream: new Blob(["abcdef"]).stream() }),
  };
  for (const [name, source] of Object.entries(sources)) {
    it(`${name}, again after a failing host, and nothing is left on disk`, async () => {
      const { files, uploads } = await uploadHost(1);
      assert.equal((await uploads.file({ ...source(), fileName: "a.apk" })).fileSize, 6);
      assert.deepEqual(files, ["abcdef", "abcdef"]);
      assert.deepEqual(kept(), []);
    });
  }

  it("no stream that breaks off or is empty; nothing is sent or left", async () => {
    const { local, uploads } = await uploadHost();
    const breaking = Readable.from(
      (async function* () {
        yield Buffer.from("abc");
        throw new Error("source away");
      })(),
    );
    const broken = await failureOf(uploads.file({ stream: breaking, fileName: "a.apk" }));
    assert.equal(broken.kind, "upload");
    assert.match(broken.message, /the stream broke off/);
    const empty = await failureOf(uploads.file({ stream: Readable.from([]), fileName: "a.apk" }));
    assert.match(empty.message, /is empty/);
    assert.deepEqual(local.seen, []);
    assert.deepEqual(kept(), []);
  });

  it("no stream whose call was cancelled while it was read", async () => {
    const { local, uploads } = await uploadHost();
    const ending = new AbortController();
    const endless = Readable.from(
      (async function* () {
        for (;;) {
          yield Buffer.alloc(1024);
          ending.abort();
        }
      })(),
    );
    const error = await failureOf(uploads.file({ stream: endless, fileName: "a.apk" }, { signal: ending.signal }));
    assert.deepEqual([error.kind, error.operation, error.unclear], ["cancelled", "uploads.file", false]);
    assert.deepEqual(local.seen, []);
    assert.deepEqual(kept(), []);
    assert.ok(endless.destroyed);
  });
});
