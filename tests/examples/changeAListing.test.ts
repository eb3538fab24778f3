/** examples/02-change-a-listing: texts from files, the same screenshots in every language, a language more. */

import assert from "node:assert/strict";
import { TestStore } from "../support/testStore";
import { Example } from "./support/example";
import { assertShows } from "./support/shown";

const LANTERNS = "000001000102";

describe("example 02-change-a-listing", function () {
  this.timeout(300_000);
  let store: TestStore;
  let example: Example;
  before(async () => {
    store = await TestStore.start();
    example = await Example.start("02-change-a-listing", store);
  });
  after(async () => {
    example.remove();
    await store.stop();
  });

  it("brings texts, icon, screenshots and a new language into the open update and leaves the rest alone", async () => {
    const before = (await store.update(LANTERNS)).content;
    assertShows(example.read("README.md"), "pulumi preview --diff", await example.up());

    const { content } = await store.update(LANTERNS);
    const texts = (language: string) => JSON.parse(example.read(`listings/${language}.json`));
    assert.equal(content.newFeature, texts("ENG").whatsNew);
    assert.equal(content.longDescription, before.longDescription);
    assert.deepEqual(
      content.addLanguage.map((listing) => [listing.languagecode, listing.appTitle, listing.newFeature]),
      ["KOR", "JPN"].map((language) => [language, texts(language).title, texts(language).whatsNew]),
    );
    assert.equal(content.addLanguage[0]?.description, before.addLanguage[0]?.description);
    assert.equal(content.addLanguage[1]?.description, texts("JPN").description);
    assert.deepEqual(
      content.sellCountryList.map((row) => row.countryCode),
      [...before.sellCountryList.map((row) => row.countryCode), "TWN"],
    );
    assert.notEqual(content.icon, before.icon);
    assert.equal((await store.live(LANTERNS)).content.newFeature, "Twelve new evenings by the river.");
  });

  it("holds the pictures in the order of the program, in every language", async () => {
    const { content } = await store.update(LANTERNS);
    const { images } = await store.dump();
    const names = ["release", "bridge", "reeds", "album"];
    for (const { screenshots } of [content, ...content.addLanguage]) {
      const held = screenshots.map((address) => images[new URL(address).pathname]);
      const sent = names.map((name) => example.picture(`paper-lanterns/${name}.jpg`));
      assert.deepEqual(held, sent);
    }
    await example.proposesNothing();
  });

  it("refuses a title that is too long in bytes before any request", async () => {
    await store.forgetRequests();
    const long = "종이 등불을 접어 강물에 띄우고 소원을 비는 조용한 밤의 퍼즐 게임 이야기 모음집 완전판";
    example.edit("listings/KOR.json", '"종이 등불"', JSON.stringify(long));
    const { code, output } = await example.stack.run("preview");
    assert.notEqual(code, 0);
    assertShows(example.read("README.md"), "pulumi preview", output);
    assert.deepEqual(await store.requests(), []);
  });
});
