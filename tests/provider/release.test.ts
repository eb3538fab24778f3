/** A whole release when something fails on the way: what is said, that the next run completes it, and that nobody gets it early. */

import assert from "node:assert/strict";
import { GalaxyStore, type GalaxyStoreOptions } from "../../sdk";
import { TestStore } from "../support/testStore";
import { NEWER, OLDER } from "./support/packageFolder";
import { type Program, Release } from "./support/release";
import { playing, review } from "./support/reviews";

/** On sale with one binary: 5, versionCode 100; automatic publication. */
const HELPER = "000001000109";
const STAGES = ["PRE_REVIEWS", "CONTENT_REVIEW", "DEVICE_TEST", "TEST_CONFIRMATION"] as const;

/** A release to a tenth of the users, a fifth of the Korean ones, from text to sale. */
const program = (more: { news?: string; file?: string; manual?: boolean } = {}): Program => {
  const { news = "Quieter notifications", file = OLDER, manual = false } = more;
  return {
    app: {
      contentId: HELPER,
      listings: { ENG: { whatsNew: news } },
      ...(manual && { publication: { type: "manual" } }),
    },
    binary: { contentId: HELPER, file, usesGoogleServices: false, supersedes: ["5"] },
    rollout: ({ binarySeq }) => ({ contentId: HELPER, binaries: [binarySeq], rate: 10, countries: { KOR: 20 } }),
    submission: ({ sha256 }) => ({
      contentId: HELPER,
      triggers: { news, sha256 },
      waitFor: "onSale",
      ...(manual && { publish: true }),
    }),
  };
};

/** The writes of this release when nothing fails. */
const WRITES = [
  "apps.update",
  "uploads.createSession",
  "uploads.file",
  "binaries.add",
  "binaries.remove",
  "rollout.setBinary",
  "rollout.setRate",
  "apps.submit",
];

