/** What answers may lack, and what is made of odd ones; half an answer is refused. Bent ones: mutatedAnswers.test.ts. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { type GalaxyStore, isGalaxyStoreError } from "../../sdk";
import { collect } from "./support/collect";
import { CONTENT_FIGURES, DAY, ORDER, PASS, RECEIPT, SELLER_FIGURES, SUBSCRIPTION } from "./support/samples";
import { clientOf, scriptedStore } from "./support/scriptedStore";

const APP = "000001000101";
const GAME = "com.example.game";
const ITEM = {
  id: "gold",
  title: "Gold",
  description: "Coins",
  type: "ITEM",
  status: "PUBLISHED",
  itemPaymentMethod: { phoneBillStatus: false },
  usdPrice: 1.5,
  prices: [{ countryId: "USA", currency: "USD", localPrice: "1.5" }],
};
const RECORD = {
  contentId: APP,
  appTitle: "My App",
  contentStatus: "FOR_SALE",
  paid: "N",
  usExportLaws: true,
  binaryList: [{ binarySeq: "7", versionCode: "101", iapSdk: "N", gms: "Y" }],
  sellCountryList: [{ countryCode: "KOR", price: "0" }],
  addLanguage: [
    { languagecode: "KOR", appTitle: "앱", screenshots: [{ screenshotPath: "https://x/1.png", reuseYn: true }] },
  ],
  screenshots: [{ screenshotPath: "https://x/1.png", screenshotKey: null, reuseYn: true }],
  supportedLanguages: ["ENG"],
};
const v2 = (data: unknown) => ({ resultCode: "0000", resultMessage: "Ok", data });

/** A whole answer of each parser, and the call that reads it. */
const PARSERS: Record<string, { answer: unknown; call: (store: GalaxyStore) => Promise<unknown> }> = {
  "apps.list": {
    answer: [{ contentName: "A", contentId: APP, contentStatus: "FOR_SALE", standardPrice: "0", paid: "N" }],
    call: (store) => store.apps.list(),
  },
  "apps.get": { answer: [RECORD], call: (store) => store.apps.get(APP) },
  "apps.update": {
    answer: { contentId: APP, contentStatus: "REGISTERING", httpStatus: "OK", errorCode: null, errorMsg: null },
    call: (store) => store.apps.update({ contentId: APP }),
  },
  "uploads.file": {
    answer: {
      url: "https://seller.samsungapps.com/galaxyapi/fileUpload",
      sessionId: "s",
      fileKey: "k",
      fileName: "a.png",
      fileSize: "3",
    },
    call: (store) => store.uploads.file({ data: Buffer.from("abc"), fileName: "a.png" }),
  },
  "binaries.add": {
    answer: v2({ binarySeq: "3" }),
    call: (store) => store.binaries.add({ contentId: APP, fileKey: "k", gms: true }),
  },
  "beta.get": {
    answer: v2({
      totalNumberOfBetaTesters: 1,
      betaTesters: ["a@example.com"],
      feedbackChannel: "f@example.com",
      betaTestingUrl: { android: "https://example.com" },
    }),
    call: (store) => collect(store.betaTests.testers({ contentId: APP, appStatus: "SALE" })),
  },
  "beta.update": {
    answer: v2({ additionFailedTesters: ["a"], deletionFailedTesters: [] }),
    call: (store) => store.betaTests.update({ contentId: APP, add: ["a"] }),
  },
  "rollout.getRate": {
    answer: v2({ rolloutRate: 40, countries: [{ countryCode: "AUT ", rolloutRate: 30 }] }),
    call: (store) => store.rollouts.getRate({ contentId: APP, appStatus: "SALE" }),
  },
  "rollout.getBinaries": {
    answer: v2({ binaries: [{ seq: 3, versionCode: "1", rolloutStatus: "ENABLED", appStatus: "SALE" }] }),
    call: (store) => store.rollouts.getBinaries({ contentId: APP, appStatus: "SALE" }),
  },
  "items.list": { answer: { itemList: [ITEM], totalCount: 1 }, call: (store) => collect(store.items.list(GAME)) },
  "items.get": { answer: ITEM, call: (store) => store.items.get(GAME, "gold") },
  "comments.list": {
    answer: v2({
      contentId: APP,
      totalCount: 1,
      pageNo: 1,
      totalPage: 1,
      comments: [{ commentId: "1000001", countryCode: "USA", rating: 9, date: "2025-01-02", commentText: "Nice" }],
    }),
    call: (store) => collect(store.reviews.list(APP)),
  },
  "orders.list": {
    answer: { continuationToken: null, orderItemList: [ORDER] },
    call: (store) => collect(store.orders.list({ sellerSeq: "000000000007" })),
  },
  "subscriptions.get": { answer: SUBSCRIPTION, call: (store) => store.subscriptions.get(PASS) },
  "purchases.consume": {
    answer: { totalCount: 1, purchaseItemList: [{ purchaseId: "aa11", statusCode: "0", statusString: "SUCCESS" }] },
    call: (store) => store.purchases.consume(GAME, ["aa11"]),
  },
  "receipts.verify": { answer: RECEIPT, call: (store) => store.receipts.verify("aa11") },
  "metrics.content": {
    answer: CONTENT_FIGURES,
    call: (store) => store.metrics.content({ contentId: "000000000042", periods: [DAY], breakdown: true }),
  },
  "metrics.seller": {
    answer: SELLER_FIGURES,
    call: (store) => store.metrics.seller({ periods: [DAY], apps: true }),
  },
  "auth.create": {
    answer: { ok: true, createdItem: { accessToken: "Ab3dEf6hIj9k" } },
    call: (store) => store.auth.check(),
  },
};

