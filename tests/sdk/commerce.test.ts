/** Orders, subscriptions, purchases and receipts: what is sent, and how what comes back reads. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { collect } from "./support/collect";
import { failureOf } from "./support/failing";
import { ORDER, PASS, RECEIPT, SUBSCRIPTION } from "./support/samples";
import { always, clientOf, inTurn, scriptedStore } from "./support/scriptedStore";

const SELLER = "000000000007";

describe("orders", () => {
  it("times, money and yes or no have one form, whatever the store writes", async () => {
    const local = await scriptedStore(
      always({
        body: {
          continuationToken: null,
          orderItemList: [
            { ...ORDER, freeTrialYN: "Y", usdPrice: 1.5 },
            {
              ...ORDER,
              orderTime: 1735787045,
              completionTime: "20250102030405",
              refundTime: "2025-01-02T12:04:05+09:00",
            },
            { ...ORDER, orderTime: "2025-01-02 03:04:05 GMT", completionTime: "1735787045000", refundTime: "" },
          ],
        },
      }),
    );
    const { orders } = await clientOf(local.url).store.orders.page({ sellerSeq: SELLER });
    const [first, second, third] = orders;
    assert.deepEqual(first?.orderTime, new Date("2025-01-02T03:04:00Z"));
    assert.deepEqual([first?.localPrice, first?.usdPrice, first?.localCurrencyCode], ["1.5", "1.5", "USD"]);
    assert.deepEqual([first?.freeTrialYN, first?.tieredSubscriptionYN], [true, false]);
    const moment = new Date("2025-01-02T03:04:05Z");
    assert.deepEqual([second?.orderTime, second?.completionTime, second?.refundTime], [moment, moment, moment]);
    assert.deepEqual([third?.orderTime, third?.completionTime, third?.refundTime], [moment, moment, null]);
  });

  it("a status and a key that nobody knows yet are kept", async () => {
    const local = await scriptedStore(
      always({ body: { continuationToken: null, orderItemList: [{ ...ORDER, status: "9", gift: { from: "bb22" } }] } }),
    );
    const [order] = await collect(clientOf(local.url).store.orders.list({ sellerSeq: SELLER }));
    assert.equal(order?.status, "9");
    assert.deepEqual(order?.gift, { from: "bb22" });
  });

  it("an abbreviated record is read; a time that is none is named by its place", async () => {
    const bare = { orderId: "S1", purchaseId: "aa11", status: "2" };
    const local = await scriptedStore(
      inTurn(
        { body: { continuationToken: null, orderItemList: [bare] } },
        { body: { continuationToken: null, orderItemList: [bare, { ...bare, orderTime: "soon" }] } },
        { body: {} },
      ),
    );
    const { store } = clientOf(local.url);
    assert.deepEqual((await store.orders.page({ sellerSeq: SELLER })).orders, [bare]);
    const error = await failureOf(store.orders.page({ sellerSeq: SELLER }));
    assert.equal(error.kind, "protocol");
    assert.match(error.message, /orderItemList\.1\.orderTime: is not a time/);
    assert.equal(
      (await failureOf(store.orders.page({ sellerSeq: SELLER }))).kind,
      "protocol",
      "not a day without sales",
    );
  });

  it("a day is followed over its pages", async () => {
    const page = (purchaseId: string, continuationToken: string | null) => ({
      body: { continuationToken, orderItemList: [{ ...ORDER, purchaseId }] },
    });
    const local = await scriptedStore(
      inTurn(page("p1", "next-1"), { body: { continuationToken: "next-2", orderItemList: [] } }, page("p3", null)),
    );
    const query = { sellerSeq: SELLER, packageName: "com.example.oak", day: "2025-01-02" };
    const orders = await collect(clientOf(local.url).store.orders.list(query));
    assert.deepEqual(
      orders.map(({ purchaseId }) => purchaseId),
      ["p1", "p3"],
    );
    const asked = { sellerSeq: SELLER, packageName: "com.example.oak", requestDate: "20250102" };
    assert.deepEqual(
      local.seen.slice(1).map(({ body }) => JSON.parse(body)),
      [asked, { ...asked, continuationToken: "next-1" }, { ...asked, continuationToken: "next-2" }],
    );
  });

  it("a token that comes again ends the list", async () => {
    const local = await scriptedStore(always({ body: { continuationToken: "same", orderItemList: [ORDER] } }));
    const orders = await collect(clientOf(local.url).store.orders.list({ sellerSeq: SELLER }));
    assert.equal(orders.length, 2);
  });

  it("a range is read day by day, over the end of a month", async () => {
    const local = await scriptedStore(always({ body: { continuationToken: null, orderItemList: [ORDER] } }));
    const range = { sellerSeq: SELLER, from: "2024-02-28", to: "2024-03-01" };
    assert.equal((await collect(clientOf(local.url).store.orders.list(range))).length, 3);
    assert.deepEqual(
      local.seen.slice(1).map(({ body }) => JSON.parse(body).requestDate),
      ["20240228", "20240229", "20240301"],
    );
  });

  it("a day that does not exist is refused before anything is sent", async () => {
    const local = await scriptedStore(always({ body: {} }));
    for (const day of ["2025-02-31", "20250102", "yesterday"]) {
      const error = await failureOf(collect(clientOf(local.url).store.orders.list({ sellerSeq: SELLER, day })));
      assert.equal(error.kind, "validation");
      assert.match(error.message, /YYYY-MM-DD/);
    }
    assert.deepEqual(local.seen, []);
  });

  it("the store's codes read as what they mean here", async () => {
    const refusals: [number, string, string, RegExp][] = [
      [400, "SLR_4001", "permission", /seller sequence is not the caller's/],
      [400, "SLR_4009", "validation", /first page/],
      [400, "SLR_4011", "validation", /yyyyMMdd/],
      [401, "SLR_4008", "authentication", /gateway's authorization/],
    ];
    for (const [status, code, kind, says] of refusals) {
      const local = await scriptedStore(always({ status, body: { code, message: "no" } }));
      const error = await failureOf(clientOf(local.url).store.orders.page({ sellerSeq: SELLER }));
      assert.deepEqual([error.kind, error.code], [kind, code]);
      assert.match(error.message, says);
    }
  });
});

describe("subscriptions", () => {
  it("the state reads with times, amounts and counts", async () => {
    const local = await scriptedStore(always({ body: SUBSCRIPTION }));
    const state = await clientOf(local.url).store.subscriptions.get(PASS);
    assert.deepEqual(local.calls(), ["GET /iap/seller/v6/applications/com.example.oak/purchases/subscriptions/aa11"]);
    assert.deepEqual(state.subscriptionEndDate, new Date("2025-02-02T03:04:05Z"));
    assert.deepEqual([state.price?.localPrice, state.price?.supplyPrice], ["2.5", "2.75"]);
    assert.deepEqual([state.realMode, state.gracePeriodYN, state.gracePeriodEndDate], [true, false, null]);
    assert.deepEqual([state.totalNumberOfRenewalPayment, state.totalNumberOfTieredPayment], [1, 0]);
    assert.deepEqual(state.priceChange?.expectedNewPriceChargeDate, new Date("2025-03-02T03:04:05Z"));
    assert.equal(state.priceChange?.newPrice?.localPrice, "2");
  });

  it("cancel, refund and revoke send their action", async () => {
    const local = await scriptedStore(always({ body: { code: "0000", message: "Success" } }));
    const { subscriptions } = clientOf(local.url).store;
    await subscriptions.cancel(PASS);
    await subscriptions.cancel({ ...PASS, caller: "user" });
    await subscriptions.refund(PASS);
    await subscriptions.revoke(PASS);
    assert.deepEqual(
      local.seen.slice(1).map(({ method, body }) => [method, JSON.parse(body)]),
      [
        ["PATCH", { action: "cancel" }],
        ["PATCH", { action: "cancel", caller: "user" }],
        ["PATCH", { action: "refund" }],
        ["PATCH", { action: "revoke" }],
      ],
    );
  });

  it("a refusal says which subscription and what to check", async () => {
    const local = await scriptedStore(always({ status: 400, body: { code: "SLR_4008", message: "invalid" } }));
    const error = await failureOf(clientOf(local.url).store.subscriptions.get(PASS));
    assert.equal(error.kind, "validation");
    assert.match(error.message, /subscription aa11 of com\.example\.oak: the purchase id is not valid/);
  });
});

describe("purchases", () => {
  const answer = (...items: [string, string][]) => ({
    body: {
      totalCount: items.length,
      purchaseItemList: items.map(([purchaseId, statusCode]) => ({ purchaseId, statusCode, statusString: "text" })),
    },
  });

  it("one purchase goes in the path, several also in the list", async () => {
    const local = await scriptedStore(always(answer(["aa11", "0"], ["bb22", "0"])));
    const { purchases } = clientOf(local.url).store;
    await purchases.consume("com.example.oak", ["aa11"]);
    await purchases.acknowledge("com.example.oak", ["aa11", "bb22"]);
    assert.deepEqual(
      local.seen.slice(1).map(({ method, url, body }) => [method, url, JSON.parse(body)]),
      [
        ["PATCH", "/iap/v6/applications/com.example.oak/purchases/aa11", { action: "consume" }],
        [
          "PATCH",
          "/iap/v6/applications/com.example.oak/purchases/aa11",
          { action: "acknowledge", purchasedIdList: ["aa11", "bb22"] },
        ],
      ],
    );
  });

  it("every purchase has a result of its own, in the given order", async () => {
    const codes: [string, string][] = [
      ["f", "9"],
      ["e", "5"],
      ["d", "4"],
      ["c", "3"],
      ["b", "1"],
      ["a", "0"],
      ["a", "4"],
      ["h", "2"],
    ];
    const local = await scriptedStore(always(answer(...codes)));
    const results = await clientOf(local.url).store.purchases.consume("com.example.oak", [..."abcdefgh"]);
    assert.deepEqual(
      results.map(({ purchaseId, outcome, settled }) => [purchaseId, outcome, settled]),
      [
        ["a", "done", true],
        ["b", "notFound", false],
        ["c", "wrongKind", false],
        ["d", "already", true],
        ["e", "notAllowed", false],
        ["f", "unknown", false],
        ["g", "unanswered", false],
        ["h", "notPaid", false],
      ],
    );
    assert.deepEqual(results[0], {
      purchaseId: "a",
      outcome: "done",
      settled: true,
      statusCode: "0",
      statusString: "text",
    });
  });

  it("no purchase is no call", async () => {
    const local = await scriptedStore(always({ status: 500 }));
    assert.deepEqual(await clientOf(local.url).store.purchases.consume("com.example.oak", []), []);
    assert.deepEqual(local.seen, []);
  });
});

describe("receipts", () => {
  it("are read without credentials, and nothing secret is sent", async () => {
    const local = await scriptedStore(always({ body: RECEIPT }));
    const receipt = await clientOf(local.url, { serviceAccountId: "", privateKey: "" }).store.receipts.verify("aa11");
    assert.deepEqual(local.calls(), ["GET /iap/v6/receipt?purchaseID=aa11"]);
    assert.equal(local.seen[0]?.headers.authorization, undefined);
    assert.equal(local.seen[0]?.headers["service-account-id"], undefined);
    assert.equal(receipt.status, "success");
    assert.deepEqual(receipt.purchaseDate, new Date("2025-01-02T03:04:05Z"));
    assert.deepEqual([receipt.paymentAmount, receipt.currencyCode, receipt.consumeYN], ["1.500", "USD", false]);
  });

  it("a client with credentials keeps them to itself", async () => {
    const local = await scriptedStore(always({ body: RECEIPT }));
    const { store } = clientOf(local.url, { accessToken: "token-ready" });
    await store.receipts.verify("aa11");
    assert.equal(local.seen[0]?.headers.authorization, undefined);
    assert.equal(local.tokensMinted(), 0);
  });

  it("a cancelled purchase says so, and a status of tomorrow survives", async () => {
    const local = await scriptedStore(
      inTurn(
        {
          body: { ...RECEIPT, status: "cancel", cancelDate: "2025-01-03 00:00:00", comsumeDate: "2025-01-02 04:00:00" },
        },
        { body: { ...RECEIPT, status: "disputed" } },
      ),
    );
    const { receipts } = clientOf(local.url).store;
    const cancelled = await receipts.verify("aa11");
    assert.equal(cancelled.status, "cancel");
    assert.deepEqual(cancelled.cancelDate, new Date("2025-01-03T00:00:00Z"));
    assert.deepEqual(cancelled.consumeDate, new Date("2025-01-02T04:00:00Z"), "the table's spelling is read as well");
    assert.equal((await receipts.verify("aa11")).status, "disputed");
  });

  it("what cannot be verified is an error by its code, under any HTTP status", async () => {
    const failures: [unknown, string, string | undefined][] = [
      [{ status: "fail", errorCode: 9135, errorMessage: "not exist order" }, "notFound", "9135"],
      [{ status: "fail", errorCode: 9153, errorMessage: "wrong parameter" }, "validation", "9153"],
      [{ status: "fail", errorCode: 1, errorMessage: "fail" }, "validation", "1"],
      [{ status: "fail" }, "protocol", undefined],
    ];
    for (const [body, kind, code] of failures) {
      for (const status of code === undefined ? [200] : [200, 400]) {
        const local = await scriptedStore(always({ status, body }));
        const error = await failureOf(clientOf(local.url).store.receipts.verify("aa11"));
        assert.deepEqual([error.kind, error.code], [kind, code]);
        assert.equal(local.calls().length, 1);
      }
    }
  });

  it("an unexpected error of the service is tried again", async () => {
    const local = await scriptedStore(
      inTurn({ body: { status: "fail", errorCode: 1000, errorMessage: "parsing error" } }, { body: RECEIPT }),
    );
    assert.equal((await clientOf(local.url).store.receipts.verify("aa11")).orderId, RECEIPT.orderId);
  });
});
