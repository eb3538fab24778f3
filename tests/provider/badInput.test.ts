/** Mistakes that fail the preview: each is named with its object, its property, what is wrong and what is allowed. */

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { forgetDeclared } from "../../provider/declared";
import { App, BetaTest, Binary, InAppItem, StagedRollout, Submission } from "../../provider/hosts/dynamic-entry";
import type { DynamicProvider } from "../../provider/hosts/dynamicProvider";
import { zip } from "../emulator/support/zip";
import { ImageFolder } from "./support/images";
import { OLDER, PackageFolder } from "./support/packageFolder";

/** How the engine stands in for a value that is not known in a preview. */
const NOT_KNOWN_YET = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

async function failures(provider: DynamicProvider, inputs: Record<string, unknown>): Promise<string[]> {
  const { failures } = await provider.check({}, inputs);
  for (const failure of failures) assert.equal(failure.property, "");
  return failures.map((failure) => failure.reason);
}

const EMBER = { contentId: "000001000101" };
const GOLD = {
  packageName: "com.lumenforge.emberisles",
  itemId: "gold_100",
  title: "100 gold",
  description: "A pouch of gold",
  usdPrice: 0.99,
};

describe("bad input fails the preview", () => {
  const images = new ImageFolder();
  const packages = new PackageFolder();
  after(() => {
    images.remove();
    packages.remove();
  });

  const screenshots = (paths: string[]) => ({ ...EMBER, listings: { KOR: { screenshots: paths } } });

  it("names app, language, property, bytes and limit of a title of 34 Korean characters", async () => {
    assert.deepEqual(await failures(App, { ...EMBER, listings: { KOR: { title: "가".repeat(34) } } }), [
      "app 000001000101: listings.KOR.title is 102 bytes of UTF-8, the store allows 100",
    ]);
    assert.deepEqual(await failures(App, { ...EMBER, listings: { KOR: { title: "가".repeat(33) } } }), []);
  });

  it("names the screenshot that is too small, and the sides that are allowed", async () => {
    const small = images.png("small.png", 200, 200);
    const [reason] = await failures(App, screenshots([small, ...images.screenshots(4)]));
    assert.match(
      reason ?? "",
      /app 000001000101: listings\.KOR\.screenshots\[0\] .*small\.png is 200x200 pixels.*320 to 3840/,
    );
  });

  it("counts screenshots", async () => {
    const [reason] = await failures(App, screenshots(images.screenshots(3)));
    assert.match(reason ?? "", /listings\.KOR\.screenshots has 3 images \(.*screen0\.png.*\), the store takes 4 to 8/);
  });

  it("refuses a screenshot that is more than twice as long as wide", async () => {
    const long = images.png("long.png", 400, 801);
    const [reason] = await failures(App, screenshots([long, ...images.screenshots(4)]));
    assert.match(reason ?? "", /long\.png is 400x801 pixels.*ratio 2:1/);
    assert.deepEqual(await failures(App, screenshots([images.png("two.png", 400, 800), ...images.screenshots(4)])), []);
  });

  it("names a file that does not exist", async () => {
    const [reason] = await failures(App, { ...EMBER, icon: "images/nowhere.png" });
    assert.match(reason ?? "", /app 000001000101: icon .*images\/nowhere\.png does not exist/);
  });

  it("is not deceived by a text file that is named .png", async () => {
    const [reason] = await failures(App, { ...EMBER, icon: images.file("text.png", "not a picture") });
    assert.match(reason ?? "", /icon .*text\.png is not an image; the store takes PNG/);
  });

  it("holds the icon against its exact size and type", async () => {
    const [reason] = await failures(App, { ...EMBER, icon: images.png("icon.png", 511, 512) });
    assert.match(reason ?? "", /icon\.png is 511x512 pixels, the store takes exactly 512x512/);
    assert.deepEqual(await failures(App, { ...EMBER, icon: images.png("icon.png", 512, 512) }), []);
  });

  it("refuses unknown languages and countries", async () => {
    const [language] = await failures(App, { ...EMBER, listings: { KOREAN: { title: "x" } } });
    assert.match(language ?? "", /listings\.KOREAN is not a listing language of the store; allowed are .*KOR/);
    const [country] = await failures(App, { ...EMBER, countries: { KR: {} } });
    assert.match(country ?? "", /countries\.KR is not a country of the store; give its three-letter code/);
    const [group] = await failures(App, { ...EMBER, countries: { GLB: {} } });
    assert.match(group ?? "", /countries\.GLB .*groups such as GLB are read back as single countries/);
    const [price] = await failures(InAppItem, { ...GOLD, prices: { XYZ: 1 } });
    assert.match(price ?? "", /in-app item com\.lumenforge\.emberisles\/gold_100: prices\.XYZ is not a country/);
  });

  it("refuses prices with more decimals than the currency has", async () => {
    assert.deepEqual(await failures(InAppItem, { ...GOLD, prices: { USA: "1.999", KOR: 12.5, DEU: 1.99 } }), [
      "in-app item com.lumenforge.emberisles/gold_100: prices.USA is 1.999, with 3 decimals, but a price in USD has at most 2 decimals",
      "in-app item com.lumenforge.emberisles/gold_100: prices.KOR is 12.5, with 1 decimal, but a price in KRW has no decimals",
    ]);
    const [named] = await failures(InAppItem, { ...GOLD, prices: { DEU: { price: "100.5", currency: "JPY" } } });
    assert.match(named ?? "", /prices\.DEU is 100\.5, with 1 decimal, but a price in JPY has no decimals/);
  });

  it("refuses negative prices and prices over the store's limit", async () => {
    const [negative] = await failures(InAppItem, { ...GOLD, prices: { USA: -1 } });
    assert.match(negative ?? "", /prices\.USA is -1; a price is 0 or more/);
    const [high] = await failures(InAppItem, { ...GOLD, usdPrice: 1000 });
    assert.match(high ?? "", /usdPrice is 1000; the store allows 0 to 999\.99 US dollars/);
    assert.deepEqual(await failures(InAppItem, { ...GOLD, usdPrice: "999.99" }), []);
  });

  it("refuses an item id with characters that the store does not take", async () => {
    const [reason] = await failures(InAppItem, { ...GOLD, itemId: "gold 100" });
    assert.match(reason ?? "", /itemId may have letters, digits/);
    assert.match((await failures(InAppItem, { ...GOLD, itemId: ".." })).join(), /itemId must not be '\.' or '\.\.'/);
    assert.deepEqual(await failures(InAppItem, { ...GOLD, itemId: "..." }), []);
  });

  it("asks for what a new item needs, unless an existing one is adopted", async () => {
    const { title: _, ...untitled } = GOLD;
    const [reason] = await failures(InAppItem, untitled);
    assert.match(reason ?? "", /title is missing; it may be left out only with adopt: true/);
    assert.deepEqual(await failures(InAppItem, { ...untitled, adopt: true }), []);
  });

  it("refuses releaseToEveryone together with a rate below 100, and says why", async () => {
    const [reason] = await failures(StagedRollout, {
      ...EMBER,
      rate: 50,
      countries: { KOR: 60 },
      releaseToEveryone: true,
    });
    assert.match(
      reason ?? "",
      /staged rollout of app 000001000101: releaseToEveryone is true together with rate 50, KOR 60/,
    );
    assert.deepEqual(await failures(StagedRollout, { ...EMBER, rate: 100, releaseToEveryone: true }), []);
  });

  it("refuses a rollout that says neither a rate nor that it is finished", async () => {
    const [reason] = await failures(StagedRollout, EMBER);
    assert.match(reason ?? "", /rate is missing; give a percentage, or releaseToEveryone: true to finish/);
  });

  it("refuses rates that are no whole percentages", async () => {
    const reasons = await failures(StagedRollout, { ...EMBER, rate: 12.5, countries: { KOR: 101 } });
    assert.match(reasons.join("\n"), /countries\.KOR must be a whole number from 0 to 100/);
    assert.match(reasons.join("\n"), /rate must be a whole number from 0 to 100/);
  });

  it("refuses a paid app with price zero", async () => {
    const reasons = await failures(App, { ...EMBER, paid: true, price: 0, countries: { KOR: { price: 0 } } });
    assert.equal(reasons.filter((reason) => reason.includes("3050")).length, 2);
  });

  it("names a property that does not exist, and those that do", async () => {
    const [reason] = await failures(App, { ...EMBER, listings: { ENG: { tittle: "Ember" } } });
    assert.match(reason ?? "", /listings\.ENG has no property tittle; allowed are title, shortDescription/);
  });

  it("wants an app to be named", async () => {
    assert.deepEqual(await failures(App, { video: "dQw4w9WgXcQ" }), [
      "app (not known yet): give the app's contentId or its packageName",
    ]);
  });

  it("names a binary's file that does not exist, with the folder that was looked in, or cannot be read", async () => {
    assert.deepEqual(await failures(Binary, { ...EMBER, file: "build/app.apk" }), [
      `binary of app 000001000101: file names a file that cannot be used: build/app.apk does not exist (looked in ${process.cwd()})`,
    ]);
    mkdirSync(join(packages.path, "folder.apk"));
    const [reason] = await failures(Binary, { ...EMBER, file: join(packages.path, "folder.apk") });
    assert.match(reason ?? "", /folder\.apk cannot be read/);
  });

  const EMPTY_MANIFEST = zip([{ name: "base/manifest/AndroidManifest.xml", bytes: Buffer.alloc(0) }]);
  for (const [what, name, content, words] of [
    ["neither an APK nor an AAB", "app.zip", "", /app\.zip is neither an APK nor an AAB/],
    ["empty", "empty.apk", "", /empty\.apk is not an APK that can be read/],
    ["cut off", "half.apk", readFileSync(OLDER).subarray(0, 500_000), /half\.apk is not an APK that can be read/],
    ["cut off", "half.aab", readFileSync(OLDER).subarray(0, 500_000), /half\.aab is not an AAB that can be read/],
    ["of the other kind", "bundle.apk", EMPTY_MANIFEST, /bundle\.apk is not an APK that can be read/],
    [
      "of the other kind",
      "app.aab",
      readFileSync(OLDER),
      /app\.aab is not an AAB that can be read: .*no base.manifest/,
    ],
    ["without a package name", "bare.aab", EMPTY_MANIFEST, /bare\.aab has no package name in its manifest/],
  ] as const)
    it(`refuses a binary that is ${what} (${name})`, async () => {
      const file = packages.write(name, content);
      assert.match((await failures(Binary, { ...EMBER, file })).join(), words);
    });

  it("refuses a binary without a versionCode", async () => {
    const file = packages.build("zero.apk", "com.lumenforge.emberisles", 0);
    assert.match((await failures(Binary, { ...EMBER, file })).join(), /zero\.apk has no versionCode in its manifest/);
  });

  it("wants binaries to be named by their sequence", async () => {
    const reasons = await failures(Binary, { ...EMBER, file: OLDER, supersedes: ["v1"], copyDevicesFrom: "app.apk" });
    assert.match(reasons.join("\n"), /supersedes\.0 must be a binary sequence/);
    assert.match(reasons.join("\n"), /copyDevicesFrom must be a binary sequence/);
    assert.match((await failures(Binary, EMBER)).join(), /binary of app 000001000101: file is missing/);
  });

  it("wants testers to be listed once, and a feedback channel that can be reached", async () => {
    const reasons = await failures(BetaTest, {
      ...EMBER,
      testers: ["a@b.example", "a@b.example"],
      feedbackChannel: "call me",
    });
    assert.match(reasons.join("\n"), /testers names a@b\.example more than once/);
    assert.match(reasons.join("\n"), /feedbackChannel must be an e-mail address or a web address/);
  });

  it("knows how far a submission can wait, and for how long", async () => {
    const [goal] = await failures(Submission, { ...EMBER, waitFor: "live" });
    assert.equal(goal, 'submission of app 000001000101: waitFor is "live", not one of submitted, approved, onSale');
    const [early] = await failures(Submission, { ...EMBER, waitFor: "submitted", publish: true });
    assert.match(early ?? "", /waitFor is "submitted" together with publish: true.*say "onSale"/);
    for (const create of ["soon", "1 h", "5", ""]) {
      const [reason] = await failures(Submission, { ...EMBER, customTimeouts: { create } });
      assert.match(reason ?? "", /customTimeouts\.create is ".*", which is not a duration such as "45m"/);
    }
    assert.deepEqual(await failures(Submission, { ...EMBER, customTimeouts: { create: "1h30m", update: "45s" } }), []);
  });

  it("refuses a submission that waits for a publication which the App leaves to nobody", async () => {
    const app = { contentId: "000001000103" };
    await failures(App, { ...app, publication: { type: "manual" } });
    const [reason] = await failures(Submission, { ...app, waitFor: "onSale" });
    assert.match(reason ?? "", /waitFor is "onSale", but the App declares a manual publication.*publish: true/);
    for (const more of [
      { publish: true },
      { publish: NOT_KNOWN_YET },
      { waitFor: "approved" },
      { waitFor: NOT_KNOWN_YET },
    ])
      assert.deepEqual(await failures(Submission, { ...app, waitFor: "onSale", ...more }), []);
    forgetDeclared();
  });

  it("accepts values that are not known yet, at any depth", async () => {
    const unknown = NOT_KNOWN_YET;
    assert.deepEqual(
      await failures(App, { contentId: unknown, listings: { ENG: { title: unknown } }, icon: unknown }),
      [],
    );
    assert.deepEqual(await failures(InAppItem, { ...GOLD, title: unknown, prices: { KOR: unknown } }), []);
    assert.deepEqual(await failures(StagedRollout, { contentId: unknown, rate: unknown, binaries: [unknown] }), []);
    assert.deepEqual(await failures(BetaTest, { contentId: unknown, testers: [unknown, "a@b.example"] }), []);
    const submission = { contentId: unknown, triggers: { apk: unknown }, waitFor: unknown, publish: unknown };
    assert.deepEqual(await failures(Submission, submission), []);
    assert.deepEqual((await Submission.check({}, submission)).inputs, submission);
    assert.deepEqual(await failures(Binary, { contentId: unknown, file: unknown, supersedes: [unknown] }), []);
    assert.deepEqual(await failures(Binary, { contentId: unknown, file: OLDER }), []);
  });

  it("gives unknown values back to the engine as it gave them", async () => {
    const { inputs } = await InAppItem.check({}, { ...GOLD, prices: { KOR: NOT_KNOWN_YET } });
    assert.deepEqual(inputs.prices, { KOR: NOT_KNOWN_YET });
  });
});
