/** contentUpdate: what it opens, what it changes, what it leaves alone, and what it refuses. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { APPS, type Json, refusedLegacy, storeForFile } from "./support/caller";

const LONG = (bytes: number) => "x".repeat(bytes);

describe("an update", () => {
  const store = storeForFile();
  const update = (contentId: string, fields: object = {}) =>
    store.call("POST", "/seller/contentUpdate", { contentId, ...fields });
  const open = async (contentId: string = APPS.emberIsles): Promise<Json> => (await store.info(contentId))[0];

  it("is opened by the first call, which says REGISTERING while the details say UPDATING", async () => {
    const answer = await update(APPS.emberIsles);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json, {
      contentId: APPS.emberIsles,
      ctntId: APPS.emberIsles,
      contentStatus: "REGISTERING",
      httpStatus: "OK",
      errorCode: null,
      errorMsg: null,
    });
    const records = await store.info(APPS.emberIsles);
    assert.deepEqual(
      records.map((record) => record.contentStatus),
      ["UPDATING", "FOR_SALE"],
    );
  });

  it("begins as a copy of the live record and never touches it", async () => {
    const [before] = await store.info(APPS.emberIsles);
    await store.update(APPS.emberIsles, { appTitle: "Ember Isles: Tides" });
    const [opened, live] = await store.info(APPS.emberIsles);
    assert.deepEqual(live, before);
    assert.deepEqual(
      { ...opened, appTitle: before.appTitle, contentStatus: before.contentStatus },
      { ...before },
      "everything else is as it was live",
    );
  });

  it("is edited by later calls, each changing what it names", async () => {
    await store.update(APPS.emberIsles, { newFeature: "One" });
    await store.update(APPS.emberIsles, { supportEMail: "new@lumenforge.example" });
    const record = await open();
    assert.equal(record.newFeature, "One");
    assert.equal(record.supportEMail, "new@lumenforge.example");
    assert.equal(record.appTitle, "Ember Isles");
  });

  it("keeps everything when a value is null, and a title also when it is empty", async () => {
    await store.update(APPS.emberIsles);
    const before = await open();
    await store.update(APPS.emberIsles, { appTitle: "", newFeature: null, iconKey: null, ageLimit: null, paid: null });
    assert.deepEqual(await open(), before);
  });

  it("ignores keys that the store does not know or does not let change", async () => {
    const [live] = await store.info(APPS.emberIsles);
    await store.update(APPS.emberIsles, {
      stray: 1,
      category: [],
      icon: "https://x.example/i.png",
      contentStatus: "SUSPENDED",
      applicationType: "x",
    });
    const record = await open();
    assert.deepEqual([record.category, record.icon, record.contentStatus], [live.category, live.icon, "UPDATING"]);
  });

  it("is refused with binaryList in it, also when that is empty or null (8014)", async () => {
    for (const binaryList of [[{}], [], null])
      refusedLegacy(await update(APPS.emberIsles, { binaryList }), 400, "8014");
    assert.equal((await store.info(APPS.emberIsles)).length, 1);
  });

  it("is not possible before an app has been in service, for a beta, or once the sale has stopped (4128)", async () => {
    for (const app of [APPS.firstLight, APPS.nightGarden, APPS.deepField, APPS.cloudHarbor])
      refusedLegacy(await update(app), 400, "4128");
    await store.call("POST", "/seller/contentStatusUpdate", { contentId: APPS.tideline, contentStatus: "SUSPENDED" });
    refusedLegacy(await update(APPS.tideline), 400, "4128");
  });

  it("is refused for another seller's app (4008), an unknown one (3100) and without a content id (1000)", async () => {
    refusedLegacy(await update(APPS.railBaron), 403, "4008");
    refusedLegacy(await update(APPS.nobodys), 400, "3100");
    refusedLegacy(await store.call("POST", "/seller/contentUpdate", {}), 400, "1000");
    const text = await store.raw("POST", "/seller/contentUpdate", await store.authorization(), "not json");
    refusedLegacy(text, 400, "1000", /JSON/);
  });

  it("names the app in its failure envelope", async () => {
    const { json } = await update(APPS.firstLight);
    assert.deepEqual(json.body, {
      ctntId: APPS.firstLight,
      contentStatus: null,
      httpStatus: "BAD_REQUEST",
      errorCode: "4128",
      errorMsg: json.body.errorMsg,
    });
  });

  it("cannot be changed while it is in review (4105)", async () => {
    await store.control("PUT", "settings", { review: "manual" });
    await store.call("POST", "/seller/contentSubmit", { contentId: APPS.paperLanterns });
    refusedLegacy(await update(APPS.paperLanterns, { newFeature: "x" }), 403, "4105");
  });

  it("can be changed again after a rejection, as RE_REGISTERING", async () => {
    await store.control("PUT", "settings", { review: "manual" });
    await store.call("POST", "/seller/contentSubmit", { contentId: APPS.paperLanterns });
    await store.control("POST", `apps/${APPS.paperLanterns}/review`, { outcome: "reject" });
    await store.update(APPS.paperLanterns, { newFeature: "Better" });
    const record = await open(APPS.paperLanterns);
    assert.deepEqual([record.contentStatus, record.newFeature], ["RE_REGISTERING", "Better"]);
  });

  it("changes nothing at all when one value is refused", async () => {
    refusedLegacy(await update(APPS.emberIsles, { newFeature: "fine", ageLimit: "7" }), 400, "1000");
    assert.equal((await store.info(APPS.emberIsles)).length, 1);
  });

  it("needs the four documented fields in strict mode only", async () => {
    await store.control("PUT", "settings", { strict: true });
    refusedLegacy(await update(APPS.emberIsles, { appTitle: "x" }), 400, "1000", /defaultLanguageCode/);
    const documented = { defaultLanguageCode: "ENG", paid: "N", publicationType: "01" };
    assert.equal((await update(APPS.emberIsles, documented)).status, 200);
  });

  it("is answered 303 in asynchronous mode, and then told by polling", async () => {
    await store.control("PUT", "settings", { asyncUpdates: true });
    const answer = await update(APPS.emberIsles, { appTitle: "Later" });
    assert.equal(answer.status, 303);
    const place = answer.headers.get("location") ?? "";
    assert.ok(place.startsWith(store.url), "an absolute address by the way the client came");
    const { pathname } = new URL(place);
    const polls = [];
    for (let poll = 0; poll < 3; poll += 1) polls.push(await store.call("GET", pathname));
    assert.deepEqual(
      polls.map((poll) => poll.status),
      [202, 202, 200],
    );
    assert.equal(polls[2]?.json.contentStatus, "REGISTERING");
    assert.equal((await store.raw("GET", pathname)).status, 401, "polls need the token too");
    assert.equal((await open()).appTitle, "Later");
  });

  describe("texts", () => {
    it("have limits in bytes, not characters", async () => {
      assert.equal((await update(APPS.emberIsles, { appTitle: "가".repeat(33) })).status, 200);
      refusedLegacy(await update(APPS.emberIsles, { appTitle: "가".repeat(34) }), 400, "1000", /title is invalid.*102/);
    });

    it("have each their own limit", async () => {
      for (const [field, bytes] of [
        ["longDescription", 4000],
        ["newFeature", 4000],
        ["reviewComment", 4000],
        ["copyrightHolder", 100],
        ["supportEMail", 100],
        ["supportedSiteUrl", 200],
        ["privatePolicyURL", 200],
        ["openSourceURL", 200],
      ] as const) {
        assert.equal((await update(APPS.emberIsles, { [field]: LONG(bytes) })).status, 200, field);
        refusedLegacy(await update(APPS.emberIsles, { [field]: LONG(bytes + 1) }), 400, "1000", new RegExp(field));
        assert.equal((await open())[field], LONG(bytes));
      }
    });

    it("of short descriptions are 20 to 240 bytes, or none", async () => {
      for (const bytes of [0, 20, 240])
        assert.equal((await update(APPS.emberIsles, { shortDescription: LONG(bytes) })).status, 200);
      for (const bytes of [1, 19, 241])
        refusedLegacy(await update(APPS.emberIsles, { shortDescription: LONG(bytes) }), 400, "1000", /20 to 240/);
    });

    it("must be texts", async () => {
      refusedLegacy(await update(APPS.emberIsles, { longDescription: 7 }), 400, "1000");
    });
  });

  describe("translations", () => {
    const german = { languagecode: "DEU", appTitle: "Glutinseln", description: "Neu." };

    it("stay for null, for the text null, and when they are left out", async () => {
      await store.update(APPS.emberIsles);
      const before = (await open()).addLanguage;
      for (const fields of [{}, { addLanguage: null }, { addLanguage: "null" }]) {
        await store.update(APPS.emberIsles, fields);
        assert.deepEqual((await open()).addLanguage, before);
      }
    });

    it("go for an empty list, and for the empty text of the older documents", async () => {
      for (const addLanguage of [[], ""]) {
        await store.update(APPS.emberIsles, { addLanguage });
        assert.deepEqual((await open()).addLanguage, []);
      }
    });

    it("are replaced as a whole list; an entry keeps its screenshots only when it does not mention them", async () => {
      const before = (await store.info(APPS.emberIsles))[0].addLanguage;
      await store.update(APPS.emberIsles, { addLanguage: [german] });
      const after = (await open()).addLanguage;
      assert.deepEqual(after, [
        {
          ...german,
          newFeature: "",
          shortDescription: "",
          screenshots: before.find((listing: Json) => listing.languagecode === "DEU").screenshots,
        },
      ]);
      await store.update(APPS.emberIsles, { addLanguage: [{ ...german, screenshots: [] }] });
      assert.deepEqual((await open()).addLanguage[0].screenshots, []);
    });

    it("of a new language start without screenshots", async () => {
      await store.update(APPS.emberIsles, { addLanguage: [{ ...german, languagecode: "FRA" }] });
      assert.deepEqual((await open()).addLanguage[0].screenshots, []);
    });

    it("need a known language, a title and a description, within the limits", async () => {
      for (const entry of [
        { ...german, languagecode: "XXX" },
        { ...german, languagecode: undefined },
        { ...german, appTitle: "" },
        { ...german, description: undefined },
        { ...german, appTitle: LONG(101) },
        { ...german, description: LONG(4001) },
        { ...german, newFeature: LONG(4001) },
        { ...german, shortDescription: LONG(19) },
      ])
        refusedLegacy(await update(APPS.emberIsles, { addLanguage: [entry] }), 400, "1000");
      refusedLegacy(await update(APPS.emberIsles, { addLanguage: ["DEU"] }), 400, "1000", /must be an object/);
    });

    it("name each language once, and never the default one", async () => {
      refusedLegacy(await update(APPS.emberIsles, { addLanguage: [german, german] }), 400, "1000", /twice/);
      refusedLegacy(await update(APPS.emberIsles, { defaultLanguageCode: "KOR" }), 400, "1000", /default language/);
      assert.equal((await update(APPS.emberIsles, { defaultLanguageCode: "KOR", addLanguage: [german] })).status, 200);
      refusedLegacy(await update(APPS.emberIsles, { defaultLanguageCode: "XXX" }), 400, "1000");
    });
  });

  describe("countries and prices", () => {
    it("are replaced as a list, kept for null and cleared for an empty list", async () => {
      await store.update(APPS.tideline, { sellCountryList: [{ countryCode: "USA", price: "3.49" }] });
      assert.deepEqual((await open(APPS.tideline)).sellCountryList, [{ countryCode: "USA", price: "3.49" }]);
      await store.update(APPS.tideline, { sellCountryList: null });
      assert.equal((await open(APPS.tideline)).sellCountryList.length, 1);
      await store.update(APPS.tideline, { sellCountryList: [] });
      assert.deepEqual((await open(APPS.tideline)).sellCountryList, []);
    });

    it("without a price are derived from the standard price", async () => {
      await store.update(APPS.tideline, {
        sellCountryList: [{ countryCode: "DEU" }, { countryCode: "GBR", price: null }],
      });
      assert.deepEqual((await open(APPS.tideline)).sellCountryList, [
        { countryCode: "DEU", price: null },
        { countryCode: "GBR", price: null },
      ]);
    });

    it("of a free app read as 0", async () => {
      await store.update(APPS.emberIsles, { sellCountryList: [{ countryCode: "DEU" }] });
      assert.deepEqual((await open()).sellCountryList, [{ countryCode: "DEU", price: "0" }]);
    });

    it("of a paid app are never 0 (3050)", async () => {
      refusedLegacy(
        await update(APPS.tideline, { sellCountryList: [{ countryCode: "USA", price: "0" }] }),
        400,
        "3050",
      );
      refusedLegacy(await update(APPS.tideline, { standardPrice: "0" }), 400, "3050");
      refusedLegacy(await update(APPS.emberIsles, { paid: "Y" }), 400, "3050");
    });

    it("under a country's minimum become the minimum", async () => {
      await store.update(APPS.tideline, { sellCountryList: [{ countryCode: "KOR", price: "100" }] });
      assert.deepEqual((await open(APPS.tideline)).sellCountryList, [{ countryCode: "KOR", price: "310" }]);
    });

    it("must be known, named once, not negative and in the decimals of the currency", async () => {
      for (const row of [
        { countryCode: "XXX", price: "1" },
        { countryCode: "usa", price: "1" },
        { price: "1" },
        { countryCode: "USA", price: "-1" },
        { countryCode: "USA", price: "1.999" },
        { countryCode: "KOR", price: "1200.5" },
        { countryCode: "USA", price: "free" },
      ])
        refusedLegacy(await update(APPS.tideline, { sellCountryList: [row] }), 400, "1000");
      const usa = { countryCode: "USA", price: "1" };
      refusedLegacy(await update(APPS.tideline, { sellCountryList: [usa, usa] }), 400, "1000", /twice/);
      for (const standardPrice of ["-1", "1.999", "x"])
        refusedLegacy(await update(APPS.tideline, { standardPrice }), 400, "1000");
    });

    it("may be country groups, but a paid app not one that is open to free apps only", async () => {
      assert.equal((await update(APPS.emberIsles, { sellCountryList: [{ countryCode: "GLF" }] })).status, 200);
      assert.equal(
        (await update(APPS.tideline, { sellCountryList: [{ countryCode: "GLB", price: "2" }] })).status,
        200,
      );
      for (const countryCode of ["GLF", "LBN"])
        refusedLegacy(await update(APPS.tideline, { sellCountryList: [{ countryCode }] }), 400, "1000", /free apps/);
    });

    it("come as text or number, and yes and no as text or boolean", async () => {
      await store.update(APPS.tideline, {
        standardPrice: 3.5,
        paid: true,
        autoAddCountry: "Y",
        sellCountryList: [{ countryCode: "USA", price: 3.5 }],
      });
      const record = await open(APPS.tideline);
      assert.deepEqual(
        [record.standardPrice, record.paid, record.autoAddCountry, record.sellCountryList[0].price],
        ["3.5", "Y", true, "3.5"],
      );
      refusedLegacy(await update(APPS.tideline, { paid: "yes" }), 400, "1000");
    });
  });

  describe("publication", () => {
    it("by date needs a date that is ahead", async () => {
      refusedLegacy(await update(APPS.tideline, { publicationType: "02" }), 400, "1000", /startPublicationDate/);
      refusedLegacy(
        await update(APPS.tideline, { publicationType: "02", startPublicationDate: "2020-01-01 00:00:00" }),
        400,
        "1000",
        /future/,
      );
      await store.update(APPS.tideline, { publicationType: "02", startPublicationDate: "2099-01-01 09:00:00" });
      const record = await open(APPS.tideline);
      assert.deepEqual([record.publicationType, record.startPublicationDate], ["02", "2099-01-01 09:00:00"]);
    });

    it("knows its types and forms of dates", async () => {
      for (const fields of [
        { publicationType: "04" },
        { startPublicationDate: "2099-01-01" },
        { startPublicationDate: "2099-13-01 00:00:00" },
        { stopPublicationDate: "tomorrow" },
        { stopPublicationDate: "2020-01-01" },
      ])
        refusedLegacy(await update(APPS.tideline, fields), 400, "1000");
      assert.equal((await update(APPS.tideline, { stopPublicationDate: "2099-12-31" })).status, 200);
      assert.equal((await update(APPS.tideline, { stopPublicationDate: "9999-12-31" })).status, 200);
    });

    it("overwrites a publication type that was set in the portal", async () => {
      await store.update(APPS.tideline);
      await store.control("PATCH", `apps/${APPS.tideline}`, { publicationType: "01" });
      await store.update(APPS.tideline, { publicationType: "03" });
      assert.equal((await open(APPS.tideline)).publicationType, "03");
    });
  });

  describe("ratings, languages and addresses", () => {
    it("take the store's values, as text or number", async () => {
      await store.update(APPS.emberIsles, {
        ageLimit: 12,
        chinaAgeLimit: "16",
        usExportLaws: false,
        supportedLanguages: ["ENG", "LAT"],
        notifyResult: ["a@lumenforge.example"],
        privatePolicyURLYN: "Y",
      });
      const record = await open();
      assert.deepEqual(
        [record.ageLimit, record.chinaAgeLimit, record.usExportLaws, record.supportedLanguages, record.notifyResult],
        ["12", "16", false, ["ENG", "LAT"], ["a@lumenforge.example"]],
      );
    });

    it("refuse others", async () => {
      for (const fields of [
        { ageLimit: "13" },
        { chinaAgeLimit: "4" },
        { usExportLaws: "maybe" },
        { supportedLanguages: ["XXX"] },
        { supportedLanguages: "ENG" },
        { notifyResult: ["nobody"] },
        { notifyResult: Array.from({ length: 21 }, (_, index) => `a${index}@lumenforge.example`) },
        { privatePolicyURLYN: "yes" },
      ])
        refusedLegacy(await update(APPS.emberIsles, fields), 400, "1000");
    });
  });
});
