/** Ways in which a release could reach everyone, or anyone, without the program's word, and what closes each. */

import assert from "node:assert/strict";
import { GalaxyStore } from "../../sdk";
import { TestStore } from "../support/testStore";
import { OLDER, PackageFolder } from "./support/packageFolder";
import { type Program, Release } from "./support/release";
import { playing, review } from "./support/reviews";

/** On sale with binary 5, automatic publication. */
const HELPER = "000001000109";
const PACKAGE = "io.appium.settings";

const NEWS = "Quieter notifications";
const app = { contentId: HELPER, listings: { ENG: { whatsNew: NEWS } } };
const manual = { ...app, publication: { type: "manual" } };
const binary = { contentId: HELPER, file: OLDER };
const staged = ({ binarySeq = "" } = {}) => ({ contentId: HELPER, binaries: [binarySeq], rate: 10 });
const submission = (more: Record<string, unknown> = {}) => ({ contentId: HELPER, triggers: 1, ...more });

describe("Nobody gets a release by", () => {
  let store: TestStore;
  let packages: PackageFolder;
  before(async () => {
    packages = new PackageFolder();
    store = await TestStore.start();
  });
  beforeEach(() => store.reset());
  after(async () => {
    packages.remove();
    await store.stop();
  });

  const settings = (change: Record<string, unknown>) => store.control("PUT", "/settings", change);
  const decide = (outcome: string, stage?: string) => review(store, HELPER, outcome, stage)();
  const times = async (operation: string) =>
    (await store.writes()).filter((write) => write.operation === operation && (write.status ?? 500) < 300).length;
  const somebody = (): GalaxyStore => {
    const { serviceAccountId, privateKey } = store.account();
    return new GalaxyStore({ serviceAccountId, privateKey, endpoint: store.url });
  };

  async function refused(run: Promise<unknown>, words: RegExp): Promise<void> {
    await assert.rejects(run, (error: Error) => {
      assert.match(error.message, words);
      return true;
    });
  }

  /** Somebody adds a binary to the open update with another client. */
  async function addByHand(versionCode: number): Promise<string> {
    const api = somebody();
    const { fileKey } = await api.uploads.file({ path: packages.build("by-hand.apk", PACKAGE, versionCode) });
    return (await api.binaries.add({ contentId: HELPER, fileKey, gms: false })).binarySeq ?? "";
  }

  /** The program's release, live at 10 percent. */
  async function rollingRelease(): Promise<{ release: Release; program: Program }> {
    const release = new Release(store);
    const program = { app, binary, rollout: staged, submission: submission({ waitFor: "onSale" }) };
    await release.up(program);
    assert.equal((await store.live(HELPER)).rollout?.rate, 10);
    return { release, program };
  }

  /** Somebody finishes it and puts another release, with another binary, live at 5 percent. */
  async function anotherRelease(): Promise<string> {
    const api = somebody();
    await api.rollouts.releaseToEveryone({ contentId: HELPER, appStatus: "SALE" });
    await store.control("POST", `/apps/${HELPER}/open-update`, {});
    const binarySeq = await addByHand(500);
    await api.rollouts.addBinary({ contentId: HELPER, binarySeq });
    await api.rollouts.setRate({ contentId: HELPER, appStatus: "REGISTRATION", rate: 5 });
    await api.apps.submit(HELPER);
    assert.equal((await store.live(HELPER)).rollout?.rate, 5);
    await store.forgetRequests();
    return binarySeq;
  }

  describe("a word that", () => {
    it("names one binary while another one, paused or not, is in the same rollout", async () => {
      const { release, program } = await rollingRelease();
      await store.editInPortal(HELPER, { rollout: { binaries: { 5: "ENABLED" } } });
      const finished = { ...program, rollout: { contentId: HELPER, binaries: ["6"], releaseToEveryone: true } };
      await refused(
        release.up(finished),
        /^Staged rollout of app 000001000109: releaseToEveryone is true with binary 6, but binary 5 is in the rollout as well.*Nothing was changed\.$/,
      );
      await store.editInPortal(HELPER, { rollout: { binaries: { 5: "PAUSED" } } });
      await refused(release.up(finished), /binary 5 is paused in the Seller Portal/);
      assert.equal((await store.live(HELPER)).rollout?.rate, 10);
    });

    it("was written for the release that the last up knew, when another one is live by now", async () => {
      const { release, program } = await rollingRelease();
      await release.up({ ...program, rollout: { contentId: HELPER, rate: 10 } });
      const other = await anotherRelease();
      const words = new RegExp(`release at 10 percent, and since then binary ${other} has gone live at 5 percent`);
      await refused(release.up({ ...program, rollout: { contentId: HELPER, releaseToEveryone: true } }), words);
      await refused(release.up({ ...program, rollout: { contentId: HELPER, rate: 60 } }), words);
      assert.deepEqual((await store.live(HELPER)).rollout, { rate: 5, countries: {} });
      await release.up({ ...program, rollout: { contentId: HELPER, rate: 60 } }, { refresh: true });
      assert.equal((await store.live(HELPER)).rollout?.rate, 60, "after a refresh it is this release that is meant");
    });

    it("stands in onDelete for the release before", async () => {
      const { release, program } = await rollingRelease();
      const onDelete = "releaseToEveryone";
      await release.up({ ...program, rollout: { contentId: HELPER, rate: 10, onDelete } });
      await anotherRelease();
      const { rollout: _, ...without } = program;
      await refused(release.up(without), /since then binary \d+ has gone live at 5 percent/);
      assert.equal((await store.live(HELPER)).rollout?.rate, 5);
    });
  });

  describe("a submission that", () => {
    it("carries what somebody wrote over the App's own texts since the last look", async () => {
      const release = new Release(store);
      await release.up({ app });
      await store.editInPortal(HELPER, { newFeature: "Free coins for everybody" });
      const program = { app, submission: submission() };
      await refused(
        release.up(program),
        /^Submission of app 000001000109: the open update does not hold what the App declares in listings\.ENG\.whatsNew: .*pulumi up --refresh.*Nothing was submitted\.$/,
      );
      assert.equal(await times("apps.submit"), 0);
      await release.up(program, { refresh: true });
      assert.equal((await store.live(HELPER)).content.newFeature, NEWS);
    });

    it("lacks the binary of its rollout, which somebody took out since the last look", async () => {
      const release = new Release(store);
      await release.up({ app, binary, rollout: staged });
      await somebody().binaries.remove({ contentId: HELPER, binarySeq: "6" });
      await refused(
        release.up({ app, binary, rollout: staged, submission: submission() }),
        /the update has no binary 6, which the StagedRollout lists.*pulumi up --refresh.*Nothing was submitted\.$/,
      );
      assert.equal(await times("apps.submit"), 0);
    });
  });

  describe("a publication of", () => {
    const program: Program = { app: manual, binary, rollout: staged, submission: submission() };
    const publishing: Program = { ...program, submission: submission({ publish: true }) };

    it("what this program submitted, and nothing else", async () => {
      await settings({ review: "manual" });
      const release = new Release(store);
      await release.up(program);
      await decide("pass");
      await release.up(publishing);
      assert.deepEqual((await store.live(HELPER)).rollout, { rate: 10, countries: {} });
    });

    it("another update that somebody submitted after this program's was discarded", async () => {
      await settings({ review: "manual" });
      const release = new Release(store);
      await release.up(program);
      await store.control("POST", `/apps/${HELPER}/discard-update`, {});
      await store.control("POST", `/apps/${HELPER}/open-update`, {});
      await store.editInPortal(HELPER, { newFeature: NEWS, publicationType: "03" });
      await addByHand(500);
      await somebody().apps.submit(HELPER);
      await decide("pass");
      await refused(release.up(publishing), /^Submission of app 000001000109: .*Nothing was put on sale\.$/);
      assert.equal(await times("apps.setStatus"), 0);
    });

    for (const refresh of [false, true])
      it(`what was rejected, changed and submitted again by somebody${refresh ? ", also after a refresh" : ""}`, async () => {
        await settings({ review: "manual", readings: { rejectedUpdate: "editable" } });
        const release = new Release(store, { waiting: playing(review(store, HELPER, "reject")) });
        await refused(release.up(publishing), /was rejected in the pre-review/);
        await store.editInPortal(HELPER, { rollout: { enabled: false } });
        await somebody().apps.submit(HELPER);
        await decide("pass");
        await refused(
          release.up(publishing, { refresh }),
          /is not in the staged rollout and would go to everyone.*Nothing was put on sale\.$/,
        );
        assert.equal(await times("apps.setStatus"), 0);
        assert.deepEqual(
          (await store.live(HELPER)).binaries.map(({ binarySeq }) => binarySeq),
          ["5"],
        );
      });
  });
});
