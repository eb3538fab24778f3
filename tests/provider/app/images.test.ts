/** The images of an app: each file is sent once for each place that shows it, and only when its content changed. */

import assert from "node:assert/strict";
import { app } from "../../../provider/app";
import type { Values } from "../../../provider/lifecycle";
import { TestStore } from "../../support/testStore";
import { changesSent, EMBER, filesSent, LANTERNS, TIDELINE } from "../support/apps";
import { ImageFolder } from "../support/images";
import { Managed } from "../support/managed";

describe("App images", () => {
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

  it("sends an image when its content changes and not otherwise", async () => {
    const ember = manage();
    const icon = images.png("icon.png", 512, 512, 10);
    await ember.up({ contentId: EMBER, icon });
    assert.equal(await filesSent(store), 1);
    const first = (await store.update(EMBER)).content.icon;

    assert.equal(await ember.up({ contentId: EMBER, icon }), false);
    await ember.up({ contentId: EMBER, icon, reviewComment: "Please look at level 3" });
    assert.equal(await filesSent(store), 1);
    assert.equal((await store.update(EMBER)).content.icon, first);

    images.png("icon.png", 512, 512, 20);
    assert.equal(await ember.up({ contentId: EMBER, icon, reviewComment: "Please look at level 3" }), true);
    assert.equal(await filesSent(store), 2);
    assert.notEqual((await store.update(EMBER)).content.icon, first);
  });

  it("sends the one screenshot that changed and keeps the others", async () => {
    const ember = manage();
    const screenshots = images.screenshots(8);
    const declared = (paths: string[]) => ({ contentId: EMBER, listings: { KOR: { screenshots: paths } } });
    await ember.up(declared(screenshots));
    assert.equal(await filesSent(store), 8);
    const shown = async () =>
      (await store.update(EMBER)).content.addLanguage.find((listing) => listing.languagecode === "KOR")?.screenshots ??
      [];
    const before = await shown();

    images.png("screen3.png", 360, 640, 222);
    await ember.up(declared(screenshots));
    assert.equal(await filesSent(store), 9);
    const after = await shown();
    assert.deepEqual(
      after.filter((_, index) => index !== 3),
      before.filter((_, index) => index !== 3),
    );
    assert.notEqual(after[3], before[3]);

    await ember.up(declared([...screenshots].reverse()));
    assert.equal(await filesSent(store), 9);
    assert.deepEqual(await shown(), [...after].reverse());
  });

  /** Files with what the store serves for an app, as a download brings them. */
  const downloaded = async (contentId: string) => {
    const { content } = await store.live(contentId);
    const save = async (name: string, address: string | null | undefined) => {
      const answer = await fetch(store.url + new URL(address ?? "").pathname);
      return images.file(name, Buffer.from(await answer.arrayBuffer()));
    };
    const [icon, ...screenshots] = await Promise.all(
      [content.icon, ...content.screenshots].map((address, index) => save(`served${index}.png`, address)),
    );
    return { contentId, icon, listings: { ENG: { screenshots } } };
  };

  it("recognises the pictures that the store has already, and sends none of them", async () => {
    const tide = manage();
    const declared = await downloaded(TIDELINE);
    await tide.up(declared);
    assert.deepEqual(await store.writes(), []);
    assert.equal(await tide.up(declared), false);
    assert.equal(await tide.drifts(), false);

    const [first = "", ...others] = declared.listings.ENG.screenshots;
    const other = images.png("other.png", 360, 640, 77);
    await tide.up({ ...declared, listings: { ENG: { screenshots: [...others, other, first] } } });
    assert.equal(await filesSent(store), 1);
    const before = (await store.live(TIDELINE)).content.screenshots;
    const after = (await store.update(TIDELINE)).content.screenshots;
    assert.deepEqual([...after.slice(0, 3), after[4]], [...before.slice(1), before[0]]);
    assert.equal((await store.update(TIDELINE)).content.icon, (await store.live(TIDELINE)).content.icon);
  });

  it("recognises after a lost state what it sent before", async () => {
    const declared = {
      contentId: EMBER,
      icon: images.png("icon.png", 512, 512, 10),
      listings: { KOR: { screenshots: images.screenshots(4) } },
    };
    await manage().up(declared);
    await store.forgetRequests();
    await manage().up(declared);
    assert.deepEqual(await store.writes(), []);
  });

  it("sends the program's picture where the store's cannot be read", async () => {
    const declared = await downloaded(TIDELINE);
    await store.editInPortal(TIDELINE, { icon: "https://img.samsungapps.com/content/gone.png" });
    await manage().up(declared);
    assert.equal(await filesSent(store), 1);
  });

  it("refuses a hero image for an app that is no game before it uploads anything", async () => {
    await assert.rejects(
      manage().up({ contentId: TIDELINE, heroImage: images.png("hero.png", 1200, 675) }),
      /App 000001000103: heroImage is for games only, and this app's category is Lifestyle/,
    );
    assert.deepEqual(await store.writes(), []);
  });

  const korean = (screenshots: string[]) => ({ contentId: EMBER, listings: { KOR: { screenshots } } });
  const shown = async (language = "KOR") =>
    (await store.update(EMBER)).content.addLanguage.find((each) => each.languagecode === language)?.screenshots ?? [];

  it("names the seven kept screenshots by address and the changed one by its file key", async () => {
    const ember = manage();
    const screenshots = images.screenshots(8);
    await ember.up(korean(screenshots));
    const before = await shown();
    await store.forgetRequests();
    images.png("screen3.png", 360, 640, 222);
    await ember.up(korean(screenshots));
    assert.equal(await filesSent(store), 1);
    const [change, ...more] = await changesSent(store);
    assert.deepEqual(more, []);
    const listings = change?.request?.addLanguage as { languagecode: string; screenshots: Values[] | null }[];
    const entries = listings.find((each) => each.languagecode === "KOR")?.screenshots ?? [];
    const kept = before.map((screenshotPath) => ({ screenshotPath, screenshotKey: null, reuseYn: true }));
    assert.deepEqual(
      entries.filter((_, index) => index !== 3),
      kept.filter((_, index) => index !== 3),
    );
    const { screenshotKey, ...others } = entries[3] ?? {};
    assert.equal(typeof screenshotKey, "string");
    assert.deepEqual(others, { screenshotPath: null, reuseYn: false });
    const untouched = listings.filter((each) => each.languagecode !== "KOR").map((each) => each.screenshots);
    assert.deepEqual(untouched, [null, null]);
  });

  it("sends no file for a screenshot that is removed from the middle, and none for one that comes back in another place", async () => {
    const ember = manage();
    const screenshots = images.screenshots(6);
    await ember.up(korean(screenshots));
    const before = await shown();
    await store.forgetRequests();
    const [first = "", second = "", third = "", ...others] = screenshots;
    await ember.up(korean([first, second, ...others]));
    assert.deepEqual(await shown(), [...before.slice(0, 2), ...before.slice(3)]);
    await ember.up(korean([second, ...others, first]));
    assert.deepEqual(await shown(), [before[1], ...before.slice(3), before[0]]);
    assert.equal(await filesSent(store), 0);

    await ember.up(korean([third, second, ...others, first]));
    assert.equal(await filesSent(store), 1);
    assert.equal(await ember.drifts(), false);
  });

  it("sends a file once for each place that shows it: in two languages, twice in one, in two apps", async () => {
    const screenshots = images.screenshots(4);
    const [first = ""] = screenshots;
    const declared = {
      contentId: EMBER,
      listings: { KOR: { screenshots }, DEU: { screenshots: [...screenshots, first] } },
    };
    const ember = manage();
    await ember.up(declared);
    assert.equal(await filesSent(store), 9);
    assert.equal(new Set([...(await shown("KOR")), ...(await shown("DEU"))]).size, 9);

    const sessions = (await store.writes()).filter((write) => write.operation === "uploads.createSession");
    assert.equal(sessions.length, 9);

    const before = [await shown("KOR"), await shown("DEU")];
    await ember.up({ ...declared, reviewComment: "Nothing new to see" });
    assert.equal(await filesSent(store), 9);
    assert.deepEqual([await shown("KOR"), await shown("DEU")], before);

    const icon = images.png("icon.png", 512, 512);
    await store.forgetRequests();
    await ember.up({ ...declared, icon });
    await manage().up({ contentId: LANTERNS, icon });
    assert.equal(await filesSent(store), 2);
  });

  it("takes every image that an app has once", async () => {
    const ember = manage();
    const declared = {
      contentId: EMBER,
      icon: images.png("icon.png", 512, 512),
      heroImage: images.png("hero.png", 1200, 675),
      edgeImage: images.png("edge.png", 160, 2560),
      edgePlusImage: images.png("edgePlus.png", 550, 2560),
    };
    const before = (await store.live(EMBER)).content;
    await ember.up(declared);
    const { content } = await store.update(EMBER);
    for (const field of ["icon", "heroImage", "edgescreen", "edgescreenplus"] as const)
      assert.notEqual(content[field] ?? "", before[field] ?? "", field);
    assert.equal(await filesSent(store), 4);
    assert.equal((await changesSent(store)).length, 1);
    assert.equal(await ember.drifts(), false);
    assert.equal(await ember.up(declared), false);
  });

  it("sends images side by side, each in a session of its own", async () => {
    await manage().up(korean(images.screenshots(4)));
    const uploads = (await store.writes()).filter((write) => write.operation?.startsWith("uploads."));
    const sessions = uploads.filter((write) => write.operation === "uploads.createSession");
    assert.equal(sessions.length, 4);
    assert.deepEqual(uploads.slice(0, 2), sessions.slice(0, 2), "the second begins before the first has ended");
  });

  it("sends a review attachment again only when its content changes", async () => {
    const ember = manage();
    const reviewAttachment = images.file("login.txt", "user: tester");
    await ember.up({ contentId: EMBER, reviewAttachment });
    await ember.up({ contentId: EMBER, reviewAttachment, reviewComment: "Log in as tester" });
    assert.equal(await filesSent(store), 1);
    images.file("login.txt", "user: tester2");
    await ember.up({ contentId: EMBER, reviewAttachment, reviewComment: "Log in as tester" });
    assert.equal(await filesSent(store), 2);
    assert.equal(await ember.drifts(), false);
  });

  it("uploads nothing for an update that is in review", async () => {
    await store.editInPortal(LANTERNS, { contentStatus: "UNDER_CONTENT_REVIEW" });
    await assert.rejects(
      manage().up({ contentId: LANTERNS, icon: images.png("icon.png", 512, 512) }),
      /App 000001000102 has an update in status UNDER_CONTENT_REVIEW.*Nothing was changed/,
    );
    assert.deepEqual(await store.writes(), []);
  });
});
