/** A binary: uploaded and registered once, in place of the one before, and refused where the store would refuse it. */

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { defaultSeed } from "../../emulator";
import { binary } from "../../provider/binary";
import { apk } from "../emulator/support/packages";
import { TestStore } from "../support/testStore";
import { Managed } from "./support/managed";

/** On sale with one binary: 5, versionCode 100. */
const HELPER = "000001000109";
/** An open update with binaries 3 (live) and 4. */
const LANTERNS = "000001000102";
/** Live at 10 percent. */
const EMBER = "000001000101";

const OLDER = resolve(__dirname, "../../node_modules/io.appium.settings-older/apks/settings_apk-debug.apk");
const NEWER = resolve(__dirname, "../../node_modules/io.appium.settings/apks/settings_apk-debug.apk");

describe("Binary", () => {
  let store: TestStore;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "galaxystore-binary-"));
    store = await TestStore.start(defaultSeed());
  });
  beforeEach(() => store.reset());
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await store.stop();
  });

  const manage = () => new Managed(store, binary);
  const calls = async () => (await store.writes()).map((write) => write.operation);
  const inUpdate = async (contentId: string) =>
    (await store.update(contentId)).binaries.map(({ binarySeq, versionCode }) => `${binarySeq}: ${versionCode}`);

  /** An APK of the app's package with this version. */
  const built = (versionCode: number, name = "app.apk", pack = "com.lumenforge.paperlanterns"): string => {
    const path = join(folder, name);
    writeFileSync(path, apk({ package: pack, versionCode, versionName: `${versionCode}.0` }));
    return path;
  };

  it("uploads a real APK, opens an update and registers it, and is quiet afterwards", async () => {
    const helper = manage();
    await helper.up({ contentId: HELPER, file: OLDER, usesGoogleServices: false });
    assert.deepEqual(await calls(), ["uploads.createSession", "uploads.file", "apps.update", "binaries.add"]);
    assert.deepEqual(await inUpdate(HELPER), ["5: 100", "6: 163"]);
    assert.equal(helper.id, `${HELPER}/6`);
    assert.deepEqual(helper.state?.outputs, { binarySeq: "6" });
    const { versionCode, versionName, packageName } = helper.state?.inputs ?? {};
    assert.deepEqual([versionCode, versionName, packageName], ["163", "7.0.22", "io.appium.settings"]);
    assert.equal(await helper.drifts(), false);
    assert.equal(await helper.up({ contentId: HELPER, file: OLDER, usesGoogleServices: false }), false);
  });

  it("takes the place of the binary before, which goes once the new one stands", async () => {
    const helper = manage();
    await helper.up({ contentId: HELPER, file: OLDER, supersedes: ["5"] });
    assert.deepEqual(await inUpdate(HELPER), ["6: 163"]);
    await store.forgetRequests();
    await helper.up({ contentId: HELPER, file: NEWER, supersedes: ["5"] });
    assert.deepEqual(await calls(), ["uploads.createSession", "uploads.file", "binaries.add", "binaries.remove"]);
    assert.deepEqual(await inUpdate(HELPER), ["7: 192"]);
    assert.equal(helper.id, `${HELPER}/7`);
    assert.equal(await helper.up({ contentId: HELPER, file: NEWER, supersedes: ["5"] }), false);
  });

  it("is the same binary when the same content comes from another path", async () => {
    const helper = manage();
    await helper.up({ contentId: HELPER, file: OLDER });
    const copy = join(folder, "copy.apk");
    copyFileSync(OLDER, copy);
    assert.equal(await helper.up({ contentId: HELPER, file: copy }), false);
  });
  void [LANTERNS, EMBER, built];
});
