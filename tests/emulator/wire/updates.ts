/** contentUpdate: opening an update and editing it. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  type App,
  DEPLOYED_BETA,
  EMBER,
  FIRST_REGISTRATION,
  LANTERNS,
  liveRecord,
  OPEN_BETA,
  openRecord,
  openUpdate,
  statuses,
  TIDELINE,
  update,
} from "./support/apps";
import { refused, refusedFor } from "./support/failures";
import type { Answer } from "./support/http";
import { send } from "./support/http";
import { call, credentials, done } from "./support/seller";
import { exactly, hasShape } from "./support/shapes";
import { at, control } from "./support/store";
import { newScreenshots } from "./support/upload";

export function updates(): void {
  describe("contentUpdate", () => {
    it("opens an update of a live app with the content id alone, and leaves the live version as it is", async () => {
      const before = await liveRecord(EMBER);
      const answer = await update(EMBER, {});
      assert.equal(answer.status, 200, answer.text);
      const { contentId, ctntId, ...rest } = answer.json;
      assert.equal(contentId ?? ctntId, EMBER.contentId);
      hasShape(rest, {
        contentStatus: exactly("REGISTERING", null),
        httpStatus: exactly("OK"),
        errorCode: "null",
        errorMsg: "null",
      });
      assert.deepEqual(await liveRecord(EMBER), before);
      const { contentStatus, ...opened } = await openRecord(EMBER);
      assert.ok(["UPDATING", "REGISTERING"].includes(contentStatus), contentStatus);
      const { contentStatus: _live, ...live } = before;
      assert.deepEqual(opened, live, "the update begins as a copy");
    });

    it("changes what is sent and keeps what is left out", async () => {
      const before = await openRecord(LANTERNS);
      const change = {
        defaultLanguageCode: "ENG",
        paid: "N",
        publicationType: "03",
        appTitle: "Paper Lanterns: River",
        longDescription: "Fold, light, let go.",
        newFeature: "Lanterns that float.",
        copyrightHolder: "Lumen Forge",
        supportEMail: "help@lumenforge.example",
        supportedSiteUrl: "https://lumenforge.example/lanterns",
        openSourceURL: "https://lumenforge.example/open",
        privatePolicyURL: "https://lumenforge.example/private",
        youTubeURL: "dQw4w9WgXcQ",
        reviewComment: "Log in as guest.",
        supportedLanguages: ["ENG", "JPN"],
        notifyResult: ["a@lumenforge.example", "b@lumenforge.example"],
        ageLimit: "12",
        usExportLaws: true,
        autoAddCountry: true,
        stopPublicationDate: "9999-12-31",
      };
      await done("POST", "/seller/contentUpdate", { json: { contentId: LANTERNS.contentId, ...change } });
      assert.deepEqual(await openRecord(LANTERNS), { ...before, ...change });
    });

    it("takes numbers for texts, and yes and no in both of their forms", async () => {
      await openUpdate(TIDELINE, {
        ageLimit: 16,
        usExportLaws: "Y",
        autoAddCountry: "Y",
        paid: true,
        standardPrice: 1.99,
      });
      const { ageLimit, usExportLaws, autoAddCountry, paid, standardPrice } = await openRecord(TIDELINE);
      assert.deepEqual([ageLimit, usExportLaws, autoAddCountry, paid, standardPrice], ["16", true, true, "Y", "1.99"]);
    });

    it("ignores unknown keys, the category, and keys that are read only", async () => {
      const before = await openRecord(LANTERNS);
      await openUpdate(LANTERNS, {
        stray: { deep: [1] },
        contentStatus: "FOR_SALE",
        applicationType: "gear",
        icon: "https://example.com/other.png",
        category: [{ name: "Tool", type: "GENERAL_CATEGORY" }],
      });
      assert.deepEqual(await openRecord(LANTERNS), before);
    });

    it("takes back a whole record that a client has read, its lists as null", async () => {
      const before = await openRecord(LANTERNS);
      const { binaryList: _binaries, startPublicationDate: _start, ...echo } = before;
      await openUpdate(LANTERNS, { ...echo, addLanguage: null, screenshots: null, sellCountryList: null });
      assert.deepEqual(await openRecord(LANTERNS), before);
    });

    it("reads the body as JSON whatever the letters of its content type, in one piece or in chunks", async () => {
      const body = JSON.stringify({ contentId: LANTERNS.contentId, appTitle: "종이 등불" });
      for (const type of ["application/json", "application/json; charset=utf-8", "application/json;charset=UTF-8"])
        for (const chunked of [false, true]) {
          await openUpdate(LANTERNS, { appTitle: "before" });
          const answer = await send({
            method: "POST",
            url: at("/seller/contentUpdate"),
            headers: { ...(await credentials()), "Content-Type": type },
            body,
            chunked,
          });
          assert.equal(answer.status, 200, answer.text);
          assert.equal((await openRecord(LANTERNS)).appTitle, "종이 등불");
        }
    });

    describe("with the lists of languages, screenshots and countries", () => {
      for (const list of ["addLanguage", "screenshots", "sellCountryList"]) {
        it(`keeps ${list} for null, for the text "null", and when it is left out`, async () => {
          const before = (await openRecord(LANTERNS))[list];
          for (const value of [null, "null", undefined]) await openUpdate(LANTERNS, { [list]: value });
          assert.deepEqual((await openRecord(LANTERNS))[list], before);
        });

        for (const empty of [[], ""])
          it(`clears ${list} for ${JSON.stringify(empty)}`, async () => {
            assert.notDeepEqual((await openRecord(LANTERNS))[list], []);
            await openUpdate(LANTERNS, { [list]: empty });
            assert.deepEqual((await openRecord(LANTERNS))[list], []);
          });
      }

      it("replaces the whole list of languages", async () => {
        const entry = {
          languagecode: "JPN",
          appTitle: "紙灯籠",
          description: "折って、灯して、放す。",
          newFeature: "川辺の夕べ。",
          shortDescription: "光を折って形にする静かなパズル。",
          screenshots: await newScreenshots(),
        };
        await openUpdate(LANTERNS, { addLanguage: [entry] });
        const { addLanguage } = await openRecord(LANTERNS);
        const { screenshots, ...texts } = entry;
        assert.equal(addLanguage.length, 1);
        const { screenshots: shown, ...held } = addLanguage[0];
        assert.deepEqual(held, texts);
        assert.equal(shown.length, screenshots.length);
      });

      it("raises the price in a country to the country's minimum", async () => {
        await openUpdate(TIDELINE, { sellCountryList: [{ countryCode: "KOR", price: "100" }] });
        const [{ price }] = (await openRecord(TIDELINE)).sellCountryList;
        assert.ok(Number(price) > 100, price);
      });

      it("replaces countries with their prices, and takes a group of countries", async () => {
        await openUpdate(TIDELINE, {
          sellCountryList: [{ countryCode: "USA", price: "3.99" }, { countryCode: "GBR" }],
        });
        assert.deepEqual((await openRecord(TIDELINE)).sellCountryList, [
          { countryCode: "USA", price: "3.99" },
          { countryCode: "GBR", price: null },
        ]);
      });
    });

    const refusals: readonly (readonly [string, string, App, object])[] = [
      ["binaryList with binaries", "8014", LANTERNS, { binaryList: [{ binarySeq: "3" }] }],
      ["an empty binaryList", "8014", LANTERNS, { binaryList: [] }],
      ["binaryList null", "8014", LANTERNS, { binaryList: null }],
      ["an app in its first registration", "4128", FIRST_REGISTRATION, { appTitle: "First" }],
      ["a beta app that is being registered", "4128", OPEN_BETA, { appTitle: "Beta" }],
      ["a beta app that is out", "4128", DEPLOYED_BETA, { appTitle: "Beta" }],
      ["a paid app with price zero", "3050", LANTERNS, { paid: "Y", standardPrice: "0" }],
      [
        "a paid app with price zero in a country",
        "3050",
        TIDELINE,
        { sellCountryList: [{ countryCode: "USA", price: "0" }] },
      ],
      ["an unknown language", "1000", LANTERNS, { defaultLanguageCode: "XXX" }],
      ["an unknown publication type", "1000", LANTERNS, { publicationType: "04" }],
      ["an unknown country", "1000", LANTERNS, { sellCountryList: [{ countryCode: "XXX" }] }],
      ["an age limit that does not exist", "1000", LANTERNS, { ageLimit: "13" }],
      ["21 addresses to notify", "1000", LANTERNS, { notifyResult: Array(21).fill("a@b.example") }],
    ];
    for (const [what, code, app, fields] of refusals)
      it(`refuses ${what} (${code})`, async () => {
        const before = await statuses(app);
        refused(await update(app, fields), "legacy", code, app.contentId);
        assert.deepEqual(await statuses(app), before);
      });

    const limits = {
      longDescription: 4000,
      newFeature: 4000,
      openSourceURL: 200,
      privatePolicyURL: 200,
      copyrightHolder: 100,
      supportEMail: 100,
      supportedSiteUrl: 200,
      reviewComment: 4000,
    };
    for (const [key, bytes] of Object.entries(limits))
      it(`takes ${bytes} bytes of ${key} and not one more (1000)`, async () => {
        const text = "등".repeat(Math.floor(bytes / 3)).padEnd(Math.floor(bytes / 3) + (bytes % 3), ".");
        await openUpdate(LANTERNS, { [key]: text });
        refused(await update(LANTERNS, { [key]: `${text}.` }), "legacy", "1000", LANTERNS.contentId);
        assert.equal((await openRecord(LANTERNS))[key], text);
      });

    it("refuses a short description that is not 20 to 240 bytes long, and tells the range", async () => {
      for (const shortDescription of ["Nineteen bytes long", "등".repeat(81)])
        refusedFor(await update(LANTERNS, { shortDescription }), "legacy", "short description");
      for (const shortDescription of ["Twenty bytes and OK.", "등".repeat(80)])
        await openUpdate(LANTERNS, { shortDescription });
    });

    it("refuses a title of more than 100 bytes, and says that it is invalid", async () => {
      refusedFor(await update(LANTERNS, { appTitle: "등".repeat(34) }), "legacy", "title");
      await openUpdate(LANTERNS, { appTitle: `${"등".repeat(33)}.` });
    });

    it("refuses a body that is not JSON, and one that is not an object (1000)", async () => {
      for (const body of ["", "{", '"text"', "[]"])
        refused(
          await call("POST", "/seller/contentUpdate", { body, headers: { "Content-Type": "application/json" } }),
          "legacy",
          "1000",
        );
    });

    it("asks for the four documented fields when it is strict (1000)", async () => {
      await control("PUT", "settings", { strict: true });
      const four = { defaultLanguageCode: "ENG", paid: "N", publicationType: "01" };
      for (const missing of Object.keys(four))
        refused(await update(EMBER, { ...four, [missing]: undefined }), "legacy", "1000", EMBER.contentId);
      await openUpdate(EMBER, four);
    });

    it("is answered 303 on order, and then polled with the same headers until it is done", async () => {
      await control("PUT", "settings", { asyncUpdates: true });
      const answer = await update(EMBER, { appTitle: "Ember Isles II" });
      assert.equal(answer.status, 303);
      const place = new URL(String(answer.headers.location), at("/")).pathname;
      const polls: number[] = [];
      let polled: Answer;
      do {
        polled = await call("GET", place);
        polls.push(polled.status);
      } while (polled.status === 202 && polls.length < 10);
      assert.deepEqual(polls, [202, 202, 200]);
      assert.equal(polled.json.errorMsg, null);
      assert.equal((await openRecord(EMBER)).appTitle, "Ember Isles II");
    });
  });
}
