/** A binary under the real engine: what check finds in the file is input and output, and a new file replaces in the right order. */

import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { NEWER, OLDER } from "../provider/support/packageFolder";
import { TestStore } from "../support/testStore";
import { Stack } from "./support/stack";

const HELPER = "000001000109";

describe("a binary under the engine", function () {
  this.timeout(180_000);
  let store: TestStore;
  let stack: Stack;
  before(async () => {
    store = await TestStore.start();
    stack = new Stack(store.settings());
    await stack.init();
  });
  after(async () => {
    stack.remove();
    await store.stop();
  });

  const release = (apk: string) => {
    copyFileSync(apk, join(stack.folder, "app.apk"));
    stack.declare([
      {
        type: "Binary",
        name: "helper",
        args: { contentId: HELPER, file: "app.apk", usesGoogleServices: false, supersedes: ["5"] },
      },
      {
        type: "StagedRollout",
        name: "rollout",
        args: { contentId: HELPER, rate: 10, binaries: [{ $output: "helper.binarySeq" }] },
      },
    ]);
  };
  const quiet = async () => {
    await stack.succeed("preview", "--expect-no-changes");
    const { code, output } = await stack.drift();
    assert.equal(code, 0, output);
  };
  const inUpdate = async () =>
    (await store.update(HELPER)).binaries.map((binary) => [binary.binarySeq, binary.versionCode, binary.rolloutStatus]);

  it("is uploaded and joins the rollout, with a line about the upload", async () => {
    release(OLDER);
    const { output } = await stack.up();
    assert.match(output, /App 000001000109: app\.apk: uploaded, 2\.9 MB\./);
    assert.deepEqual(await inUpdate(), [["6", "163", "ENABLED"]]);
    const helper = (await stack.export()).resources.get("helper");
    assert.equal(helper?.id, `${HELPER}/6`);
    const { binarySeq, versionCode, versionName, packageName, sha256 } = helper.outputs;
    assert.deepEqual([binarySeq, versionCode, versionName, packageName], ["6", "163", "7.0.22", "io.appium.settings"]);
    assert.match(String(sha256), /^[0-9a-f]{64}$/);
    await quiet();
  });

  it("is replaced by a new file before the old one goes, and what the rollout rolls out follows", async () => {
    release(NEWER);
    const preview = await stack.preview();
    assert.match(preview.output, /versionCode +: "163" => "192"/);
    await store.forgetRequests();
    await stack.up();
    assert.deepEqual(await inUpdate(), [["7", "192", "ENABLED"]]);
    assert.deepEqual(
      (await store.writes()).map((write) => write.operation),
      [
        "uploads.createSession",
        "uploads.file",
        "binaries.add",
        "binaries.remove",
        "rollout.setBinary",
        "rollout.setRate",
      ],
    );
    await quiet();
  });

  it("fails the preview with an older build", async () => {
    release(OLDER);
    const { code, output } = await stack.preview();
    assert.notEqual(code, 0);
    assert.match(
      output,
      /binary of app 000001000109: file names a file that cannot be used: app\.apk has versionCode 163, which is not above 192/,
    );
  });

  it("leaves the update with the resource", async () => {
    stack.declare([]);
    await stack.up();
    assert.deepEqual(await inUpdate(), []);
  });
});
