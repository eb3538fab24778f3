/** Binaries of an open update. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { EMBER, HELPER, LANTERNS, openRecord, openUpdate, submit } from "./support/apps";
import { refused } from "./support/failures";
import type { Json } from "./support/http";
import { call, done } from "./support/seller";
import { hasShape, v2 } from "./support/shapes";
import { control } from "./support/store";
import { APK, picture, registerApk, uploaded } from "./support/upload";

const PATH = "/seller/v2/content/binary";
const { contentId } = HELPER;

const sequences = async (app = HELPER): Promise<string[]> =>
  (await openRecord(app)).binaryList.map(({ binarySeq }: Json) => binarySeq);

export function binaries(): void {
  describe("a new binary", () => {
    it("is registered from an upload; the store reads name, versions and platforms from the file", async () => {
      await openUpdate(HELPER);
      const filekey = await uploaded("helper-8.0.10.apk", APK.bytes);
      const answer = await done("POST", PATH, { json: { contentId, filekey, gms: "N" } });
      hasShape(answer, v2({ binarySeq: /^\d+$/ }));
      const { binarySeq } = answer.data;
      const held = (await openRecord(HELPER)).binaryList.find((binary: Json) => binary.binarySeq === binarySeq);
      assert.deepEqual(held, {
        fileName: "helper-8.0.10.apk",
        binarySeq,
        versionCode: APK.versionCode,
        versionName: APK.versionName,
        packageName: HELPER.packageName,
        nativePlatforms: null,
        apiminSdkVersion: APK.minSdk,
        apimaxSdkVersion: null,
        iapSdk: "N",
        gms: "N",
        filekey: null,
      });
      assert.deepEqual(await sequences(), ["5", binarySeq], "beside the live one");
    });

    it("copies the devices of another one, named by text or number", async () => {
      for (const binarySeqForDeviceInfo of ["5", 5]) {
        await control("POST", "reset");
        await openUpdate(HELPER);
        await registerApk(contentId, "helper.apk", { binarySeqForDeviceInfo, stray: "ignored" });
        assert.equal((await sequences()).length, 2);
      }
    });

    it("has a sequence that was never used before", async () => {
      await openUpdate(HELPER);
      const seq = await registerApk(contentId, "helper.apk");
      assert.ok(Number(seq) > 5, seq);
    });

    it("needs an open update (4104)", async () => {
      const filekey = await uploaded("helper.apk", APK.bytes);
      refused(await call("POST", PATH, { json: { contentId, filekey, gms: "N" } }), "v2", "4104");
    });

    it("is refused while the update is in review (3201)", async () => {
      await control("PUT", "settings", { review: "manual" });
      await openUpdate(HELPER);
      const filekey = await uploaded("helper.apk", APK.bytes);
      await submit(HELPER);
      refused(await call("POST", PATH, { json: { contentId, filekey, gms: "N" } }), "v2", "3201");
      refused(await call("PUT", PATH, { json: { contentId, binarySeq: "5", gms: "N" } }), "v2", "3201");
      refused(await call("DELETE", PATH, { query: { contentId, binarySeq: "5" } }), "v2", "3201");
    });

    it("is in use once its version was registered, under whatever name (5021)", async () => {
      await openUpdate(HELPER);
      await registerApk(contentId, "helper-1.apk");
      const filekey = await uploaded("helper-2.apk", APK.bytes);
      const answer = await call("POST", PATH, { json: { contentId, filekey, gms: "N" } });
      refused(answer, "v2", "5021");
      assert.equal(answer.json.body.resultMessage, "This binary is already in use.");
    });

    it("uploads under a name that was used before, and is refused when it is registered (5021)", async () => {
      await openUpdate(HELPER);
      const filekey = await uploaded("device-settings-helper-5.0.0.apk", APK.bytes);
      refused(await call("POST", PATH, { json: { contentId, filekey, gms: "N" } }), "v2", "5021");
    });

    it("cannot copy devices from a binary that has none (5030)", async () => {
      await openUpdate(HELPER);
      const filekey = await uploaded("helper.apk", APK.bytes);
      const json = { contentId, filekey, gms: "N", binarySeqForDeviceInfo: "77" };
      refused(await call("POST", PATH, { json }), "v2", "5030");
    });

    it("needs gms, an uploaded file, a package, and the app's own package name (1000)", async () => {
      await openUpdate(HELPER);
      const filekey = await uploaded("helper.apk", APK.bytes);
      refused(await call("POST", PATH, { json: { contentId, filekey } }), "v2", "1000");
      refused(await call("POST", PATH, { json: { contentId, filekey: "none", gms: "N" } }), "v2", "1000");
      const image = await uploaded("icon.png", picture(512, 512));
      refused(await call("POST", PATH, { json: { contentId, filekey: image, gms: "N" } }), "v2", "1000");
      const elsewhere = { contentId: LANTERNS.contentId, filekey, gms: "N" };
      refused(await call("POST", PATH, { json: elsewhere }), "v2", "1000");
      assert.deepEqual(await sequences(), ["5"]);
    });
  });

  describe("a registered binary", () => {
    it("changes its use of Google services and nothing else", async () => {
      const before = await openRecord(LANTERNS);
      const json = { contentId: LANTERNS.contentId, binarySeq: "4", gms: "N" };
      hasShape(await done("PUT", PATH, { json }), v2());
      const after = await openRecord(LANTERNS);
      assert.deepEqual(after, {
        ...before,
        binaryList: before.binaryList.map((binary: Json) =>
          binary.binarySeq === "4" ? { ...binary, gms: "N" } : binary,
        ),
      });
    });

    const JSON_TYPE = { "Content-Type": "application/json" };
    for (const [what, options] of Object.entries({
      "no body": {},
      "no body, called JSON": { headers: JSON_TYPE },
      "an empty JSON object": { headers: JSON_TYPE, body: "{}" },
    }))
      it(`is taken out of the update by a query with ${what}`, async () => {
        const query = { contentId: LANTERNS.contentId, binarySeq: "3" };
        hasShape(await done("DELETE", PATH, { query, ...options }), v2());
        assert.deepEqual(await sequences(LANTERNS), ["4"]);
      });

    it("cannot be changed or taken out on a live app without an update (4104)", async () => {
      const json = { contentId: EMBER.contentId, binarySeq: "11", gms: "N" };
      refused(await call("PUT", PATH, { json }), "v2", "4104");
      refused(await call("DELETE", PATH, { query: { contentId: EMBER.contentId, binarySeq: "11" } }), "v2", "4104");
    });

    it("must exist, and its gms must be Y or N (1000)", async () => {
      const app = { contentId: LANTERNS.contentId };
      refused(await call("PUT", PATH, { json: { ...app, binarySeq: "99", gms: "N" } }), "v2", "1000");
      refused(await call("PUT", PATH, { json: { ...app, binarySeq: "4", gms: "maybe" } }), "v2", "1000");
      refused(await call("DELETE", PATH, { query: { ...app, binarySeq: "99" } }), "v2", "1000");
    });
  });
}
