/** Binaries: what the store reads from a package, and which packages it registers. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "mocha";
import { defaultSeed } from "../../emulator";
import { APPS, type Json, refusedLegacy, refusedV2, storeForFile } from "./support/caller";
import { aab, apk, type PackageFacts } from "./support/packages";

const PATH = "/seller/v2/content/binary";
const LANTERNS = "com.lumenforge.paperlanterns";
const BILLING = "com.samsung.android.iap.permission.BILLING";

/** The default store with one app whose binaries fill it and one whose update has a binary without devices. */
function crowdedSeed() {
  const seed = defaultSeed();
  const apps = seed.sellers[0]?.apps ?? [];
  const record = (contentId: string, which: "sale" | "registration") =>
    apps.find((app) => app.contentId === contentId)?.[which];
  const tideline = record(APPS.tideline, "sale");
  assert.ok(tideline?.binaries?.[0]);
  const [first] = tideline.binaries;
  tideline.binaries = Array.from({ length: 20 }, (_, index) => ({
    ...first,
    binarySeq: String(index + 1),
    fileName: `tideline-${index}.apk`,
    versionCode: String(100 + index),
  }));
  const helper = record(APPS.settingsHelper, "sale");
  assert.ok(helper?.binaries?.[0]);
  helper.binaries[0].devices = false;
  return seed;
}

