/** The list of a seller's apps and the details of one. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { EMBER, FIRST_REGISTRATION, LANTERNS, openUpdate, RAIL_BARON, records } from "./support/apps";
import { done } from "./support/seller";
import { exactly, hasShape, nullOr, type Shape } from "./support/shapes";

const ROW: Shape = {
  contentName: "string",
  contentId: /^\d{12}$/,
  contentStatus: /^[A-Z_]+$/,
  standardPrice: "string|null",
  paid: /^[YN]$/,
  modifyDate: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d$/,
};

const SCREENSHOTS: Shape = nullOr([{ screenshotPath: "string", screenshotKey: "string|null", reuseYn: "boolean" }]);

/** The content record with the wire types of a real trace. */
const RECORD: Shape = {
  contentId: /^\d{12}$/,
  appTitle: "string",
  icon: /^https:/,
  iconKey: "null",
  contentStatus: /^[A-Z_]+$/,
  defaultLanguageCode: /^[A-Z0-9]{3}$/,
  applicationType: exactly("android"),
  longDescription: "string",
  shortDescription: "string",
  newFeature: "string",
  ageLimit: /^(0|4|12|16|18)$/,
  chinaAgeLimit: nullOr(/^(0|3|8|12|16|18)$/),
  openSourceURL: "string",
  privatePolicyURL: "string",
  "privatePolicyURLYN?": /^[YN]$/,
  "termAndConditionURL?": "string|null",
  youTubeURL: "string",
  copyrightHolder: "string",
  supportEMail: "string",
  supportedSiteUrl: "string",
  binaryList: [
    {
      fileName: "string",
      binarySeq: /^\d+$/,
      versionCode: /^\d+$/,
      versionName: "string",
      packageName: /^[\w.]+$/,
      nativePlatforms: nullOr(/^(32bit|32\/64bit|64bit)$/),
      apiminSdkVersion: /^\d+$/,
      apimaxSdkVersion: nullOr(/^\d+$/),
      iapSdk: /^[YN]$/,
      gms: /^[YN]$/,
      filekey: "null",
    },
  ],
  standardPrice: "string",
  paid: /^[YN]$/,
  "autoAddCountry?": "boolean",
  publicationType: /^0[123]$/,
  startPublicationDate: nullOr(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  stopPublicationDate: /^\d{4}-\d\d-\d\d$/,
  usExportLaws: "boolean",
  reviewComment: "string|null",
  reviewFilename: "string|null",
  reviewFilekey: "string|null",
  edgescreen: "string|null",
  edgescreenKey: "string|null",
  edgescreenplus: "string|null",
  edgescreenplusKey: "string|null",
  heroImage: "string|null",
  heroImageKey: "string|null",
  notifyResult: ["string"],
  sellCountryList: nullOr([{ countryCode: /^[A-Z]{3}$/, price: "string|null" }]),
  supportedLanguages: ["string"],
  addLanguage: nullOr([
    {
      languagecode: /^[A-Z0-9]{3}$/,
      appTitle: "string",
      description: "string",
      newFeature: "string",
      shortDescription: "string",
      screenshots: SCREENSHOTS,
    },
  ]),
  screenshots: SCREENSHOTS,
  category: [{ name: "string", type: "string" }],
};

export function apps(): void {
  describe("the list of apps", () => {
    it("has a row for every record of the seller, and nobody else's", async () => {
      const rows = await done("GET", "/seller/contentList");
      hasShape(rows, [ROW]);
      const ids = rows.map(({ contentId }: { contentId: string }) => contentId);
      assert.equal(ids.filter((id: string) => id === EMBER.contentId).length, 1);
      assert.equal(ids.filter((id: string) => id === LANTERNS.contentId).length, 2, "live row and update row");
      assert.ok(!ids.includes(RAIL_BARON.contentId));
      const others = await done("GET", "/seller/contentList", { as: "stranger" });
      assert.deepEqual(
        others.map(({ contentId }: { contentId: string }) => contentId),
        [RAIL_BARON.contentId],
      );
    });

    it("has a second row for an app once its update is open", async () => {
      const rowsOf = async () =>
        (await done("GET", "/seller/contentList")).filter(
          ({ contentId }: { contentId: string }) => contentId === EMBER.contentId,
        );
      assert.equal((await rowsOf()).length, 1);
      await openUpdate(EMBER, { appTitle: "Ember Isles II" });
      const rows = await rowsOf();
      hasShape(rows, [ROW]);
      assert.deepEqual(rows.map(({ contentName }: { contentName: string }) => contentName).sort(), [
        "Ember Isles",
        "Ember Isles II",
      ]);
    });
  });

  describe("the details of an app", () => {
    it("are one record while only the live version exists, with every documented key", async () => {
      const answer = await records(EMBER);
      assert.equal(answer.length, 1);
      hasShape(answer, [RECORD]);
      const [{ contentId, contentStatus, addLanguage, screenshots, binaryList }] = answer;
      assert.deepEqual([contentId, contentStatus], [EMBER.contentId, "FOR_SALE"]);
      assert.ok(addLanguage.length > 0 && screenshots.length >= 4 && binaryList.length > 0);
      assert.equal(binaryList[0].packageName, EMBER.packageName);
    });

    it("are two records while an update is open, and the update has the live binaries and the new ones", async () => {
      const answer = await records(LANTERNS);
      hasShape(answer, [RECORD]);
      const byStatus = new Map(answer.map((record) => [record.contentStatus, record]));
      assert.deepEqual([...byStatus.keys()].sort(), ["FOR_SALE", "UPDATING"]);
      const binariesOf = (status: string) =>
        byStatus.get(status).binaryList.map(({ binarySeq }: { binarySeq: string }) => binarySeq);
      assert.deepEqual([binariesOf("FOR_SALE"), binariesOf("UPDATING")], [["3"], ["3", "4"]]);
    });

    it("are readable for a first registration too", async () => {
      const answer = await records(FIRST_REGISTRATION);
      hasShape(answer, [RECORD]);
      assert.deepEqual(
        answer.map(({ contentStatus }) => contentStatus),
        ["REGISTERING"],
      );
    });
  });
}
