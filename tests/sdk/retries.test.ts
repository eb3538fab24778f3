/** The operation decides whether a request is repeated, not the HTTP verb. */

import assert from "node:assert/strict";
import { createServer } from "node:net";
import { describe, it } from "mocha";
import { type GalaxyStore, OPERATIONS, type OperationId } from "../../sdk";
import { failureOf } from "./support/failing";
import { type Answer, always, clientOf, HANG_UP, inTurn, scriptedStore } from "./support/scriptedStore";

const APP = "000001000101";
const GAME = "com.example.game";
const PASS = { packageName: GAME, purchaseId: "aa11" };
const GOLD = {
  id: "gold",
  title: "Gold",
  description: "Coins",
  status: "PUBLISHED",
  itemPaymentMethod: { phoneBillStatus: false },
  usdPrice: 1.5,
  prices: [{ countryId: "USA", currency: "USD", localPrice: "1.5" }],
};

/** One call of every operation that the retry rules are about. */
const CALLS: Partial<Record<OperationId, (store: GalaxyStore) => Promise<unknown>>> = {
  "auth.check": (store) => store.auth.check(),
  "apps.list": (store) => store.apps.list(),
  "apps.get": (store) => store.apps.get(APP),
  "apps.update": (store) => store.apps.update({ contentId: APP, appTitle: "A" }),
  "apps.submit": (store) => store.apps.submit(APP),
  "apps.setStatus": (store) => store.apps.setStatus(APP, "FOR_SALE"),
  "uploads.createSession": (store) => store.uploads.createSession(),
  "binaries.add": (store) => store.binaries.add({ contentId: APP, fileKey: "key", gms: true }),
  "binaries.modify": (store) => store.binaries.modify({ contentId: APP, binarySeq: "3", gms: false }),
  "binaries.remove": (store) => store.binaries.remove({ contentId: APP, binarySeq: "3" }),
  "beta.get": (store) => store.betaTests.get({ contentId: APP, appStatus: "SALE" }),
  "beta.update": (store) => store.betaTests.update({ contentId: APP, add: ["a@example.com"] }),
  "rollout.getRate": (store) => store.rollouts.getRate({ contentId: APP, appStatus: "SALE" }),
  "rollout.setRate": (store) => store.rollouts.setRate({ contentId: APP, appStatus: "SALE", rate: 20 }),
  "rollout.getBinaries": (store) => store.rollouts.getBinaries({ contentId: APP, appStatus: "SALE" }),
  "rollout.setBinary": (store) => store.rollouts.addBinary({ contentId: APP, binarySeq: "3" }),
  "items.list": (store) => store.items.page(GAME, { page: 1, size: 100 }),
  "items.get": (store) => store.items.get(GAME, "gold"),
  "items.create": (store) => store.items.create(GAME, GOLD),
  "items.replace": (store) => store.items.replace(GAME, GOLD),
  "items.patch": (store) => store.items.patch(GAME, { id: "gold", title: "Gold!" }),
  "items.remove": (store) => store.items.remove(GAME, "gold"),
  "comments.list": (store) => store.reviews.page({ contentId: APP }),
  "comments.reply": (store) =>
    store.reviews.reply({ contentId: APP, commentId: "1000001", countryCode: "USA", replyText: "Thanks" }),
  "comments.deleteReply": (store) => store.reviews.deleteReply("77"),
  "orders.list": (store) => store.orders.page({ sellerSeq: "000000000007" }),
  "subscriptions.get": (store) => store.subscriptions.get(PASS),
  "subscriptions.cancel": (store) => store.subscriptions.cancel(PASS),
  "subscriptions.refund": (store) => store.subscriptions.refund(PASS),
  "subscriptions.revoke": (store) => store.subscriptions.revoke(PASS),
  "purchases.consume": (store) => store.purchases.consume(GAME, ["aa11"]),
  "purchases.acknowledge": (store) => store.purchases.acknowledge(GAME, ["aa11"]),
  "receipts.verify": (store) => store.receipts.verify("aa11"),
  "metrics.seller": (store) => store.metrics.seller({ periods: [] }),
  "metrics.content": (store) => store.metrics.content({ contentId: APP, periods: [] }),
};
const calls = Object.entries(CALLS) as [OperationId, (store: GalaxyStore) => Promise<unknown>][];

async function attemptsAfter(answer: Answer, call: (store: GalaxyStore) => Promise<unknown>) {
  const local = await scriptedStore(always(answer));
  const { store, waits } = clientOf(local.url, { retries: 2 });
  const error = await failureOf(call(store));
  const [first, ...later] = local.calls();
  // Looks for what a write may have done are other requests.
  return { attempts: 1 + later.filter((each) => each === first).length, error, waits };
}

