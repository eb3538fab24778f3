/** What the store tells about apps. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { APPS, HARBOR, refusedLegacy, storeForFile } from "./support/caller";

describe("the app list", () => {
  const store = storeForFile();

  it("has a row for each record of the seller's own apps", async () => {
    const { json: rows } = await store.call("GET", "/seller/contentList");
    const ids = rows.map((row: { contentId: string }) => row.contentId);
    assert.equal(ids.filter((id: string) => id === APPS.emberIsles).length, 1);
    assert.equal(ids.filter((id: string) => id === APPS.paperLanterns).length, 2);
    assert.ok(!ids.includes(APPS.railBaron));
    const others = await store.call("GET", "/seller/contentList", undefined, { account: HARBOR });
    assert.deepEqual(
      others.json.map((row: { contentId: string }) => row.contentId),
      [APPS.railBaron],
    );
  });

  it("shows an open update as REGISTERING", async () => {
    const { json: rows } = await store.call("GET", "/seller/contentList");
    const statuses = rows
      .filter((row: { contentId: string }) => row.contentId === APPS.paperLanterns)
      .map((row: { contentStatus: string }) => row.contentStatus);
    assert.deepEqual(statuses.sort(), ["FOR_SALE", "REGISTERING"]);
  });

  it("words its values as the store does", async () => {
    const { json: rows } = await store.call("GET", "/seller/contentList");
    const row = rows.find((candidate: { contentId: string }) => candidate.contentId === APPS.tideline);
    assert.deepEqual(row, {
      contentName: "Tideline",
      contentId: APPS.tideline,
      contentStatus: "FOR_SALE",
      standardPrice: "2.99",
      paid: "Y",
      modifyDate: "2026-08-03 07:20:00.0",
    });
  });
});

describe("app details", () => {
  const store = storeForFile();

  it("are one record, or two while an update is open, the update first", async () => {
    const one = await store.info(APPS.emberIsles);
    assert.deepEqual(
      one.map((record) => record.contentStatus),
      ["FOR_SALE"],
    );
    const two = await store.info(APPS.paperLanterns);
    assert.deepEqual(
      two.map((record) => record.contentStatus),
      ["UPDATING", "FOR_SALE"],
    );
    assert.equal(two[0].binaryList.length, 2, "the update holds the live binaries and the new one");
    assert.equal(two[1].binaryList.length, 1);
  });

  it("come with the wire types of the store", async () => {
    const [record] = await store.info(APPS.emberIsles);
    assert.equal(record.paid, "N");
    assert.equal(record.autoAddCountry, false);
    assert.equal(record.usExportLaws, true);
    assert.equal(record.ageLimit, "4");
    assert.equal(record.stopPublicationDate, "9999-12-31");
    assert.equal(record.iconKey, null);
    assert.deepEqual(record.sellCountryList[0], { countryCode: "USA", price: "0" });
    assert.deepEqual(record.category, [{ name: "Games", type: "ONE_DEPTH_CATEGORY" }]);
    assert.equal(record.screenshots.length, 5);
    assert.match(
      record.addLanguage[0].screenshots[0].screenshotPath,
      /^https:\/\/img\.samsungapps\.com\/content\/\w+\/\d{4}\/\d{4}\/KOR\/ScreenImage_\d+\.png$/,
    );
    assert.deepEqual(record.binaryList[1], {
      fileName: "ember-isles-4.2.0.apk",
      binarySeq: "12",
      versionCode: "420",
      versionName: "4.2.0",
      packageName: "com.lumenforge.emberisles",
      nativePlatforms: "64bit",
      apiminSdkVersion: "26",
      apimaxSdkVersion: null,
      iapSdk: "Y",
      gms: "Y",
      filekey: null,
    });
  });

  it("of an unknown id are an empty list", async () => {
    assert.deepEqual(await store.info(APPS.nobodys), []);
  });

  it("of another seller's app are refused with 4008", async () => {
    refusedLegacy(await store.call("GET", `/seller/contentInfo?contentId=${APPS.railBaron}`), 403, "4008");
  });

  it("need a content id of 12 digits", async () => {
    for (const query of ["", "?contentId=101", "?contentId=00000100010X"])
      refusedLegacy(await store.call("GET", `/seller/contentInfo${query}`), 400, "1000", /12 digits/);
  });

  it("name images that the emulator serves under the same path", async () => {
    const [record] = await store.info(APPS.emberIsles);
    const icon = await fetch(store.url + new URL(record.icon).pathname);
    assert.equal(icon.headers.get("content-type"), "image/png");
    const bytes = Buffer.from(await icon.arrayBuffer());
    assert.equal(bytes.readUInt32BE(16), 512);
    assert.equal(bytes.readUInt32BE(20), 512);
  });
});
