/** A staged rollout: prepared in the update, raised once live, never lowered, finished only by the explicit word. */

import assert from "node:assert/strict";
import { UNKNOWN } from "../../provider/lifecycle";
import { stagedRollout } from "../../provider/stagedRollout";
import { GalaxyStore } from "../../sdk";
import { TestStore } from "../support/testStore";
import { Managed } from "./support/managed";

/** Live at 10 percent, KOR at 20 and DEU at 15, binary 12. */
const EMBER = "000001000101";
/** An open update with the new binary 4, nothing rolled out. */
const LANTERNS = "000001000102";
/** On sale to everyone. */
const TIDELINE = "000001000103";

describe("StagedRollout", () => {
  let store: TestStore;
  before(async () => {
    store = await TestStore.start();
  });
  beforeEach(() => store.reset());
  after(() => store.stop());

  const manage = () => new Managed(store, stagedRollout);
  const calls = async () => (await store.writes()).map((write) => write.operation);
  /** Binary 13 in an open update of Ember Isles, whose live release is at 10 percent. */
  async function addNextBinary(): Promise<void> {
    await store.control("POST", `/apps/${EMBER}/open-update`, {});
    const seed = await store.dump();
    const update = seed.sellers[0]?.apps.find((each) => each.contentId === EMBER)?.registration;
    update?.binaries.push({ ...update.binaries[1], binarySeq: "13", versionCode: "430", fileName: "x.apk" } as never);
    await store.control("PUT", "/seed", seed);
  }
  /** The open update is submitted, passes and goes on sale. */
  async function publish(contentId: string): Promise<void> {
    const { serviceAccountId, privateKey } = store.account();
    await new GalaxyStore({ serviceAccountId, privateKey, endpoint: store.url }).apps.submit(contentId);
    if ((await store.app(contentId)).registration !== null)
      await store.control("POST", `/apps/${contentId}/review`, { outcome: "pass" });
    await store.forgetRequests();
  }
  /** What is printed meanwhile. */
  async function printed(work: () => Promise<unknown>): Promise<string> {
    const { log } = console;
    const lines: string[] = [];
    console.log = (line: string) => lines.push(line);
    try {
      await work();
    } finally {
      console.log = log;
    }
    return lines.join("\n");
  }
  const liveRollout = async (contentId: string) => (await store.live(contentId)).rollout;

  it("raises a live rollout and keeps the rates of countries that it does not list", async () => {
    const rollout = manage();
    await rollout.up({ contentId: EMBER, rate: 25, countries: { KOR: 40 } });
    assert.deepEqual(await liveRollout(EMBER), { rate: 25, countries: { KOR: 40, DEU: 15 } });
    assert.deepEqual(rollout.state?.outputs, {
      record: "SALE",
      liveRate: 25,
      liveCountries: { KOR: 40, DEU: 15 },
      liveBinaries: ["11", "12"],
    });
    assert.equal(await rollout.drifts(), false);
    assert.equal(await rollout.up({ contentId: EMBER, rate: 25, countries: { KOR: 40 } }), false);
  });

  it("takes a live rollout over without a write when it is as declared", async () => {
    await manage().up({ contentId: EMBER, rate: 10, binaries: ["12"] });
    assert.deepEqual(await store.writes(), []);
  });

  it("never lowers a live rate, and refuses before any request", async () => {
    const rollout = manage();
    await rollout.up({ contentId: EMBER, rate: 25, countries: { KOR: 40 } });
    await store.forgetRequests();
    await assert.rejects(
      rollout.up({ contentId: EMBER, rate: 20, countries: { KOR: 40 } }),
      /Staged rollout of app 000001000101: the release is live.*rate from 25 to 20.*Nothing was sent/,
    );
    await assert.rejects(
      rollout.up({ contentId: EMBER, rate: 30, countries: { KOR: 35, DEU: 10 } }),
      /countries\.KOR from 40 to 35 and countries\.DEU from 15 to 10/,
    );
    assert.deepEqual(await store.requests(), []);
  });

  it("refuses a lower rate also when it meets the live rollout for the first time", async () => {
    await assert.rejects(manage().up({ contentId: EMBER, rate: 5 }), /rate from 10 to 5/);
    assert.deepEqual(await store.writes(), []);
  });

  it("refuses to change a live country without raising the default, as the store would", async () => {
    await assert.rejects(
      manage().up({ contentId: EMBER, rate: 10, countries: { KOR: 50 } }),
      /country rates of a live release change only together with a higher default rate \(now 10; store code 3104\)/,
    );
    assert.deepEqual(await store.writes(), []);
  });

  it("puts binaries into the open update's rollout before it sets the rate", async () => {
    const rollout = manage();
    await rollout.up({ contentId: LANTERNS, binaries: ["4"], rate: 10, countries: { KOR: 30 } });
    const update = await store.update(LANTERNS);
    assert.deepEqual(update.rollout, { rate: 10, countries: { KOR: 30 } });
    assert.deepEqual(
      update.binaries.map((binary) => [binary.binarySeq, binary.rolloutStatus]),
      [
        ["3", "DISABLED"],
        ["4", "ENABLED"],
      ],
    );
    assert.deepEqual(await calls(), ["rollout.setBinary", "rollout.setRate"]);
    assert.equal(rollout.state?.outputs.record, "REGISTRATION");
    assert.equal(await rollout.drifts(), false);
  });

  it("changes the rate of a rollout that has not begun freely", async () => {
    const rollout = manage();
    await rollout.up({ contentId: LANTERNS, binaries: ["4"], rate: 50 });
    await rollout.up({ contentId: LANTERNS, binaries: ["4"], rate: 5 });
    assert.equal((await store.update(LANTERNS)).rollout?.rate, 5);
  });

  it("takes binaries out only where the list is exclusive", async () => {
    const rollout = manage();
    await rollout.up({ contentId: LANTERNS, binaries: ["3", "4"], rate: 5 });
    await rollout.up({ contentId: LANTERNS, binaries: ["4"], rate: 6 });
    const enabled = async () =>
      (await store.update(LANTERNS)).binaries
        .filter((binary) => binary.rolloutStatus === "ENABLED")
        .map((binary) => binary.binarySeq);
    assert.deepEqual(await enabled(), ["3", "4"]);
    await rollout.up({ contentId: LANTERNS, binaries: ["4"], rate: 7, exclusive: ["binaries"] });
    assert.deepEqual(await enabled(), ["4"]);
  });

  it("lets a country that an exclusive list does not name follow the default", async () => {
    await manage().up({ contentId: EMBER, rate: 30, countries: { KOR: 40 }, exclusive: ["countries"] });
    assert.deepEqual(await liveRollout(EMBER), { rate: 30, countries: { KOR: 40, DEU: 30 } });
  });

  it("names a binary that the update does not have", async () => {
    await assert.rejects(
      manage().up({ contentId: LANTERNS, binaries: ["9"], rate: 5 }),
      /the open update has no binary 9; it has 3, 4/,
    );
    await assert.rejects(
      manage().up({ contentId: LANTERNS, rate: 5 }),
      /no binary is in the rollout \(store code 3207\)/,
    );
    assert.deepEqual(await store.writes(), []);
  });

  it("does not start the next rollout while one is live, and says how to go on", async () => {
    await addNextBinary();
    await assert.rejects(
      manage().up({ contentId: EMBER, binaries: ["13"], rate: 5 }),
      /the previous release is still at 10 percent.*releaseToEveryone: true first/,
    );
    assert.deepEqual(await store.writes(), []);
  });

  it("says that a release which everyone has cannot be staged", async () => {
    await assert.rejects(
      manage().up({ contentId: TIDELINE, rate: 30 }),
      /the live release is not being rolled out; every user has it already/,
    );
  });

  it("finishes only by releaseToEveryone, also when a country is ahead", async () => {
    const rollout = manage();
    await rollout.up({ contentId: EMBER, rate: 50 });
    assert.notEqual(await liveRollout(EMBER), null);
    await rollout.up({ contentId: EMBER, rate: 99, countries: { KOR: 100 } });
    assert.notEqual(await liveRollout(EMBER), null);
    await rollout.up({ contentId: EMBER, releaseToEveryone: true });
    assert.equal(await liveRollout(EMBER), null);
    assert.equal(await rollout.drifts(), false);
    assert.equal(await rollout.up({ contentId: EMBER, releaseToEveryone: true }), false);
  });

  it("shows a higher rate, a paused binary and a finished rollout of the portal as drift, and never repairs into a full release", async () => {
    const rollout = manage();
    const declared = { contentId: EMBER, rate: 10, countries: { KOR: 20 }, binaries: ["12"] };
    await rollout.up(declared);

    await store.editInPortal(EMBER, { rollout: { rate: 15, countries: { KOR: 30, DEU: 15 } } });
    assert.deepEqual(await rollout.read(), { ...declared, rate: 15, countries: { KOR: 30 } });

    await store.editInPortal(EMBER, { rollout: { binaries: { 12: "PAUSED" } } });
    assert.deepEqual((await rollout.read())?.binaries, ["12 (PAUSED)"]);
    await rollout.refresh();
    await assert.rejects(
      rollout.up({ ...declared, rate: 40, countries: { KOR: 40 } }),
      /binary 12 is paused in the Seller Portal/,
    );

    await store.editInPortal(EMBER, { rollout: { enabled: false } });
    assert.deepEqual(await rollout.read(), { contentId: EMBER, binaries: ["12"], releaseToEveryone: true });
    await rollout.refresh();
    await assert.rejects(rollout.up(declared), /every user has it already/);
    assert.deepEqual(await store.writes(), []);
  });

  it("goes with a release through its life: prepared, published, raised with a country ahead, at 100, finished", async () => {
    const rollout = manage();
    const declared = { contentId: LANTERNS, binaries: ["4"] };
    await rollout.up({ ...declared, rate: 10, countries: { KOR: 30 } });
    await publish(LANTERNS);
    assert.equal(rollout.state?.outputs.record, "REGISTRATION");
    await rollout.up({ ...declared, rate: 30, countries: { KOR: 50 } });
    assert.deepEqual(await liveRollout(LANTERNS), { rate: 30, countries: { KOR: 50 } });
    const at100 = await printed(() => rollout.up({ ...declared, rate: 100, countries: { KOR: 100 } }));
    assert.match(at100, /the rollout stays open. Finish it with releaseToEveryone: true/);
    assert.deepEqual(await liveRollout(LANTERNS), { rate: 100, countries: { KOR: 100 } });
    await rollout.up({ ...declared, releaseToEveryone: true });
    assert.equal(await liveRollout(LANTERNS), null);
    assert.equal(await rollout.drifts(), false);
    assert.equal(await rollout.up({ ...declared, releaseToEveryone: true }), false);
  });

  it("says in a refresh that the release is live, and reads it there", async () => {
    const rollout = manage();
    await rollout.up({ contentId: LANTERNS, binaries: ["4"], rate: 10 });
    await publish(LANTERNS);
    assert.match(
      await printed(() => rollout.refresh()),
      /the update is published, and its rollout is live at 10 percent/,
    );
    assert.deepEqual(rollout.state?.outputs.liveRate, 10);
    await assert.rejects(rollout.up({ contentId: LANTERNS, binaries: ["4"], rate: 5 }), /rate from 10 to 5/);
  });

  it("refuses the next release before any request while the state says that one is still rolled out", async () => {
    const rollout = manage();
    await rollout.up({ contentId: EMBER, rate: 25 });
    await store.forgetRequests();
    const stillAt25 = /the previous release is still at 25 percent.*Finish it with releaseToEveryone: true first/;
    await assert.rejects(rollout.up({ contentId: EMBER, rate: 5, binaries: ["13"] }), stillAt25);
    const { id = "", state } = rollout;
    assert.ok(state);
    const unknown = { contentId: EMBER, rate: 5, binaries: [UNKNOWN] };
    assert.throws(() => stagedRollout.diff(id, state, unknown), stillAt25);
    assert.ok(stagedRollout.diff(id, state, { contentId: EMBER, releaseToEveryone: true, binaries: UNKNOWN }).changes);
    await assert.rejects(
      rollout.up({ contentId: EMBER, releaseToEveryone: true, binaries: ["13"] }),
      /releaseToEveryone is true, and binary 13 is not live yet, while the live release is still at 25 percent/,
    );
    assert.deepEqual(await store.requests(), []);
    assert.equal(await rollout.up({ contentId: EMBER, rate: 25, binaries: ["12"] }), true);
  });

  it("does not finish a live release by a word about binaries of the next one", async () => {
    await addNextBinary();
    await assert.rejects(
      manage().up({ contentId: EMBER, binaries: ["13"], releaseToEveryone: true }),
      /binary 13 is not live yet, while the live release is still at 10 percent/,
    );
    assert.deepEqual(await store.writes(), []);
  });

  it("takes no word of an earlier release for a later one, whatever was refreshed between", async () => {
    for (const refreshed of [false, true]) {
      await store.reset();
      const rollout = manage();
      const finished = { contentId: EMBER, binaries: ["12"], releaseToEveryone: true };
      await rollout.up(finished);
      await assert.rejects(
        rollout.up({ ...finished, binaries: ["13"] }),
        /stands in the program since the release before, and binary 13 is new/,
      );
      await store.editInPortal(EMBER, { rollout: { rate: 5, countries: {}, binaries: { 12: "ENABLED" } } });
      if (refreshed) await rollout.refresh();
      await store.forgetRequests();
      await assert.rejects(
        rollout.up({ ...finished, onDelete: "forget" }),
        /stands in the program since an earlier release, and now binary 12 is at 5 percent/,
      );
      assert.deepEqual(await store.writes(), []);
      await rollout.up({ contentId: EMBER, rate: 5, binaries: ["12"] });
      await rollout.up(finished);
      assert.equal(await liveRollout(EMBER), null);
    }
  });

  it("does not take a word without binaries for an update that is staged", async () => {
    await store.editInPortal(LANTERNS, { rollout: { rate: 5, countries: {}, binaries: { 4: "ENABLED" } } });
    const rollout = manage();
    await rollout.up({ contentId: LANTERNS, releaseToEveryone: true });
    assert.deepEqual(await store.writes(), []);
    assert.equal(await rollout.drifts(), false);
  });

  it("takes an update out of its rollout by the word and the binaries that it is about", async () => {
    const rollout = manage();
    await rollout.up({ contentId: LANTERNS, binaries: ["4"], rate: 5 });
    await rollout.up({ contentId: LANTERNS, binaries: ["4"], releaseToEveryone: true });
    assert.equal((await store.update(LANTERNS)).rollout, null);
    assert.equal(await rollout.drifts(), false);
  });

  it("names a pause also where no binaries are listed", async () => {
    const rollout = manage();
    await rollout.up({ contentId: EMBER, rate: 10 });
    await store.editInPortal(EMBER, { rollout: { binaries: { 12: "PAUSED" } } });
    assert.match(
      await printed(() => rollout.refresh()),
      /binary 12 is paused in the Seller Portal; the API cannot resume it/,
    );
    assert.deepEqual(rollout.state?.inputs, { contentId: EMBER, rate: 10, binaries: ["12 (PAUSED)"] });
    for (const next of [{ rate: 10 }, { rate: 40 }, { releaseToEveryone: true }])
      await assert.rejects(rollout.up({ contentId: EMBER, ...next }), /binary 12 is paused in the Seller Portal/);
    assert.deepEqual(await store.writes(), []);
  });

  it("names a rollout that was finished in the portal also where no binaries are listed and an update is open", async () => {
    const rollout = manage();
    await rollout.up({ contentId: EMBER, rate: 10 });
    await addNextBinary();
    await store.control("PATCH", `/apps/${EMBER}?appStatus=SALE`, { rollout: { enabled: false } });
    assert.match(
      await printed(() => rollout.refresh()),
      /finished outside of this program.*every user has the release/,
    );
    assert.deepEqual(rollout.state?.inputs, { contentId: EMBER, releaseToEveryone: true });
  });

  it("names binaries that were taken out in the portal; a live one is not put back", async () => {
    await store.editInPortal(EMBER, { rollout: { binaries: { 11: "ENABLED" } } });
    const live = manage();
    await live.up({ contentId: EMBER, rate: 10, binaries: ["11", "12"] });
    await store.editInPortal(EMBER, { rollout: { binaries: { 12: "DISABLED" } } });
    assert.match(
      await printed(() => live.refresh()),
      /binary 12 was taken out of the rollout in the Seller Portal, and every user is offered it/,
    );
    assert.deepEqual(live.state?.inputs.binaries, ["11"]);
    await assert.rejects(live.up({ contentId: EMBER, rate: 30, binaries: ["11", "12"] }), /no longer in the rollout/);
    assert.deepEqual(await store.writes(), []);

    const prepared = manage();
    await prepared.up({ contentId: LANTERNS, rate: 10, binaries: ["4"] });
    await store.control("POST", `/apps/${LANTERNS}/discard-update`, {});
    assert.match(await printed(() => prepared.refresh()), /the open update is gone/);
    await assert.rejects(
      prepared.up({ contentId: LANTERNS, rate: 10, binaries: ["4"] }),
      /neither an open update nor a live release with binary 4 is there/,
    );
  });

  it("shows no drift while the app is off sale, and cannot change the rollout then", async () => {
    const rollout = manage();
    await rollout.up({ contentId: EMBER, rate: 10 });
    await store.editInPortal(EMBER, { contentStatus: "SUSPENDED" });
    assert.equal(await rollout.drifts(), false);
    await assert.rejects(rollout.up({ contentId: EMBER, rate: 20 }), /the app is in status SUSPENDED.*3206/);
    await assert.rejects(
      rollout.up({ contentId: EMBER, releaseToEveryone: true }),
      /the app is in status SUSPENDED.*3206/,
    );
  });

  it("follows the release from the update to the live record", async () => {
    const rollout = manage();
    const declared = { contentId: LANTERNS, binaries: ["4"], rate: 10 };
    await rollout.up(declared);
    const { registration } = await store.app(LANTERNS);
    const seed = await store.dump();
    const lanterns = seed.sellers[0]?.apps.find((each) => each.contentId === LANTERNS);
    assert.ok(lanterns && registration);
    lanterns.sale = { ...registration, contentStatus: "FOR_SALE" };
    lanterns.registration = null;
    await store.control("PUT", "/seed", seed);
    assert.equal(await rollout.drifts(), false);
    await rollout.refresh();
    assert.equal(rollout.state?.outputs.record, "SALE");
    await rollout.up({ ...declared, rate: 30 });
    assert.equal((await liveRollout(LANTERNS))?.rate, 30);
  });

  it("shows no drift while the update is in review, where the store tells nothing of the rollout", async () => {
    const rollout = manage();
    await rollout.up({ contentId: LANTERNS, binaries: ["4"], rate: 10 });
    const ofAny = manage();
    await ofAny.up({ contentId: LANTERNS, rate: 10 });
    await store.editInPortal(LANTERNS, { contentStatus: "UNDER_DEVICE_TEST" });
    assert.equal(await rollout.drifts(), false);
    assert.equal(await ofAny.drifts(), false);
    await assert.rejects(
      rollout.up({ contentId: LANTERNS, binaries: ["4"], rate: 20 }),
      /the update is in status UNDER_DEVICE_TEST.*3206/,
    );
  });

  it("names the store's code for a pre-registered app", async () => {
    await assert.rejects(manage().up({ contentId: "000001000107", rate: 5, binaries: ["1"] }), /3205/);
  });

  it("forgets the rollout on delete, and releases to everyone only when told to", async () => {
    const forgotten = manage();
    await forgotten.up({ contentId: EMBER, rate: 10 });
    await forgotten.delete();
    assert.deepEqual(await store.writes(), []);
    const finished = manage();
    await finished.up({ contentId: EMBER, rate: 10, onDelete: "releaseToEveryone" });
    await finished.delete();
    assert.equal(await liveRollout(EMBER), null);
  });
});