describe("repeating requests", () => {
  for (const [id, call] of calls) {
    const { retry, changes } = OPERATIONS[id];
    const repeated = retry === "safe";

    it(`${id} (${retry}) is ${repeated ? "repeated" : "sent once"} after a lost answer, a 500 and a 503 of a store that cannot be asked either`, async () => {
      for (const answer of [
        HANG_UP,
        { status: 500, body: { message: "no" } },
        { status: 503 },
        { status: 503, headers: { "retry-after": "1" } },
      ]) {
        const { attempts, error } = await attemptsAfter(answer, call);
        assert.equal(attempts, repeated ? 3 : 1);
        assert.equal(error.unclear, changes, "whether the store may have done it");
        assert.equal(error.kind, answer === HANG_UP ? "network" : "server");
      }
    });

    it(`${id} is repeated when the store only asks to slow down`, async () => {
      const { attempts, error, waits } = await attemptsAfter({ status: 429, headers: { "retry-after": "7" } }, call);
      assert.equal(attempts, 3);
      assert.equal(error.kind, "rate");
      assert.equal(error.unclear, false);
      assert.deepEqual(waits, [7_000, 7_000]);
    });

    it(`${id} is not repeated after a refusal`, async () => {
      const { attempts, error } = await attemptsAfter(
        { status: 400, body: { errorCode: "1001", errorMsg: "no" } },
        call,
      );
      assert.equal(attempts, 1);
      assert.equal(error.unclear, false);
    });
  }

  it("covers every operation but the two that have tests of their own", () => {
    const others: OperationId[] = ["auth.create", "auth.revoke", "uploads.file"];
    assert.deepEqual([...Object.keys(CALLS), ...others].sort(), Object.keys(OPERATIONS).sort());
  });

  it("a write is repeated when no connection could be made, for then nothing was done", async () => {
    const port = await closedPort();
    const { store, waits } = clientOf(`http://127.0.0.1:${port}`, { accessToken: "token-ready" });
    const error = await failureOf(store.apps.submit(APP));
    assert.equal(error.kind, "network");
    assert.equal(error.code, "ECONNREFUSED");
    assert.equal(error.unclear, false);
    assert.equal(waits.length, 3);
    assert.match(error.message, /4 attempts/);
    assert.match(error.fix, new RegExp(`127\\.0\\.0\\.1:${port}`));
  });

  it("waits double, up to 20 seconds, and are spread", async () => {
    const local = await scriptedStore(always({ status: 500 }));
    const { store, waits } = clientOf(local.url, { retries: 7 });
    await failureOf(store.apps.list());
    assert.deepEqual(waits, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000]);
    const spread = clientOf(local.url, { retries: 2, random: () => 0 });
    await failureOf(spread.store.apps.list());
    assert.deepEqual(spread.waits, [250, 500]);
  });

  it("a Retry-After longer than the budget is told instead of slept through", async () => {
    const { attempts, error, waits } = await attemptsAfter(
      { status: 429, headers: { "retry-after": "3600" } },
      (store) => store.apps.list(),
    );
    assert.equal(attempts, 1);
    assert.deepEqual(waits, []);
    assert.deepEqual([error.kind, error.unclear], ["quota", false]);
    assert.match(error.message, /after 3600 s/);
  });

  it("a Retry-After may be a date", async () => {
    const local = await scriptedStore(
      inTurn({ status: 503, headers: { "retry-after": "Sun, 01 Nov 2026 00:00:30 GMT" } }, { body: [] }),
    );
    const { store, waits } = clientOf(local.url, { clock: () => Date.UTC(2026, 10, 1), accessToken: "token-ready" });
    assert.deepEqual(await store.apps.list(), []);
    assert.deepEqual(waits, [30_000]);
  });

  it("an answer that is cut off counts as lost", async () => {
    const cut: Answer = {
      act: (response) => {
        response.writeHead(200, { "content-length": "1000" });
        response.write('[{"contentId":', () => response.destroy());
      },
    };
    const { attempts, error } = await attemptsAfter(cut, (store) => store.apps.list());
    assert.equal(attempts, 3);
    assert.equal(error.kind, "network");
    const write = await attemptsAfter(cut, (store) => store.apps.submit(APP));
    assert.equal(write.attempts, 1);
    assert.equal(write.error.unclear, true);
  });

  it("an answer that does not come in time ends the request", async () => {
    const local = await scriptedStore(always({ act: () => undefined }));
    const { store } = clientOf(local.url, { timeoutMs: 50, retries: 0, accessToken: "token-ready" });
    const error = await failureOf(store.apps.submit(APP));
    assert.equal(error.kind, "timeout");
    assert.equal(error.unclear, true);
  });

  it("a page of maintenance under HTTP 200 is waited out by reads", async () => {
    const local = await scriptedStore(inTurn({ body: "<html>Maintenance</html>" }, { body: [] }));
    assert.deepEqual(await clientOf(local.url).store.apps.list(), []);
  });

  it("a refusal after a lost answer still says that the first attempt may have been carried out", async () => {
    const local = await scriptedStore(inTurn(HANG_UP, { status: 400, body: { code: "1000", message: "no" } }));
    const error = await failureOf(clientOf(local.url).store.items.replace(GAME, GOLD));
    assert.equal(error.kind, "validation");
    assert.equal(error.unclear, true);
  });

  it("so does a failing mint after a lost answer", async () => {
    let minted = 0;
    const local = await scriptedStore(({ url }, nth) => {
      if (url === "/auth/accessToken")
        return ++minted > 1 ? { status: 403, body: { code: "NO_PERMISSION", message: "x", from: "asgw" } } : {};
      return nth === 1
        ? HANG_UP
        : { status: 401, body: { code: "AUTH_REQUIRE", message: "Invalid accessToken", from: "asgw" } };
    });
    const error = await failureOf(clientOf(local.url).store.items.replace(GAME, GOLD));
    assert.equal(error.kind, "permission");
    assert.equal(error.operation, "auth.create");
    assert.equal(error.unclear, true);
  });
});

/** A port that was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
