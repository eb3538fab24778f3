/** Submission, review and publication. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { APPS, type Json, refusedLegacy, storeForFile } from "./support/caller";

describe("a submission", () => {
  const store = storeForFile();
  const submit = (contentId: string) => store.call("POST", "/seller/contentSubmit", { contentId });
  const setStatus = (contentId: string, contentStatus: unknown) =>
    store.call("POST", "/seller/contentStatusUpdate", { contentId, contentStatus });
  const statuses = async (contentId: string) =>
    (await store.info(contentId)).map((record: Json) => record.contentStatus);
  const decide = (contentId: string, decision: object) => store.control("POST", `apps/${contentId}/review`, decision);

  it("is answered 204 without a body", async () => {
    const answer = await submit(APPS.paperLanterns);
    assert.deepEqual([answer.status, answer.text], [204, ""]);
  });

  it("of an automatic publication merges the update into the live record", async () => {
    const [update] = await store.info(APPS.paperLanterns);
    await submit(APPS.paperLanterns);
    const records = await store.info(APPS.paperLanterns);
    assert.equal(records.length, 1);
    assert.deepEqual({ ...records[0], contentStatus: "UPDATING" }, update);
    assert.equal(records[0].contentStatus, "FOR_SALE");
  });

  it("of a first registration puts the app on sale, and then it can be updated", async () => {
    await submit(APPS.firstLight);
    assert.deepEqual(await statuses(APPS.firstLight), ["FOR_SALE"]);
    await store.update(APPS.firstLight, { newFeature: "Now by API" });
  });

  it("of a manual publication waits for the publish call", async () => {
    await store.update(APPS.tideline, { newFeature: "1.9" });
    await submit(APPS.tideline);
    assert.deepEqual(await statuses(APPS.tideline), ["READY_FOR_CHANGE", "FOR_SALE"]);
    assert.equal((await setStatus(APPS.tideline, "FOR_SALE")).status, 204);
    assert.deepEqual(await statuses(APPS.tideline), ["FOR_SALE"]);
    assert.equal((await store.info(APPS.tideline))[0].newFeature, "1.9");
  });

  it("of a dated publication goes on sale when its date comes", async () => {
    await store.update(APPS.tideline, { publicationType: "02", startPublicationDate: "2030-01-01 00:00:00" });
    await submit(APPS.tideline);
    assert.deepEqual(await statuses(APPS.tideline), ["READY_FOR_SALE", "FOR_SALE"]);
    await store.control("PUT", "clock", { now: "2029-12-31T23:59:00Z" });
    assert.equal((await store.info(APPS.tideline)).length, 2);
    await store.control("PUT", "clock", { advance: 60 });
    assert.deepEqual(await statuses(APPS.tideline), ["FOR_SALE"]);
  });

  it("needs an open update in an editable status (3201)", async () => {
    refusedLegacy(await submit(APPS.emberIsles), 400, "3201");
    await store.control("PUT", "settings", { review: "manual" });
    await submit(APPS.paperLanterns);
    refusedLegacy(await submit(APPS.paperLanterns), 400, "3201");
  });

  it("needs a complete record", async () => {
    await store.update(APPS.tideline, { usExportLaws: false });
    refusedLegacy(await submit(APPS.tideline), 400, "4106", /usExportLaws/);
    await store.update(APPS.tideline, { usExportLaws: true, screenshots: [] });
    refusedLegacy(await submit(APPS.tideline), 400, "3001");
    await store.update(APPS.emberIsles, {
      addLanguage: [{ languagecode: "ZHO", appTitle: "余烬群岛", description: "海已暗。" }],
    });
    refusedLegacy(await submit(APPS.emberIsles), 400, "4106", /chinaAgeLimit/);
    await store.update(APPS.emberIsles, { defaultLanguageCode: "DEU", addLanguage: [] });
    refusedLegacy(await submit(APPS.emberIsles), 400, "4106", /English/);
    await store.call("DELETE", `/seller/v2/content/binary?contentId=${APPS.firstLight}&binarySeq=1`);
    refusedLegacy(await submit(APPS.firstLight), 400, "4106", /binary/);
    await store.control("PATCH", `apps/${APPS.paperLanterns}`, {
      category: [{ name: "Kids", type: "ONE_DEPTH_CATEGORY" }],
      privatePolicyURL: "",
    });
    refusedLegacy(await submit(APPS.paperLanterns), 400, "4106", /privatePolicyURL/);
  });

  it("of a closed beta is refused, and so is its publication (4129)", async () => {
    for (const app of [APPS.nightGarden, APPS.deepField]) {
      refusedLegacy(await submit(app), 403, "4129");
      refusedLegacy(await setStatus(app, "FOR_SALE"), 403, "4129");
    }
  });

  it("of an unknown app or another seller's is refused", async () => {
    refusedLegacy(await submit(APPS.nobodys), 400, "3100");
    refusedLegacy(await submit(APPS.railBaron), 403, "4008");
    refusedLegacy(await setStatus(APPS.railBaron, "SUSPENDED"), 403, "4008");
  });

  describe("in manual review", () => {
    const begin = async (contentId: string, publicationType: string) => {
      await store.control("PUT", "settings", { review: "manual" });
      await store.update(contentId, { publicationType });
      await submit(contentId);
    };

    it("waits in READY_FOR_REVIEW until somebody decides", async () => {
      await begin(APPS.tideline, "03");
      await store.control("PUT", "clock", { advance: 7 * 24 * 3600 });
      assert.deepEqual(await statuses(APPS.tideline), ["READY_FOR_REVIEW", "FOR_SALE"]);
    });

    it("passes stage by stage", async () => {
      await begin(APPS.tideline, "03");
      for (const [stage, next] of [
        ["PRE_REVIEWS", "READY_FOR_CONTENT_REVIEW"],
        ["CONTENT_REVIEW", "READY_FOR_DEVICE_TEST"],
        ["DEVICE_TEST", "READY_FOR_TEST_CONFIRMATION"],
        ["TEST_CONFIRMATION", "READY_FOR_CHANGE"],
      ]) {
        await decide(APPS.tideline, { outcome: "pass", stage });
        assert.deepEqual(await statuses(APPS.tideline), [next, "FOR_SALE"]);
      }
    });

    it("of an automatic publication is on sale after the pre-review", async () => {
      await begin(APPS.tideline, "01");
      await decide(APPS.tideline, { outcome: "pass", stage: "PRE_REVIEWS" });
      assert.deepEqual(await statuses(APPS.tideline), ["FOR_SALE"]);
    });

    it("is rejected at the stage that it is in, or a later one", async () => {
      await begin(APPS.tideline, "03");
      await decide(APPS.tideline, { outcome: "pass", stage: "PRE_REVIEWS" });
      await decide(APPS.tideline, { outcome: "reject" });
      assert.deepEqual(await statuses(APPS.tideline), ["CONTENT_REVIEW_REJECTED", "FOR_SALE"]);
      await store.update(APPS.tideline);
      await submit(APPS.tideline);
      await decide(APPS.tideline, { outcome: "reject", stage: "DEVICE_TEST" });
      assert.deepEqual(await statuses(APPS.tideline), ["DEVICE_TEST_REJECTED", "FOR_SALE"]);
    });

    it("is not decided before it has begun, or for a stage that is over", async () => {
      const post = (decision: object) =>
        store.raw("POST", `/_emulator/apps/${APPS.tideline}/review`, {}, JSON.stringify(decision));
      assert.equal((await post({ outcome: "pass" })).status, 409);
      await begin(APPS.tideline, "03");
      await decide(APPS.tideline, { outcome: "pass", stage: "CONTENT_REVIEW" });
      assert.equal((await post({ outcome: "reject", stage: "PRE_REVIEWS" })).status, 409);
      assert.equal((await post({ outcome: "maybe" })).status, 400);
    });
  });

  it("in timed review moves on with the store's clock", async () => {
    await store.control("PUT", "settings", { review: "timed" });
    await store.update(APPS.tideline);
    await submit(APPS.tideline);
    const seen: string[] = [(await statuses(APPS.tideline))[0]];
    for (let step = 0; step < 9; step += 1) {
      await store.control("PUT", "clock", { advance: 30 });
      seen.push((await statuses(APPS.tideline))[0]);
    }
    assert.deepEqual(seen, [
      "READY_FOR_REVIEW",
      "UNDER_PRE_REVIEWS",
      "READY_FOR_CONTENT_REVIEW",
      "UNDER_CONTENT_REVIEW",
      "READY_FOR_DEVICE_TEST",
      "UNDER_DEVICE_TEST",
      "READY_FOR_TEST_CONFIRMATION",
      "UNDER_TEST_CONFIRMATION",
      "READY_FOR_CHANGE",
      "READY_FOR_CHANGE",
    ]);
  });
});

describe("an app's status", () => {
  const store = storeForFile();
  const setStatus = (contentStatus: unknown) =>
    store.call("POST", "/seller/contentStatusUpdate", { contentId: APPS.tideline, contentStatus });

  it("goes from sale to suspended to terminated, and not back", async () => {
    refusedLegacy(await setStatus("TERMINATED"), 400, "4106");
    assert.equal((await setStatus("SUSPENDED")).status, 204);
    refusedLegacy(await setStatus("SUSPENDED"), 400, "4106");
    refusedLegacy(await setStatus("FOR_SALE"), 403, "4105");
    assert.equal((await setStatus("TERMINATED")).status, 204);
    assert.equal((await store.info(APPS.tideline))[0].contentStatus, "TERMINATED");
  });

  it("is not published before the review has passed (4105), and knows no other values (1000)", async () => {
    await store.update(APPS.tideline);
    refusedLegacy(await setStatus("FOR_SALE"), 403, "4105");
    refusedLegacy(await setStatus("UPDATING"), 400, "1000");
    refusedLegacy(await setStatus(undefined), 400, "1000");
  });
});
