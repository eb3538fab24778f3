/** Readings of apps: contentUpdate, the content record, submission and review. */
import type { CONTENT_READINGS } from "../../../emulator/state/readings/content";
import { APPS, type Caller, type Json } from "../support/caller";
import { type Cases, outcome } from "./case";

const update = (store: Caller, contentId: string, fields: object = {}) =>
  store.call("POST", "/seller/contentUpdate", { contentId, ...fields });
const submit = (store: Caller, contentId: string) => store.call("POST", "/seller/contentSubmit", { contentId });
const setStatus = (store: Caller, contentId: string, contentStatus: string) =>
  store.call("POST", "/seller/contentStatusUpdate", { contentId, contentStatus });
const details = (store: Caller, contentId: string) => store.call("GET", `/seller/contentInfo?contentId=${contentId}`);
const statuses = async (store: Caller, contentId: string): Promise<string[]> =>
  (await store.info(contentId)).map((record: Json) => record.contentStatus);
const set = (store: Caller, settings: object) => store.control("PUT", "settings", settings);
/** How the store answers an update of Ember Isles with each of these fields. */
const outcomes = async (store: Caller, ...fields: object[]): Promise<string[]> => {
  const answers: string[] = [];
  for (const field of fields) answers.push(outcome(await update(store, APPS.emberIsles, field)));
  return answers;
};

