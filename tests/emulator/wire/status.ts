/** contentSubmit and contentStatusUpdate: which status allows them, and what they answer. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type App, DEPLOYED_BETA, EMBER, LANTERNS, OPEN_BETA, openUpdate, statuses, TIDELINE } from "./support/apps";
import { refused } from "./support/failures";
import type { Answer, Json } from "./support/http";
import { call } from "./support/seller";
import { control } from "./support/store";

const submission = ({ contentId }: App): Promise<Answer> =>
  call("POST", "/seller/contentSubmit", { json: { contentId } });

const setStatus = ({ contentId }: App, contentStatus: string): Promise<Answer> =>
  call("POST", "/seller/contentStatusUpdate", { json: { contentId, contentStatus, stray: true } });

/** One client insists on exactly this. */
function isEmptyJson({ status, headers, text }: Answer): void {
  assert.equal(status, 204, text);
  assert.match(String(headers["content-type"]), /^application\/json/);
  assert.equal(text, "");
}

export function status(): void {
  describe("contentSubmit", () => {
    it("answers 204 with the content type of JSON, and brings the update into review", async () => {
      await control("PUT", "settings", { review: "manual" });
      isEmptyJson(await submission(LANTERNS));
      const [live, update] = await statuses(LANTERNS);
      assert.equal(live, "FOR_SALE");
      assert.ok(update === "READY_FOR_REVIEW" || update === "READY_TO_PRE_REVIEWS", update);
    });

    it("is refused when there is nothing to submit, and when it is in review already (3201)", async () => {
      refused(await submission(EMBER), "legacy", "3201", EMBER.contentId);
      await control("PUT", "settings", { review: "manual" });
      await submission(LANTERNS);
      refused(await submission(LANTERNS), "legacy", "3201", LANTERNS.contentId);
    });

    for (const app of [OPEN_BETA, DEPLOYED_BETA])
      it(`is refused for the beta app ${app.packageName} (4129)`, async () => {
        refused(await submission(app), "legacy", "4129", app.contentId);
      });

    it("is refused when a binary has no device configuration (5030)", async () => {
      const dump = await control("GET", "dump");
      const [{ apps }] = dump.sellers;
      const { registration } = apps.find(({ contentId }: Json) => contentId === LANTERNS.contentId);
      registration.binaries[1].devices = false;
      await control("PUT", "seed", dump);
      refused(await submission(LANTERNS), "legacy", "5030", LANTERNS.contentId);
    });

    it("is refused while the export laws are not agreed to (4106)", async () => {
      await openUpdate(LANTERNS, { usExportLaws: false });
      refused(await submission(LANTERNS), "legacy", "4106", LANTERNS.contentId);
    });

    it("is refused without enough screenshots (3001)", async () => {
      await openUpdate(LANTERNS, { screenshots: [] });
      refused(await submission(LANTERNS), "legacy", "3001", LANTERNS.contentId);
    });
  });

  describe("contentStatusUpdate", () => {
    it("stops the sale of a live app, and then ends it for good", async () => {
      isEmptyJson(await setStatus(TIDELINE, "SUSPENDED"));
      assert.deepEqual(await statuses(TIDELINE), ["SUSPENDED"]);
      isEmptyJson(await setStatus(TIDELINE, "TERMINATED"));
      assert.deepEqual(await statuses(TIDELINE), ["TERMINATED"]);
    });

    it("does not end a sale that was not stopped first, and does not stop one twice (4106)", async () => {
      refused(await setStatus(TIDELINE, "TERMINATED"), "legacy", "4106", TIDELINE.contentId);
      await setStatus(TIDELINE, "SUSPENDED");
      refused(await setStatus(TIDELINE, "SUSPENDED"), "legacy", "4106", TIDELINE.contentId);
      assert.deepEqual(await statuses(TIDELINE), ["SUSPENDED"]);
    });

    it("puts nothing on sale that has not passed the review (4105)", async () => {
      refused(await setStatus(EMBER, "FOR_SALE"), "legacy", "4105", EMBER.contentId);
      refused(await setStatus(LANTERNS, "FOR_SALE"), "legacy", "4105", LANTERNS.contentId);
    });

    for (const app of [OPEN_BETA, DEPLOYED_BETA])
      it(`is refused for the beta app ${app.packageName} (4129)`, async () => {
        refused(await setStatus(app, "FOR_SALE"), "legacy", "4129", app.contentId);
      });

    it("knows no other status (1000)", async () => {
      for (const value of ["UPDATING", "for_sale", ""])
        refused(await setStatus(TIDELINE, value), "legacy", "1000", TIDELINE.contentId);
    });
  });
}
