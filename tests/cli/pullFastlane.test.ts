/** `galaxystore pull --from-fastlane`: what of fastlane's files takes the place of the store's texts and images. */

import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, afterEach, before, describe, it } from "mocha";
import { app } from "../../provider/app";
import { ImageFolder } from "../provider/support/images";
import { Managed } from "../provider/support/managed";
import { TestStore } from "../support/testStore";
import { declaredBy, filesIn, inFolder, Workbench } from "./support/project";
import { pullWith } from "./support/pull";

const TIDELINE = "000001000103";

describe("galaxystore pull --from-fastlane", function () {
  this.timeout(120_000);
  let store: TestStore;
  const bench = new Workbench();
  const images = new ImageFolder();
  before(async () => {
    store = await TestStore.start();
  });
  afterEach(() => store.reset());
  after(async () => {
    await store.stop();
    bench.remove();
    images.remove();
  });

  /** A fastlane folder with these files. */
  function fastlane(files: Record<string, string | { image: string }>): string {
    const folder = bench.path();
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      if (typeof content === "string") writeFileSync(join(folder, path), content);
      else copyFileSync(content.image, join(folder, path));
    }
    return folder;
  }

  const pull = (out: string, folder: string, ...args: string[]) =>
    pullWith(store.settings(), "--out", out, "--app", TIDELINE, "--from-fastlane", folder, ...args);

  it("takes Google's tree by its languages, and leaves the store's values where it says nothing", async () => {
    const out = bench.path();
    const { exitCode, apps } = await pull(
      out,
      fastlane({
        "fastlane/metadata/android/en-US/title.txt": "Tideline Pro\n",
        "fastlane/metadata/android/en-GB/title.txt": "Tideline Colour\n",
        "fastlane/metadata/android/en-US/changelogs/9.txt": "Old",
        "fastlane/metadata/android/en-US/changelogs/10.txt": "New icons.\r\n",
        "fastlane/metadata/android/zh-TW/title.txt": "潮線",
        "fastlane/metadata/android/zh-TW/full_description.txt": "潮汐、光線與風。",
        "fastlane/metadata/android/ko-KR/title.txt": "타이드라인",
        "fastlane/metadata/android/tlh/title.txt": "bIQ",
      }),
    );
    assert.equal(exitCode, 0);
    const { content } = await store.live(TIDELINE);
    const [app] = await declaredBy(out);
    const listings = app?.inputs.listings as Record<string, Record<string, unknown>>;
    assert.deepEqual(Object.keys(listings).sort(), ["002", "ENG", "FRA"]);
    assert.equal(listings.ENG?.title, "Tideline Pro");
    assert.equal(listings.ENG?.whatsNew, "New icons.");
    assert.equal(listings.ENG?.description, content.longDescription);
    assert.deepEqual(listings["002"], { title: "潮線", description: "潮汐、光線與風。" });
    assert.deepEqual(apps[0]?.differs, [
      "listings.002.title",
      "listings.002.description",
      "listings.ENG.title",
      "listings.ENG.whatsNew",
    ]);
    assert.deepEqual(apps[0]?.notes, [
      "fastlane en-GB is left out, since en-US is taken for ENG",
      "fastlane tlh is no listing language of the store",
      "fastlane: listings.KOR has no title and description, which a new language needs",
    ]);
    assert.match(String(filesIn(out).get("README.md")), /pulumi up` sends them:\n\n- listings\.002\.title/);
  });

  it("takes Samsung's tree before Google's, file by file, with its pictures", async () => {
    const shots = images.screenshots(4);
    const icon = images.png("icon.png", 512, 512, 40);
    const out = bench.path();
    const folder = fastlane({
      "metadata/android/en-US/title.txt": "From Google",
      "metadata/android/en-US/short_description.txt": "Tides and light, from Google's side of things.",
      "metadata/galaxystore/ENG/title.txt": "From Samsung",
      "metadata/galaxystore/icon.png": { image: icon },
      ...Object.fromEntries(
        [10, 2, 1, 3].map((number, at) => [
          `metadata/galaxystore/ENG/screenshots/${number}.png`,
          { image: shots[at] ?? "" },
        ]),
      ),
    });
    const { apps } = await pull(out, folder);
    assert.deepEqual(apps[0]?.differs, [
      "listings.ENG.title",
      "listings.ENG.shortDescription",
      "listings.ENG.screenshots",
      "icon",
    ]);
    const files = filesIn(out);
    const bytes = (path: string) => files.get(path)?.toString("base64");
    const picture = (path: string) => readFileSync(path).toString("base64");
    assert.equal(bytes("images/icon.png"), picture(icon));
    assert.deepEqual(
      [1, 2, 3, 4].map((number) => bytes(`images/ENG/screenshot-${number}.png`)),
      [shots[2], shots[1], shots[3], shots[0]].map((path) => picture(path ?? "")),
    );
    assert.equal(String(files.get("listings/ENG/title.txt")), "From Samsung\n");
    // The next pull without fastlane brings the store's own pictures back.
    await pullWith(store.settings(), "--out", out, "--app", TIDELINE);
    const plain = bench.path();
    await pullWith(store.settings(), "--out", plain, "--app", TIDELINE);
    assert.deepEqual(filesIn(out), filesIn(plain));
  });

  it("sends what it says differs, and nothing else", async () => {
    const out = bench.path();
    const folder = fastlane({
      "galaxystore/FRA/new_feature.txt": "Un mode nuit.",
      "galaxystore/icon.png": { image: images.png("icon.png", 512, 512, 90) },
    });
    const { apps } = await pull(out, folder);
    assert.deepEqual(apps[0]?.differs, ["listings.FRA.whatsNew", "icon"]);
    const [declared] = await declaredBy(out);
    const managed = new Managed(store, app);
    await store.forgetRequests();
    await inFolder(out, () => managed.up(declared?.inputs ?? {}));
    const [change, ...others] = (await store.writes()).filter(({ operation }) => operation === "apps.update");
    assert.deepEqual(others, []);
    assert.deepEqual(Object.keys(change?.request ?? {}).slice(4), ["iconKey", "addLanguage"]);
    assert.equal(await managed.drifts(), false);
  });

  it("differs in nothing when the files say what the store says", async () => {
    const { content } = await store.live(TIDELINE);
    const tree = {
      "galaxystore/ENG/title.txt": `${content.appTitle}\n`,
      "galaxystore/ENG/long_description.txt": content.longDescription,
    };
    const [out, plain] = [bench.path(), bench.path()];
    const { apps } = await pull(out, fastlane(tree));
    assert.deepEqual(apps[0]?.differs, []);
    await pullWith(store.settings(), "--out", plain, "--app", TIDELINE);
    assert.deepEqual(filesIn(out), filesIn(plain));
  });

  it("keeps the store's value where the program may not say fastlane's, and names the reason", async () => {
    const out = bench.path();
    const folder = fastlane({
      "galaxystore/ENG/title.txt": "x".repeat(101),
      "galaxystore/ENG/screenshots/1.png": { image: images.png("small.png", 360, 640) },
      "galaxystore/icon.png": { image: images.png("large.png", 600, 600) },
      "galaxystore/hero_image.png": { image: images.png("hero.png", 1200, 675) },
    });
    const { exitCode, apps } = await pull(out, folder);
    assert.equal(exitCode, 0);
    assert.deepEqual(apps[0]?.differs, []);
    assert.match(
      apps[0]?.notes.join("\n") ?? "",
      /^fastlane: listings\.ENG\.title is 101 bytes of UTF-8.*\nfastlane: listings\.ENG\.screenshots has 1 images.*\nfastlane: icon names a file.*600x600/,
    );
    assert.equal(String(filesIn(out).get("listings/ENG/title.txt")), "Tideline\n");
  });

  it("refuses a folder without metadata, several apps, and an app that is not in service", async () => {
    const nothing = await pull(bench.path(), fastlane({ Fastfile: "lane :beta" }));
    assert.equal(nothing.exitCode, 1);
    assert.match(nothing.error ?? "", /holds no fastlane metadata/);
    const folder = fastlane({ "galaxystore/ENG/title.txt": "One" });
    const several = await pullWith(store.settings(), "--out", bench.path(), "--from-fastlane", folder);
    assert.match(several.error ?? "", /belongs to one app, and these are 9/);
    const young = await pullWith(
      store.settings(),
      "--out",
      bench.path(),
      "--from-fastlane",
      folder,
      "--app",
      "000001000104",
    );
    assert.match(young.error ?? "", /cannot take the fastlane files, since it has never been on sale/);
    assert.deepEqual([several.exitCode, young.exitCode], [1, 1]);
  });
});
