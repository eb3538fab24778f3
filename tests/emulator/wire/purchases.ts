/** Purchases that a server reports as consumed or acknowledged. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type App, EMBER, LANTERNS, LEDGER, RAIL_BARON } from "./support/apps";
import { meetStatus, refusedInApp } from "./support/failures";
import type { Answer, Json } from "./support/http";
import { buy, NOBODYS_PURCHASE, payBack, purchaseWhere } from "./support/sales";
import { call, done } from "./support/seller";
import { hasShape, type Shape } from "./support/shapes";
import { control } from "./support/store";

type Action = "consume" | "acknowledge";

const REPORT: Shape = {
  totalCount: "number",
  purchaseItemList: [{ purchaseId: /^[0-9a-f]{64}$/, statusCode: /^\d$/, statusString: "string" }],
};

const pathOf = ({ packageName }: App, purchaseId: string): string =>
  `/iap/v6/applications/${packageName}/purchases/${purchaseId}`;

const patch = (app: App, purchaseId: string, body: object): Promise<Answer> =>
  call("PATCH", pathOf(app, purchaseId), { json: body });

/** Reports purchases and gives the `statusCode` of each; the call itself succeeds whatever they are. */
async function report(action: Action, ids: readonly string[], app: App = EMBER): Promise<Record<string, string>> {
  const [first = ""] = ids;
  const answer = await patch(app, first, ids.length === 1 ? { action } : { action, purchasedIdList: ids });
  assert.equal(answer.status, 200, answer.text);
  hasShape(answer.json, REPORT);
  assert.equal(answer.json.totalCount, answer.json.purchaseItemList.length);
  for (const { statusCode } of answer.json.purchaseItemList) meetStatus(action, statusCode);
  return Object.fromEntries(
    answer.json.purchaseItemList.map(({ purchaseId, statusCode }: Json) => [purchaseId, statusCode]),
  );
}

async function reportOne(action: Action, purchaseId: string, app: App = EMBER): Promise<string | undefined> {
  return (await report(action, [purchaseId], app))[purchaseId];
}

const receipt = (purchaseID: string): Promise<Json> => done("GET", "/iap/v6/receipt", { query: { purchaseID } });

const unpaid = () => purchaseWhere(EMBER, ({ completedAt }) => completedAt === null);

export function purchases(): void {
  describe("a purchase", () => {
    it("of an item is consumed once, and its receipt says so (0, 4)", async () => {
      const { purchaseId } = await buy("ember_pouch");
      assert.equal((await receipt(purchaseId)).consumeYN, "N");
      assert.equal(await reportOne("consume", purchaseId), "0");
      const { consumeYN, consumeDate } = await receipt(purchaseId);
      assert.equal(consumeYN, "Y");
      assert.match(consumeDate, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
      assert.equal(await reportOne("consume", purchaseId), "4");
    });

    it("of a subscription is acknowledged once, and its receipt says so (0, 4)", async () => {
      const { purchaseId } = await buy("lantern_club");
      assert.equal(await reportOne("acknowledge", purchaseId), "0");
      assert.equal((await receipt(purchaseId)).acknowledgeYN, "Y");
      assert.equal(await reportOne("acknowledge", purchaseId), "4");
    });

    it("of a subscription is not consumable (3)", async () => {
      assert.equal(await reportOne("consume", (await buy("lantern_club")).purchaseId), "3");
    });

    it("of an item is no subscription, where the store acknowledges these alone (3)", async () => {
      await control("PUT", "settings", { acknowledgeItems: false });
      const { purchaseId } = await buy("ember_pouch");
      assert.equal(await reportOne("acknowledge", purchaseId), "3");
      assert.equal((await receipt(purchaseId)).acknowledgeYN ?? "N", "N");
    });

    for (const action of ["consume", "acknowledge"] as const) {
      it(`that nobody made has no order to ${action} (1)`, async () => {
        assert.equal(await reportOne(action, NOBODYS_PURCHASE), "1");
      });

      it(`that was not paid was not successful to ${action} (2)`, async () => {
        assert.equal(await reportOne(action, (await unpaid()).purchaseId), "2");
      });

      it(`of another app is not this user's to ${action} (5)`, async () => {
        const { purchaseId } = await buy("hint_box", {}, LANTERNS);
        assert.equal(await reportOne(action, purchaseId, EMBER), "5");
      });

      it(`of an app without the IAP SDK in every binary is not linked, to ${action} (106)`, async () => {
        refusedInApp(await patch(LEDGER, NOBODYS_PURCHASE, { action }), "106");
      });

      it(`of another seller's app is not touched, to ${action} (SLR_4006)`, async () => {
        const { purchaseId } = await buy("night_train", {}, RAIL_BARON);
        refusedInApp(await patch(RAIL_BARON, purchaseId, { action }), "SLR_4006");
      });
    }

    it("is reported with others in one call, each with its own outcome", async () => {
      const good = await buy("ember_pouch");
      const subscription = await buy("lantern_club");
      const answer = await report("consume", [good.purchaseId, subscription.purchaseId, NOBODYS_PURCHASE]);
      assert.deepEqual(answer, { [good.purchaseId]: "0", [subscription.purchaseId]: "3", [NOBODYS_PURCHASE]: "1" });
      assert.equal((await receipt(good.purchaseId)).consumeYN, "Y");
    });

    it("is reported under the other printed path, too", async () => {
      const { purchaseId } = await buy("ember_pouch");
      const path = `/iap/seller/v6/applications/${EMBER.packageName}/purchases/${purchaseId}`;
      const answer = await done("PATCH", path, { json: { action: "consume", stray: 1 } });
      hasShape(answer, REPORT);
      assert.equal((await receipt(purchaseId)).consumeYN, "Y");
    });

    it("that was paid back is not consumed", async () => {
      const { purchaseId } = await buy("ember_pouch");
      await payBack(purchaseId);
      assert.notEqual(await reportOne("consume", purchaseId), "0");
    });

    it("is consumed or acknowledged, and nothing else", async () => {
      const { purchaseId } = await buy("ember_pouch");
      assert.equal((await patch(EMBER, purchaseId, { action: "eat" })).status, 400);
      assert.equal((await patch(EMBER, purchaseId, {})).status, 400);
    });
  });
}