describe("answers that are cut short", () => {
  for (const [operation, { answer, call }] of Object.entries(PARSERS)) {
    it(`${operation}: the whole is read, a part is refused with a typed error`, async () => {
      let body = "";
      const local = await scriptedStore(({ url }) =>
        (url === "/auth/accessToken") === (operation === "auth.create")
          ? { body }
          : url === "/auth/accessToken"
            ? {}
            : { body: {} },
      );
      const ready =
        operation === "auth.create" ? undefined : clientOf(local.url, { retries: 0, accessToken: "token-ready" });
      const outcome = async (text: string): Promise<unknown> => {
        body = text;
        const { store } = ready ?? clientOf(local.url, { retries: 0 });
        try {
          return await call(store);
        } catch (error) {
          if (!isGalaxyStoreError(error)) throw error;
          assert.ok(error.message.length > 20 && error.fix.length > 5);
          return error.kind;
        }
      };
      const whole = await outcome(JSON.stringify(answer));
      assert.notEqual(typeof whole, "string", `the whole answer is read: ${String(whole)}`);
      await fc.assert(
        fc.asyncProperty(fc.nat({ max: JSON.stringify(answer).length - 1 }), async (length) => {
          const kind = await outcome(JSON.stringify(answer).slice(0, length));
          assert.ok(kind === undefined || typeof kind === "string" || length === 0, "half an answer is no answer");
        }),
        { numRuns: 15 },
      );
    });
  }

  it("numbers as text and text as numbers are read alike", async () => {
    const local = await scriptedStore(({ url }) =>
      url === "/auth/accessToken"
        ? {}
        : {
            body: [
              {
                ...RECORD,
                contentId: 1000101,
                ageLimit: 4,
                paid: true,
                usExportLaws: "Y",
                binaryList: [{ binarySeq: 7, gms: "N" }],
                addLanguage: null,
                screenshots: "",
              },
            ],
          },
    );
    const [record] = await clientOf(local.url).store.apps.get(APP);
    assert.equal(record?.contentId, APP);
    assert.equal(record?.ageLimit, "4");
    assert.equal(record?.paid, true);
    assert.equal(record?.usExportLaws, true);
    assert.equal(record?.binaryList[0]?.binarySeq, "7");
    assert.equal(record?.binaryList[0]?.gms, false);
    assert.deepEqual(record?.addLanguage, []);
    assert.deepEqual(record?.screenshots, []);
    assert.deepEqual(record?.notifyResult, []);
  });

  it("what an answer may lack is absent or empty, not a failure", async () => {
    const bodies: Record<string, unknown> = {
      "/seller/contentInfo": [{ contentId: APP, contentStatus: "FOR_SALE" }],
      "/seller/contentList": [{ contentId: APP, contentStatus: "FOR_SALE" }],
      "/seller/contentUpdate": {},
      "/seller/v2/content/binary": { resultCode: "0000" },
      "/seller/v2/content/betaTest": v2({ totalNumberOfBetaTesters: 0 }),
      "/seller/v2/content/stagedRolloutRate": v2({ rolloutRate: "5" }),
      "/seller/v2/content/stagedRolloutBinary": v2({ binaries: [{ seq: 3 }] }),
      "/iap/v6/applications/com.example.game/items": { totalCount: 0 },
      "/iap/v6/applications/com.example.game/items/gold": { id: "gold", usdPrice: 1 },
    };
    const local = await scriptedStore(({ url }) => ({ body: bodies[url.replace(/\?.*/, "")] }));
    const { store } = clientOf(local.url, { accessToken: "token-ready" });
    const [record] = await store.apps.get(APP);
    assert.deepEqual([record?.addLanguage, record?.sellCountryList, record?.notifyResult], [[], [], []]);
    assert.equal(record?.appTitle, undefined);
    assert.equal((await store.apps.list()).length, 1);
    assert.deepEqual(await store.apps.update({ contentId: APP }), { contentId: undefined, contentStatus: undefined });
    assert.deepEqual(await store.binaries.add({ contentId: APP, fileKey: "k", gms: false }), {});
    const beta = await store.betaTests.get({ contentId: APP, appStatus: "SALE" });
    assert.deepEqual(beta, { totalTesters: 0, testers: [] });
    assert.deepEqual(await store.betaTests.update({ contentId: APP }), { additionFailed: [], deletionFailed: [] });
    assert.deepEqual(await store.rollouts.getRate({ contentId: APP, appStatus: "SALE" }), { rate: 5, countries: {} });
    assert.deepEqual(await store.rollouts.getBinaries({ contentId: APP, appStatus: "SALE" }), [
      { binarySeq: "3", versionCode: "", versionName: "", fileName: "", rolloutStatus: "", appStatus: "SALE" },
    ]);
    assert.deepEqual(await collect(store.items.list(GAME)), []);
    assert.deepEqual(await store.items.get(GAME, "gold"), {
      id: "gold",
      title: "",
      description: "",
      status: "UNSPECIFIED",
      itemPaymentMethod: { phoneBillStatus: false },
      usdPrice: 1,
      prices: [],
    });
  });

  it("keys that nobody knows yet are kept", async () => {
    const local = await scriptedStore(({ url }) =>
      url === "/auth/accessToken"
        ? {}
        : { body: { ...ITEM, season: { no: 7 }, prices: [{ countryId: "USA", localPrice: 2, tax: "in" }] } },
    );
    const item = await clientOf(local.url).store.items.get(GAME, "gold");
    assert.deepEqual(item.season, { no: 7 });
    assert.deepEqual(item.prices, [{ countryId: "USA", localPrice: "2", tax: "in" }]);
  });
});
