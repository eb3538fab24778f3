/** Receipts, which anybody may verify. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { EMBER } from "./support/apps";
import { refusedReceipt } from "./support/failures";
import { type Answer, type Json, send } from "./support/http";
import { note } from "./support/operations";
import { buy, NOBODYS_PURCHASE, payBack, purchaseWhere } from "./support/sales";
import { exactly, hasShape, type Shape } from "./support/shapes";
import { at, control } from "./support/store";

const PATH = "/iap/v6/receipt";
const DATE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

const RECEIPT: Shape = {
  itemId: "string",
  paymentId: /^(\d+TRAN|[ZT]PMTID.+)$/,
  orderId: /^[A-Z]\d{8}[A-Z]{2,3}\d+$/,
  "packageName?": exactly(EMBER.packageName),
  itemName: "string",
  itemDesc: "string",
  "itemType?": /^(Item|Subscription)$/,
  "countryCode?": /^[A-Z]{3}$/,
  purchaseDate: DATE,
  paymentAmount: /^\d+\.\d{3}$/,
  status: /^(success|cancel)$/,
  paymentMethod: "string",
  mode: /^(TEST|PRODUCTION)$/,
  "consumeYN?": /^[YN]$/,
  "consumeDate?": DATE,
  "consumeDeviceModel?": "string",
  "acknowledgeYN?": /^[YN]$/,
  "acknowledgeDate?": DATE,
  "acknowledgeDeviceModel?": "string",
  "passThroughParam?": "string",
  "obfuscatedAccountId?": "string",
  "obfuscatedProfileId?": "string",
  currencyCode: /^[A-Z]{3}$/,
  currencyUnit: "string",
  "cancelDate?": DATE,
};

/** No token, no account, no content type. */
async function ask(query: Record<string, string>): Promise<Answer> {
  const answer = await send({ method: "GET", url: at(PATH, query) });
  note("GET", PATH, undefined, answer.status);
  return answer;
}

async function receipt(purchaseID: string): Promise<Json> {
  const answer = await ask({ purchaseID });
  assert.equal(answer.status, 200, answer.text);
  hasShape(answer.json, RECEIPT);
  return answer.json;
}

export function receipts(): void {
  describe("a receipt", () => {
    it("tells what was bought, without a token", async () => {
      const bought = await buy("ember_chest", {
        country: "KOR",
        passThroughParam: "slot-7",
        obfuscatedAccountId: "a-1",
      });
      const { itemId, orderId, itemType, countryCode, paymentAmount, status, mode, ...rest } = await receipt(
        bought.purchaseId,
      );
      assert.deepEqual([itemId, orderId, itemType, countryCode], ["ember_chest", bought.orderId, "Item", "KOR"]);
      assert.deepEqual([paymentAmount, status, mode], ["5900.000", "success", "PRODUCTION"]);
      assert.deepEqual([rest.currencyCode, rest.passThroughParam, rest.obfuscatedAccountId], ["KRW", "slot-7", "a-1"]);
      assert.deepEqual([rest.consumeYN, "cancelDate" in rest, "obfuscatedProfileId" in rest], ["N", false, false]);
    });

    it("of a cancelled purchase has all its data and the date", async () => {
      const { purchaseId } = await buy("ember_chest");
      const before = await receipt(purchaseId);
      await payBack(purchaseId);
      const { cancelDate, ...after } = await receipt(purchaseId);
      assert.match(cancelDate, DATE);
      assert.deepEqual(after, { ...before, status: "cancel" });
    });

    it("of a free purchase is over nothing, and of a test is marked", async () => {
      const free = await receipt((await buy("lantern_club")).purchaseId);
      assert.deepEqual([free.itemType, free.paymentAmount, free.paymentMethod], ["Subscription", "0.000", "Free"]);
      assert.equal((await receipt((await buy("ember_chest", { testMode: true })).purchaseId)).mode, "TEST");
    });

    it("does not exist for a purchase that nobody made (9135)", async () => {
      const answer = await ask({ purchaseID: NOBODYS_PURCHASE });
      refusedReceipt(answer, "9135");
      assert.equal(answer.json.errorMessage, "not exist order");
    });

    it("does not exist any more once the order's history is deleted (9135)", async () => {
      const { purchaseId } = await buy("ember_chest");
      await control("DELETE", `apps/${EMBER.packageName}/purchases/${purchaseId}`);
      refusedReceipt(await ask({ purchaseID: purchaseId }), "9135");
    });

    it("is not looked for without a purchase id that can be one (9153)", async () => {
      for (const query of [{}, { purchaseID: "" }, { purchaseID: "no purchase!" }, { purchaseId: NOBODYS_PURCHASE }])
        refusedReceipt(await ask(query as Record<string, string>), "9153");
    });

    it("of a payment that did not succeed is a failure (1)", async () => {
      const { purchaseId } = await purchaseWhere(EMBER, ({ completedAt }) => completedAt === null);
      refusedReceipt(await ask({ purchaseID: purchaseId }), "1");
    });

    it("is for GET alone (405)", async () => {
      const { purchaseId } = await buy("ember_chest");
      const answer = await send({ method: "POST", url: at(PATH, { purchaseID: purchaseId }) });
      assert.equal(answer.status, 405);
    });
  });
}
