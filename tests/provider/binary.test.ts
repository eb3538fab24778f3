/** A binary: uploaded and registered once, in place of the one before, recognised by a later run, taken out with its resource. */

import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { defaultSeed } from "../../emulator";
import { binary } from "../../provider/binary";
import { forgetDeclared } from "../../provider/declared";
import { TestStore } from "../support/testStore";
import { Managed } from "./support/managed";
import { NEWER, OLDER, PackageFolder } from "./support/packageFolder";

/** On sale with one binary: 5, versionCode 100, without Google services. */
const HELPER = "000001000109";
/** An open update with binaries 3 (live, versionCode 201) and 4 (210). */
const LANTERNS = "000001000102";
/** Its only binary is an AAB here: 1, versionCode 120. */
const LEDGER = "000001000108";
/** In its first registration with binary 1. */
const HARBOR = "000001000107";

function seed() {
  const changed = defaultSeed();
  const ledger = changed.sellers[0]?.apps?.find(({ contentId }) => contentId === LEDGER);
  const [first] = ledger?.sale?.binaries ?? [];
  assert.ok(first);
  first.fileName = "pocket-ledger-1.2.0.aab";
  return changed;
}

describe("Binary", () => {
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
  const lanterns = (versionCode: number, name = "lanterns.apk") =>
    packages.build(name, "com.lumenforge.paperlanterns", versionCode);
  const calls = async () => (await store.writes()).map((write) => write.operation);
  const inUpdate = async (contentId: string) =>
    (await store.update(contentId)).binaries.map(({ binarySeq, versionCode }) => `${binarySeq}: ${versionCode}`);
  const api = () => manage().session().api();
  /** Submits the open update, and lets it pass when asked to. */
  const submit = async (contentId: string, outcome?: "pass") => {
    await store.control("PUT", "/settings", { review: "manual" });
    await (await api()).apps.submit(contentId);
    if (outcome !== undefined) await store.control("POST", `/apps/${contentId}/review`, { outcome });
  };

  describe("goes into the store", () => {
    it("as a real APK: uploaded, an update opened with no more than it needs, registered, and quiet afterwards", async () => {
      const helper = manage();
      await helper.up({ contentId: HELPER, file: OLDER });
      assert.deepEqual(await calls(), ["uploads.createSession", "uploads.file", "apps.update", "binaries.add"]);
      const opened = (await store.writes()).find((write) => write.operation === "apps.update");
      assert.deepEqual(Object.keys(opened?.request ?? {}).sort(), [
        "contentId",
        "defaultLanguageCode",
        "paid",
        "publicationType",
      ]);
      assert.deepEqual(await inUpdate(HELPER), ["5: 100", "6: 163"]);
      assert.equal(helper.id, `${HELPER}/6`);
      assert.deepEqual(helper.state?.outputs, { binarySeq: "6" });
      const { versionCode, versionName, packageName } = helper.state?.inputs ?? {};
      assert.deepEqual([versionCode, versionName, packageName], ["163", "7.0.22", "io.appium.settings"]);
      assert.equal(await helper.drifts(), false);
      assert.equal(await helper.up({ contentId: HELPER, file: OLDER }), false);
    });

    it("under a name that tells version and content", async () => {
      const helper = manage();
      await helper.up({ contentId: HELPER, file: OLDER });
      const hash = helper.state?.inputs.sha256.slice(0, 12);
      const added = (await store.update(HELPER)).binaries.at(-1);
      assert.match(added?.fileName ?? "", new RegExp(`^settings_apk-debug-163-${hash}-[0-9a-f]{6}\\.apk$`));
    });

    it("as an app bundle", async () => {
      const ledger = manage();
      await ledger.up({ contentId: LEDGER, file: packages.build("ledger.aab", "com.lumenforge.pocketledger", 130) });
      assert.deepEqual(await inUpdate(LEDGER), ["1: 120", "2: 130"]);
      const { versionCode, versionName, packageName } = ledger.state?.inputs ?? {};
      assert.deepEqual([versionCode, versionName, packageName], ["130", "1.3", "com.lumenforge.pocketledger"]);
    });

    it("into a first registration, which needs no update", async () => {
      await manage().up({ contentId: HARBOR, file: packages.build("h.apk", "com.lumenforge.cloudharbor", 100) });
      assert.deepEqual(await calls(), ["uploads.createSession", "uploads.file", "binaries.add"]);
    });

    it("with the Google services flag and the devices that are asked for, else with the flag of the newest binary", async () => {
      await manage().up({
        contentId: LANTERNS,
        file: lanterns(300),
        usesGoogleServices: false,
        copyDevicesFrom: "3",
      });
      await manage().up({ contentId: HELPER, file: OLDER });
      const added = (await store.writes()).filter((write) => write.operation === "binaries.add");
      assert.deepEqual(
        added.map(({ request }) => [request?.gms, request?.binarySeqForDeviceInfo]),
        [
          ["N", "3"],
          ["N", undefined],
        ],
      );
      await manage().up({ contentId: LANTERNS, file: lanterns(310, "next.apk"), usesGoogleServices: true });
      assert.equal((await store.update(LANTERNS)).binaries.at(-1)?.gms, "Y");
    });

    it("is the same binary when the same content comes from another path", async () => {
      const helper = manage();
      await helper.up({ contentId: HELPER, file: OLDER });
      const copy = join(packages.path, "copy.apk");
      copyFileSync(OLDER, copy);
      assert.equal(await helper.up({ contentId: HELPER, file: copy }), false);
    });
  });

  describe("takes the place of others", () => {
    it("of the one before, once it stands", async () => {
      const helper = manage();
      await helper.up({ contentId: HELPER, file: OLDER });
      await store.forgetRequests();
      await helper.up({ contentId: HELPER, file: NEWER });
      assert.deepEqual(await calls(), ["uploads.createSession", "uploads.file", "binaries.add", "binaries.remove"]);
      assert.deepEqual(await inUpdate(HELPER), ["5: 100", "7: 192"]);
      assert.equal(helper.id, `${HELPER}/7`);
      assert.equal(await helper.up({ contentId: HELPER, file: NEWER }), false);
    });

    it("of the live one, which stays on sale until the update is published", async () => {
      const helper = manage();
      await helper.up({ contentId: HELPER, file: OLDER, supersedes: ["5"] });
      await submit(HELPER, "pass");
      await helper.up({ contentId: HELPER, file: NEWER, supersedes: ["5"] });
      assert.deepEqual(await inUpdate(HELPER), ["7: 192"]);
      assert.deepEqual(
        (await store.live(HELPER)).binaries.map((live) => live.binarySeq),
        ["6"],
      );
    });

    it("of those from before Pulumi that it lists, and of no others", async () => {
      await manage().up({ contentId: LANTERNS, file: lanterns(300), supersedes: ["3"] });
      assert.deepEqual(await inUpdate(LANTERNS), ["4: 210", "5: 300"]);
    });

    it("of none with keepSuperseded", async () => {
      const helper = manage();
      await helper.up({ contentId: HELPER, file: OLDER });
      await helper.up({ contentId: HELPER, file: NEWER, keepSuperseded: true });
      assert.deepEqual(await inUpdate(HELPER), ["5: 100", "6: 163", "7: 192"]);
    });

    it("later, when the store refuses it at first: the state is kept and the next up goes on", async () => {
      const helper = manage();
      await helper.up({ contentId: HELPER, file: OLDER });
      await store.faults("binaries.remove", "return-400-1000");
      await assert.rejects(
        helper.up({ contentId: HELPER, file: NEWER }),
        /Binary 7 of app 000001000109 is registered, but: .*1000/,
      );
      assert.equal(helper.id, `${HELPER}/7`);
      await store.forgetRequests();
      assert.equal(await helper.up({ contentId: HELPER, file: NEWER }), true);
      assert.deepEqual(await calls(), ["binaries.remove"]);
      assert.deepEqual(await inUpdate(HELPER), ["5: 100", "7: 192"]);
    });
  });

  describe("is recognised", () => {
    it("by its name in a fresh state, in the open update, in review and live: nothing is sent", async () => {
      await manage().up({ contentId: HELPER, file: OLDER });
      await store.forgetRequests();
      const inTheUpdate = manage();
      await inTheUpdate.up({ contentId: HELPER, file: OLDER });
      assert.equal(inTheUpdate.id, `${HELPER}/6`);
      await submit(HELPER);
      await manage().up({ contentId: HELPER, file: OLDER });
      await store.control("POST", `/apps/${HELPER}/review`, { outcome: "pass" });
      const live = manage();
      await live.up({ contentId: HELPER, file: OLDER });
      assert.equal(live.id, `${HELPER}/6`);
      assert.deepEqual(await calls(), ["apps.submit"]);
    });

    it("not when the same version came from elsewhere, unless it is to be adopted", async () => {
      const file = lanterns(210);
      await assert.rejects(
        manage().up({ contentId: LANTERNS, file }),
        /App 000001000102: .*lanterns\.apk has versionCode 210, which is registered already as binary 4 \(paper-lanterns-2\.1\.0\.apk\).*adopt: true.*higher versionCode.*Nothing was changed/,
      );
      const adopted = manage();
      await adopted.up({ contentId: LANTERNS, file, adopt: true });
      assert.equal(adopted.id, `${LANTERNS}/4`);
      assert.deepEqual(await calls(), []);
    });
  });

  it("stays when the same version is built again and is to be adopted", async () => {
    const helper = manage();
    await helper.up({ contentId: HELPER, file: OLDER, adopt: true });
    const file = packages.build("rebuilt.apk", "io.appium.settings", 163);
    assert.equal(await helper.up({ contentId: HELPER, file, adopt: true }), false);
    assert.match((await helper.problems({ contentId: HELPER, file })).join(), /another content.*adopt: true/);
    assert.deepEqual(await inUpdate(HELPER), ["5: 100", "6: 163"]);
  });

  describe("changes in place", () => {
    it("its Google services flag, and opens an update when none is open", async () => {
      const helper = manage();
      await helper.up({ contentId: HELPER, file: OLDER, usesGoogleServices: false });
      await submit(HELPER, "pass");
      await store.forgetRequests();
      await helper.up({ contentId: HELPER, file: OLDER, usesGoogleServices: true });
      assert.deepEqual(await calls(), ["apps.update", "binaries.modify"]);
      assert.equal(helper.id, `${HELPER}/6`);
      assert.equal((await store.update(HELPER)).binaries.at(-1)?.gms, "Y");
      assert.equal(await helper.drifts(), false);
    });

    it("never while the update is in review", async () => {
      const helper = manage();
      await helper.up({ contentId: HELPER, file: OLDER, usesGoogleServices: false });
      await submit(HELPER);
      await assert.rejects(
        helper.up({ contentId: HELPER, file: OLDER, usesGoogleServices: true }),
        /App 000001000109: its update is in status READY_FOR_REVIEW.*3201.*Nothing was changed/,
      );
    });

    it("nothing for inputs that matter when it is registered", async () => {
      const helper = manage();
      await helper.up({ contentId: HELPER, file: OLDER });
      const other = { keepSuperseded: true, supersedes: ["5"], copyDevicesFrom: "5", adopt: true, duringRollout: true };
      assert.equal(await helper.up({ contentId: HELPER, file: OLDER, ...other }), false);
    });
  });

  describe("drifts", () => {
    it("when somebody changes its Google services flag, where the program lists it", async () => {
      const helper = manage();
      await helper.up({ contentId: HELPER, file: OLDER, usesGoogleServices: false });
      await (await api()).binaries.modify({ contentId: HELPER, binarySeq: "6", gms: true });
      assert.equal((await helper.read())?.usesGoogleServices, true);
      assert.equal(await helper.drifts(), true);
    });

    it("when it is removed in the portal: gone, and the next up says that the store takes no version twice", async () => {
      const helper = manage();
      await helper.up({ contentId: HELPER, file: OLDER });
      await (await api()).binaries.remove({ contentId: HELPER, binarySeq: "6" });
      await helper.refresh();
      assert.equal(helper.state, undefined);
      await assert.rejects(
        helper.up({ contentId: HELPER, file: OLDER }),
        /versionCode 163\) is in use already \(store code 5021\).*no version twice.*Build with a higher versionCode/,
      );
      assert.deepEqual(await inUpdate(HELPER), ["5: 100"]);
    });

    it("when the live one is taken out of the open update, and says so before anything is uploaded", async () => {
      const helper = manage();
      await helper.up({ contentId: HELPER, file: OLDER });
      await submit(HELPER, "pass");
      await store.control("POST", `/apps/${HELPER}/open-update`);
      await (await api()).binaries.remove({ contentId: HELPER, binarySeq: "6" });
      await helper.refresh();
      await store.forgetRequests();
      await assert.rejects(
        helper.up({ contentId: HELPER, file: OLDER }),
        /versionCode 163 of .* is live as binary 6 .*Discard the update in the Seller Portal/,
      );
      assert.deepEqual(await calls(), []);
    });
  });

  describe("leaves with its resource", () => {
    it("the open update; already gone is fine", async () => {
      const helper = manage();
      await helper.up({ contentId: HELPER, file: OLDER });
      const again = manage();
      await again.up({ contentId: HELPER, file: OLDER });
      await helper.delete();
      assert.deepEqual(await inUpdate(HELPER), ["5: 100"]);
      await store.forgetRequests();
      await again.delete();
      assert.deepEqual(await calls(), []);
    });

    it("not when it is in review, nor when it is live, with or without an open update", async () => {
      const helpers = [manage(), manage(), manage()] as const;
      for (const helper of helpers) await helper.up({ contentId: HELPER, file: OLDER });
      await submit(HELPER);
      await store.forgetRequests();
      await helpers[0].delete();
      await store.control("POST", `/apps/${HELPER}/review`, { outcome: "pass" });
      await helpers[1].delete();
      await store.control("POST", `/apps/${HELPER}/open-update`);
      await helpers[2].delete();
      assert.deepEqual(await calls(), []);
      assert.deepEqual(await inUpdate(HELPER), ["5: 100", "6: 163"]);
    });
  });
});
