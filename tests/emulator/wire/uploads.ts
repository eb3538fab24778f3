/** Upload sessions and files, in the forms that programs send them in. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { LANTERNS, openRecord, openUpdate } from "./support/apps";
import { refused } from "./support/failures";
import { call, done } from "./support/seller";
import { exactly, hasShape } from "./support/shapes";
import { DAY_SECONDS, wait } from "./support/store";
import { APK, BOUNDARY, openSession, type Part, picture, sendForm, uploaded } from "./support/upload";

const SESSION = { url: /^https?:\/\/.+\/galaxyapi\/fileUpload$/, sessionId: /^[0-9a-f-]{36}$/ };

const ICON = picture(512, 512);
const file = (fileName: string, content = ICON, type = "image/png"): Part => ({
  name: "file",
  fileName,
  content,
  type,
});
const session = (content: string): Part => ({ name: "sessionId", content });

export function uploads(): void {
  describe("an upload session", () => {
    const dialects = {
      "neither body nor content type": {},
      "an empty body as JSON": { body: "", headers: { "Content-Type": "application/json" } },
      "an empty body as a form": { body: "", headers: { "Content-Type": "application/x-www-form-urlencoded" } },
      "an empty body as text": { body: "", headers: { "Content-Type": "text/plain" } },
      "an empty JSON object": { body: "{}", headers: { "Content-Type": "application/json" } },
      "an empty JSON object that is called nothing": { body: "{}" },
    };
    for (const [name, options] of Object.entries(dialects))
      it(`is opened with ${name}`, async () => {
        const answer = await call("POST", "/seller/createUploadSessionId", options);
        assert.equal(answer.status, 200, answer.text);
        hasShape(answer.json, SESSION);
      });

    it("gives an address that takes the file", async () => {
      const { url, sessionId } = await done("POST", "/seller/createUploadSessionId");
      assert.equal(new URL(url).pathname, "/galaxyapi/fileUpload");
      assert.equal((await sendForm([session(sessionId), file("icon.png")])).status, 200);
    });

    it("lasts for 24 hours of the store's clock (7002)", async () => {
      const sessionId = await openSession();
      await wait(DAY_SECONDS - 60);
      assert.equal((await sendForm([session(sessionId), file("icon.png")])).status, 200);
      await wait(120);
      refused(await sendForm([session(sessionId), file("icon.png")]), "upload", "7002");
    });

    it("is unknown when nobody opened it, when it is missing, and when it is another seller's (7002)", async () => {
      refused(await sendForm([session("0f9e8d7c-1111-2222-3333-444455556666"), file("icon.png")]), "upload", "7002");
      refused(await sendForm([file("icon.png")]), "upload", "7002");
      refused(await sendForm([session(await openSession("stranger")), file("icon.png")]), "upload", "7002");
    });

    it("is a part of the form, not of the query (7002)", async () => {
      const query = { sessionId: await openSession() };
      refused(await sendForm([file("icon.png")], { query }), "upload", "7002");
    });
  });

  describe("an uploaded file", () => {
    const FILE = {
      fileKey: /^[0-9a-f-]{36}$/,
      fileName: "string",
      fileSize: /^\d+$/,
      errorCode: "null",
      errorMsg: "null",
    };

    for (const chunked of [false, true])
      for (const order of ["session first", "file first"])
        it(`arrives ${chunked ? "in chunks" : "with its length"}, ${order}`, async () => {
          const parts = [session(await openSession()), file("icon-1.2.3.png")];
          const answer = await sendForm(order === "file first" ? parts.reverse() : parts, { chunked });
          assert.equal(answer.status, 200, answer.text);
          hasShape(answer.json, {
            ...FILE,
            fileName: exactly("icon-1.2.3.png"),
            fileSize: exactly(String(ICON.length)),
          });
          await openUpdate(LANTERNS, { iconKey: answer.json.fileKey });
        });

    it("arrives with every byte of a real package", async () => {
      const parts = [file("app-8.0.10.apk", APK.bytes, "application/vnd.android.package-archive")];
      const answer = await sendForm([...parts, session(await openSession())], { chunked: true });
      hasShape(answer.json, FILE);
      assert.equal(answer.json.fileSize, String(APK.bytes.length));
    });

    for (const name of ["아이콘.png", "значок 1.png", "icône (à jour).png"])
      it(`keeps its name ${name}`, async () => {
        const answer = await sendForm([session(await openSession()), file(name)]);
        hasShape(answer.json, { ...FILE, fileName: exactly(name) });
      });

    it("keeps a name that is written by percent signs", async () => {
      const part = { ...file(""), fileNameAs: "; filename*=utf-8''%EC%95%B1%201.png" };
      const answer = await sendForm([session(await openSession()), part]);
      hasShape(answer.json, { ...FILE, fileName: exactly("앱 1.png") });
    });

    it("comes with the further lines that programs put into the heads of parts", async () => {
      const lines = ["Content-Transfer-Encoding: binary", `Content-Length: ${ICON.length}`];
      const answer = await sendForm([
        {
          ...session(await openSession()),
          type: "text/plain; charset=utf-8",
          lines: ["Content-Transfer-Encoding: 8bit"],
        },
        { ...file("icon.png"), lines },
      ]);
      hasShape(answer.json, { ...FILE, fileSize: exactly(String(ICON.length)) });
    });

    it("comes after a boundary in quotes, in any letters", async () => {
      for (const type of [
        `multipart/form-data; boundary="${BOUNDARY}"`,
        `Multipart/Form-Data; charset=utf-8; Boundary=${BOUNDARY}`,
      ]) {
        const parts = [session(await openSession()), file("icon.png")];
        hasShape((await sendForm(parts, { headers: { "Content-Type": type } })).json, FILE);
      }
    });

    it("waits for the store's 100 Continue, as large uploads of curl do", async () => {
      const parts = [session(await openSession()), file("app.apk", APK.bytes)];
      const answer = await sendForm(parts, { headers: { Expect: "100-continue" } });
      assert.equal(answer.json.fileSize, String(APK.bytes.length));
    });

    it("is judged by its content, whatever type its part says", async () => {
      for (const type of ["image/png", "application/octet-stream", "text/plain"]) {
        const answer = await sendForm([session(await openSession()), file("icon.png", ICON, type)]);
        await openUpdate(LANTERNS, { iconKey: answer.json.fileKey });
      }
    });

    it("comes among parts that nobody knows", async () => {
      const stray: Part[] = [
        { name: "comment", content: "first try" },
        { name: "size", content: "1" },
      ];
      const answer = await sendForm([...stray, file("icon.png"), session(await openSession())]);
      hasShape(answer.json, FILE);
    });

    it("is missing when there is no such part, when it is a text, and when nothing is sent (7001)", async () => {
      const sessionId = await openSession();
      refused(await sendForm([session(sessionId)]), "upload", "7001");
      refused(await sendForm([session(sessionId), { name: "file", content: "text" }]), "upload", "7001");
      refused(await sendForm([session(sessionId), { ...file("icon.png"), name: "upload" }]), "upload", "7001");
      refused(await call("POST", "/galaxyapi/fileUpload"), "upload", "7001");
    });

    it("is the uploading seller's alone", async () => {
      const before = await openRecord(LANTERNS);
      const iconKey = await uploaded("icon.png", ICON, "stranger");
      const answer = await call("POST", "/seller/contentUpdate", { json: { contentId: LANTERNS.contentId, iconKey } });
      assert.equal(answer.status, 400, answer.text);
      assert.deepEqual(await openRecord(LANTERNS), before);
    });
  });
}
