/** Releases from the upload to the last user, as `up` after `up`: what the store was asked, in which order, and what it then holds. */

import assert from "node:assert/strict";
import { type JournalEntry, TestStore } from "../support/testStore";
import { APKS, type Decision, declareRelease, HELPER, type Release, upWithReview } from "./support/release";
import { type Run, Stack } from "./support/stack";

const SUPPORT = { supportEmail: "help@lumenforge.example" };
const FIRST: Release = {
  apk: APKS.older,
  whatsNew: "Switches the locale as well.",
  rollout: { rate: 10, countries: { KOR: 25 } },
  app: SUPPORT,
};
const NEXT: Release = {
  apk: APKS.newer,
  whatsNew: "Faster on old devices.",
  rollout: { rate: 5, countries: { DEU: 20 } },
  app: SUPPORT,
};
/** What a change of the listing carries besides what changes. */
const REQUIRED = { contentId: HELPER, defaultLanguageCode: "ENG", paid: "N" };

describe("releases", function () {
  this.timeout(300_000);
  let store: TestStore;
  let stack: Stack;

  before(async () => {
    store = await TestStore.start();
  });
  after(() => store?.stop());

  async function begin(readings: Record<string, string> = {}): Promise<void> {
    await store.reset();
    await store.control("PUT", "/settings", { review: "manual", readings });
    stack = new Stack({ ...store.settings(), GALAXY_STORE_POLL_SECONDS: "1" });
    await stack.init();
  }

  /** Declares a release and brings it to state; the journal then holds what this asked of the store. */
  async function release(declared: Release, decision?: Decision): Promise<Run> {
    declareRelease(stack, declared);
    await store.forgetRequests();
    if (decision !== undefined) return upWithReview(store, stack, decision);
    return stack.run("up", "--yes", "--skip-preview", "--diff");
  }
  const succeeded = ({ code, output }: Run) => assert.equal(code, 0, output);

  const writes = async () => (await store.writes()).map(told);

  async function quiet(): Promise<void> {
    const preview = await stack.run("preview", "--expect-no-changes");
    assert.equal(preview.code, 0, preview.output);
    const drift = await stack.drift();
    assert.equal(drift.code, 0, drift.output);
  }

  async function onSale(): Promise<object> {
    const { content, binaries, rollout, contentStatus } = await store.live(HELPER);
    return {
      contentStatus,
      whatsNew: content.newFeature,
      binaries: binaries.map(({ binarySeq, versionCode, rolloutStatus }) => [binarySeq, versionCode, rolloutStatus]),
      rollout,
    };
  }

  describe("with automatic publication", () => {
    before(() => begin());
    after(() => stack.remove());

    it("one up does it all: listing, binary, rollout, submission, and waits until it is on sale", async () => {
      const run = await release(FIRST, { outcome: "pass" });
      succeeded(run);
      assert.deepEqual(await writes(), [
        [
          "apps.update",
          { ...REQUIRED, publicationType: "01", newFeature: FIRST.whatsNew, supportEMail: SUPPORT.supportEmail },
        ],
        ["uploads.createSession", {}],
        ["uploads.file", { fileName: "app-163-*.apk", fileSize: 2_866_474 }],
        ["binaries.add", { contentId: HELPER, gms: "N" }],
        ["binaries.remove", { contentId: HELPER, binarySeq: "5" }],
        ["rollout.setBinary", { contentId: HELPER, function: "ADD", binarySeq: "6" }],
        ["rollout.setRate", rates("REGISTRATION", 10, { KOR: 25 })],
        ["apps.submit", { contentId: HELPER }],
      ]);
      assert.deepEqual(await onSale(), {
        contentStatus: "FOR_SALE",
        whatsNew: FIRST.whatsNew,
        binaries: [["6", "163", "ENABLED"]],
        rollout: { rate: 10, countries: { KOR: 25 } },
      });
      assert.equal((await store.app(HELPER)).registration, null);
      assert.match(run.output, /app\.apk: uploaded, 2\.9 MB/);
      assert.match(run.output, /submitted for review.*waiting for the pre-review.*passed the review and is on sale/s);
      assert.deepEqual(await counted(store), { "apps.get": 7, "rollout.getRate": 6, "rollout.getBinaries": 6 });
      await quiet();
    });

    const raised = (rate: number, countries: Record<string, number>) => async () => {
      succeeded(await release({ ...FIRST, rollout: { rate, countries } }));
      assert.deepEqual(await writes(), [["rollout.setRate", rates("SALE", rate, countries)]]);
      assert.deepEqual((await store.live(HELPER)).rollout, { rate, countries });
      await quiet();
    };
    it("is raised to 30 percent by one request", raised(30, { KOR: 50 }));

    it("the next release is refused in the preview while this one is rolled out", async () => {
      declareRelease(stack, NEXT);
      await store.forgetRequests();
      const { code, output } = await stack.preview();
      assert.notEqual(code, 0, output);
      assert.match(output, /still at 30 percent.*releaseToEveryone: true/s);
      assert.deepEqual(await store.requests(), []);
    });

    it("is raised to 60 percent by one request", raised(60, { KOR: 80 }));
    it("is raised to 100 percent by one request", raised(100, { KOR: 100 }));

    it("reaches everyone by its own word only, in one request", async () => {
      succeeded(await release({ ...FIRST, rollout: { releaseToEveryone: true } }));
      assert.deepEqual(await writes(), [
        ["rollout.setRate", { contentId: HELPER, appStatus: "SALE", function: "DISABLE_ROLLOUT" }],
      ]);
      assert.equal((await store.live(HELPER)).rollout, null);
      await quiet();
    });

    it("fails before anything is released when the word for everyone is left in the next one", async () => {
      const before = await onSale();
      const run = await release({ ...NEXT, rollout: { releaseToEveryone: true } });
      assert.notEqual(run.code, 0);
      assert.match(run.output, /releaseToEveryone: true/);
      assert.deepEqual(await writes(), [
        ["apps.update", { ...REQUIRED, publicationType: "01", newFeature: NEXT.whatsNew }],
        ["uploads.createSession", {}],
        ["uploads.file", { fileName: "app-192-*.apk", fileSize: 3_076_294 }],
        ["binaries.add", { contentId: HELPER, gms: "N" }],
        ["binaries.remove", { contentId: HELPER, binarySeq: "6" }],
      ]);
      assert.deepEqual(await onSale(), before);
    });

    it("a rejection ends up with the stage, and releases nothing", async () => {
      const before = await onSale();
      const run = await release(NEXT, { outcome: "reject", stage: "PRE_REVIEWS" });
      assert.notEqual(run.code, 0);
      assert.match(run.output, /rejected in the pre-review \(PRE_REVIEWS_REJECTED\)/);
      assert.match(run.output, /change triggers/);
      assert.deepEqual(await writes(), [
        ["rollout.setBinary", { contentId: HELPER, function: "ADD", binarySeq: "7" }],
        ["rollout.setRate", rates("REGISTRATION", 5, { DEU: 20 })],
        ["apps.submit", { contentId: HELPER }],
      ]);
      assert.deepEqual(await onSale(), before);
    });

    it("a corrected text completes it, once somebody has taken the update back in the portal", async () => {
      await store.editInPortal(HELPER, { contentStatus: "UPDATING" });
      const corrected = { ...NEXT, whatsNew: "Faster on devices from before 2020." };
      succeeded(await release(corrected, { outcome: "pass" }));
      assert.deepEqual(await writes(), [
        ["apps.update", { ...REQUIRED, publicationType: "01", newFeature: corrected.whatsNew }],
        ["apps.submit", { contentId: HELPER }],
      ]);
      assert.deepEqual(await onSale(), {
        contentStatus: "FOR_SALE",
        whatsNew: corrected.whatsNew,
        binaries: [["7", "192", "ENABLED"]],
        rollout: { rate: 5, countries: { DEU: 20 } },
      });
      await quiet();
    });
  });

  describe("with manual publication", () => {
    before(() => begin({ rejectedUpdate: "editable" }));
    after(() => stack.remove());

    const MANUAL: Release = {
      ...FIRST,
      app: { ...SUPPORT, publication: { type: "manual" } },
      submission: { publish: true },
    };

    it("a rejection in a late stage is told also when the update is open for editing at once", async () => {
      const before = await onSale();
      const run = await release(MANUAL, { outcome: "reject", stage: "DEVICE_TEST" });
      assert.notEqual(run.code, 0);
      assert.match(run.output, /was rejected/);
      assert.deepEqual(await onSale(), before);
    });

    it("the corrected one is put on sale after its review", async () => {
      const corrected = { ...MANUAL, whatsNew: "Switches the locale and the clock." };
      succeeded(await release(corrected, { outcome: "pass" }));
      assert.deepEqual(await writes(), [
        ["apps.update", { ...REQUIRED, publicationType: "03", newFeature: corrected.whatsNew }],
        ["apps.submit", { contentId: HELPER }],
        ["apps.setStatus", { contentId: HELPER, contentStatus: "FOR_SALE" }],
      ]);
      assert.deepEqual(await onSale(), {
        contentStatus: "FOR_SALE",
        whatsNew: corrected.whatsNew,
        binaries: [["6", "163", "ENABLED"]],
        rollout: { rate: 10, countries: { KOR: 25 } },
      });
      await quiet();
    });
  });
});

/** What a write asked for, without what differs from run to run. */
function told({ operation, query, request }: JournalEntry): [string | null, object] {
  const { sessionId: _, filekey: __, fileName, ...rest } = { ...query, ...request };
  const name = typeof fileName === "string" && fileName.replace(/-[0-9a-f]{12}-[0-9a-f]{6}(?=\.apk$)/, "-*");
  return [operation, { ...rest, ...(name !== false && { fileName: name }) }];
}

/** The body of a request that sets rates. */
function rates(appStatus: string, rolloutRate: number, countries: Record<string, number>): object {
  return {
    contentId: HELPER,
    appStatus,
    function: "ENABLE_ROLLOUT",
    rolloutRate,
    countries: Object.entries(countries).map(([countryCode, rate]) => ({ countryCode, rolloutRate: rate })),
  };
}

/** How often each operation read from the store. */
async function counted(store: TestStore): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { method, operation } of await store.requests())
    if (method === "GET" && operation !== null) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}
