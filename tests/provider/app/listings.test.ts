/** The listings of an app: languages are added, changed and, where the list is the whole truth, removed. */

import assert from "node:assert/strict";
import { app } from "../../../provider/app";
import { TestStore } from "../../support/testStore";
import { changedKeys, changesSent, EMBER } from "../support/apps";
import { Managed } from "../support/managed";

describe("App listings", () => {
  let store: TestStore;
  before(async () => {
    store = await TestStore.start();
  });
  beforeEach(() => store.reset());
  after(() => store.stop());

  const manage = () => new Managed(store, app);

  it("keeps languages, texts and screenshots that it does not list", async () => {
    const before = (await store.live(EMBER)).content.addLanguage;
    await manage().up({ contentId: EMBER, listings: { KOR: { whatsNew: "고래" } } });
    const after = (await store.update(EMBER)).content.addLanguage;
    assert.deepEqual(
      after,
      before.map((listing) => (listing.languagecode === "KOR" ? { ...listing, newFeature: "고래" } : listing)),
    );
  });

  it("adds a language, which needs a title and a description", async () => {
    await assert.rejects(
      manage().up({ contentId: EMBER, listings: { FRA: { title: "Les îles de braise" } } }),
      /App 000001000101: listings\.FRA is new for the store, so it needs a title and a description/,
    );
    await manage().up({ contentId: EMBER, listings: { FRA: { title: "Les îles de braise", description: "La mer." } } });
    const languages = (await store.update(EMBER)).content.addLanguage;
    assert.deepEqual(
      languages.map((each) => each.languagecode),
      ["KOR", "DEU", "JPN", "FRA"],
    );
    assert.equal(languages.at(-1)?.description, "La mer.");
  });

  it("shows languages and countries that somebody added to an exclusive list", async () => {
    const ember = manage();
    await ember.up({ contentId: EMBER, listings: { KOR: {}, DEU: {}, JPN: {} }, exclusive: ["listings"] });
    assert.deepEqual(await store.writes(), []);
    const { addLanguage } = (await store.live(EMBER)).content;
    await store.editInPortal(EMBER, {
      addLanguage: [...addLanguage, { languagecode: "FRA", appTitle: "Braise", description: "La mer." }],
    });
    assert.deepEqual((await ember.read())?.listings?.FRA, { title: "Braise" });
    assert.equal(await ember.drifts(), true);
  });

  it("moves the main listing to another language without losing a text", async () => {
    await manage().up({ contentId: EMBER, defaultLanguage: "KOR", listings: { KOR: { whatsNew: "고래" } } });
    const { content } = await store.update(EMBER);
    assert.equal(content.defaultLanguageCode, "KOR");
    assert.equal(content.appTitle, "엠버 아일스");
    assert.equal(content.newFeature, "고래");
    assert.deepEqual(content.addLanguage.map((listing) => listing.languagecode).sort(), ["DEU", "ENG", "JPN"]);
    assert.equal(content.addLanguage.find((listing) => listing.languagecode === "ENG")?.appTitle, "Ember Isles");
  });

  it("takes the screenshots along when the main listing moves", async () => {
    const before = (await store.live(EMBER)).content;
    await manage().up({ contentId: EMBER, defaultLanguage: "KOR" });
    const { content } = await store.update(EMBER);
    const listing = (language: string, from: typeof content) =>
      from.addLanguage.find((each) => each.languagecode === language);
    assert.deepEqual(content.screenshots, listing("KOR", before)?.screenshots);
    assert.deepEqual(listing("ENG", content)?.screenshots, before.screenshots);
    assert.deepEqual(listing("DEU", content), listing("DEU", before));
    assert.equal((await store.writes()).length, 1);
  });

  it("moves the main listing to a new language, which takes over the screenshots and no text of the old one", async () => {
    const before = (await store.live(EMBER)).content;
    const FRA = { title: "Les îles de braise", description: "La mer." };
    await manage().up({ contentId: EMBER, defaultLanguage: "FRA", listings: { FRA } });
    const { content } = await store.update(EMBER);
    assert.deepEqual(
      [content.appTitle, content.longDescription, content.shortDescription, content.newFeature, content.screenshots],
      [FRA.title, FRA.description, "", "", before.screenshots],
    );
    const english = content.addLanguage.find((each) => each.languagecode === "ENG");
    assert.equal(english?.newFeature, before.newFeature);
    assert.deepEqual(english?.screenshots, before.screenshots);
  });

  it("moves the main listing there and back without a difference in the end", async () => {
    const ember = manage();
    const before = (await store.live(EMBER)).content;
    await ember.up({ contentId: EMBER, defaultLanguage: "JPN" });
    await ember.up({ contentId: EMBER, defaultLanguage: "ENG" });
    const { content } = await store.update(EMBER);
    const sorted = (from: typeof content) => ({
      ...from,
      addLanguage: [...from.addLanguage].sort((a, b) => a.languagecode.localeCompare(b.languagecode)),
    });
    assert.deepEqual(sorted(content), sorted(before));
  });

  it("does not remove a language that the program no longer lists, unless the list is exclusive", async () => {
    const ember = manage();
    await ember.up({ contentId: EMBER, listings: { KOR: { whatsNew: "고래" }, DEU: { whatsNew: "Ein Wal" } } });
    await store.forgetRequests();
    await ember.up({ contentId: EMBER, listings: { KOR: { whatsNew: "고래" } } });
    assert.deepEqual(await store.writes(), []);
    const languages = async () => (await store.update(EMBER)).content.addLanguage.map((each) => each.languagecode);
    assert.deepEqual(await languages(), ["KOR", "DEU", "JPN"]);

    await ember.up({ contentId: EMBER, listings: { KOR: { whatsNew: "고래" } }, exclusive: ["listings"] });
    assert.deepEqual(await languages(), ["KOR"]);
    const [change, ...more] = await changesSent(store);
    assert.deepEqual(changedKeys(change), ["addLanguage"]);
    assert.deepEqual(more, []);
  });

  it("clears a text with an empty one", async () => {
    const ember = manage();
    const declared = {
      contentId: EMBER,
      listings: { ENG: { shortDescription: "", whatsNew: "" }, KOR: { shortDescription: "", whatsNew: "" } },
      supportUrl: "",
      copyrightHolder: "",
    };
    await ember.up(declared);
    const { content } = await store.update(EMBER);
    const korean = content.addLanguage.find((each) => each.languagecode === "KOR");
    assert.deepEqual(
      [content.shortDescription, content.newFeature, content.supportedSiteUrl, content.copyrightHolder],
      ["", "", "", ""],
    );
    assert.deepEqual([korean?.shortDescription, korean?.newFeature], ["", ""]);
    assert.equal(await ember.drifts(), false);
    await store.forgetRequests();
    await ember.up({ ...declared, exclusive: [] });
    assert.deepEqual(await store.writes(), []);
  });
});
