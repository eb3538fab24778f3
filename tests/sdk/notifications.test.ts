/** Notifications: what is believed, and how each event reads. */

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { after, describe, it } from "mocha";
import { GalaxyStore, isGalaxyStoreError, MemoryReplayStore, type NotificationOptions, Notifications } from "../../sdk";
import { failureOf } from "./support/failing";
import { testKey } from "./support/scriptedStore";
import { CLAIMS, ISSUED_AT, signer } from "./support/seller";

const store = signer();
const stranger = signer();
const MOMENT = new Date(ISSUED_AT * 1000);

function receiver(options: Partial<NotificationOptions> = {}): Notifications {
  return new Notifications({
    publicKey: store.publicKey,
    packageNames: "com.example.oak",
    clock: () => (ISSUED_AT + 10) * 1000,
    ...options,
  });
}

/** A token without the bits of its base64 that say nothing. */
function meaning(token: string): string {
  const [header, payload, signature = "", ...rest] = token.trim().split(".");
  const bytes = /^[\w-]*$/.test(signature) ? Buffer.from(signature, "base64url").toString("hex") : signature;
  return [header, payload, bytes, ...rest].join(".");
}

describe("notifications", () => {
  it("of the store are verified and read", async () => {
    assert.deepEqual(await receiver().verify(store.token()), {
      type: "ITEM_PURCHASED",
      name: "ITEM_PURCHASED",
      packageName: "com.example.oak",
      issuedAt: MOMENT,
      version: "2.0",
      purchaseId: "aa11",
      data: { ...CLAIMS.data, testPayYn: false, betaTestYn: false },
    });
  });

  it("are taken in quotes, with blanks around them, and with one package as text", async () => {
    await receiver().verify(`"${store.token()}"\n`);
    await receiver().verify(store.token({ aud: "com.example.oak" }));
  });

  describe("the key", () => {
    const folder = mkdtempSync(join(tmpdir(), "isn-"));
    after(() => rmSync(folder, { recursive: true }));
    const base64 = store.publicKey.replace(/-----[^-]+-----|\s/g, "");
    const path = join(folder, "iap-key.txt");
    writeFileSync(path, base64);
    for (const [form, publicKey] of Object.entries({
      "PEM on one line": store.publicKey.replace(/\n/g, "\\n"),
      "bare base64": base64,
      "a path": path,
      "the new one of two": [stranger.publicKey, store.publicKey],
    })) {
      it(`is taken as ${form}`, async () => void (await receiver({ publicKey }).verify(store.token())));
    }

    it("that cannot verify anything is refused at the start", () => {
      for (const [publicKey, says] of [
        [testKey(), /a private key was given/],
        ["secret", /SubjectPublicKeyInfo/],
        [[], /at least one public key/],
        [folder, /cannot be read/],
      ] as const) {
        assert.throws(() => receiver({ publicKey }), says);
      }
      assert.throws(() => receiver({ packageNames: [] }), /one package name/);
    });

    it("is an option of the store", async () => {
      assert.throws(() => new GalaxyStore({}).notifications, /option notifications/);
      const client = new GalaxyStore({
        notifications: { publicKey: store.publicKey, packageNames: "com.example.oak", clock: () => ISSUED_AT * 1000 },
      });
      await client.notifications.verify(store.token());
      const again = await failureOf(client.notifications.verify(store.token()));
      assert.equal(again.code, "replayed", "one memory for all");
    });
  });

  describe("are refused", () => {
    const altered = () => {
      const [header, , signature] = store.token().split(".");
      const claims = { ...CLAIMS, data: { ...CLAIMS.data, itemId: "oak_castle" } };
      return [header, Buffer.from(JSON.stringify(claims)).toString("base64url"), signature].join(".");
    };
    const cases: [string, () => string, string][] = [
      ["signed by another key", () => stranger.token(), "signature"],
      ["altered after signing", altered, "signature"],
      ["of the algorithm none", () => store.token({}, { alg: "none" }), "algorithm"],
      ["signed with HS256 and the public key", () => store.token({}, { alg: "HS256" }), "algorithm"],
      ["signed with RS512 and the right key", () => store.token({}, { alg: "RS512" }), "algorithm"],
      ["with an extension that must be understood", () => store.token({}, { crit: ["x"], x: 1 }), "malformed"],
      ["of another issuer", () => store.token({ iss: "example.com" }), "issuer"],
      ["for another app", () => store.token({ aud: ["com.example.elm"] }), "audience"],
      ["for no app", () => store.token({ aud: undefined }), "claims"],
      ["without a time", () => store.token({ iat: undefined }), "claims"],
      ["from last week", () => store.token({ iat: ISSUED_AT - 7 * 86_400 }), "expired"],
      ["that end by themselves", () => store.token({ exp: ISSUED_AT - 120 }), "expired"],
      ["from tomorrow", () => store.token({ nbf: ISSUED_AT + 86_400 }), "early"],
      ["issued tomorrow", () => store.token({ iat: ISSUED_AT + 86_400 }), "early"],
      ["without an event", () => store.token({ sub: undefined }), "claims"],
      ["with data that lacks its ids", () => store.token({ data: { itemId: "oak_key" } }), "data"],
      ["of another form", () => JSON.stringify(CLAIMS), "malformed"],
      ["that are empty", () => "", "malformed"],
      ["with a header that is no JSON", () => `x.${store.token().split(".").slice(1).join(".")}`, "malformed"],
    ];
    for (const [what, token, code] of cases) {
      it(`${what}: ${code}`, async () => {
        const error = await failureOf(receiver().verify(token()));
        assert.deepEqual([error.kind, error.code], ["notification", code], error.message);
        assert.ok(!error.message.includes("eyJ"));
      });
    }

    it("a second time: replayed; another one of the same purchase is not a repeat", async () => {
      const notifications = receiver();
      await notifications.verify(store.token());
      assert.equal((await failureOf(notifications.verify(store.token()))).code, "replayed");
      await notifications.verify(store.token({ sub: "ITEM_REFUNDED", iat: ISSUED_AT + 1 }));
    });

    it("a second time by another process that shares the replay store", async () => {
      const replayStore = new MemoryReplayStore(() => ISSUED_AT * 1000);
      await receiver({ replayStore }).verify(store.token());
      assert.equal((await failureOf(receiver({ replayStore }).verify(store.token()))).code, "replayed");
    });

    it("after their time at the latest: what the replay store forgets is too old to be taken", async () => {
      let now = (ISSUED_AT + 10) * 1000;
      const notifications = receiver({ clock: () => now, maxAgeSeconds: 600 });
      await notifications.verify(store.token());
      now = (ISSUED_AT + 660) * 1000;
      assert.equal((await failureOf(notifications.verify(store.token()))).code, "replayed");
      now = (ISSUED_AT + 662) * 1000;
      assert.equal((await failureOf(notifications.verify(store.token()))).code, "expired");
    });

    it("whatever arrives: never a crash, and never taken", async () => {
      const notifications = receiver();
      const token = store.token();
      await fc.assert(
        fc.asyncProperty(
          fc.nat({ max: token.length - 1 }),
          fc.string({ minLength: 1, maxLength: 3 }),
          async (at, with_) => {
            const bent = token.slice(0, at) + with_ + token.slice(at + with_.length);
            // The last character of a signature has bits that say nothing.
            if (meaning(bent) === meaning(token)) return;
            const outcome = await notifications.verify(bent).then(
              () => "taken",
              (error: unknown) => (isGalaxyStoreError(error) ? error.kind : String(error)),
            );
            assert.equal(outcome, "notification");
          },
        ),
        { numRuns: 200 },
      );
    });
  });

  describe("read by event", () => {
    const chain = { firstOrderId: "P1", firstPurchaseId: "first", testPayYn: "N", betaTestYn: "Y" };
    const period = { paymentPlan: "Regular", scheduledTimeOfRenewal: ISSUED_AT, validUntil: ISSUED_AT };
    const read = { testPayYn: false, betaTestYn: true };
    const periodRead = { paymentPlan: "Regular", scheduledTimeOfRenewal: MOMENT, validUntil: MOMENT };
    const renewed = { renewedOrderId: "P2", renewedPurchaseId: "newest" };
    const cases: Record<string, { data: object; reads: object; purchaseId?: string }> = {
      ITEM_REFUNDED: {
        data: { orderId: "S1", purchaseId: "one", testPayYn: "N", betaTestYn: "Y" },
        reads: { orderId: "S1", purchaseId: "one", ...read },
        purchaseId: "one",
      },
      ARS_SUBSCRIBED: {
        data: { itemId: "pass", orderId: "P1", purchaseId: "one", ...period, testPayYn: "N", betaTestYn: "Y" },
        reads: { itemId: "pass", orderId: "P1", purchaseId: "one", ...periodRead, ...read },
        purchaseId: "one",
      },
      ARS_UNSUBSCRIBED: {
        data: { ...chain, validUntil: ISSUED_AT },
        reads: { ...chain, ...read, validUntil: MOMENT },
        purchaseId: "first",
      },
      ARS_UPDOWNGRADED: {
        data: { oldPurchaseId: "old", newPurchaseId: "newest", newPaymentPlan: "TieredPrice", ...period },
        reads: { oldPurchaseId: "old", newPurchaseId: "newest", newPaymentPlan: "TieredPrice", ...periodRead },
        purchaseId: "newest",
      },
      ARS_REFUNDED: {
        data: { ...chain, refundedOrderId: "P2", refundedPurchaseId: "two", refundedPurchaseDate: ISSUED_AT },
        reads: { ...chain, ...read, refundedOrderId: "P2", refundedPurchaseId: "two", refundedPurchaseDate: MOMENT },
        purchaseId: "first",
      },
      ARS_RENEWED: {
        data: { itemId: "pass", ...chain, ...renewed, ...period },
        reads: { itemId: "pass", ...chain, ...read, ...renewed, ...periodRead },
        purchaseId: "newest",
      },
      ARS_RESUBSCRIBED: {
        data: { itemId: "pass", resubscribedOrderId: "P2", resubscribedPurchaseId: "newest", ...period },
        reads: { itemId: "pass", resubscribedOrderId: "P2", resubscribedPurchaseId: "newest", ...periodRead },
        purchaseId: "newest",
      },
      ARS_PRICECHANGE_AGREED: {
        data: { itemId: "pass", ...chain, agreeYn: "N" },
        reads: { itemId: "pass", ...chain, ...read, agreeYn: false },
        purchaseId: "first",
      },
      ARS_IN_GRACE_PERIOD: {
        data: { itemId: "pass", ...chain, gracePeriodStartDate: ISSUED_AT, gracePeriodEndDate: ISSUED_AT },
        reads: { itemId: "pass", ...chain, ...read, gracePeriodStartDate: MOMENT, gracePeriodEndDate: MOMENT },
        purchaseId: "first",
      },
      ARS_OUT_GRACE_PERIOD: {
        data: { itemId: "pass", ...chain, ...renewed, ...period },
        reads: { itemId: "pass", ...chain, ...read, ...renewed, ...periodRead },
        purchaseId: "newest",
      },
      ORDER_HISTORY_DELETED: {
        data: { count: 1, orderList: [{ orderId: "S1", purchaseId: "one" }] },
        reads: { count: 1, orderList: [{ orderId: "S1", purchaseId: "one" }] },
      },
      TEST: { data: { sellerName: null, contentName: "Oak" }, reads: { sellerName: null, contentName: "Oak" } },
    };
    for (const [event, { data, reads, purchaseId }] of Object.entries(cases)) {
      it(event, async () => {
        const notification = await receiver().verify(store.token({ sub: event, data }));
        assert.equal(notification.type, event);
        assert.deepEqual(notification.data, reads);
        assert.equal(notification.purchaseId, purchaseId);
      });
    }

    it("an event of tomorrow is kept as it came", async () => {
      const data = { purchaseId: "one", testPayYn: "N", gift: { to: "x" } };
      const notification = await receiver().verify(store.token({ sub: "ITEM_GIFTED", data }));
      assert.deepEqual([notification.type, notification.name], ["UNKNOWN", "ITEM_GIFTED"]);
      assert.deepEqual(notification.data, data);
      assert.equal(notification.purchaseId, "one");
    });

    it("a key of tomorrow is kept, and so is data under its other name", async () => {
      const data = { ...CLAIMS.data, gift: true };
      const notification = await receiver().verify(store.token({ data: undefined, payload: data }));
      assert.equal((notification.data as Record<string, unknown>).gift, true);
    });
  });
});
