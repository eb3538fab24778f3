/** The review: its stages in order, every way it can end, and the three kinds of publication. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  type App,
  FIRST_REGISTRATION,
  HELPER,
  LANTERNS,
  liveRecord,
  openRecord,
  openUpdate,
  statuses,
  submit,
} from "./support/apps";
import { refused } from "./support/failures";
import { call } from "./support/seller";
import { control, DAY_SECONDS, storeMoment, wait } from "./support/store";

const STAGES = ["PRE_REVIEWS", "CONTENT_REVIEW", "DEVICE_TEST", "TEST_CONFIRMATION"] as const;

/** What a person at the store decides, and the status that it leaves. */
const OUTCOMES = { reject: "REJECTED", suspend: "SUSPENDED", delay: "DELAYED", cancel: "CANCELED" } as const;

const decide = ({ contentId }: App, outcome: string, stage?: string) =>
  control("POST", `apps/${contentId}/review`, { outcome, ...(stage === undefined ? {} : { stage }) });

const updateStatus = async (app: App): Promise<string> => (await openRecord(app)).contentStatus;

/** An update that is in review until somebody decides. */
async function inReview(app: App, fields: object = {}): Promise<void> {
  await control("PUT", "settings", { review: "manual" });
  await openUpdate(app, fields);
  await submit(app);
}