export const contentCases: Cases<typeof CONTENT_READINGS> = {
  updateAnswerId: {
    see: async ({ store }) =>
      Object.keys((await update(store, APPS.emberIsles)).json).filter((key) => key === "ctntId" || key === "contentId"),
    shows: { both: ["contentId", "ctntId"], ctntId: ["ctntId"], contentId: ["contentId"] },
  },
  openedStatus: {
    async see({ store }) {
      const answer = await update(store, APPS.emberIsles);
      const list = await store.call("GET", "/seller/contentList");
      const [row] = list.json.filter((entry: Json) => entry.contentId === APPS.emberIsles);
      return [answer.json.contentStatus, row.contentStatus, (await statuses(store, APPS.emberIsles))[0]];
    },
    shows: {
      byCall: ["REGISTERING", "REGISTERING", "UPDATING"],
      REGISTERING: ["REGISTERING", "REGISTERING", "REGISTERING"],
      UPDATING: ["UPDATING", "UPDATING", "UPDATING"],
    },
  },
  metadataOpensUpdate: {
    async see({ store }) {
      const few = await update(store, APPS.emberIsles, { appTitle: "Few" });
      const after = await statuses(store, APPS.emberIsles);
      const all = { appTitle: "All", defaultLanguageCode: "ENG", paid: "N", publicationType: "01" };
      await update(store, APPS.emberIsles, all);
      return [outcome(few), after, (await store.info(APPS.emberIsles))[0].appTitle];
    },
    shows: {
      yes: ["200", ["UPDATING", "FOR_SALE"], "All"],
      no: ["200", ["FOR_SALE"], "All"],
    },
  },
  clearLists: {
    async see({ store }) {
      const text = await update(store, APPS.emberIsles, { addLanguage: "" });
      const list = await update(store, APPS.emberIsles, { sellCountryList: [] });
      const [{ addLanguage, sellCountryList }] = await store.info(APPS.emberIsles);
      return [outcome(text), addLanguage.length === 0, outcome(list), sellCountryList.length === 0];
    },
    shows: {
      either: ["200", true, "200", true],
      emptyList: ["400 1000", false, "200", true],
      emptyText: ["200", true, "200", false],
    },
  },
  keepLists: {
    async see({ store }) {
      const answers = await outcomes(store, { addLanguage: null }, { addLanguage: "null" });
      return [...answers, (await store.info(APPS.emberIsles))[0].addLanguage.length > 0];
    },
    shows: {
      either: ["200", "200", true],
      null: ["200", "400 1000", true],
      text: ["400 1000", "200", true],
    },
  },
  shortDescription: {
    see({ store }) {
      const chinese = { languagecode: "ZHO", appTitle: "余烬群岛", description: "海已暗。" };
      return outcomes(
        store,
        { shortDescription: "x".repeat(19) },
        { shortDescription: "x".repeat(20) },
        { addLanguage: [{ ...chinese, shortDescription: "x".repeat(19) }] },
        { addLanguage: [{ ...chinese, shortDescription: "x".repeat(40) }] },
        { addLanguage: [{ ...chinese, shortDescription: "x".repeat(41) }] },
      );
    },
    shows: {
      from20to240: ["400 1000", "200", "400 1000", "200", "200"],
      chinese40: ["400 1000", "400 1000", "200", "200", "400 1000"],
    },
  },
  youTubeUrl: {
    see: ({ store }) =>
      outcomes(
        store,
        { youTubeURL: "a1B2c3D4e5_" },
        { youTubeURL: "https://www.youtube.com/watch?v=a1B2c3D4e5_" },
        { youTubeURL: "" },
      ),
    shows: {
      any: ["200", "200", "200"],
      id: ["200", "400 1000", "200"],
      url: ["400 1000", "200", "200"],
    },
  },
  publicationTimeZone: {
    async see({ store }) {
      await store.update(APPS.tideline, { publicationType: "02", startPublicationDate: "2030-01-01 00:00:00" });
      await submit(store, APPS.tideline);
      const seen = [];
      for (const now of ["2029-12-31T15:59:00Z", "2029-12-31T16:00:00Z", "2030-01-01T00:00:00Z"]) {
        await store.control("PUT", "clock", { now });
        seen.push((await statuses(store, APPS.tideline)).length);
      }
      return seen;
    },
    shows: { UTC: [2, 2, 1], Beijing: [2, 1, 1] },
  },
  yesNoInput: {
    async see({ store }) {
      const updates = await outcomes(
        store,
        { autoAddCountry: "Y" },
        { autoAddCountry: true },
        { paid: "N" },
        { paid: false },
      );
      const modify = async (gms: unknown) =>
        outcome(
          await store.call("PUT", "/seller/v2/content/binary", { contentId: APPS.paperLanterns, binarySeq: "4", gms }),
        );
      return [...updates, await modify("Y"), await modify(true)];
    },
    shows: {
      either: ["200", "200", "200", "200", "200", "200"],
      text: ["200", "400 1000", "200", "400 1000", "200", "400 1000"],
      boolean: ["400 1000", "200", "400 1000", "200", "400 1000", "200"],
    },
  },
  detailKeys: {
    see: async ({ store }) =>
      (await store.info(APPS.paperLanterns)).map(({ appStatus, packageName }: Json) => [appStatus, packageName]),
    shows: {
      absent: [
        [undefined, undefined],
        [undefined, undefined],
      ],
      present: [
        ["REGISTRATION", "com.lumenforge.paperlanterns"],
        ["SALE", "com.lumenforge.paperlanterns"],
      ],
    },
  },
  recordOrder: {
    async see({ store }) {
      const list = await store.call("GET", "/seller/contentList");
      const rows = list.json.filter((entry: Json) => entry.contentId === APPS.paperLanterns);
      return [await statuses(store, APPS.paperLanterns), rows.map((row: Json) => row.contentStatus)];
    },
    shows: {
      updateFirst: [
        ["UPDATING", "FOR_SALE"],
        ["REGISTERING", "FOR_SALE"],
      ],
      liveFirst: [
        ["FOR_SALE", "UPDATING"],
        ["FOR_SALE", "REGISTERING"],
      ],
    },
  },
  unknownContent: {
    see: async ({ store }) => outcome(await details(store, APPS.nobodys)),
    shows: { emptyList: "200", "3100": "400 3100", "4008": "403 4008" },
  },
  foreignContent: {
    see: async ({ store }) => [
      outcome(await details(store, APPS.railBaron)),
      outcome(await update(store, APPS.railBaron)),
    ],
    shows: { "4008": ["403 4008", "403 4008"], "3100": ["400 3100", "400 3100"] },
  },
  updateInReview: {
    async see({ store }) {
      await set(store, { review: "manual" });
      await submit(store, APPS.paperLanterns);
      return outcome(await update(store, APPS.paperLanterns));
    },
    shows: { "4105": "403 4105", "3201": "400 3201" },
  },
  suspendedUpdate: {
    async see({ store }) {
      await setStatus(store, APPS.emberIsles, "SUSPENDED");
      const suspended = await update(store, APPS.emberIsles);
      await setStatus(store, APPS.tideline, "SUSPENDED");
      await setStatus(store, APPS.tideline, "TERMINATED");
      return [outcome(suspended), outcome(await update(store, APPS.tideline))];
    },
    shows: { refused: ["400 4128", "400 4128"], opened: ["200", "400 4128"] },
  },
  submitAnswer: {
    async see({ store }) {
      const { status, json } = await submit(store, APPS.paperLanterns);
      return [status, json?.httpStatus, await statuses(store, APPS.paperLanterns)];
    },
    shows: { "204": [204, undefined, ["FOR_SALE"]], "200": [200, "OK", ["FOR_SALE"]] },
  },
  autoSubmit: {
    async see({ store }) {
      await store.update(APPS.paperLanterns, { newFeature: "By itself" });
      await store.update(APPS.emberIsles, { newFeature: "Only opened" });
      return [await statuses(store, APPS.paperLanterns), await statuses(store, APPS.emberIsles)];
    },
    shows: {
      no: [
        ["UPDATING", "FOR_SALE"],
        ["UPDATING", "FOR_SALE"],
      ],
      yes: [["FOR_SALE"], ["UPDATING", "FOR_SALE"]],
    },
  },
  firstReviewStatus: {
    async see({ store }) {
      await set(store, { review: "manual" });
      await submit(store, APPS.paperLanterns);
      const [first] = await statuses(store, APPS.paperLanterns);
      await store.control("POST", `apps/${APPS.paperLanterns}/review`, { outcome: "pass" });
      return [first, await statuses(store, APPS.paperLanterns)];
    },
    shows: {
      READY_FOR_REVIEW: ["READY_FOR_REVIEW", ["FOR_SALE"]],
      READY_TO_PRE_REVIEWS: ["READY_TO_PRE_REVIEWS", ["FOR_SALE"]],
    },
  },
  rejectedUpdate: {
    async see({ store }) {
      await set(store, { review: "manual" });
      const seen = [];
      for (const contentId of [APPS.paperLanterns, APPS.firstLight]) {
        await submit(store, contentId);
        await store.control("POST", `apps/${contentId}/review`, { outcome: "reject", stage: "CONTENT_REVIEW" });
        seen.push((await statuses(store, contentId))[0]);
      }
      return seen;
    },
    shows: {
      rejected: ["CONTENT_REVIEW_REJECTED", "CONTENT_REVIEW_REJECTED"],
      editable: ["UPDATING", "REGISTERING"],
    },
  },
  resumeSuspended: {
    async see({ store }) {
      await setStatus(store, APPS.emberIsles, "SUSPENDED");
      const answer = await setStatus(store, APPS.emberIsles, "FOR_SALE");
      return [outcome(answer), await statuses(store, APPS.emberIsles)];
    },
    shows: { refused: ["403 4105", ["SUSPENDED"]], allowed: ["204", ["FOR_SALE"]] },
  },
  asyncStatus: {
    async see({ store }) {
      await set(store, { asyncUpdates: true });
      return outcome(await update(store, APPS.emberIsles));
    },
    shows: { "303": "303", "302": "302" },
  },
  asyncCalls: {
    async see({ store }) {
      await set(store, { asyncUpdates: true });
      const edited = await update(store, APPS.paperLanterns);
      const rate = await store.call("PUT", "/seller/v2/content/stagedRolloutRate", { contentId: APPS.paperLanterns });
      const read = await details(store, APPS.paperLanterns);
      return [edited, await submit(store, APPS.paperLanterns), rate, read].map(({ status }) => status);
    },
    shows: { contentUpdate: [303, 204, 400, 200], everyWrite: [303, 303, 303, 200] },
  },
  queueLocation: {
    async see({ store }) {
      await set(store, { asyncUpdates: true });
      const place = (await update(store, APPS.emberIsles)).headers.get("location") ?? "";
      const poll = await store.call("GET", new URL(place, store.url).pathname);
      return [place.startsWith(`${store.url}/`), place.startsWith("/"), poll.status];
    },
    shows: { absolute: [true, false, 202], relative: [false, true, 202] },
  },
};