describe("A whole release", () => {
  let store: TestStore;
  before(async () => {
    store = await TestStore.start();
  });
  beforeEach(() => store.reset());
  after(() => store.stop());

  const calls = async () => (await store.writes()).map((write) => write.operation);
  const times = async (operation: string) => (await calls()).filter((each) => each === operation).length;
  const settings = (change: Record<string, unknown>) => store.control("PUT", "/settings", change);
  /** The store's clock goes on by what the SDK sleeps. */
  const sleeping: GalaxyStoreOptions = {
    sleep: async (ms) => {
      await store.control("PUT", "/clock", { advance: Math.ceil(ms / 1000) });
    },
  };

  async function refused(run: Promise<unknown>, words: RegExp): Promise<void> {
    await assert.rejects(run, (error: Error) => {
      assert.match(error.message, words);
      assert.match(error.message, new RegExp(HELPER), "the message names the app");
      assert.doesNotMatch(error.message, /\n {4}at /);
      return true;
    });
    await stillTheOldRelease();
  }

  async function stillTheOldRelease(): Promise<void> {
    const { binaries, rollout, content } = await store.live(HELPER);
    assert.deepEqual([binaries.map(({ binarySeq }) => binarySeq), rollout], [["5"], null]);
    assert.equal(content.newFeature, "Works on the newest Android version.");
  }

  /** The release is on sale, once, to those who were meant, and nobody had it before. */
  async function released({ news = "Quieter notifications", versionCode = "163" } = {}): Promise<void> {
    const { sale, registration } = await store.app(HELPER);
    assert.equal(registration, null);
    const binaries = sale?.binaries.map((each) => [each.versionCode, each.rolloutStatus, each.deployedRate]);
    assert.deepEqual(binaries, [[versionCode, "ENABLED", 10]]);
    assert.deepEqual(sale?.rollout, { rate: 10, countries: { KOR: 20 } });
    assert.equal(sale?.content.newFeature, news);

    const writes = await store.writes();
    const uploads = writes.filter(({ operation }) => operation === "uploads.file");
    assert.ok(uploads.length <= 2, `the file went up ${uploads.length} times`);
    const rolloutStood = writes.findLastIndex(({ operation }) => operation === "rollout.setRate");
    const submitted = writes.findIndex(({ operation }) => operation === "apps.submit");
    assert.ok(rolloutStood < submitted, "nothing is submitted before its rollout stands");
    assert.ok(writes.every(({ request }) => request?.function !== "DISABLE_ROLLOUT"));
  }

  async function quiet(release: Release, declared: Program): Promise<void> {
    assert.deepEqual(await store.faultsLeft(), [], "the fault was met");
    assert.deepEqual(await release.drifting(), []);
    await store.forgetRequests();
    assert.deepEqual(await release.up(declared), []);
    assert.deepEqual(await store.requests(), []);
  }

  it("goes from text to sale in the documented order, and is quiet afterwards", async () => {
    const release = new Release(store);
    assert.deepEqual(await release.up(program()), ["app", "binary", "rollout", "submission"]);
    assert.deepEqual(await calls(), WRITES);
    await released();
    await quiet(release, program());
  });

  describe("whose upload breaks off half-way", () => {
    for (const fault of ["reset-before", "truncate", "reset-after"])
      it(`(${fault}) begins it again in the same run`, async () => {
        await store.faults("uploads.file", fault);
        const release = new Release(store);
        await release.up(program());
        assert.equal(await times("uploads.file"), 2);
        assert.equal(await times("binaries.add"), 1);
        await released();
        await quiet(release, program());
      });

    it("again and again: says so, and the next run sends it", async () => {
      await store.faults("uploads.file", ...Array<string>(10).fill("reset-before"));
      const release = new Release(store);
      await refused(
        release.up(program()),
        /^App 000001000109: .*settings_apk-debug\.apk could not be uploaded\. .*Nothing was changed\.$/,
      );
      await store.control("DELETE", "/faults");
      await store.forgetRequests();
      assert.deepEqual(await release.up(program()), ["binary", "rollout", "submission"]);
      await released();
      await quiet(release, program());
    });
  });

  describe("whose upload session has expired", () => {
    it("names 7002, and the next run makes a new session", async () => {
      await store.faults("uploads.file", "return-403-7002");
      const release = new Release(store);
      await refused(
        release.up(program()),
        /^App 000001000109: .*could not be uploaded\. .*7002.*The next up sends the file again\. Nothing was changed\.$/,
      );
      await release.up(program());
      await released();
      await quiet(release, program());
    });

    it("after a day of a broken line makes a new one in the same run", async () => {
      await store.faults("uploads.file", "return-503");
      const sleep = async () => {
        await store.control("PUT", "/clock", { advance: 25 * 3600 });
      };
      const release = new Release(store, { client: { sleep } });
      await release.up(program());
      assert.equal(await times("uploads.createSession"), 2);
      await released();
      await quiet(release, program());
    });
  });

  describe("whose binary is registered", () => {
    it("while the answer gets lost: finds it in the store, and registers and uploads it once", async () => {
      await store.faults("binaries.add", "reset-after");
      const release = new Release(store);
      await release.up(program());
      assert.deepEqual(await calls(), WRITES);
      await released();
      await quiet(release, program());
    });

    it("while the answer gets lost and the store tells nothing more: the next run takes it over", async () => {
      await new Release(store).up(program());
      const all = (await store.requests()).map(({ operation }) => operation);
      const looksBefore = all.slice(0, all.indexOf("binaries.add")).filter((operation) => operation === "apps.get");
      await store.reset();

      await store.faults("binaries.add", "reset-after");
      await store.faults("apps.get", ...looksBefore.map(() => "stall-0"), ...Array<string>(10).fill("return-503"));
      const release = new Release(store);
      await refused(release.up(program()), /503/);
      await store.control("DELETE", "/faults");
      await release.up(program());
      assert.deepEqual([await times("uploads.file"), await times("binaries.add")], [1, 1]);
      await released();
      await quiet(release, program());
    });

    it("but is in use already (5021): asks for a higher versionCode, and the next build is released", async () => {
      await store.faults("binaries.add", "return-400-5021");
      const release = new Release(store);
      await refused(
        release.up(program()),
        /^App 000001000109: .*versionCode 163\) is in use already \(store code 5021\).*Build with a higher versionCode and run this again\. No binary was registered\.$/,
      );
      await release.up(program({ file: NEWER }));
      await released({ versionCode: "192" });
      await quiet(release, program({ file: NEWER }));
    });

    it("but has no devices (5030): names copyDevicesFrom, and with it the next run completes the release", async () => {
      await store.faults("binaries.add", "return-400-5030");
      const release = new Release(store);
      await refused(
        release.up(program()),
        /^App 000001000109: the store found no device configuration for .* \(store code 5030\)\. .*copyDevicesFrom.*No binary was registered\.$/,
      );
      const helped = program();
      const copying: Program = { ...helped, binary: { ...helped.binary, copyDevicesFrom: "5" } };
      await release.up(copying);
      await released();
      await quiet(release, copying);
    });
  });

  describe("whose update is queued for two minutes", () => {
    it("waits for it, and goes on only then", async () => {
      await store.faults("apps.update", "queue-303-for-120");
      const release = new Release(store, { client: sleeping });
      await release.up(program());
      const all = await store.requests();
      const looks = all.flatMap(({ path, status }, at) => (path.includes("queue") ? [{ at, status }] : []));
      assert.ok(looks.length >= 12, `looked ${looks.length} times`);
      assert.deepEqual([...new Set(looks.map(({ status }) => status))], [202, 200]);
      const wentUp = all.findIndex(({ operation }) => operation === "uploads.file");
      assert.ok(looks.every(({ at }) => at < wentUp));
      assert.deepEqual(await calls(), WRITES);
      await released();
      await quiet(release, program());
    });

    it("longer than a run waits: the next run finds it done and does not send it again", async () => {
      await store.faults("apps.update", ...Array<string>(5).fill("queue-303-for-100000"));
      const release = new Release(store, { client: { ...sleeping, queue: { attempts: 3 } } });
      await release.up(program());
      assert.deepEqual(await calls(), WRITES, "the store shows that the change was made");
      await released();
    });
  });

  for (const rejectedUpdate of ["rejected", "editable"])
    for (const [index, stage] of STAGES.entries())
      it(`that is rejected in ${stage} (shown as ${rejectedUpdate}) says where, waits for a correction and is released then`, async () => {
        const words = ["pre-review", "content review", "device test", "test confirmation"][index];
        await settings({ review: "manual", readings: { rejectedUpdate } });
        const steps = [
          ...STAGES.slice(0, index).map((passed) => review(store, HELPER, "pass", passed)),
          review(store, HELPER, "reject", stage),
        ];
        const release = new Release(store, { waiting: playing(...steps) });
        await refused(
          release.up(program({ manual: true })),
          new RegExp(`^Submission of app ${HELPER}: the update (is|was) rejected in the ${words}.*Seller Portal`),
        );
        await refused(release.up(program({ manual: true })), /rejected/);
        const before = await times("apps.submit");
        assert.equal(before, 1, "what was rejected is not submitted again by itself");

        await settings({ review: "immediate" });
        const corrected = program({ manual: true, news: "Quieter, and corrected" });
        await release.up(corrected);
        assert.equal(await times("binaries.add"), 1);
        await released({ news: "Quieter, and corrected" });
        await quiet(release, corrected);
      });

  it("that is rejected and needs another build is opened again by it, with no other change", async () => {
    await settings({ review: "manual" });
    const release = new Release(store, { waiting: playing(review(store, HELPER, "reject", "PRE_REVIEWS")) });
    await refused(release.up(program()), /rejected in the pre-review/);
    await settings({ review: "immediate" });
    await store.forgetRequests();
    assert.deepEqual(await release.up(program({ file: NEWER })), ["binary", "rollout", "submission"]);
    await released({ versionCode: "192" });
    await quiet(release, program({ file: NEWER }));
  });

  it("whose publication fails with 4106 is kept, and published by the next run without another submission", async () => {
    await store.faults("apps.setStatus", "return-400-4106");
    const release = new Release(store);
    await refused(
      release.up(program({ manual: true })),
      /^Submission of app 000001000109: it passed the review \(READY_FOR_CHANGE\), but could not be put on sale: .*4106.*Run `pulumi up` again/,
    );
    assert.equal((await store.update(HELPER)).contentStatus, "READY_FOR_CHANGE");
    assert.deepEqual(await release.up(program({ manual: true })), ["submission"]);
    assert.deepEqual(await calls(), [...WRITES, "apps.setStatus", "apps.setStatus"]);
    await released();
    await quiet(release, program({ manual: true }));
  });

  it("that has passed takes no change before it is on sale, and says so", async () => {
    const waiting: Program = { ...program({ manual: true }), submission: { contentId: HELPER, triggers: 1 } };
    const release = new Release(store);
    await release.up(waiting);
    assert.equal((await store.update(HELPER)).contentStatus, "READY_FOR_CHANGE");
    await refused(
      release.up(program({ manual: true, news: "One more thing" })),
      /in status READY_FOR_CHANGE, which cannot be edited\. It has passed the review: put it on sale first, by publish: true.*Nothing was changed\.$/,
    );
    await refused(release.up({ ...waiting, binary: { contentId: HELPER, file: NEWER } }), /It has passed the review/);
  });

  describe("whose access token is revoked in the middle", () => {
    for (const operation of ["uploads.createSession", "binaries.add", "rollout.setRate", "apps.submit"])
      it(`signs in again and goes on: before ${operation}`, async () => {
        let token = "";
        const tokenStore = {
          read: async () => undefined,
          write: async (_key: string, fresh: string) => {
            token = fresh;
          },
        };
        const { serviceAccountId } = store.account();
        const revoke = async () => {
          const other = new GalaxyStore({ serviceAccountId, accessToken: token, endpoint: store.url });
          await other.auth.revoke();
        };
        await store.faults(operation, "return-503");
        const release = new Release(store, { client: { tokenStore, sleep: revoke } });
        await release.up(program());
        await released();
        await quiet(release, program());
      });
  });
});
