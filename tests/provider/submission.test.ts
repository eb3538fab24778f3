/** A submission: sent once, watched through the review, put on sale when asked, and what stops it said in words. */

import assert from "node:assert/strict";
import { app } from "../../provider/app";
import { forgetDeclared } from "../../provider/declared";
import { UNKNOWN } from "../../provider/lifecycle";
import type { Waiting } from "../../provider/session";
import { sessionFor } from "../../provider/settings";
import { submission } from "../../provider/submission";
import { TestStore } from "../support/testStore";
import { Managed } from "./support/managed";
import { linesOf, playing, review } from "./support/reviews";

/** An open update with the new binary 4 and other news; automatic publication. */
const LANTERNS = "000001000102";
/** On sale, manual publication, no update. */
const TIDELINE = "000001000103";
/** In a closed beta. */
const NIGHT_GARDEN = "000001000105";

const STAGES = ["PRE_REVIEWS", "CONTENT_REVIEW", "DEVICE_TEST", "TEST_CONFIRMATION"];

describe("Submission", () => {
  let store: TestStore;
  before(async () => {
    store = await TestStore.start();
  });
  beforeEach(async () => {
    await store.reset();
    forgetDeclared();
  });
  after(() => store.stop());

  const manage = (waiting: Partial<Waiting> = playing()) => new Managed(store, submission, store.account(), waiting);
  const calls = async () => (await store.writes()).map((write) => write.operation);
  const settings = (change: Record<string, unknown>) => store.control("PUT", "/settings", change);
  const statusOf = async (contentId: string) => (await store.app(contentId)).registration?.contentStatus;

  /** Lanterns with its portal edits, as most tests have it. */
  const lanterns = (more: Record<string, unknown> = {}) => ({
    contentId: LANTERNS,
    triggers: { news: "lanterns that float" },
    includePortalEdits: true,
    ...more,
  });

  /** Opens an update of Tideline with news that its App declares. */
  async function newsForTideline(news = "Tides on the watch"): Promise<void> {
    await new Managed(store, app).up({ contentId: TIDELINE, listings: { ENG: { whatsNew: news } } });
    await store.forgetRequests();
  }
  const tideline = (more: Record<string, unknown> = {}) => ({ contentId: TIDELINE, triggers: { news: 1 }, ...more });

  describe("sends an update once", () => {
    it("when it is created, and ends when it is in review", async () => {
      await settings({ review: "manual" });
      const release = manage();
      const lines = await linesOf(() => release.up(lanterns()));
      assert.equal(await statusOf(LANTERNS), "READY_FOR_REVIEW");
      assert.deepEqual(await calls(), ["apps.submit"]);
      const { status, submittedAt, unfinished } = release.state?.outputs ?? {};
      assert.deepEqual([status, submittedAt, unfinished], ["READY_FOR_REVIEW", "2026-11-20T10:00:00.000Z", undefined]);
      assert.deepEqual(lines, [
        "Submission of app 000001000102: submitted for review.",
        "Submission of app 000001000102: is waiting for the pre-review (READY_FOR_REVIEW).",
      ]);
    });

    it("and asks nothing while the triggers stay, however the review goes", async () => {
      await settings({ review: "manual" });
      const release = manage();
      await release.up(lanterns());
      await review(store, LANTERNS, "reject")();
      await store.forgetRequests();
      assert.equal(await release.up(lanterns()), false);
      assert.deepEqual(await store.requests(), []);
      assert.equal(await release.drifts(), false);
    });

    it("again when a trigger changes", async () => {
      await newsForTideline();
      const release = manage();
      await release.up(tideline());
      await new Managed(store, submission)
        .session()
        .writeApp(TIDELINE, (api) => api.apps.setStatus(TIDELINE, "FOR_SALE"));
      await newsForTideline("And on the fridge");
      await release.up(tideline({ triggers: { news: 2 } }));
      assert.deepEqual(await calls(), ["apps.submit"]);
      assert.equal(await statusOf(TIDELINE), "READY_FOR_CHANGE");
    });

    it("also when its answer is lost, whether it passed at once or waits for the review", async () => {
      for (const mode of ["manual", "immediate"]) {
        await store.reset();
        await settings({ review: mode });
        await store.faults("apps.submit", "reset-after");
        const release = manage();
        await release.up(lanterns());
        assert.deepEqual(await store.faultsLeft(), []);
        assert.deepEqual(await calls(), ["apps.submit"]);
        assert.equal(release.state?.outputs.submittedAt, "2026-11-20T10:00:00.000Z");
        assert.equal(release.state?.outputs.status, mode === "manual" ? "READY_FOR_REVIEW" : "FOR_SALE");
      }
    });

    it("also when the run was killed before its state was written", async () => {
      await settings({ review: "manual" });
      await manage().up(lanterns());
      await store.forgetRequests();
      const [line] = await linesOf(() => manage().up(lanterns()));
      assert.deepEqual(await calls(), []);
      assert.match(line ?? "", /is waiting for the pre-review \(READY_FOR_REVIEW\) already; not submitted again/);
    });

    it("also when the answer is queued", async () => {
      await settings({ review: "manual" });
      await store.faults("apps.submit", "queue-303");
      await manage().up(lanterns());
      assert.equal(await statusOf(LANTERNS), "READY_FOR_REVIEW");
      assert.equal((await calls()).length, 1);
    });

    it("and says so when no update is open", async () => {
      const release = manage();
      const lines = await linesOf(() => release.up(tideline()));
      assert.deepEqual(lines, ["Submission of app 000001000103: no update is open, so there is nothing to submit."]);
      assert.deepEqual(release.state?.outputs, { status: "FOR_SALE" });
      assert.deepEqual(await calls(), []);
    });
  });

  describe("waits as far as it is told", () => {
    it("until an automatic release is on sale, in a few lines", async () => {
      await settings({ review: "manual" });
      const release = manage(
        playing(
          () => store.editInPortal(LANTERNS, { contentStatus: "UNDER_PRE_REVIEWS" }),
          ...Array.from({ length: 41 }, () => () => undefined),
          review(store, LANTERNS, "pass"),
        ),
      );
      const lines = await linesOf(() => release.up(lanterns({ waitFor: "onSale" })));
      const said = (words: string) => `Submission of app 000001000102: ${words}`;
      assert.deepEqual(lines, [
        said("submitted for review."),
        said("is waiting for the pre-review (READY_FOR_REVIEW)."),
        said("is in the pre-review (UNDER_PRE_REVIEWS)."),
        said("still in the pre-review (UNDER_PRE_REVIEWS) after 10.3 minutes."),
        said("passed the review and is on sale."),
      ]);
      assert.equal((await store.live(LANTERNS)).binaries.at(-1)?.binarySeq, "4");
      assert.equal(release.state?.outputs.status, "FOR_SALE");
    });

    it("stage by stage until a manual release is approved, and leaves it there", async () => {
      await settings({ review: "manual" });
      await newsForTideline();
      const release = manage(playing(...STAGES.map((stage) => review(store, TIDELINE, "pass", stage))));
      const lines = await linesOf(() => release.up(tideline({ waitFor: "approved" })));
      assert.deepEqual(
        lines.map((line) => line.replace("Submission of app 000001000103: ", "")),
        [
          "submitted for review.",
          "is waiting for the pre-review (READY_FOR_REVIEW).",
          "is waiting for the content review (READY_FOR_CONTENT_REVIEW).",
          "is waiting for the device test (READY_FOR_DEVICE_TEST).",
          "is waiting for the test confirmation (READY_FOR_TEST_CONFIRMATION).",
          "passed the review.",
        ],
      );
      assert.equal(await statusOf(TIDELINE), "READY_FOR_CHANGE");
    });

    it("publishes a passed manual release when told to", async () => {
      await settings({ review: "manual" });
      await newsForTideline();
      const release = manage(playing(review(store, TIDELINE, "pass")));
      await release.up(tideline({ publish: true }));
      assert.equal((await store.live(TIDELINE)).content.newFeature, "Tides on the watch");
      assert.deepEqual(await calls(), ["apps.submit", "apps.setStatus"]);
      assert.equal(release.state?.outputs.status, "FOR_SALE");
    });

    it("publishes one that was submitted before, when the word is added", async () => {
      await newsForTideline();
      const release = manage();
      await release.up(tideline({ waitFor: "approved" }));
      await store.forgetRequests();
      await release.up(tideline({ waitFor: "approved", publish: true }));
      assert.deepEqual(await calls(), ["apps.setStatus"]);
      assert.equal(await statusOf(TIDELINE), undefined);
    });

    it("until a scheduled release is approved, or its date has come", async () => {
      const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
      const publication = { type: "scheduled", startAt: `${day(3)} 08:00:00` };
      const open = () => new Managed(store, app).up({ contentId: TIDELINE, publication });
      await open();
      await manage().up(tideline({ waitFor: "approved" }));
      assert.equal(await statusOf(TIDELINE), "READY_FOR_SALE");

      await store.reset();
      await open();
      const release = manage(playing(() => store.control("PUT", "/clock", { advance: 4 * 86_400 })));
      await release.up(tideline({ waitFor: "onSale" }));
      assert.equal(await statusOf(TIDELINE), undefined);
      assert.deepEqual(await calls(), ["apps.update", "apps.submit"]);
    });

    it("and does not take an automatic release for approved before the pre-review is over", async () => {
      await settings({ review: "manual" });
      const release = manage(
        playing(
          () => store.editInPortal(LANTERNS, { contentStatus: "UNDER_PRE_REVIEWS" }),
          () => store.editInPortal(LANTERNS, { contentStatus: "READY_FOR_CONTENT_REVIEW" }),
        ),
      );
      await release.up(lanterns({ waitFor: "approved" }));
      assert.equal(release.state?.outputs.status, "READY_FOR_CONTENT_REVIEW");
    });

    it("refuses to wait for a publication that nobody will do", async () => {
      await newsForTideline();
      await assert.rejects(
        manage().up(tideline({ waitFor: "onSale" })),
        /publication of the update is manual.*would wait for ever. Set publish: true, or waitFor: "approved".*Nothing was submitted/,
      );
      assert.deepEqual(await calls(), []);
    });
  });

  describe("keeps what is done", () => {
    it("when its time is over, and goes on waiting in the next run", async () => {
      await settings({ review: "manual" });
      const wish = lanterns({ waitFor: "onSale", customTimeouts: { create: "1m" } });
      const release = manage();
      await assert.rejects(
        release.up(wish),
        /after 1 minute of waiting for waitFor "onSale" it is waiting for the pre-review \(READY_FOR_REVIEW\).*go on waiting/,
      );
      assert.equal(release.id, LANTERNS);
      assert.equal(await release.drifts(), true, "a preview shows that there is more to do");
      await review(store, LANTERNS, "pass")();
      await store.forgetRequests();
      assert.equal(await release.up(wish), true);
      assert.deepEqual(await calls(), []);
      assert.equal(release.state?.outputs.status, "FOR_SALE");
      assert.equal(release.state?.outputs.submittedAt, "2026-11-20T10:00:00.000Z");
      assert.equal(await release.up(wish), false);
    });

    it("and has nothing more to do when a refresh finds it on sale", async () => {
      await settings({ review: "manual" });
      const wish = lanterns({ waitFor: "onSale", customTimeouts: { create: "15s" } });
      const release = manage();
      await assert.rejects(release.up(wish), /after 15 seconds of waiting/);
      await release.refresh();
      assert.equal(release.state?.outputs.unfinished, true);
      await review(store, LANTERNS, "pass")();
      await release.refresh();
      assert.equal(await release.up(wish), false);
      assert.deepEqual(await calls(), ["apps.submit"]);
    });

    it("when the engine wants an end", async () => {
      await settings({ review: "manual" });
      const engine = new AbortController();
      const release = manage({ ...playing(() => engine.abort()), signal: engine.signal });
      await assert.rejects(
        release.up(lanterns({ waitFor: "onSale" })),
        /stopped while the update was waiting for the pre-review.*The submission stands/,
      );
      assert.deepEqual([release.id, release.state?.outputs.unfinished], [LANTERNS, true]);
    });

    it("and sends nothing when the engine wanted an end before", async () => {
      const engine = new AbortController();
      engine.abort();
      await assert.rejects(
        manage({ ...playing(), signal: engine.signal }).up(lanterns()),
        /stopped before it was submitted. Nothing was submitted/,
      );
      assert.deepEqual(await calls(), []);
    });

    it("when the store cannot be asked for a while", async () => {
      await settings({ review: "manual" });
      const release = manage(
        playing(
          () => store.faults("apps.get", "return-503", "return-503", "return-503", "return-503"),
          review(store, LANTERNS, "pass"),
        ),
      );
      const lines = await linesOf(() => release.up(lanterns({ waitFor: "onSale" })));
      assert.match(lines.join("\n"), /the store could not be asked \(.*503.*\); asked again until it can/);
      assert.deepEqual(await store.faultsLeft(), []);
      assert.equal(release.state?.outputs.status, "FOR_SALE");
    });

    it("when the publication fails (4106), and publishes in the next run", async () => {
      await newsForTideline();
      await store.faults("apps.setStatus", "return-400-4106");
      const release = manage();
      await assert.rejects(
        release.up(tideline({ publish: true })),
        /it passed the review \(READY_FOR_CHANGE\), but could not be put on sale: .*4106.*again to try once more, or publish it in the Seller Portal/,
      );
      assert.equal(await statusOf(TIDELINE), "READY_FOR_CHANGE");
      await store.forgetRequests();
      await release.up(tideline({ publish: true }));
      assert.deepEqual(await calls(), ["apps.setStatus"]);
      assert.equal(await statusOf(TIDELINE), undefined);
    });

    it("when the answer of the publication is lost", async () => {
      await newsForTideline();
      await store.faults("apps.setStatus", "reset-after");
      await manage().up(tideline({ publish: true }));
      assert.equal(await statusOf(TIDELINE), undefined);
      assert.deepEqual(await calls(), ["apps.submit", "apps.setStatus"]);
    });
  });

  describe("says what stopped the review", () => {
    for (const [index, stage] of STAGES.entries())
      for (const [outcome, word] of [
        ["reject", "rejected"],
        ["suspend", "suspended"],
        ["delay", "delayed"],
        ["cancel", "cancelled"],
      ] as const)
        it(`${word} in ${stage}`, async () => {
          await settings({ review: "manual" });
          await newsForTideline();
          const passed = STAGES.slice(0, index).map((each) => review(store, TIDELINE, "pass", each));
          const release = manage(playing(...passed, review(store, TIDELINE, outcome, stage)));
          const name = ["pre-review", "content review", "device test", "test confirmation"][index];
          await assert.rejects(
            release.up(tideline({ waitFor: "approved" })),
            new RegExp(
              `Submission of app ${TIDELINE}: the update is ${word} in the ${name} \\(${stage}_[A-Z]+\\)\\. .*(triggers|goes on waiting)`,
            ),
          );
          assert.deepEqual([release.id, release.state?.outputs.unfinished], [TIDELINE, true]);
        });

    for (const [index, stage] of STAGES.entries())
      it(`sent back for editing from ${stage}`, async () => {
        await settings({ review: "manual", readings: { rejectedUpdate: "editable" } });
        await newsForTideline();
        const passed = STAGES.slice(0, index).map((each) => review(store, TIDELINE, "pass", each));
        const release = manage(playing(...passed, review(store, TIDELINE, "reject", stage)));
        const name = ["pre-review", "content review", "device test", "test confirmation"][index];
        const wish = tideline({ waitFor: "approved" });
        await assert.rejects(
          release.up(wish),
          new RegExp(`the update was rejected in the ${name}: .*UPDATING.*change triggers`),
        );
        await store.forgetRequests();
        await release.refresh();
        await assert.rejects(release.up(wish), /the update was rejected/);
        assert.deepEqual(await calls(), [], "the same is not submitted again");
        await settings({ review: "immediate" });
        await release.up(tideline({ waitFor: "approved", triggers: { news: 2 } }));
        assert.deepEqual(await calls(), ["apps.submit"]);
        assert.equal(release.state?.outputs.unfinished, undefined);
      });

    it("and goes on when a held review goes on", async () => {
      await settings({ review: "manual" });
      const wish = lanterns({ waitFor: "onSale" });
      const release = manage(playing(review(store, LANTERNS, "delay")));
      await assert.rejects(release.up(wish), /is delayed in the pre-review/);
      await review(store, LANTERNS, "pass")();
      await release.up(wish);
      assert.equal(release.state?.outputs.status, "FOR_SALE");
    });

    it("of an update that somebody discarded", async () => {
      await settings({ review: "manual" });
      const release = manage(playing(() => store.control("POST", `/apps/${LANTERNS}/discard-update`, {})));
      await assert.rejects(
        release.up(lanterns({ waitFor: "onSale" })),
        /somebody discarded the update in the Seller Portal/,
      );
    });

    it("before it submits an update whose review has stopped already", async () => {
      await settings({ review: "manual" });
      await manage().up(lanterns());
      await review(store, LANTERNS, "reject")();
      await store.forgetRequests();
      await assert.rejects(manage().up(lanterns()), /the update is rejected in the pre-review .*Nothing was submitted/);
      assert.deepEqual(await calls(), []);
    });

    for (const outcome of ["reject", "cancel"])
      it(`so that a corrected app is submitted again after ${outcome}`, async () => {
        await settings({ review: "manual" });
        await newsForTideline();
        const release = manage(playing(review(store, TIDELINE, outcome, "CONTENT_REVIEW")));
        await assert.rejects(release.up(tideline({ waitFor: "approved" })), /in the content review/);
        await newsForTideline("Tides on the fridge");
        assert.equal(await statusOf(TIDELINE), "RE_REGISTERING");
        await settings({ review: "immediate" });
        await release.up(tideline({ waitFor: "approved", triggers: { news: 2 } }));
        assert.equal(await statusOf(TIDELINE), "READY_FOR_CHANGE");
      });

    it("in a line when a refresh meets it, and never as drift", async () => {
      await settings({ review: "manual" });
      const release = manage();
      await release.up(lanterns());
      await review(store, LANTERNS, "reject", "DEVICE_TEST")();
      const lines = await linesOf(async () => assert.equal(await release.drifts(), false));
      assert.deepEqual(lines, [
        "Submission of app 000001000102: the update is rejected in the device test (DEVICE_TEST_REJECTED).",
      ]);
    });
  });

  describe("says what the store will not take", () => {
    it("an app that does not comply with export laws", async () => {
      await store.editInPortal(LANTERNS, { usExportLaws: false });
      await assert.rejects(manage().up(lanterns()), /export laws.*exportLaws: true on the App\. Nothing was submitted/);
      assert.deepEqual(await calls(), []);
    });

    it("a closed beta (4129)", async () => {
      await assert.rejects(
        manage().up(lanterns({ contentId: NIGHT_GARDEN })),
        /a closed beta \(BETA_REGISTERING\).*4129.*Seller Portal.*Nothing was submitted/,
      );
    });

    for (const [code, words] of [
      ["4106", /4106.*complete what is missing/],
      ["4105", /4105.*run this again/],
      ["4129", /4129.*Submit or publish the beta/],
      ["3201", /3201.*it then goes on from there/],
      ["5030", /5030.*copyDevicesFrom/],
    ] as const)
      it(`with its code ${code}, and nothing is kept`, async () => {
        const status = code.startsWith("41") && code !== "4106" ? 403 : 400;
        await store.faults("apps.submit", `return-${status}-${code}`);
        const release = manage();
        await assert.rejects(release.up(lanterns()), (error: Error) => {
          assert.match(error.message, words);
          assert.match(error.message, /^Submission of app 000001000102: .*Nothing was submitted\.$/);
          return true;
        });
        assert.equal(release.id, undefined);
      });
  });

  describe("takes any values as triggers", () => {
    const checked = async (triggers: unknown) =>
      (await submission.check({ contentId: LANTERNS, triggers }, {})).inputs.triggers;

    it("and keeps long texts as their beginning and hash, each in its place", async () => {
      const news = "가".repeat(2000);
      const kept = await checked({ news, count: 4, nested: { list: [true, null, "short"] } });
      assert.deepEqual(kept, {
        news: `${"가".repeat(40)}... (6000 bytes, sha256 ${(kept as { news: string }).news.slice(-25, -1)})`,
        count: 4,
        nested: { list: [true, null, "short"] },
      });
      assert.notDeepEqual(await checked({ news: `${news}.` }), await checked({ news }));
    });

    it("of every kind, and each change of one is a difference", async () => {
      const stored = (triggers: unknown) => ({ inputs: { contentId: LANTERNS, triggers }, outputs: {} });
      const differs = (old: unknown, next: unknown) =>
        submission.diff(LANTERNS, stored(old), { contentId: LANTERNS, triggers: next }).changes;
      const values = ["a", 1, true, null, ["a"], { a: ["b"] }, undefined];
      for (const [at, one] of values.entries())
        for (const [index, other] of values.entries()) assert.equal(differs(one, other), at !== index);
      assert.equal(differs("a", UNKNOWN), true);
      assert.equal(differs({ sha: "a" }, { sha: UNKNOWN }), true);
    });
  });

  it("looks as often as the settings say, and refuses what is no number of seconds", () => {
    const paced = (pollSeconds: string) => ({
      get: (key: string) => (key === "pollSeconds" ? pollSeconds : undefined),
    });
    assert.equal(sessionFor({ get: () => undefined }).waiting.pollMs, 15_000);
    assert.equal(sessionFor(paced("2.5")).waiting.pollMs, 2500);
    for (const wrong of ["0", "-3", "soon"])
      assert.throws(
        () => sessionFor(paced(wrong)),
        /galaxystore:pollSeconds \(GALAXY_STORE_POLL_SECONDS\) is ".*", not a number of seconds of at least 1/,
      );
  });

  it("makes no difference of what it may include and how long it may take", async () => {
    await settings({ review: "manual" });
    const release = manage();
    await release.up(lanterns());
    assert.equal(await release.up(lanterns({ includePortalEdits: false, customTimeouts: { update: "2h" } })), false);
  });

  it("forgets the submission on delete", async () => {
    await settings({ review: "manual" });
    const release = manage();
    await release.up(lanterns());
    await store.forgetRequests();
    const lines = await linesOf(() => release.delete());
    assert.match(lines.join("\n"), /no longer managed; the store keeps what was submitted/);
    assert.deepEqual(await store.requests(), []);
  });
});
