/** Readings of releases: uploads, binaries, staged rollout. */
import type { RELEASE_READINGS } from "../../../emulator/state/readings/releases";
import { APPS, type Caller, png } from "../support/caller";
import { apk } from "../support/packages";
import { type Cases, outcome } from "./case";

const BINARY = "/seller/v2/content/binary";
const RATE = "/seller/v2/content/stagedRolloutRate";
const ROLLOUT_BINARY = "/seller/v2/content/stagedRolloutBinary";
const BILLING = "com.samsung.android.iap.permission.BILLING";

/** The file key of a further package of Paper Lanterns. */
const uploaded = (store: Caller, versionCode = 220) =>
  store.upload(
    `paper-lanterns-${versionCode}.apk`,
    apk({ package: "com.lumenforge.paperlanterns", versionCode, permissions: [BILLING] }),
  );
const add = (store: Caller, filekey: string, fields: object = { gms: "Y" }) =>
  store.call("POST", BINARY, { contentId: APPS.paperLanterns, filekey, ...fields });
const rate = (store: Caller, contentId: string, appStatus: string, rolloutRate: number, countries?: object) =>
  store.call("PUT", RATE, { contentId, appStatus, function: "ENABLE_ROLLOUT", rolloutRate, countries });
/** Puts the new binary of the open update of Paper Lanterns into its rollout. */
const stage = (store: Caller) =>
  store.call("PUT", ROLLOUT_BINARY, { contentId: APPS.paperLanterns, function: "ADD", binarySeq: "4" });

export const releaseCases: Cases<typeof RELEASE_READINGS> = {
  sessionFiles: {
    async see({ store }) {
      const { sessionId } = (await store.call("POST", "/seller/createUploadSessionId")).json;
      const file = { sessionId, name: "a.txt", bytes: Buffer.from("a") };
      const answers = [await store.sendFile({ sessionId }), await store.sendFile(file), await store.sendFile(file)];
      return answers.map(outcome);
    },
    shows: { one: ["403 7001", "200", "403 7002"], many: ["403 7001", "200", "200"] },
  },
  fileKeyLifetime: {
    async see({ store }) {
      const iconKey = await store.upload("icon.png", png(512, 512));
      const contentId = APPS.emberIsles;
      const early = await store.call("POST", "/seller/contentUpdate", { contentId, iconKey });
      await store.control("PUT", "clock", { advance: 25 * 3600 });
      return [outcome(early), outcome(await store.call("POST", "/seller/contentUpdate", { contentId, iconKey }))];
    },
    shows: { unlimited: ["200", "200"], day: ["200", "400 1000"] },
  },
  uploadFailureStatus: {
    async see({ store }) {
      const { sessionId } = (await store.call("POST", "/seller/createUploadSessionId")).json;
      const answers = [
        await store.sendFile({ sessionId }),
        await store.sendFile({ sessionId: "none", name: "a.txt", bytes: Buffer.from("a") }),
      ];
      return answers.map((answer) => [outcome(answer), answer.json.fileKey]);
    },
    shows: {
      "403": [
        ["403 7001", null],
        ["403 7002", null],
      ],
      "200": [
        ["200 7001", null],
        ["200 7002", null],
      ],
    },
  },
  binaryParameters: {
    async see({ store }) {
      const filekey = await uploaded(store);
      const query = `contentID=${APPS.paperLanterns}&filekey=${filekey}&gms=Y`;
      const byQuery = outcome(await store.call("POST", `${BINARY}?${query}`));
      return [byQuery, outcome(await add(store, await uploaded(store, 221)))];
    },
    shows: { body: ["400 1000", "200"], query: ["200", "400 1000"] },
  },
  gmsOnAdd: {
    async see({ store }) {
      const answer = await add(store, await uploaded(store), {});
      return [outcome(answer), (await store.info(APPS.paperLanterns))[0].binaryList.at(-1).gms];
    },
    shows: { required: ["400 1000", "Y"], optional: ["200", "Y"] },
  },
  binarySeqAnswer: {
    see: async ({ store }) => typeof (await add(store, await uploaded(store))).json.data?.binarySeq,
    shows: { text: "string", number: "number", absent: "undefined" },
  },
  binariesMax: {
    async see({ store }) {
      let count = 0;
      do {
        count = (await store.info(APPS.paperLanterns))[0].binaryList.length;
      } while (outcome(await add(store, await uploaded(store, 300 + count))) === "200");
      return count;
    },
    shows: { "20": 20, "10": 10 },
  },
  lowestRate: {
    async see({ store }) {
      await stage(store);
      const answers = [
        await rate(store, APPS.paperLanterns, "REGISTRATION", 0),
        await rate(store, APPS.paperLanterns, "REGISTRATION", 1),
        await rate(store, APPS.paperLanterns, "REGISTRATION", 1, [{ countryCode: "KOR", rolloutRate: 0 }]),
      ];
      return answers.map(outcome);
    },
    shows: { "0": ["200", "200", "200"], "1": ["400 1000", "200", "400 3204"] },
  },
  countryRates: {
    async see({ store }) {
      const lower = [
        { countryCode: "KOR", rolloutRate: 25 },
        { countryCode: "DEU", rolloutRate: 35 },
      ];
      const live = await rate(store, APPS.emberIsles, "SALE", 30, lower);
      await stage(store);
      return [outcome(live), outcome(await rate(store, APPS.paperLanterns, "REGISTRATION", 30, lower))];
    },
    shows: { any: ["200", "200"], aboveDefault: ["400 3105", "200"] },
  },
  rolloutCodes: {
    async see({ store }) {
      await stage(store);
      const unknown = [{ countryCode: "XXX", rolloutRate: 50 }];
      const answers = [
        await rate(store, APPS.emberIsles, "SALE", 10),
        await rate(store, APPS.emberIsles, "SALE", 40, unknown),
        await rate(store, APPS.paperLanterns, "REGISTRATION", 40, unknown),
      ];
      return answers.map(outcome);
    },
    shows: {
      byRecord: ["400 3104", "400 3105", "400 3204"],
      "31xx": ["400 3104", "400 3105", "400 3105"],
      "32xx": ["400 3203", "400 3204", "400 3204"],
    },
  },
  noCountries: {
    async see({ store }) {
      await stage(store);
      await rate(store, APPS.paperLanterns, "REGISTRATION", 30);
      return (await store.call("GET", `${RATE}?contentId=${APPS.paperLanterns}&appStatus=REGISTRATION`)).json.data;
    },
    shows: {
      emptyList: { rolloutRate: 30, countries: [] },
      null: { rolloutRate: 30, countries: null },
      absent: { rolloutRate: 30 },
    },
  },
  rolloutSeq: {
    see: async ({ store }) =>
      (await store.call("GET", `${ROLLOUT_BINARY}?contentId=${APPS.emberIsles}&appStatus=SALE`)).json.data.binaries[0]
        .seq,
    shows: { number: 11, text: "11" },
  },
  rolloutFileSize: {
    see: async ({ store }) =>
      (await store.call("GET", `${ROLLOUT_BINARY}?contentId=${APPS.emberIsles}&appStatus=SALE`)).json.data.binaries[0]
        .fileSize,
    shows: { bare: "93.49", withUnit: "93.49 MB" },
  },
};
