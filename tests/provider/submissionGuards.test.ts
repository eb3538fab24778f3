/** What keeps a submission from releasing something that the program does not say: portal edits and the staged rollout. */

import assert from "node:assert/strict";
import { resolve } from "node:path";
import { app } from "../../provider/app";
import { binary } from "../../provider/binary";
import { forgetDeclared } from "../../provider/declared";
import { stagedRollout } from "../../provider/stagedRollout";
import { submission } from "../../provider/submission";
import { TestStore } from "../support/testStore";
import { Managed } from "./support/managed";
import { linesOf, nameNewestBinaryOurs, playing } from "./support/reviews";

/** An open update with the new binary 4 and other news, both from the Seller Portal. */
const LANTERNS = "000001000102";
/** On sale, manual publication, no update. */
const TIDELINE = "000001000103";
/** In its first registration. */
const FIRST_LIGHT = "000001000104";
/** Live at 10 percent with binary 12, no update. */
const EMBER = "000001000101";

/** On sale, with the package of the real APK. */
const HELPER = "000001000109";
const APK = resolve("node_modules/io.appium.settings/apks/settings_apk-debug.apk");

describe("Submission holds the open update against", () => {
  let store: TestStore;
  before(async () => {
    store = await TestStore.start();
  });
  beforeEach(async () => {
    await store.reset();
    forgetDeclared();
  });
  after(() => store.stop());

  const calls = async () => (await store.writes()).map((write) => write.operation);
  const submit = (contentId: string, more: Record<string, unknown> = {}) =>
    new Managed(store, submission, store.account(), playing()).up({ contentId, triggers: 1, beside: ["App"], ...more });
  const manageApp = () => new Managed(store, app);
  const submitted = async () => (await calls()).includes("apps.submit");

  async function refused(words: RegExp, contentId: string, more: Record<string, unknown> = {}): Promise<void> {
    await assert.rejects(submit(contentId, more), (error: Error) => {
      assert.match(error.message, words);
      assert.match(error.message, /^Submission of app \d{12}: .*Nothing was submitted\.$/);
      return true;
    });
    assert.equal(await submitted(), false);
  }

  describe("the live app", () => {
    it("and refuses by path what somebody changed in the portal, until the program says that it may go along", async () => {
      await store.editInPortal(LANTERNS, {
        supportEMail: "else@lumenforge.example",
        heroImage: "new",
        notifyResult: ["else@lumenforge.example"],
        publicationType: "03",
        sellCountryList: [
          { countryCode: "USA", price: "0" },
          { countryCode: "KOR", price: "0" },
          { countryCode: "JPN", price: "0" },
          { countryCode: "DEU", price: "0" },
        ],
        category: [{ name: "Tool", type: "GENERAL_CATEGORY" }],
      });
      await refused(
        /differs from the live app in supportEmail, heroImage, notifyEmails, category, publication\.type, countries\.DEU, countries\.GBR, listings\.ENG\.whatsNew, binaries\.4 \(paper-lanterns-2\.1\.0\.apk\), which this program does not manage: .*includePortalEdits: true/,
        LANTERNS,
      );
      await submit(LANTERNS, { includePortalEdits: true });
      assert.equal(await submitted(), true);
    });

    it("and releases all of it for a program that puts nothing into the update itself", async () => {
      await submit(LANTERNS, { beside: [] });
      assert.equal((await store.live(LANTERNS)).binaries.at(-1)?.binarySeq, "4");
    });

    it("and takes what the program's App manages for the program's own", async () => {
      await nameNewestBinaryOurs(store, LANTERNS);
      await refused(/differs from the live app in listings\.ENG\.whatsNew, which/, LANTERNS);
      await manageApp().up({ contentId: LANTERNS, listings: { ENG: { whatsNew: "Lanterns that sing" } } });
      await submit(LANTERNS);
      assert.equal((await store.live(LANTERNS)).content.newFeature, "Lanterns that sing");
    });

    it("also when the App is named by its package, and an earlier run brought it to state", async () => {
      await nameNewestBinaryOurs(store, LANTERNS);
      const lanterns = manageApp();
      const wish = {
        packageName: "com.lumenforge.paperlanterns",
        listings: { ENG: { whatsNew: "Lanterns that sing" } },
      };
      await lanterns.up(wish);
      forgetDeclared();
      assert.equal(await lanterns.up(wish), false);
      await submit(LANTERNS);
      assert.equal(await submitted(), true);
    });

    it("and names only what the App leaves alone", async () => {
      const countries = { USA: { price: 3.99 }, KOR: {} };
      await manageApp().up({ contentId: TIDELINE, countries, listings: { FRA: { title: "Marées" } } });
      await store.editInPortal(TIDELINE, { appTitle: "Tideline 2", copyrightHolder: "Somebody" });
      await refused(/in copyrightHolder, listings\.ENG\.title, which/, TIDELINE);
    });

    it("language by language, when one was added, removed or illustrated anew", async () => {
      await manageApp().up({ contentId: EMBER, listings: { KOR: { whatsNew: "새로운 섬" } } });
      const { addLanguage } = (await store.update(EMBER)).content;
      const [korean, german, ...rest] = addLanguage;
      assert.ok(korean && german);
      const shots = ["new", ...(german.screenshots ?? []).slice(1)];
      await store.editInPortal(EMBER, {
        addLanguage: [
          korean,
          { ...german, screenshots: shots },
          ...rest.slice(1),
          { languagecode: "FRA", appTitle: "Les îles", description: "La mer." },
        ],
      });
      await refused(/in listings\.DEU\.screenshots, listings\.FRA, listings\.JPN, which/, EMBER);
    });

    it("and takes no binary for superseded that nobody replaced", async () => {
      await store.control("POST", `/apps/${EMBER}/open-update`, {});
      const remove = new Managed(store, app).session();
      await remove.writeApp(EMBER, (api) => api.binaries.remove({ contentId: EMBER, binarySeq: "11" }));
      await refused(/in binaries\.11 \(removed\), which/, EMBER);
    });

    it("and knows a binary that the program took over from the portal", async () => {
      await manageApp()
        .session()
        .writeApp(HELPER, async (api) => {
          await api.apps.update({ contentId: HELPER });
          const { fileKey } = await api.uploads.file({ path: APK, fileName: "by-hand.apk" });
          await api.binaries.add({ contentId: HELPER, fileKey, fileName: "by-hand.apk", gms: false });
        });
      await refused(/in binaries\.6 \(by-hand\.apk\), which/, HELPER);
      await new Managed(store, binary).up({ contentId: HELPER, file: APK, adopt: true, supersedes: ["5"] });
      await submit(HELPER);
      assert.equal(await submitted(), true);
    });

    it("and names a binary that somebody changed", async () => {
      await nameNewestBinaryOurs(store, LANTERNS);
      await manageApp().up({ contentId: LANTERNS, listings: { ENG: { whatsNew: "Lanterns that sing" } } });
      await manageApp()
        .session()
        .writeApp(LANTERNS, (api) => api.binaries.modify({ contentId: LANTERNS, binarySeq: "3", gms: false }));
      await refused(/in binaries\.3\.usesGoogleServices, which/, LANTERNS);
    });

    it("where there is none: a first registration was made in the portal as a whole", async () => {
      await refused(/has never been on sale.*includePortalEdits: true/, FIRST_LIGHT);
      await submit(FIRST_LIGHT, { includePortalEdits: true });
      assert.equal(await submitted(), true);
    });

    it("and finds nothing in an update that the program alone has made", async () => {
      await manageApp().up({
        contentId: TIDELINE,
        listings: {
          ENG: { whatsNew: "Tides on the watch" },
          DEU: { title: "Gezeiten", description: "Ebbe und Flut." },
        },
        countries: { DEU: {} },
        paid: false,
        supportEmail: "tides@lumenforge.example",
        supportedLanguages: ["DEU"],
        privacyPolicyUrl: "https://lumenforge.example/tides",
        publication: { type: "automatic" },
      });
      await submit(TIDELINE);
      assert.equal(await submitted(), true);
    });
  });

  describe("the App's own words", () => {
    it("which name in a line what the App writes beside, and go on", async () => {
      const lines = await linesOf(() =>
        manageApp().up({ contentId: LANTERNS, listings: { KOR: { whatsNew: "노래하는 등불" } } }),
      );
      assert.deepEqual(lines, [
        "App 000001000102: the open update also differs from the live app in listings.ENG.whatsNew, binaries.4 (paper-lanterns-2.1.0.apk), which this program does not manage. It stays as it is.",
      ]);
      assert.equal((await store.update(LANTERNS)).content.addLanguage[0]?.newFeature, "노래하는 등불");
    });

    it("which are none when the App opened the update itself", async () => {
      const tideline = manageApp();
      const lines = await linesOf(async () => {
        await tideline.up({ contentId: TIDELINE, listings: { ENG: { whatsNew: "Tides on the watch" } } });
        await tideline.up({ contentId: TIDELINE, listings: { ENG: { whatsNew: "Tides on the fridge" } } });
      });
      assert.deepEqual(lines, []);
    });
  });

  describe("the declared rollout", () => {
    const lanterns = { includePortalEdits: true };
    const rollout = () => new Managed(store, stagedRollout);

    it("and submits what stands as declared", async () => {
      await rollout().up({ contentId: LANTERNS, rate: 10, countries: { KOR: 20 }, binaries: ["4"] });
      await submit(LANTERNS, lanterns);
      assert.deepEqual((await store.live(LANTERNS)).rollout, { rate: 10, countries: { KOR: 20 } });
    });

    it("and refuses other rates, countries and binaries in the update", async () => {
      await rollout().up({ contentId: LANTERNS, rate: 10, countries: { KOR: 20 }, binaries: ["4"] });
      await store.editInPortal(LANTERNS, { rollout: { rate: 50, countries: { KOR: 60 } } });
      await refused(
        /brings binary 4, but its staged rollout does not stand as declared: rate is 50 and not 10; countries\.KOR is 60 and not 20/,
        LANTERNS,
        lanterns,
      );
      await store.editInPortal(LANTERNS, { rollout: { enabled: false } });
      await refused(/binary 4 is not in the staged rollout and would go to everyone/, LANTERNS, lanterns);
      await store.editInPortal(LANTERNS, { rollout: { binaries: { 4: "PAUSED" } } });
      await refused(/binary 4 is not in the staged rollout/, LANTERNS, lanterns);
    });

    it("and refuses a binary that nobody lists and that would go to everyone", async () => {
      await stagedRollout.check({ contentId: LANTERNS, rate: 10, binaries: ["3"] }, {});
      await refused(/binary 4 is not in the staged rollout and would go to everyone. List it/, LANTERNS, lanterns);
    });

    it("and refuses a word that was left over from the last release", async () => {
      await stagedRollout.check({ contentId: LANTERNS, releaseToEveryone: true }, {});
      await refused(/says releaseToEveryone: true, which is meant for the release before/, LANTERNS, lanterns);
    });

    it("and lets an update without new binaries into a live rollout only when the program says so", async () => {
      await rollout().up({ contentId: EMBER, rate: 20, binaries: ["12"] });
      await manageApp().up({ contentId: EMBER, listings: { ENG: { whatsNew: "Two new islands" } } });
      await refused(/still at 20 percent of a staged rollout.*duringRollout: true/, EMBER, {});
      await submit(EMBER, { duringRollout: true });
      assert.equal((await store.live(EMBER)).rollout?.rate, 20);
    });

    it("not when the program declares none", async () => {
      await submit(LANTERNS, lanterns);
      assert.equal(await submitted(), true);
    });

    it("once more before it publishes what somebody else submitted", async () => {
      await store.editInPortal(LANTERNS, { publicationType: "03", contentStatus: "READY_FOR_CHANGE" });
      await stagedRollout.check({ contentId: LANTERNS, rate: 10, binaries: ["4"] }, {});
      await assert.rejects(
        submit(LANTERNS, { publish: true }),
        /differs from the live app in publication\.type, .*which this program does not manage.*Nothing was put on sale/,
      );
      await assert.rejects(
        submit(LANTERNS, { publish: true, ...lanterns }),
        /binary 4 is not in the staged rollout and would go to everyone\. Put it in in the Seller Portal, .*Nothing was put on sale/,
      );
      assert.deepEqual(await calls(), []);
      await store.editInPortal(LANTERNS, { rollout: { rate: 20, binaries: { 4: "ENABLED" } } });
      await assert.rejects(
        submit(LANTERNS, { publish: true, ...lanterns }),
        /rate is 20 and not 10\. Correct it in the Seller Portal, .*Nothing was put on sale/,
      );
      await store.faults("rollout.getRate", "return-400-3206");
      await assert.rejects(
        submit(LANTERNS, { publish: true, ...lanterns }),
        /cannot be read in status READY_FOR_CHANGE/,
      );
      assert.deepEqual(await calls(), []);
      await store.editInPortal(LANTERNS, { rollout: { rate: 10 } });
      await submit(LANTERNS, { publish: true, ...lanterns });
      assert.deepEqual(await calls(), ["apps.setStatus"]);
    });
  });
});
