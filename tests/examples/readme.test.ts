/** README.md: its program prints the preview that the README shows, does what it says, and drift looks as it is shown. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { TestStore } from "../support/testStore";
import { Example } from "./support/example";
import { assertShows, code } from "./support/shown";

const EMBER = "000001000101";
const PACKAGE = "com.lumenforge.emberisles";
const README = readFileSync(resolve(__dirname, "../../README.md"), "utf8");

describe("the README's program", function () {
  this.timeout(300_000);
  let store: TestStore;
  let project: Example;
  before(async () => {
    store = await TestStore.start();
    const files = {
      "Pulumi.yaml": "name: ember-isles\nruntime: nodejs\n",
      "package.json": JSON.stringify({ name: "ember-isles", main: "index.ts" }),
      "index.ts": code(README, "ts"),
    };
    project = await Example.fromFiles(files, store);
  });
  after(async () => {
    project.remove();
    await store.stop();
  });

  it("prints the preview of the README and makes it true", async () => {
    const before = (await store.live(EMBER)).content;
    const items = await store.items(PACKAGE);
    assertShows(README, "pulumi preview --diff", await project.up());

    const { content } = await store.update(EMBER);
    assert.match(content.newFeature, /six new islands and a whale/);
    const listing = (code: string) => content.addLanguage.find(({ languagecode }) => languagecode === code);
    assert.equal(listing("KOR")?.newFeature, "4.2 버전: 유리 해협이 열렸습니다.");
    assert.deepEqual(
      listing("DEU"),
      before.addLanguage.find(({ languagecode }) => languagecode === "DEU"),
    );
    assert.deepEqual(content.sellCountryList.slice(0, -1), before.sellCountryList);
    assert.equal(content.sellCountryList.at(-1)?.countryCode, "ITA");
    assert.deepEqual((await store.live(EMBER)).rollout, { rate: 25, countries: { KOR: 40, DEU: 15 } });
    const after = await store.items(PACKAGE);
    assert.equal(after.get("whale_song")?.status, "PUBLISHED");
    for (const [id, item] of items) assert.deepEqual(after.get(id), item);
  });

  it("finds an edit by hand with exit code 7 and the lines of the README", async () => {
    await store.editItemInPortal(PACKAGE, "whale_song", { title: "Whale song (SALE)" });
    const { code: exitCode, output } = await project.stack.drift();
    assert.equal(exitCode, 7, output);
    assertShows(README, "pulumi preview --refresh --diff --expect-no-changes", output);
  });
});
