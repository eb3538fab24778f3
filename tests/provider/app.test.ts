/** The listing of an app: what is listed is brought to the store, what is not listed survives, and nothing is sent twice. */

import assert from "node:assert/strict";
import { app } from "../../provider/app";
import { TestStore } from "../support/testStore";
import { ImageFolder } from "./support/images";
import { Managed } from "./support/managed";

const EMBER = "000001000101";
const LANTERNS = "000001000102";
const TIDELINE = "000001000103";

describe("App", () => {
  let store: TestStore;
  const images = new ImageFolder();
  before(async () => {
    store = await TestStore.start();
  });
  beforeEach(() => store.reset());
  after(async () => {
    await store.stop();
    images.remove();
  });

  const manage = () => new Managed(store, app);
  const sent = async () => (await store.writes()).filter((write) => write.operation === "apps.update");
  const uploads = async () => (await store.writes()).filter((write) => write.operation === "uploads.file").length;
  /** The keys of a change beside the four that the documentation requires in every call. */
  const changedKeys = (request: Record<string, unknown> | null | undefined) =>
    Object.keys(request ?? {})
      .filter((key) => !["contentId", "defaultLanguageCode", "paid", "publicationType"].includes(key))
      .sort();

  it("opens an update with only what differs, and leaves the live record alone", async () => {
    const ember = manage();
    await ember.up({
      contentId: EMBER,
      supportEmail: "help@lumenforge.example",
      listings: { ENG: { whatsNew: "New islands" } },
    });
    const { content } = await store.update(EMBER);
    assert.equal(content.supportEMail, "help@lumenforge.example");
    assert.equal(content.newFeature, "New islands");
    assert.equal((await store.live(EMBER)).content.supportEMail, "crew@lumenforge.example");
    const [change, ...more] = await sent();
    assert.deepEqual(changedKeys(change?.request), ["newFeature", "supportEMail"]);
    assert.deepEqual(more, []);
  });

  it("sends nothing and opens no update when the store is as declared", async () => {
    await manage().up({
      contentId: EMBER,
      supportEmail: "crew@lumenforge.example",
      listings: { KOR: { title: "엠버 아일스" } },
    });
    assert.deepEqual(await store.writes(), []);
    assert.equal((await store.app(EMBER)).registration, null);
  });

  it("finds an app by its package name, once", async () => {
    const ember = manage();
    await ember.up({ packageName: "com.lumenforge.tideline", supportEmail: "tides@lumenforge.example" });
    assert.equal(ember.id, TIDELINE);
    await store.forgetRequests();
    await ember.up({ packageName: "com.lumenforge.tideline", supportEmail: "sea@lumenforge.example" });
    assert.equal(
      (await store.requests()).some((request) => request.operation === "apps.list"),
      false,
    );
  });

  it("refuses a content id and a package name that do not agree, and names both", async () => {
    await assert.rejects(
      manage().up({ contentId: EMBER, packageName: "com.lumenforge.tideline" }),
      /App 000001000101 has the package name com\.lumenforge\.emberisles, but the program says com\.lumenforge\.tideline/,
    );
    assert.deepEqual(await store.writes(), []);
  });

  it("edits the update that is open already", async () => {
    await manage().up({ contentId: LANTERNS, listings: { ENG: { whatsNew: "Lanterns that sing" } } });
    const { content, binaries } = await store.update(LANTERNS);
    assert.equal(content.newFeature, "Lanterns that sing");
    assert.deepEqual(
      binaries.map((binary) => binary.binarySeq),
      ["3", "4"],
    );
  });

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

  it("removes languages and countries only where the list is exclusive", async () => {
    const ember = manage();
    await ember.up({ contentId: EMBER, listings: { KOR: {} }, countries: { KOR: {}, DEU: {} } });
    assert.equal((await store.app(EMBER)).registration, null);
    await ember.up({
      contentId: EMBER,
      listings: { KOR: {} },
      countries: { KOR: {}, DEU: {} },
      exclusive: ["listings", "countries"],
    });
    const { content } = await store.update(EMBER);
    assert.deepEqual(
      content.addLanguage.map((listing) => listing.languagecode),
      ["KOR"],
    );
    assert.deepEqual(
      content.sellCountryList.map((country) => country.countryCode),
      ["KOR", "DEU"],
    );
    assert.equal(content.appTitle, "Ember Isles");
  });

  it("sets and takes back country prices and keeps those of other countries", async () => {
    const tideline = manage();
    const prices = async () =>
      Object.fromEntries(
        (await store.update(TIDELINE)).content.sellCountryList.map((row) => [row.countryCode, row.price]),
      );
    await tideline.up({ contentId: TIDELINE, countries: { KOR: { price: 4500 }, DEU: { price: "3.49" } } });
    assert.deepEqual(await prices(), { USA: "2.99", FRA: "3.29", GBR: "2.79", KOR: "4500", DEU: "3.49" });
    await tideline.up({ contentId: TIDELINE, countries: { KOR: {}, DEU: { price: "3.49" } } });
    assert.deepEqual(await prices(), { USA: "2.99", FRA: "3.29", GBR: "2.79", KOR: null, DEU: "3.49" });
  });

  it("compares prices as decimals", async () => {
    const tideline = manage();
    await tideline.up({ contentId: TIDELINE, paid: true, price: "2.990", countries: { FRA: { price: 3.29 } } });
    assert.deepEqual(await store.writes(), []);
    assert.equal(
      await tideline.up({ contentId: TIDELINE, paid: true, price: 2.99, countries: { FRA: { price: "3.290" } } }),
      false,
    );
  });

  it("makes a free app a paid one; countries without a price of their own are left to the store", async () => {
    await manage().up({ contentId: EMBER, paid: true, price: 1.99, countries: { KOR: { price: 2900 } } });
    const { content } = await store.update(EMBER);
    assert.equal(content.paid, "Y");
    assert.equal(content.standardPrice, "1.99");
    assert.deepEqual(
      content.sellCountryList.filter((row) => row.price !== null),
      [{ countryCode: "KOR", price: "2900" }],
    );
  });

  it("sends an image when its content changes and not otherwise", async () => {
    const ember = manage();
    const icon = images.png("icon.png", 512, 512, 10);
    await ember.up({ contentId: EMBER, icon });
    assert.equal(await uploads(), 1);
    const first = (await store.update(EMBER)).content.icon;

    assert.equal(await ember.up({ contentId: EMBER, icon }), false);
    await ember.up({ contentId: EMBER, icon, reviewComment: "Please look at level 3" });
    assert.equal(await uploads(), 1);
    assert.equal((await store.update(EMBER)).content.icon, first);

    images.png("icon.png", 512, 512, 20);
    assert.equal(await ember.up({ contentId: EMBER, icon, reviewComment: "Please look at level 3" }), true);
    assert.equal(await uploads(), 2);
    assert.notEqual((await store.update(EMBER)).content.icon, first);
  });

  it("sends the one screenshot that changed and keeps the others", async () => {
    const ember = manage();
    const screenshots = images.screenshots(8);
    const declared = (paths: string[]) => ({ contentId: EMBER, listings: { KOR: { screenshots: paths } } });
    await ember.up(declared(screenshots));
    assert.equal(await uploads(), 8);
    const shown = async () =>
      (await store.update(EMBER)).content.addLanguage.find((listing) => listing.languagecode === "KOR")?.screenshots ??
      [];
    const before = await shown();

    images.png("screen3.png", 360, 640, 222);
    await ember.up(declared(screenshots));
    assert.equal(await uploads(), 9);
    const after = await shown();
    assert.deepEqual(
      after.filter((_, index) => index !== 3),
      before.filter((_, index) => index !== 3),
    );
    assert.notEqual(after[3], before[3]);

    await ember.up(declared([...screenshots].reverse()));
    assert.equal(await uploads(), 9);
    assert.deepEqual(await shown(), [...after].reverse());
  });

  it("takes a review attachment and the note to the reviewers", async () => {
    const reviewAttachment = images.file("login.txt", "user: tester");
    await manage().up({ contentId: EMBER, reviewAttachment, reviewComment: "Log in as tester" });
    const { content } = await store.update(EMBER);
    assert.equal(content.reviewFilename, "login.txt");
    assert.equal(content.reviewComment, "Log in as tester");
  });

  it("adds to lists that are sets and removes nothing from them", async () => {
    await manage().up({
      contentId: EMBER,
      supportedLanguages: ["FRA", "ENG"],
      notifyEmails: ["build@lumenforge.example"],
    });
    const { content } = await store.update(EMBER);
    assert.deepEqual(content.supportedLanguages, ["ENG", "KOR", "DEU", "JPN", "FRA"]);
    assert.deepEqual(content.notifyResult, ["release@lumenforge.example", "build@lumenforge.example"]);
  });

  it("schedules the publication", async () => {
    const publication = { type: "scheduled", startAt: "2026-12-24 10:00:00", stopOn: "2027-12-31" };
    await manage().up({ contentId: EMBER, publication });
    const { content } = await store.update(EMBER);
    assert.equal(content.publicationType, "02");
    assert.equal(content.startPublicationDate, "2026-12-24 10:00:00");
    assert.equal(content.stopPublicationDate, "2027-12-31");
  });

  it("does not edit an app that was never on sale, and says what to do", async () => {
    await assert.rejects(
      manage().up({ contentId: "000001000104", video: "dQw4w9WgXcQ" }),
      /App 000001000104 has never been on sale \(status REGISTERING; store code 4128\).*Seller Portal/,
    );
    assert.deepEqual(await store.writes(), []);
  });

  it("does not touch an update that is in review", async () => {
    await store.editInPortal(LANTERNS, { contentStatus: "UNDER_CONTENT_REVIEW" });
    await assert.rejects(
      manage().up({ contentId: LANTERNS, video: "dQw4w9WgXcQ" }),
      /App 000001000102 has an update in status UNDER_CONTENT_REVIEW.*Nothing was changed/,
    );
    assert.deepEqual(await store.writes(), []);
  });

  it("refuses a hero image for an app that is no game before it uploads anything", async () => {
    await assert.rejects(
      manage().up({ contentId: TIDELINE, heroImage: images.png("hero.png", 1200, 675) }),
      /App 000001000103: heroImage is for games only, and this app's category is Lifestyle/,
    );
    assert.deepEqual(await store.writes(), []);
  });

  it("names another seller's app with the store's code", async () => {
    await assert.rejects(
      manage().up({ contentId: "000002000201", video: "dQw4w9WgXcQ" }),
      /4008.*000002000201|000002000201.*4008/s,
    );
  });

  it("shows drift of exactly what was edited in the portal, and only of what is managed", async () => {
    const ember = manage();
    const declared = {
      contentId: EMBER,
      icon: images.png("icon.png", 512, 512),
      listings: { ENG: { title: "Ember Isles" }, KOR: { whatsNew: "고래", screenshots: images.screenshots(4) } },
      countries: { KOR: {}, BRA: {} },
    };
    await ember.up(declared);
    assert.equal(await ember.drifts(), false);

    const { addLanguage, sellCountryList } = (await store.update(EMBER)).content;
    await store.editInPortal(EMBER, { supportEMail: "other@lumenforge.example", newFeature: "not managed" });
    assert.equal(await ember.drifts(), false);

    await store.editInPortal(EMBER, {
      icon: "new",
      sellCountryList: sellCountryList.filter((country) => country.countryCode !== "BRA"),
      addLanguage: addLanguage.map((listing) =>
        listing.languagecode === "KOR"
          ? { ...listing, newFeature: "돌고래", screenshots: [...listing.screenshots.slice(1), "new"] }
          : listing,
      ),
    });
    const live = await ember.read();
    assert.equal(await ember.drifts(), true);
    assert.match(live?.icon ?? "", /^https:\/\/img\.samsungapps\.com\//);
    assert.deepEqual(live?.countries, { KOR: {} });
    assert.equal(live?.listings?.KOR?.whatsNew, "돌고래");
    assert.deepEqual(live?.listings?.KOR?.screenshots?.slice(0, 3), declared.listings.KOR.screenshots.slice(1));
    assert.match(live?.listings?.KOR?.screenshots?.[3] ?? "", /^https:/);
    assert.deepEqual(live?.listings?.ENG, { title: "Ember Isles" });

    await ember.refresh();
    await store.forgetRequests();
    await ember.up(declared);
    assert.equal(await uploads(), 2);
    assert.equal(await ember.drifts(), false);
    assert.deepEqual(changedKeys((await sent())[0]?.request), ["addLanguage", "iconKey", "sellCountryList"]);
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

  it("is gone from the stack when the store no longer knows the app", async () => {
    const ember = manage();
    await ember.up({ contentId: EMBER });
    const seed = await store.dump();
    for (const seller of seed.sellers) seller.apps = seller.apps.filter((each) => each.contentId !== EMBER);
    await store.control("PUT", "/seed", seed);
    assert.equal(await ember.read(), undefined);
  });

  it("forgets the app on delete, and suspends its sale only when told to", async () => {
    const forgotten = manage();
    await forgotten.up({ contentId: EMBER });
    await forgotten.delete();
    assert.deepEqual(await store.writes(), []);

    const suspended = manage();
    await suspended.up({ contentId: EMBER, onDelete: "suspend" });
    await suspended.delete();
    assert.equal((await store.live(EMBER)).contentStatus, "SUSPENDED");
  });
});
