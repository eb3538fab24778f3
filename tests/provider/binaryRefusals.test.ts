/** Packages that an app cannot take: refused in the preview where that is known, else before the first write. */

import assert from "node:assert/strict";
import { defaultSeed } from "../../emulator";
import { app } from "../../provider/app";
import { binary } from "../../provider/binary";
import { forgetDeclared } from "../../provider/declared";
import { TestStore } from "../support/testStore";
import { Managed } from "./support/managed";
import { NEWER, OLDER, PackageFolder } from "./support/packageFolder";

/** Live at 10 percent; binaries 11 and 12. */
const EMBER = "000001000101";
/** An open update with binaries 3 and 4 (versionCode 210). */
const LANTERNS = "000001000102";
/** Full: 20 binaries. */
const TIDELINE = "000001000103";
/** On sale with one binary: 5, versionCode 100. */
const HELPER = "000001000109";

function seed() {
  const crowded = defaultSeed();
  const tideline = crowded.sellers[0]?.apps?.find(({ contentId }) => contentId === TIDELINE);
  const [first] = tideline?.sale?.binaries ?? [];
  assert.ok(tideline?.sale && first);
  tideline.sale.binaries = Array.from({ length: 20 }, (_, index) => ({
    ...first,
    binarySeq: String(index + 1),
    fileName: `tideline-${index}.apk`,
    versionCode: String(100 + index),
  }));
  return crowded;
}

describe("a Binary that the app cannot take", () => {
  const packages = new PackageFolder();
  let store: TestStore;
  before(async () => {
    store = await TestStore.start(seed());
  });
  beforeEach(() => {
    forgetDeclared();
    return store.reset();
  });
  after(async () => {
    packages.remove();
    await store.stop();
  });

  const manage = () => new Managed(store, binary);
  const built = (app: string, versionCode: number, name = `${app}.apk`) =>
    packages.build(name, `com.lumenforge.${app}`, versionCode);
  const refused = async (inputs: Record<string, unknown>, words: RegExp) => {
    // This is a run whose program does not declare the app.
    forgetDeclared();
    await assert.rejects(manage().up(inputs), (error: Error) => {
      assert.match(error.message, words);
      assert.match(error.message, /Nothing was changed\.$/);
      return true;
    });
    assert.deepEqual(await store.writes(), []);
  };
  /** What the preview says when the program declares the app as well. */
  const previewed = async (contentId: string, file: string, extra: object = {}) => {
    const packageName = `com.lumenforge.${contentId === TIDELINE ? "tideline" : "paperlanterns"}`;
    const declared = new Managed(store, app);
    await declared.up({ contentId, packageName });
    await declared.up({ contentId, packageName });
    await store.forgetRequests();
    const problems = await manage().problems({ contentId, file, ...extra });
    assert.deepEqual(await store.requests(), []);
    return problems.join("\n");
  };

  it("holds another package", async () => {
    const file = built("tideline", 900);
    const words =
      /tideline\.apk holds the package com\.lumenforge\.tideline, but the app's package is com\.lumenforge\.paperlanterns/;
    await refused({ contentId: LANTERNS, file }, words);
    assert.match(await previewed(LANTERNS, file), words);
  });

  it("is older than the newest one, though that is not on sale yet", async () => {
    const file = built("paperlanterns", 205);
    const words =
      /has versionCode 205, which is not above 210 of binary 4 \(paper-lanterns-2\.1\.0\.apk\); build it with a higher versionCode/;
    await refused({ contentId: LANTERNS, file }, words);
    assert.match(await previewed(LANTERNS, file), words);
    assert.match(await previewed(LANTERNS, file), /pulumi refresh/);
  });

  it("is older than the one before, or has its version with another content", async () => {
    const helper = manage();
    await helper.up({ contentId: HELPER, file: NEWER });
    await store.forgetRequests();
    assert.match(
      (await helper.problems({ contentId: HELPER, file: OLDER })).join(),
      /file names a file that cannot be used: .* has versionCode 163, which is not above 192/,
    );
    const rebuilt = packages.build("rebuilt.apk", "io.appium.settings", 192);
    assert.match(
      (await helper.problems({ contentId: HELPER, file: rebuilt })).join(),
      /versionCode 192 like the file that was uploaded before, but another content/,
    );
    assert.deepEqual(await store.requests(), []);
  });

  it("is an AAB beside APKs", async () => {
    const file = built("paperlanterns", 900, "lanterns.aab");
    const words =
      /is an AAB, but binary 3 \(paper-lanterns-2\.0\.1\.apk\) is an APK, and all binaries of an app are of one kind/;
    await refused({ contentId: LANTERNS, file }, words);
    assert.match(await previewed(LANTERNS, file), words);
  });

  it("would be the 21st", async () => {
    const file = built("tideline", 900);
    const words = /would be binary 21 of the app, and the store keeps 20; take one out/;
    await refused({ contentId: TIDELINE, file }, words);
    assert.match(await previewed(TIDELINE, file), words);
  });

  it("comes while the live release is still being rolled out, unless it is a hot fix", async () => {
    const file = built("emberisles", 1_300_000);
    await refused(
      { contentId: EMBER, file },
      /its live release \(binary 12\) is still at 10 percent.*releaseToEveryone: true on its StagedRollout.*duringRollout: true on the Binary/,
    );
    await manage().up({ contentId: EMBER, file, duringRollout: true });
    assert.equal((await store.update(EMBER)).binaries.at(-1)?.versionCode, "1300000");
    assert.equal((await store.live(EMBER)).rollout?.rate, 10);
  });

  it("comes while the update is in review", async () => {
    await store.control("PATCH", `/apps/${LANTERNS}`, { contentStatus: "UNDER_CONTENT_REVIEW" });
    await refused(
      { contentId: LANTERNS, file: built("paperlanterns", 900) },
      /its update is in status UNDER_CONTENT_REVIEW.*3201.*Wait for the review/,
    );
  });

  it("is for an app whose sale has stopped", async () => {
    await store.editInPortal(HELPER, { contentStatus: "SUSPENDED" });
    await refused({ contentId: HELPER, file: OLDER }, /it is in status SUSPENDED, in which no update can be opened/);
  });

  it("is for an app that the seller does not have", async () => {
    await assert.rejects(manage().up({ contentId: "000009999999", file: OLDER }), /the store knows no app/);
  });

  it("copies devices from a binary that the app does not have", async () => {
    await refused(
      { contentId: HELPER, file: OLDER, copyDevicesFrom: "9" },
      /copyDevicesFrom names binary 9, but the app has 5\. Name one of these/,
    );
  });

  it("has changed on disk since it was checked", async () => {
    const file = built("paperlanterns", 900);
    const { inputs } = await binary.check({ contentId: LANTERNS, file }, {});
    built("paperlanterns", 901);
    await assert.rejects(
      binary.create(manage().session(), inputs as unknown as Parameters<typeof binary.create>[1]),
      /has changed since it was checked.*Nothing was changed/,
    );
    assert.deepEqual(await store.writes(), []);
  });

  it("has a version that came from elsewhere, which is no problem when it is to be adopted", async () => {
    const file = built("paperlanterns", 210);
    assert.match(
      await previewed(LANTERNS, file),
      /versionCode 210, which is registered already as binary 4 .*adopt: true/,
    );
    assert.equal(await previewed(LANTERNS, file, { adopt: true }), "");
  });

  it("is no problem in the preview when an earlier run has registered it", async () => {
    const file = built("paperlanterns", 900);
    await manage().up({ contentId: LANTERNS, file });
    assert.equal(await previewed(LANTERNS, file), "");
  });
});
