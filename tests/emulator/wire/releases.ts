/** Releases from beginning to end, in the order of calls that the guides give, with a real package. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { HELPER, liveRecord, openRecord, openUpdate, rolloutBinaries, statuses, submit } from "./support/apps";
import { refused } from "./support/failures";
import type { Json } from "./support/http";
import { call, done } from "./support/seller";
import { DAY_SECONDS, storeMoment, wait } from "./support/store";
import { APK, registerApk, uploaded } from "./support/upload";

const { contentId } = HELPER;
const RATE = "/seller/v2/content/stagedRolloutRate";
const BINARY = "/seller/v2/content/binary";

const setRate = (appStatus: string, fields: object) =>
  call("PUT", RATE, { json: { contentId, appStatus, function: "ENABLE_ROLLOUT", ...fields } });
const readRate = (appStatus: string) => call("GET", RATE, { query: { contentId, appStatus } });

async function liveVersions(): Promise<string[]> {
  return (await liveRecord(HELPER)).binaryList.map(({ versionCode }: Json) => versionCode);
}

export function releases(): void {
  describe("a release", () => {
    it("as an update: upload, read, open, register, take out the old binary, submit, read until it is on sale", async () => {
      const filekey = await uploaded("helper-8.0.10.apk", APK.bytes);
      const [live] = (await liveRecord(HELPER)).binaryList;
      await openUpdate(HELPER, {
        defaultLanguageCode: "ENG",
        paid: "N",
        publicationType: "01",
        newFeature: "Works on tablets.",
      });
      await done("POST", BINARY, { json: { contentId, filekey, gms: "N", binarySeqForDeviceInfo: live.binarySeq } });
      await done("DELETE", BINARY, { query: { contentId, binarySeq: live.binarySeq } });
      assert.deepEqual(await liveVersions(), ["100"], "untouched until publication");
      await submit(HELPER);
      assert.deepEqual(await statuses(HELPER), ["FOR_SALE"]);
      assert.deepEqual(await liveVersions(), [APK.versionCode]);
      assert.equal((await liveRecord(HELPER)).newFeature, "Works on tablets.");
    });

    it("opens its update before the upload as well", async () => {
      await openUpdate(HELPER);
      await registerApk(contentId, "helper-8.0.10.apk");
      await submit(HELPER);
      assert.deepEqual((await liveVersions()).sort(), ["100", APK.versionCode]);
    });

    it("of texts alone: edit and submit", async () => {
      const before = await liveRecord(HELPER);
      await openUpdate(HELPER, { shortDescription: "Switches Wi-Fi, data, locale and location." });
      await submit(HELPER);
      assert.deepEqual(await liveRecord(HELPER), {
        ...before,
        shortDescription: "Switches Wi-Fi, data, locale and location.",
      });
    });

    it("by hand: type 03 passes the review, and contentStatusUpdate puts it on sale", async () => {
      await openUpdate(HELPER, { publicationType: "03" });
      await registerApk(contentId, "helper-8.0.10.apk");
      await submit(HELPER);
      assert.deepEqual(await statuses(HELPER), ["FOR_SALE", "READY_FOR_CHANGE"]);
      await wait(30 * DAY_SECONDS);
      assert.deepEqual(await liveVersions(), ["100"], "however long that takes");
      await done("POST", "/seller/contentStatusUpdate", { json: { contentId, contentStatus: "FOR_SALE" } });
      assert.deepEqual(await statuses(HELPER), ["FOR_SALE"]);
      assert.deepEqual((await liveVersions()).sort(), ["100", APK.versionCode]);
    });

    it("on a date: type 02 goes on sale when the store's clock gets there", async () => {
      const start = await storeMoment(1);
      await openUpdate(HELPER, { publicationType: "02", startPublicationDate: start });
      await registerApk(contentId, "helper-8.0.10.apk");
      await submit(HELPER);
      assert.equal((await openRecord(HELPER)).startPublicationDate, start);
      assert.deepEqual(await liveVersions(), ["100"]);
      await wait(DAY_SECONDS + 60);
      assert.deepEqual((await liveVersions()).sort(), ["100", APK.versionCode]);
    });

    it("in stages: add to the rollout, set a rate, submit, raise it on the live record, finish", async () => {
      refused(await readRate("SALE"), "v2", "3208");
      await openUpdate(HELPER);
      const binarySeq = await registerApk(contentId, "helper-8.0.10.apk");
      await done("PUT", "/seller/v2/content/stagedRolloutBinary", { json: { contentId, function: "ADD", binarySeq } });
      const first = { rolloutRate: 10, countries: [{ countryCode: "KOR", rolloutRate: 20 }] };
      assert.equal((await setRate("REGISTRATION", first)).status, 200);
      await submit(HELPER);
      assert.deepEqual((await readRate("SALE")).json.data, first);
      const statusOf = async () =>
        (await rolloutBinaries(HELPER, "SALE")).find(({ seq }) => String(seq) === binarySeq).rolloutStatus;
      assert.equal(await statusOf(), "ENABLED");

      refused(await setRate("SALE", { rolloutRate: 10 }), "v2", "3104");
      refused(await setRate("SALE", { rolloutRate: 5 }), "v2", "3104");
      const wider = { rolloutRate: 40, countries: [{ countryCode: "KOR", rolloutRate: 40 }] };
      assert.equal((await setRate("SALE", wider)).status, 200);
      assert.deepEqual((await readRate("SALE")).json.data, wider);

      const finish = { contentId, appStatus: "SALE", function: "DISABLE_ROLLOUT" };
      await done("PUT", RATE, { json: finish });
      assert.equal(await statusOf(), "DISABLED", "everybody has it now");
      refused(await readRate("SALE"), "v2", "3208");
    });

    it("cannot lower the rate with which it has passed the review (3103)", async () => {
      const start = await storeMoment(1);
      await openUpdate(HELPER, { publicationType: "02", startPublicationDate: start });
      const binarySeq = await registerApk(contentId, "helper-8.0.10.apk");
      await done("PUT", "/seller/v2/content/stagedRolloutBinary", { json: { contentId, function: "ADD", binarySeq } });
      await setRate("REGISTRATION", { rolloutRate: 30 });
      await setRate("REGISTRATION", { rolloutRate: 20 });
      await submit(HELPER);
      refused(await setRate("REGISTRATION", { rolloutRate: 10 }), "v2", "3103");
      assert.equal((await readRate("REGISTRATION")).json.data.rolloutRate, 20);
      assert.equal((await setRate("REGISTRATION", { rolloutRate: 50 })).status, 200);
    });
  });
}
