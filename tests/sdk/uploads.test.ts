/** Uploads: streamed, sized, and repeated with a fresh session. */

import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import type { UploadProgress } from "../../sdk";
import { failureOf } from "./support/failing";
import { type Answer, clientOf, HANG_UP, type SeenRequest, scriptedStore } from "./support/scriptedStore";

const FILE = randomBytes(300_000);

/** A store whose upload host gives `answers` in turn; sessions are numbered. */
async function uploadHost(answers: Answer[], sessionUrl = "https://seller.samsungapps.com/galaxyapi/fileUpload") {
  let sessions = 0;
  const uploads: SeenRequest[] = [];
  const local = await scriptedStore((request) => {
    if (request.url === "/auth/accessToken") return {};
    if (request.url === "/seller/createUploadSessionId") {
      sessions += 1;
      return { body: { url: sessionUrl, sessionId: `session-${sessions}` } };
    }
    uploads.push(request);
    return answers[Math.min(uploads.length, answers.length) - 1] ?? {};
  });
  return { ...clientOf(local.url), local, uploads, sessions: () => sessions };
}

const STORED: Answer = {
  body: { fileKey: "key-1", fileName: "app.apk", fileSize: String(FILE.length), errorCode: null, errorMsg: null },
};

describe("uploads", () => {
  let folder: string;
  let path: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "galaxystore-upload-"));
    path = join(folder, "app.apk");
    writeFileSync(path, FILE);
  });
  after(() => rmSync(folder, { recursive: true }));

  it("a file goes to the upload host as one form with its session, and its key comes back", async () => {
    const { store, uploads, local } = await uploadHost([STORED]);
    assert.deepEqual(await store.uploads.file({ path }), {
      fileKey: "key-1",
      fileName: "app.apk",
      fileSize: FILE.length,
    });
    assert.deepEqual(local.calls(), ["POST /seller/createUploadSessionId", "POST /galaxyapi/fileUpload"]);
    const [upload] = uploads;
    assert.match(String(upload?.headers["content-type"]), /^multipart\/form-data; ?boundary=/);
    assert.equal(upload?.headers["content-length"], String(upload?.body.length));
    const parts = formParts(upload);
    assert.equal(parts.get("sessionId")?.content, "session-1");
    const file = parts.get("file");
    assert.match(String(file?.head), /filename="app\.apk"/);
    assert.match(String(file?.head), /application\/vnd\.android\.package-archive/);
    assert.equal(hash(Buffer.from(String(file?.content), "latin1")), hash(FILE));
  });

  it("bytes in memory and another name are sent as given, with the type of the name", async () => {
    for (const [fileName, type] of [
      ["icon.png", "image/png"],
      ["photo.JPEG", "image/jpeg"],
      ["build 2.aab", "application/x-authorware-bin"],
      ["notes.zip", "application/octet-stream"],
    ] as const) {
      const { store, uploads } = await uploadHost([STORED]);
      await store.uploads.file({ data: FILE, fileName });
      const head = String(formParts(uploads[0]).get("file")?.head);
      assert.ok(head.includes(`filename="${fileName}"`) && head.includes(type), head);
    }
    const { store, uploads } = await uploadHost([STORED]);
    await store.uploads.file({ path, fileName: "release-1.2.apk" });
    assert.match(String(formParts(uploads[0]).get("file")?.head), /filename="release-1\.2\.apk"/);
  });

  it("progress rises to the end", async () => {
    const { store } = await uploadHost([STORED]);
    const progress: UploadProgress[] = [];
    await store.uploads.file({ path, onProgress: (now) => progress.push(now) });
    const last = progress.at(-1);
    assert.equal(last?.sentBytes, last?.totalBytes);
    assert.ok((last?.totalBytes ?? 0) > FILE.length);
    assert.deepEqual(
      [...progress].sort((a, b) => a.sentBytes - b.sentBytes),
      progress,
    );
  });

  for (const [name, failure] of [
    ["a lost connection", HANG_UP],
    ["a failing host", { status: 503, body: "<html>busy</html>" }],
    ["a file that arrived with another size", { body: { fileKey: "key-0", fileName: "app.apk", fileSize: "299999" } }],
  ] as [string, Answer][]) {
    it(`${name} is repeated with a fresh session`, async () => {
      const { store, uploads, waits } = await uploadHost([failure, STORED]);
      assert.equal((await store.uploads.file({ path })).fileKey, "key-1");
      assert.deepEqual(
        uploads.slice(-1).map((upload) => formParts(upload).get("sessionId")?.content),
        ["session-2"],
      );
      assert.equal(waits.length, 1);
    });
  }

  it("a size that stays wrong is an error with both numbers; a lost upload leaves nothing open", async () => {
    const { store, sessions } = await uploadHost([
      { body: { fileKey: "key-0", fileName: "app.apk", fileSize: "299999" } },
    ]);
    const error = await failureOf(store.uploads.file({ path }));
    assert.equal(error.kind, "upload");
    assert.match(error.message, /300000 bytes were sent and the store has 299999/);
    assert.equal(sessions(), 4);
    assert.equal(error.unclear, false);
  });

  it("a refusal under HTTP 200, with a null key, is an error with its code", async () => {
    const { store, sessions } = await uploadHost([
      { body: { fileKey: null, fileName: null, fileSize: null, errorCode: "7002", errorMsg: "no session" } },
    ]);
    const error = await failureOf(store.uploads.file({ path }));
    assert.equal(error.kind, "upload");
    assert.equal(error.code, "7002");
    assert.equal(sessions(), 1);
  });

  it("the token goes to no other host than the session's known one", async () => {
    const { store, uploads } = await uploadHost([STORED], "https://example.com/galaxyapi/fileUpload");
    const error = await failureOf(store.uploads.file({ path }));
    assert.equal(error.kind, "protocol");
    assert.match(error.message, /the host example\.com, where the token must not go/);
    assert.deepEqual(uploads, []);
  });

  it("a token refused during the upload is replaced, with a fresh session", async () => {
    const refused = { status: 401, body: { code: "AUTH_REQUIRE", message: "Invalid accessToken", from: "asgw" } };
    const { store, uploads, local } = await uploadHost([refused, STORED]);
    await store.uploads.file({ path });
    assert.equal(local.tokensMinted(), 2);
    assert.deepEqual(
      uploads.map((upload) => formParts(upload).get("sessionId")?.content),
      ["session-1", "session-2"],
    );
  });

  it("a file that changes while it is sent is refused at once, and not sent again", async () => {
    const changing = join(folder, "changing.apk");
    writeFileSync(changing, FILE);
    const { store, uploads, sessions } = await uploadHost([STORED]);
    const input = { path: changing, onProgress: () => writeFileSync(changing, "longer ago", { flag: "a" }) };
    const error = await failureOf(store.uploads.file(input));
    assert.equal(error.kind, "upload");
    assert.match(error.message, /changed/);
    assert.deepEqual([uploads.length, sessions()], [0, 1]);
  });

  it("names with quotes and letters of all scripts arrive", async () => {
    const { store, uploads } = await uploadHost([STORED]);
    await store.uploads.file({ data: FILE, fileName: 'a "b"\r\n \u00e9.apk' });
    const head = Buffer.from(String(formParts(uploads[0]).get("file")?.head), "latin1").toString();
    assert.match(head, /filename="a %22b%22%0D%0A \u00e9\.apk"/);
  });

  it("a file that cannot be sent fails before anything is sent", async () => {
    writeFileSync(join(folder, "empty.png"), "");
    const { store, local } = await uploadHost([STORED]);
    for (const [file, says] of [
      [join(folder, "absent.apk"), /absent\.apk: does not exist/],
      [folder, /is not a file/],
      [join(folder, "empty.png"), /empty\.png: is empty/],
    ] as const) {
      const error = await failureOf(store.uploads.file({ path: file }));
      assert.equal(error.kind, "upload");
      assert.match(error.message, says);
    }
    assert.deepEqual(local.seen, []);
  });
});

/** The parts of a multipart body by name. */
function formParts(request: SeenRequest | undefined): Map<string, { head: string; content: string }> {
  const boundary = /boundary=(.+)$/.exec(String(request?.headers["content-type"]))?.[1];
  const parts = new Map<string, { head: string; content: string }>();
  for (const part of request?.body.split(`--${boundary}`) ?? []) {
    const [head = "", ...rest] = part.split("\r\n\r\n");
    const name = /name="(\w+)"/.exec(head)?.[1];
    if (name) parts.set(name, { head, content: rest.join("\r\n\r\n").replace(/\r\n$/, "") });
  }
  return parts;
}

function hash(data: Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}