describe("a binary", () => {
  const store = storeForFile(crowdedSeed());
  const add = (contentId: string, filekey: unknown, extra: object = { gms: "Y" }) =>
    store.call("POST", PATH, { contentId, filekey, ...extra });
  const upload = (facts: Partial<PackageFacts>, name = "paper-lanterns-2.2.0.apk") =>
    store.upload(name, apk({ package: LANTERNS, versionCode: 220, permissions: [BILLING], ...facts }));
  const open = async (contentId: string): Promise<Json> => (await store.info(contentId))[0];

  it("of a real APK is read by the store: package, version, SDK level and platforms", async () => {
    const file = "node_modules/io.appium.settings/apks/settings_apk-debug.apk";
    const filekey = await store.upload("settings-8.apk", await readFile(file));
    await store.update(APPS.settingsHelper);
    const answer = await add(APPS.settingsHelper, filekey, { gms: "N" });
    assert.deepEqual(answer.json, { resultCode: "0000", resultMessage: "Ok", data: { binarySeq: "6" } });
    const { binaryList } = await open(APPS.settingsHelper);
    assert.equal(binaryList.length, 2);
    assert.deepEqual(
      { ...binaryList[1], versionCode: Number(binaryList[1].versionCode) > 100, versionName: "" },
      {
        fileName: "settings-8.apk",
        binarySeq: "6",
        versionCode: true,
        versionName: "",
        packageName: "io.appium.settings",
        nativePlatforms: null,
        apiminSdkVersion: "26",
        apimaxSdkVersion: null,
        iapSdk: "N",
        gms: "N",
        filekey: null,
      },
    );
    assert.equal((await store.info(APPS.settingsHelper))[1].binaryList.length, 1, "the live record stays as it is");
  });

  it("tells its native platforms and whether it has the IAP SDK", async () => {
    const files = ["lib/arm64-v8a/libgame.so", "lib/armeabi-v7a/libgame.so"];
    await add(APPS.paperLanterns, await upload({ files, versionName: "2.2.0" }));
    const { binaryList } = await open(APPS.paperLanterns);
    const { nativePlatforms, iapSdk, versionName, binarySeq } = binaryList.at(-1);
    assert.deepEqual([nativePlatforms, iapSdk, versionName, binarySeq], ["32/64bit", "Y", "2.2.0", "5"]);
  });

  it("may be an app bundle, which is read too", async () => {
    for (const seq of ["3", "4"])
      await store.call("DELETE", `${PATH}?contentId=${APPS.paperLanterns}&binarySeq=${seq}`);
    const files = ["lib/arm64-v8a/libgame.so"];
    const facts = { package: LANTERNS, versionCode: 2200, versionName: "2.2.0", permissions: [BILLING], files };
    await add(APPS.paperLanterns, await store.upload("lanterns.aab", aab(facts)));
    const [binary] = (await open(APPS.paperLanterns)).binaryList;
    assert.deepEqual(
      [binary.fileName, binary.versionCode, binary.versionName, binary.nativePlatforms, binary.iapSdk],
      ["lanterns.aab", "2200", "2.2.0", "64bit", "Y"],
    );
    assert.equal(binary.apiminSdkVersion, "26");
  });

  it("needs an open update (4104) in an editable status (3201)", async () => {
    const filekey = await upload({});
    refusedV2(await add(APPS.emberIsles, filekey), 400, "4104");
    await store.control("PUT", "settings", { review: "manual" });
    await store.call("POST", "/seller/contentSubmit", { contentId: APPS.paperLanterns });
    refusedV2(await add(APPS.paperLanterns, filekey), 400, "3201");
    refusedV2(await store.call("PUT", PATH, { contentId: APPS.paperLanterns, binarySeq: "4", gms: "N" }), 400, "3201");
    refusedV2(await store.call("DELETE", `${PATH}?contentId=${APPS.paperLanterns}&binarySeq=4`), 400, "3201");
  });

  it("needs gms and the key of an upload (1000)", async () => {
    const filekey = await upload({});
    refusedV2(await add(APPS.paperLanterns, filekey, {}), 400, "1000", /gms/);
    refusedV2(await add(APPS.paperLanterns, filekey, { gms: "maybe" }), 400, "1000", /gms/);
    refusedV2(await add(APPS.paperLanterns, "nothing"), 400, "1000", /filekey/);
    refusedV2(await add(APPS.paperLanterns, undefined), 400, "1000", /filekey/);
  });

  it("must be of the app's package and newer than every other one", async () => {
    refusedV2(
      await add(APPS.paperLanterns, await upload({ package: "com.other.app" })),
      400,
      "1000",
      /com\.other\.app/,
    );
    refusedV2(await add(APPS.paperLanterns, await upload({ versionCode: 205 })), 400, "1000", /higher than the newest/);
  });

  it("must be a package that can be read", async () => {
    const broken = await store.upload("broken.apk", Buffer.from("PK not really"));
    refusedV2(await add(APPS.paperLanterns, broken), 400, "1000", /could not be read/);
    const text = await store.upload("notes.txt", Buffer.from("hello"));
    refusedV2(await add(APPS.paperLanterns, text), 400, "1000", /neither an APK nor an AAB/);
  });

  it("is in use when its file name or version was registered before, even if removed since (5021)", async () => {
    refusedV2(await add(APPS.paperLanterns, await upload({ versionCode: 210 })), 400, "5021", /already in use/);
    refusedV2(await add(APPS.paperLanterns, await upload({}, "paper-lanterns-2.1.0.apk")), 400, "5021");
    const filekey = await upload({});
    await add(APPS.paperLanterns, filekey);
    await store.call("DELETE", `${PATH}?contentId=${APPS.paperLanterns}&binarySeq=5`);
    refusedV2(await add(APPS.paperLanterns, filekey), 400, "5021");
    const next = await add(APPS.paperLanterns, await upload({ versionCode: 221 }, "other.apk"));
    assert.equal(next.json.data.binarySeq, "6", "numbers are never used twice");
  });

  it("copies devices only from a binary that has them (5030)", async () => {
    const filekey = await upload({});
    refusedV2(
      await add(APPS.paperLanterns, filekey, { gms: "Y", binarySeqForDeviceInfo: "99" }),
      400,
      "5030",
      /^There is no device c/,
    );
    assert.equal((await add(APPS.paperLanterns, filekey, { gms: "Y", binarySeqForDeviceInfo: "4" })).status, 200);
  });

  it("without devices keeps the update from being submitted (5030)", async () => {
    await store.update(APPS.settingsHelper);
    refusedLegacy(await store.call("POST", "/seller/contentSubmit", { contentId: APPS.settingsHelper }), 400, "5030");
  });

  it("is one of 20 at most, all with the same extension", async () => {
    await store.update(APPS.tideline);
    const full = await store.upload("t.apk", apk({ package: "com.lumenforge.tideline", versionCode: 500 }));
    refusedV2(await add(APPS.tideline, full), 400, "1000", /20 binaries/);
    const bundle = await store.upload("lanterns.aab", aab({ package: LANTERNS, versionCode: 220 }));
    refusedV2(await add(APPS.paperLanterns, bundle), 400, "1000", /same extension/);
  });

  it("changes its gms, and nothing else", async () => {
    const change = (binarySeq: string, gms: string) =>
      store.call("PUT", PATH, { contentId: APPS.paperLanterns, binarySeq, gms });
    assert.deepEqual((await change("4", "N")).json, { resultCode: "0000", resultMessage: "Ok" });
    assert.equal((await open(APPS.paperLanterns)).binaryList[1].gms, "N");
    refusedV2(await change("99", "N"), 400, "1000");
    refusedV2(await change("4", "no"), 400, "1000");
  });

  it("is removed from the update, and from the store once the update is published", async () => {
    const remove = (query: string) => store.call("DELETE", `${PATH}?${query}`);
    assert.equal((await remove(`contentId=${APPS.paperLanterns}&binarySeq=3`)).json.resultCode, "0000");
    const [update, live] = await store.info(APPS.paperLanterns);
    assert.deepEqual([update.binaryList.length, live.binaryList.length], [1, 1]);
    await store.call("POST", "/seller/contentSubmit", { contentId: APPS.paperLanterns });
    const [published] = await store.info(APPS.paperLanterns);
    assert.deepEqual(
      published.binaryList.map((binary: Json) => binary.binarySeq),
      ["4"],
    );
    refusedV2(await remove(`contentId=${APPS.emberIsles}&binarySeq=12`), 400, "4104");
  });

  it("cannot be removed twice, from nowhere, or from another seller's app", async () => {
    const remove = (query: string) => store.call("DELETE", `${PATH}?${query}`);
    refusedV2(await remove(`contentId=${APPS.paperLanterns}&binarySeq=99`), 400, "1000");
    refusedV2(await remove(`contentId=${APPS.paperLanterns}`), 400, "1000");
    refusedV2(await remove(`contentId=${APPS.nobodys}&binarySeq=1`), 400, "3100");
    refusedV2(await remove(`contentId=${APPS.railBaron}&binarySeq=7`), 403, "4008");
  });
});
