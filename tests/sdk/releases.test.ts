/** Binaries, closed betas and staged rollouts; the emulator holds the outcome. */

import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { describe, it } from "mocha";
import { collect } from "./support/collect";
import { failureOf } from "./support/failing";
import { rehearsal } from "./support/rehearsal";
import { always, clientOf, scriptedStore } from "./support/scriptedStore";

const EMBER = "000001000101";
const LANTERNS = "000001000102";
const TIDELINE = "000001000103";
const NIGHT_GARDEN = "000001000105";
const DEEP_FIELD = "000001000106";
const CLOUD_HARBOR = "000001000107";

describe("staged rollouts", () => {
  const store = rehearsal();

  it("rates are read as numbers by country", async () => {
    const rates = await store.client().rollouts.getRate({ contentId: EMBER, appStatus: "SALE" });
    assert.deepEqual(rates, { rate: 10, countries: { KOR: 20, DEU: 15 } });
  });

  it("binaries are read with text sequences", async () => {
    const binaries = await store.client().rollouts.getBinaries({ contentId: EMBER, appStatus: "SALE" });
    assert.deepEqual(
      binaries.map(({ binarySeq, versionCode, versionName, rolloutStatus, appStatus }) => [
        binarySeq,
        versionCode,
        versionName,
        rolloutStatus,
        appStatus,
      ]),
      [
        ["11", "410", "4.1.0", "DISABLED", "SALE"],
        ["12", "420", "4.2.0", "ENABLED", "SALE"],
      ],
    );
  });

  it("a live rollout rises, country by country", async () => {
    const client = store.client();
    await client.rollouts.setRate({ contentId: EMBER, appStatus: "SALE", rate: 30 });
    assert.deepEqual(await client.rollouts.getRate({ contentId: EMBER, appStatus: "SALE" }), {
      rate: 30,
      countries: { KOR: 20, DEU: 15 },
    });
    await client.rollouts.setRate({
      contentId: EMBER,
      appStatus: "SALE",
      rate: 40,
      countries: { KOR: 60, DEU: 50, FRA: 50 },
    });
    assert.deepEqual(await client.rollouts.getRate({ contentId: EMBER, appStatus: "SALE" }), {
      rate: 40,
      countries: { KOR: 60, DEU: 50, FRA: 50 },
    });
  });

  it("a lower rate is refused", async () => {
    const error = await failureOf(store.client().rollouts.setRate({ contentId: EMBER, appStatus: "SALE", rate: 5 }));
    assert.equal(error.kind, "validation");
    assert.ok(["3103", "3104", "3203"].includes(String(error.code)), error.code);
    assert.equal(error.object, `staged rollout of app ${EMBER}`);
  });

  it("a raise whose answer was lost is not sent again, because the second one would be refused", async () => {
    const client = store.client();
    await store.fault("rollout.setRate", "reset-after");
    await client.rollouts.setRate({ contentId: EMBER, appStatus: "SALE", rate: 30 });
    assert.equal((await client.rollouts.getRate({ contentId: EMBER, appStatus: "SALE" })).rate, 30);
    assert.equal((await store.journal()).filter(({ operation }) => operation === "rollout.setRate").length, 1);
  });

  it("releasing to everyone ends the rollout, also when the answer is lost", async () => {
    const client = store.client();
    await client.rollouts.setRate({ contentId: EMBER, appStatus: "SALE", rate: 20 });
    await store.fault("rollout.setRate", "reset-after");
    await client.rollouts.releaseToEveryone({ contentId: EMBER, appStatus: "SALE" });
    assert.equal((await failureOf(client.rollouts.getRate({ contentId: EMBER, appStatus: "SALE" }))).code, "3208");
  });

  it("an update's binary enters and leaves the rollout", async () => {
    const client = store.client();
    const statusOf = async () =>
      (await client.rollouts.getBinaries({ contentId: LANTERNS, appStatus: "REGISTRATION" })).find(
        ({ binarySeq }) => binarySeq === "4",
      )?.rolloutStatus;
    await client.rollouts.addBinary({ contentId: LANTERNS, binarySeq: "4" });
    assert.equal(await statusOf(), "ENABLED");
    await client.rollouts.setRate({ contentId: LANTERNS, appStatus: "REGISTRATION", rate: 5 });
    await client.rollouts.removeBinary({ contentId: LANTERNS, binarySeq: "4" });
    assert.equal(await statusOf(), "DISABLED");
  });

  it("a record that is not there is not found; a pre-registered app has no rollout", async () => {
    const client = store.client();
    const absent = await failureOf(client.rollouts.getBinaries({ contentId: EMBER, appStatus: "REGISTRATION" }));
    assert.equal(absent.kind, "notFound");
    assert.equal(absent.code, "3100");
    const early = await failureOf(
      client.rollouts.setRate({ contentId: CLOUD_HARBOR, appStatus: "REGISTRATION", rate: 5 }),
    );
    assert.equal(early.kind, "state");
    assert.equal(early.code, "3205");
  });
});