export function review(): void {
  describe("a review", () => {
    it("goes through its stages in their order, each waiting and then running", async () => {
      await control("PUT", "settings", { review: "timed" });
      await openUpdate(LANTERNS, { publicationType: "03" });
      await submit(LANTERNS);
      const path = [await updateStatus(LANTERNS)];
      for (let step = 0; step < 40 && path.at(-1) !== "READY_FOR_CHANGE"; step += 1) {
        await wait(15);
        const now = await updateStatus(LANTERNS);
        if (now !== path.at(-1)) path.push(now);
      }
      const documented = STAGES.flatMap((stage) => [
        stage === "PRE_REVIEWS" ? "READY_FOR_REVIEW" : `READY_FOR_${stage}`,
        `UNDER_${stage}`,
      ]);
      assert.deepEqual(
        path.filter((entry) => entry !== "READY_TO_PRE_REVIEWS"),
        [...documented, "READY_FOR_CHANGE"],
      );
      assert.equal((await liveRecord(LANTERNS)).contentStatus, "FOR_SALE", "the live version is untouched");
    });

    it("locks the update until it is over", async () => {
      await inReview(LANTERNS, { publicationType: "03" });
      const { contentId } = LANTERNS;
      for (const stage of STAGES) {
        const before = await openRecord(LANTERNS);
        const answer = await call("POST", "/seller/contentUpdate", { json: { contentId, appTitle: "Too late" } });
        assert.ok(answer.status === 400 || answer.status === 403, answer.text);
        assert.deepEqual(await openRecord(LANTERNS), before);
        refused(await call("POST", "/seller/contentSubmit", { json: { contentId } }), "legacy", "3201", contentId);
        await decide(LANTERNS, "pass", stage);
      }
    });

    for (const stage of STAGES)
      for (const [outcome, suffix] of Object.entries(OUTCOMES))
        it(`ends its stage ${stage} as ${stage}_${suffix}, which the seller reads`, async () => {
          await inReview(LANTERNS, { publicationType: "03" });
          await decide(LANTERNS, outcome, stage);
          assert.deepEqual(await statuses(LANTERNS), ["FOR_SALE", `${stage}_${suffix}`].sort());
          const { contentId } = LANTERNS;
          const publication = { contentId, contentStatus: "FOR_SALE" };
          refused(
            await call("POST", "/seller/contentStatusUpdate", { json: publication }),
            "legacy",
            "4105",
            contentId,
          );
          const queried = { query: { contentId, appStatus: "REGISTRATION" } };
          const { data } = (await call("GET", "/seller/v2/content/stagedRolloutBinary", queried)).json;
          assert.equal(data.binaries.length, 2, "it is a REGISTRATION record still");
        });

    for (const outcome of ["reject", "cancel"] as const)
      it(`can be asked for again after a ${outcome}, once the update is edited`, async () => {
        await inReview(LANTERNS, { publicationType: "03" });
        await decide(LANTERNS, outcome, "CONTENT_REVIEW");
        await openUpdate(LANTERNS, { appTitle: "Paper Lanterns, mended" });
        assert.ok(["RE_REGISTERING", "UPDATING"].includes(await updateStatus(LANTERNS)));
        await submit(LANTERNS);
        await decide(LANTERNS, "pass");
        assert.equal(await updateStatus(LANTERNS), "READY_FOR_CHANGE");
      });

    for (const outcome of ["delay", "suspend"] as const)
      it(`stays in the store's hands after a ${outcome}: the seller cannot edit or submit, a person goes on with it`, async () => {
        await inReview(LANTERNS, { publicationType: "03" });
        await decide(LANTERNS, outcome, "DEVICE_TEST");
        const { contentId } = LANTERNS;
        const held = await openRecord(LANTERNS);
        await wait(30 * DAY_SECONDS);
        const answer = await call("POST", "/seller/contentUpdate", { json: { contentId, appTitle: "Too late" } });
        assert.ok(answer.status === 400 || answer.status === 403, answer.text);
        refused(await call("POST", "/seller/contentSubmit", { json: { contentId } }), "legacy", "3201", contentId);
        assert.deepEqual(await openRecord(LANTERNS), held);
        await decide(LANTERNS, "pass", "DEVICE_TEST");
        assert.equal(await updateStatus(LANTERNS), "READY_FOR_TEST_CONFIRMATION");
        await decide(LANTERNS, outcome);
        await decide(LANTERNS, "reject");
        assert.equal(await updateStatus(LANTERNS), "TEST_CONFIRMATION_REJECTED");
      });

    it("is over when a person cancels the registration in the portal, and the update can be edited again", async () => {
      await inReview(LANTERNS);
      await control("PATCH", `apps/${LANTERNS.contentId}`, { contentStatus: "CANCELED" });
      assert.deepEqual(await statuses(LANTERNS), ["CANCELED", "FOR_SALE"]);
      await openUpdate(LANTERNS, {});
      assert.ok(["RE_REGISTERING", "UPDATING"].includes(await updateStatus(LANTERNS)));
    });
  });

  describe("a passed release", () => {
    it("of type 01 is on sale after the pre-review", async () => {
      await inReview(HELPER, { publicationType: "01", appTitle: "Device Helper" });
      await decide(HELPER, "pass", "PRE_REVIEWS");
      assert.equal((await liveRecord(HELPER)).appTitle, "Device Helper");
    });

    it("of type 02 waits for its date", async () => {
      const startPublicationDate = await storeMoment(3);
      await inReview(HELPER, { publicationType: "02", startPublicationDate, appTitle: "Device Helper" });
      await decide(HELPER, "pass", "PRE_REVIEWS");
      await wait(2 * DAY_SECONDS);
      assert.equal((await liveRecord(HELPER)).appTitle, "Device Settings Helper");
      await wait(1.1 * DAY_SECONDS);
      assert.deepEqual(await statuses(HELPER), ["FOR_SALE"]);
      assert.equal((await liveRecord(HELPER)).appTitle, "Device Helper");
    });

    it("of a first registration waits in READY_FOR_SALE, and its seller puts it on sale", async () => {
      await control("PATCH", `apps/${FIRST_REGISTRATION.contentId}`, { publicationType: "03" });
      await submit(FIRST_REGISTRATION);
      assert.deepEqual(await statuses(FIRST_REGISTRATION), ["READY_FOR_SALE"]);
      const json = { contentId: FIRST_REGISTRATION.contentId, contentStatus: "FOR_SALE" };
      assert.equal((await call("POST", "/seller/contentStatusUpdate", { json })).status, 204);
      assert.deepEqual(await statuses(FIRST_REGISTRATION), ["FOR_SALE"]);
    });
  });
}
