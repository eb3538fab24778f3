/** A staged rollout through the lives of two releases, under the real engine with real packages: one change of the program for each step. */

import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { TestStore } from "../support/testStore";
import { type Declared, Stack } from "./support/stack";

/** On sale to everyone, with versionCode 100. */
const HELPER = "000001000109";
const OLDER = resolve(__dirname, "../../node_modules/io.appium.settings-older/apks/settings_apk-debug.apk");
const NEWER = resolve(__dirname, "../../node_modules/io.appium.settings/apks/settings_apk-debug.apk");

describe("a staged rollout through a release's life, under the engine", function () {
  this.timeout(180_000);
  let store: TestStore;
  let stack: Stack;
  before(async () => {
    store = await TestStore.start();
    await store.control("PUT", "/settings", { review: "manual" });
    stack = new Stack(store.settings());
    await stack.init();
  });
  beforeEach(() => store.forgetRequests());
  after(async () => {
    stack.remove();
    await store.stop();
  });

  /** In the opposite of the order in which it has to happen, as far as the text allows it. */
  const declare = (release: string, apk: string, rollout: Declared["args"]) => {
    copyFileSync(apk, join(stack.folder, "app.apk"));
    stack.declare([
      { type: "Submission", name: "submission", args: { contentId: HELPER, triggers: { release } } },
      { type: "Binary", name: "binary", args: { contentId: HELPER, file: "app.apk", usesGoogleServices: false } },
      {
        type: "StagedRollout",
        name: "rollout",
        args: { contentId: HELPER, binaries: [{ $output: "binary.binarySeq" }], ...rollout },
      },
      {
        type: "App",
        name: "app",
        args: { contentId: HELPER, listings: { ENG: { whatsNew: `Release ${release}` } }, exportLaws: true },
      },
    ]);
  };
  const writes = async () => (await store.writes()).map((write) => write.operation);
  const live = async () => (await store.live(HELPER)).rollout;
  const quiet = async () => {
    const drift = await stack.drift();
    assert.equal(drift.code, 0, drift.output);
  };

  it("is prepared after the listing and the binary, and before the submission", async () => {
    declare("1", OLDER, { rate: 10, countries: { KOR: 30 } });
    await stack.up();
    assert.deepEqual(await writes(), [
      "apps.update",
      "uploads.createSession",
      "uploads.file",
      "binaries.add",
      "rollout.setBinary",
      "rollout.setRate",
      "apps.submit",
    ]);
    await quiet();
  });

  it("is raised once the release is live, with a country ahead, though the state still says otherwise", async () => {
    await store.control("POST", `/apps/${HELPER}/review`, { outcome: "pass" });
    assert.deepEqual(await live(), { rate: 10, countries: { KOR: 30 } });
    declare("1", OLDER, { rate: 30, countries: { KOR: 50 } });
    await stack.up();
    assert.deepEqual(await writes(), ["rollout.setRate"]);
    assert.deepEqual(await live(), { rate: 30, countries: { KOR: 50 } });
    await quiet();
  });

  it("lets no next release begin before it is finished: refused in the preview, with the way out", async () => {
    declare("2", NEWER, { rate: 5 });
    const preview = await stack.preview();
    assert.notEqual(preview.code, 0, preview.output);
    assert.match(preview.output, /still.*30 percent[\s\S]*releaseToEveryone: true/);
    assert.deepEqual(await store.requests(), []);
  });

  it("stays open at 100 percent, and is finished by the word alone", async () => {
    declare("1", OLDER, { rate: 100, countries: { KOR: 100 } });
    assert.match((await stack.up()).output, /the rollout stays open/);
    assert.deepEqual(await live(), { rate: 100, countries: { KOR: 100 } });
    declare("1", OLDER, { releaseToEveryone: true });
    await stack.up();
    assert.equal(await live(), null);
    await quiet();
  });

  it("does not give the next release to everyone by the word that was left in the program", async () => {
    declare("2", NEWER, { releaseToEveryone: true });
    const up = await stack.run("up", "--yes", "--skip-preview");
    assert.notEqual(up.code, 0);
    assert.match(up.output, /releaseToEveryone: true stands in the program since the release before/);
    assert.ok(!(await writes()).includes("apps.submit"));
    declare("2", NEWER, { rate: 5 });
    await stack.up();
    assert.deepEqual((await store.app(HELPER)).registration?.rollout, { rate: 5, countries: {} });
    assert.equal((await writes()).filter((operation) => operation === "binaries.add").length, 1);
    await quiet();
  });
});
