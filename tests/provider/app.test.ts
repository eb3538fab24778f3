/** The listing of an app: what is listed is brought to the store, what is not listed survives, and nothing is sent twice. */

import assert from "node:assert/strict";
import { app } from "../../provider/app";
import { TestStore } from "../support/testStore";
import { changedKeys, changesSent, EMBER, filesSent, LANTERNS, TIDELINE } from "./support/apps";
import { ImageFolder } from "./support/images";
import { Managed } from "./support/managed";

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
    const [change, ...more] = await changesSent(store);
    assert.deepEqual(changedKeys(change), ["newFeature", "supportEMail"]);
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

  it("takes every input that is one value, all in one change, and clears texts with empty ones", async () => {
    const ember = manage();
    const values: [input: string, value: unknown, field: string, held: unknown][] = [
      ["video", "dQw4w9WgXcQ", "youTubeURL", "dQw4w9WgXcQ"],
      ["autoAddCountries", true, "autoAddCountry", true],
      ["ageRating", 16, "ageLimit", "16"],
      ["chinaAgeRating", 18, "chinaAgeLimit", "18"],
      ["supportEmail", "help@lumenforge.example", "supportEMail", "help@lumenforge.example"],
      ["supportUrl", "https://lumenforge.example/help", "supportedSiteUrl", "https://lumenforge.example/help"],
      ["privacyPolicyUrl", "https://lumenforge.example/p", "privatePolicyURL", "https://lumenforge.example/p"],
      ["openSourceUrl", "https://lumenforge.example/o", "openSourceURL", "https://lumenforge.example/o"],
      ["copyrightHolder", "Lumen Forge", "copyrightHolder", "Lumen Forge"],
      ["reviewComment", "Level 3 is new", "reviewComment", "Level 3 is new"],
      ["exportLaws", false, "usExportLaws", false],
    ];
    const declared = Object.fromEntries(values.map(([input, value]) => [input, value]));
    await ember.up({ contentId: EMBER, ...declared });
    const content: Record<string, unknown> = (await store.update(EMBER)).content;
    for (const [input, , field, held] of values) assert.deepEqual(content[field], held, input);
    const [change, ...more] = await changesSent(store);
    assert.deepEqual(changedKeys(change), values.map(([, , field]) => field).sort());
    assert.deepEqual(more, []);
    assert.equal(await ember.drifts(), false);
    assert.equal(await ember.up({ contentId: EMBER, ...declared }), false);

    const texts = values.filter(([, value]) => typeof value === "string").map(([input, , field]) => ({ input, field }));
    await ember.up({ contentId: EMBER, ...Object.fromEntries(texts.map(({ input }) => [input, ""])) });
    const cleared: Record<string, unknown> = (await store.update(EMBER)).content;
    for (const { input, field } of texts) assert.equal(cleared[field], "", input);
    assert.equal(await ember.drifts(), false);
  });

  it("knows a video by its id and by its address", async () => {
    await store.editInPortal(EMBER, { youTubeURL: "https://www.youtube.com/watch?v=dQw4w9WgXcQ" });
    await manage().up({ contentId: EMBER, video: "dQw4w9WgXcQ" });
    await manage().up({ contentId: EMBER, video: "https://youtu.be/dQw4w9WgXcQ" });
    assert.deepEqual(await store.writes(), []);
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
    assert.equal(await filesSent(store), 2);
    assert.equal(await ember.drifts(), false);
    assert.deepEqual(changedKeys((await changesSent(store))[0]), ["addLanguage", "iconKey", "sellCountryList"]);
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
