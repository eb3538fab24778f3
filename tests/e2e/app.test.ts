/** An app's listing under the real engine. */

import assert from "node:assert/strict";
import { ImageFolder } from "../provider/support/images";
import { TestStore } from "../support/testStore";
import { changedPaths } from "./support/diff";
import { Stack } from "./support/stack";

const EMBER = "000001000101";

describe("App with the real engine", function () {
  this.timeout(180_000);
  let store: TestStore;
  let stack: Stack;
  const images = new ImageFolder();
  before(async () => {
    store = await TestStore.start();
  });
  beforeEach(async () => {
    await store.reset();
    stack = new Stack(store.settings());
    await stack.init();
  });
  afterEach(() => stack.remove());
  after(async () => {
    await store.stop();
    images.remove();
  });

  const declare = (args: Record<string, unknown>) => stack.declare([{ type: "App", name: "ember", args }]);

  const everything = () => ({
    contentId: EMBER,
    defaultLanguage: "ENG",
    listings: {
      ENG: {
        title: "Ember Isles",
        shortDescription: "Sail between burning islands.",
        description: "The sea has gone dark.",
        whatsNew: "Six new islands.",
        screenshots: images.screenshots(4, "eng"),
      },
      KOR: {
        title: "엠버 아일스",
        shortDescription: "불타는 섬들 사이를 항해하세요.",
        description: "바다는 어두워졌습니다.",
        whatsNew: "새로운 섬 여섯 곳.",
        screenshots: images.screenshots(4, "kor"),
      },
    },
    icon: images.png("icon.png", 512, 512),
    heroImage: images.png("hero.png", 1200, 675),
    edgeImage: images.png("edge.png", 160, 2560),
    edgePlusImage: images.png("edgeplus.png", 550, 2560),
    video: "Xk3vTq9LmZ0",
    countries: { KOR: { price: 3300 }, DEU: { price: "2.49" }, ITA: { price: "2.49" } },
    autoAddCountries: true,
    paid: true,
    price: "1.99",
    publication: { type: "scheduled", startAt: "2026-12-24 10:00:00", stopOn: "2027-12-31" },
    ageRating: 12,
    chinaAgeRating: 12,
    supportedLanguages: ["ENG", "KOR"],
    notifyEmails: ["release@lumenforge.example"],
    supportEmail: "help@lumenforge.example",
    supportUrl: "https://lumenforge.example/help",
    privacyPolicyUrl: "https://lumenforge.example/privacy-policy",
    openSourceUrl: "https://lumenforge.example/open",
    copyrightHolder: "Lumen Forge",
    reviewComment: "Log in as tester",
    reviewAttachment: images.file("notes.txt", "user: tester"),
    exportLaws: true,
  });

  it("up, then an empty preview, then no drift; every property edited in the portal is reported by its path and repaired with only the changed keys", async () => {
    declare(everything());
    await stack.up();
    assert.equal((await stack.run("preview", "--expect-no-changes")).code, 0);
    const clean = await stack.drift();
    assert.equal(clean.code, 0, clean.output);

    const { addLanguage, sellCountryList } = (await store.update(EMBER)).content;
    const shots = (await store.update(EMBER)).content.screenshots;
    await store.editInPortal(EMBER, {
      appTitle: "Ember Isles!",
      shortDescription: "Edited in the portal, a bit.",
      longDescription: "Edited in the portal.",
      newFeature: "Edited in the portal.",
      screenshots: [...shots.slice(0, 3), "new"],
      icon: "new",
      heroImage: "new",
      edgescreen: "new",
      edgescreenplus: "new",
      youTubeURL: "AAAAAAAAAAA",
      sellCountryList: sellCountryList
        .filter((country) => country.countryCode !== "ITA")
        .map((country) => (country.countryCode === "KOR" ? { ...country, price: "4400" } : country)),
      autoAddCountry: false,
      standardPrice: "5.99",
      startPublicationDate: "2026-12-31 10:00:00",
      stopPublicationDate: "2028-12-31",
      ageLimit: "16",
      chinaAgeLimit: "16",
      supportedLanguages: ["ENG"],
      notifyResult: [],
      supportEMail: "other@lumenforge.example",
      supportedSiteUrl: "https://lumenforge.example/other",
      privatePolicyURL: "https://lumenforge.example/other-privacy",
      openSourceURL: "https://lumenforge.example/other-open",
      copyrightHolder: "Somebody",
      reviewComment: "Other comment",
      reviewFilename: "other.txt",
      usExportLaws: false,
      addLanguage: addLanguage.map((listing) =>
        listing.languagecode === "KOR"
          ? {
              ...listing,
              appTitle: "다른",
              shortDescription: "포털에서 바뀐 짧은 설명입니다.",
              description: "다른",
              newFeature: "다른",
            }
          : listing,
      ),
    });
    const drift = await stack.run("refresh", "--preview-only", "--diff", "--expect-no-changes");
    assert.equal(drift.code, 7, drift.output);
    const reported = changedPaths(drift.output).get("ember") ?? [];
    const expected = [
      "autoAddCountries",
      "copyrightHolder",
      "countries.ITA",
      "countries.KOR.price",
      "edgeImage",
      "edgePlusImage",
      "exportLaws",
      "heroImage",
      "icon",
      "ageRating",
      "chinaAgeRating",
      "listings.ENG.description",
      "listings.ENG.screenshots[3]",
      "listings.ENG.shortDescription",
      "listings.ENG.title",
      "listings.ENG.whatsNew",
      "listings.KOR.description",
      "listings.KOR.shortDescription",
      "listings.KOR.title",
      "listings.KOR.whatsNew",
      "notifyEmails[0]",
      "openSourceUrl",
      "price",
      "privacyPolicyUrl",
      "publication.startAt",
      "publication.stopOn",
      "reviewAttachment",
      "reviewComment",
      "supportEmail",
      "supportUrl",
      "supportedLanguages[1]",
      "video",
    ];
    const withoutHashes = reported.filter((path) => !path.startsWith("imageHashes."));
    assert.deepEqual(withoutHashes.sort(), expected.sort(), drift.output);

    await store.forgetRequests();
    await stack.up("--refresh");
    const writes = await store.writes();
    assert.equal(writes.filter((write) => write.operation === "uploads.file").length, 6);
    const changes = writes.filter((write) => write.operation === "apps.update");
    assert.equal(changes.length, 1);
    const keys = Object.keys(changes[0]?.request ?? {});
    assert.equal(keys.includes("category"), false);
    assert.equal((await store.update(EMBER)).content.appTitle, "Ember Isles");
    assert.equal((await stack.drift()).code, 0);
  });

  it("repairs one edited text with one change that carries only its key", async () => {
    declare({ contentId: EMBER, listings: { ENG: { title: "Ember Isles" } }, supportEmail: "crew@lumenforge.example" });
    await stack.up();
    assert.deepEqual(await store.writes(), []);
    await store.editInPortal(EMBER, { supportEMail: "other@lumenforge.example" });
    const drift = await stack.drift();
    assert.equal(drift.code, 7);
    assert.deepEqual(changedPaths(drift.output).get("ember"), ["supportEmail", "supportEmail"]);
    await stack.up("--refresh");
    const [change, ...more] = await store.writes();
    assert.deepEqual(change?.request, {
      contentId: EMBER,
      defaultLanguageCode: "ENG",
      paid: "N",
      publicationType: "01",
      supportEMail: "crew@lumenforge.example",
    });
    assert.deepEqual(more, []);
  });

  it("exclusive lists show what they remove in the preview, and then remove it", async () => {
    const listed = { contentId: EMBER, listings: { KOR: {}, DEU: {} }, countries: { KOR: {}, DEU: {} } };
    declare(listed);
    await stack.up();
    const before = (await store.live(EMBER)).content;
    assert.equal((await stack.drift()).code, 0, "unlisted languages and countries are no drift");

    await store.editInPortal(EMBER, { sellCountryList: [...before.sellCountryList, { countryCode: "ITA" }] });
    declare({ ...listed, exclusive: ["listings", "countries"] });
    const preview = await stack.preview("--refresh");
    assert.match(
      preview.output,
      /app 000001000101: exclusive will remove from the store what the program does not list: listings JPN; countries USA, JPN, GBR, FRA, BRA, ITA\./,
    );
    await stack.up("--refresh");
    const { content } = await store.update(EMBER);
    assert.deepEqual(
      content.addLanguage.map((listing) => listing.languagecode),
      ["KOR", "DEU"],
    );
    assert.deepEqual(
      content.sellCountryList.map((country) => country.countryCode),
      ["KOR", "DEU"],
    );
    assert.equal((await stack.drift()).code, 0);

    await store.editInPortal(EMBER, { addLanguage: before.addLanguage, sellCountryList: before.sellCountryList });
    const drift = await stack.run("refresh", "--preview-only", "--diff", "--expect-no-changes");
    assert.equal(drift.code, 7);
    assert.deepEqual(changedPaths(drift.output).get("ember")?.sort(), [
      "countries.BRA",
      "countries.FRA",
      "countries.GBR",
      "countries.JPN",
      "countries.USA",
      "listings.JPN",
    ]);
  });

  it("replaces on another app, forgets on destroy, and leaves the store as it is", async () => {
    declare({ contentId: EMBER });
    await stack.up();
    declare({ contentId: "000001000103" });
    const preview = await stack.preview();
    assert.match(preview.output, /App: \(replace\)/);
    await stack.up();
    const before = await store.dump();
    const destroyed = await stack.destroy();
    assert.match(destroyed.output, /App 000001000103 is no longer managed; the store keeps it as it is/);
    assert.deepEqual(await store.dump(), before);
    assert.deepEqual(await store.writes(), []);
  });

  it("mistakes fail the preview without a request to the store", async () => {
    declare({ contentId: EMBER, listings: { KOR: { title: "가".repeat(34) } }, icon: "nowhere.png" });
    const preview = await stack.preview();
    assert.notEqual(preview.code, 0);
    assert.match(preview.output, /app 000001000101: listings\.KOR\.title is 102 bytes of UTF-8, the store allows 100/);
    assert.match(preview.output, /icon names a file that cannot be used: nowhere\.png does not exist/);
    assert.doesNotMatch(preview.output, /\n\s+at /);
    assert.deepEqual(await store.requests(), []);
  });
});