describe("closed betas", () => {
  const store = rehearsal();
  const NAMES = { contentId: NIGHT_GARDEN, appStatus: "REGISTRATION" } as const;

  it("testers, feedback channel and links are read", async () => {
    const page = await store.client().betaTests.get(NAMES);
    assert.equal(page.totalTesters, 3);
    assert.deepEqual(page.testers, [
      "mina.park@testers.example",
      "jonas.weber@testers.example",
      "aiko.tanaka@testers.example",
    ]);
    assert.equal(page.feedbackChannel, "night-garden@lumenforge.example");
    const deployed = await store.client().betaTests.get({ contentId: DEEP_FIELD, appStatus: "SALE", limit: 1 });
    assert.equal(deployed.totalTesters, 2);
    assert.equal(deployed.testers.length, 1);
  });

  it("a list of testers whose count is wrong ends", async () => {
    const data = { totalNumberOfBetaTesters: 1e21, betaTesters: ["a@testers.example"] };
    const local = await scriptedStore(always({ body: { resultCode: "0000", data } }));
    const testers = clientOf(local.url).store.betaTests.testers({ contentId: TIDELINE, appStatus: "REGISTRATION" });
    assert.deepEqual(await collect(testers), ["a@testers.example"]);
    assert.equal(local.calls().length, 2);
  });

  it("testers come and go; an unknown account is named while the rest is done", async () => {
    const client = store.client();
    const refused = await client.betaTests.update({
      contentId: NIGHT_GARDEN,
      add: ["new@testers.example", "nobody@testers.example"],
      remove: ["mina.park@testers.example"],
      feedbackChannel: "https://lumenforge.example/feedback",
    });
    assert.deepEqual(refused, { additionFailed: ["nobody@testers.example"], deletionFailed: [] });
    const page = await client.betaTests.get(NAMES);
    assert.deepEqual(page.testers.sort(), [
      "aiko.tanaka@testers.example",
      "jonas.weber@testers.example",
      "new@testers.example",
    ]);
    assert.equal(page.feedbackChannel, "https://lumenforge.example/feedback");
  });

  it("a long list is sent 1,000 a call and read back page by page; an id in both lists is removed", async () => {
    const client = store.client();
    const add = Array.from({ length: 2_300 }, (_, n) => `tester${n}@testers.example`);
    await client.betaTests.update({
      contentId: NIGHT_GARDEN,
      add,
      remove: ["jonas.weber@testers.example", "tester2299@testers.example"],
    });
    const testers = await collect(client.betaTests.testers(NAMES));
    assert.equal(testers.length, 2_301);
    assert.ok(!testers.includes("tester2299@testers.example"));
    const operations = (await store.journal()).map(({ operation }) => operation);
    assert.equal(operations.filter((operation) => operation === "beta.update").length, 3);
    assert.equal(operations.filter((operation) => operation === "beta.get").length, 3);
  });

  it("a lost answer to a change of testers is made up for by sending it again", async () => {
    await store.fault("beta.update", "reset-after");
    const client = store.client();
    await client.betaTests.update({ contentId: NIGHT_GARDEN, add: ["new@testers.example"] });
    const { testers } = await client.betaTests.get(NAMES);
    assert.equal(testers.filter((tester) => tester === "new@testers.example").length, 1);
  });

  it("an app without a beta is refused with 3202, a deployed one may not be changed", async () => {
    const client = store.client();
    assert.equal((await failureOf(client.betaTests.get({ contentId: EMBER, appStatus: "SALE" }))).code, "3202");
    const deployed = await failureOf(client.betaTests.update({ contentId: DEEP_FIELD, add: ["new@testers.example"] }));
    assert.equal(deployed.code, "3201");
    assert.equal(deployed.kind, "state");
  });
});

describe("binaries", () => {
  const store = rehearsal();
  const apk = join(dirname(require.resolve("io.appium.settings/package.json")), "apks", "settings_apk-debug.apk");

  it("a real APK is uploaded and registered in the open update of its app, changed and removed", async () => {
    const client = store.client();
    const { contentId, newest } = await appOfRealApk();
    await client.apps.update({ contentId });
    const file = await client.uploads.file({ path: apk, fileName: "settings-new.apk" });
    assert.equal(file.fileName, "settings-new.apk");
    const { binarySeq } = await client.binaries.add({
      contentId,
      fileKey: file.fileKey,
      gms: true,
      copyDevicesFrom: newest,
    });
    assert.ok(binarySeq);
    const binary = async () =>
      (await client.apps.get(contentId))
        .find(({ contentStatus }) => contentStatus === "UPDATING")
        ?.binaryList.find((candidate) => candidate.binarySeq === binarySeq);
    assert.equal((await binary())?.packageName, "io.appium.settings");
    assert.equal((await binary())?.gms, true);
    await client.binaries.modify({ contentId, binarySeq, gms: false });
    assert.equal((await binary())?.gms, false);
    await client.binaries.remove({ contentId, binarySeq });
    assert.equal(await binary(), undefined);
  });

  it("an app without an open update takes none: 4104", async () => {
    const client = store.client();
    const file = await client.uploads.file({ path: apk });
    const error = await failureOf(client.binaries.add({ contentId: TIDELINE, fileKey: file.fileKey, gms: true }));
    assert.equal(error.code, "4104");
    assert.equal(error.kind, "state");
  });

  async function appOfRealApk(): Promise<{ contentId: string; newest: string }> {
    for (const { contentId } of await store.client().apps.list()) {
      const [record] = await store.client().apps.get(contentId);
      const newest = record?.binaryList.at(-1);
      if (newest?.packageName === "io.appium.settings") return { contentId, newest: newest.binarySeq };
    }
    throw new Error("The seed has no app of the real APK.");
  }
});
