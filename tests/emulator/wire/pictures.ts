/** contentUpdate with pictures: screenshots and the images of a listing. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { HELPER, LANTERNS, openRecord, openUpdate, update } from "./support/apps";
import { refused } from "./support/failures";
import { newScreenshots, picture, uploaded } from "./support/upload";

export function pictures(): void {
  describe("contentUpdate with pictures", () => {
    it("keeps screenshots by their path and adds new ones by file key, in the order of the list", async () => {
      const { screenshots } = await openRecord(LANTERNS);
      const [fresh] = await newScreenshots(1);
      const kept = (index: number) => ({ ...screenshots[index], reuseYn: true, screenshotKey: null });
      await openUpdate(LANTERNS, { screenshots: [kept(3), fresh, kept(0), kept(1)] });
      const paths = (await openRecord(LANTERNS)).screenshots.map(
        ({ screenshotPath }: { screenshotPath: string }) => screenshotPath,
      );
      const path = (index: number) => screenshots[index].screenshotPath;
      assert.deepEqual([paths[0], paths[2], paths[3]], [path(3), path(0), path(1)]);
      assert.ok(!screenshots.some(({ screenshotPath }: { screenshotPath: string }) => screenshotPath === paths[1]));
    });

    it("replaces images by file keys and keeps them for null", async () => {
      const before = await openRecord(LANTERNS);
      await openUpdate(LANTERNS, {
        iconKey: await uploaded("icon.png", picture(512, 512)),
        heroImageKey: await uploaded("hero.png", picture(1200, 675)),
        edgescreenKey: await uploaded("edge.png", picture(160, 2560)),
        edgescreenplusKey: await uploaded("plus.png", picture(550, 2560)),
        reviewFilekey: await uploaded("notes.zip", Buffer.from("PK")),
      });
      const after = await openRecord(LANTERNS);
      for (const image of ["icon", "heroImage", "edgescreen", "edgescreenplus"]) {
        assert.match(after[image], /^https:\/\/img\.samsungapps\.com\/content\//);
        assert.notEqual(after[image], before[image], image);
      }
      assert.equal(after.reviewFilename, "notes.zip");
      await openUpdate(LANTERNS, { iconKey: null, heroImageKey: null });
      assert.deepEqual(await openRecord(LANTERNS), after);
    });

    it("refuses a hero image for an app that is no game, and does nothing else of that call", async () => {
      await openUpdate(HELPER);
      const before = await openRecord(HELPER);
      const heroImageKey = await uploaded("hero.png", picture(1200, 675));
      const answer = await update(HELPER, { appTitle: "Helper", heroImageKey });
      assert.equal(answer.status, 400, answer.text);
      assert.deepEqual(await openRecord(HELPER), before);
    });

    it("refuses fewer than four screenshots (3001)", async () => {
      refused(await update(LANTERNS, { screenshots: await newScreenshots(3) }), "legacy", "3001", LANTERNS.contentId);
    });

    it("refuses a new screenshot without its key (4125)", async () => {
      const [first, ...rest] = await newScreenshots(4);
      const screenshots = [{ ...first, screenshotKey: null }, ...rest];
      refused(await update(LANTERNS, { screenshots }), "legacy", "4125", LANTERNS.contentId);
    });

    const wrong: readonly (readonly [
      string,
      "iconKey" | "heroImageKey" | "edgescreenKey" | "edgescreenplusKey",
      number,
      number,
    ])[] = [
      ["an icon", "iconKey", 511, 512],
      ["a hero image", "heroImageKey", 1200, 676],
      ["an edge image", "edgescreenKey", 2560, 160],
      ["an edge plus image", "edgescreenplusKey", 160, 2560],
    ];
    for (const [what, key, width, height] of wrong)
      it(`refuses ${what} of another size, ${width} x ${height} (1000)`, async () => {
        const before = await openRecord(LANTERNS);
        const fileKey = await uploaded("picture.png", picture(width, height));
        refused(await update(LANTERNS, { [key]: fileKey }), "legacy", "1000", LANTERNS.contentId);
        assert.deepEqual(await openRecord(LANTERNS), before);
      });

    for (const [width, height] of [
      [319, 480],
      [3841, 2000],
      [320, 641],
    ] as const)
      it(`refuses screenshots of ${width} x ${height} (1000)`, async () => {
        const screenshotKey = await uploaded("shot.png", picture(width, height));
        const screenshots = Array(4).fill({ screenshotPath: null, screenshotKey, reuseYn: false });
        refused(await update(LANTERNS, { screenshots }), "legacy", "1000", LANTERNS.contentId);
      });

    it("refuses a file that is no picture (1000)", async () => {
      const iconKey = await uploaded("icon.png", Buffer.from("not a picture"));
      refused(await update(LANTERNS, { iconKey }), "legacy", "1000", LANTERNS.contentId);
    });
  });
}
