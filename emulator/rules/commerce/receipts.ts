/** Receipts: public, by purchase id. */
import { countryByCode } from "../../../sdk/facts/countries";
import { storeFailure } from "../../failure";
import type { Purchase } from "../../state/salesModel";
import type { App, Store } from "../../state/store";
import { currencySymbol } from "./orders";
import { findPurchase } from "./purchases";

// No known input: receipt code 1000 (unexpected system error). The fault `return-200-1000` gives it.

/** A receipt needs no token, and comes with 200 also when the purchase failed or was cancelled. [D, C] */
export function receipt(store: Store, purchaseId: unknown): object {
  // A purchase id that is not hexadecimal is invalid. [D: 9153; condition: G]
  if (typeof purchaseId !== "string" || !/^[0-9a-f]{1,64}$/i.test(purchaseId))
    throw storeFailure(200, "9153", "Wrong parameter: purchase id invalid");
  const found = findPurchase(store, purchaseId);
  // A receipt of an unknown purchase id is refused: `not exist order`. [D: 9135]
  if (!found) throw storeFailure(200, "9135", "not exist order");
  // The receipt of a payment that did not succeed says `fail`. [D: code 1 and its text; condition: G]
  if (found.purchase.completedAt === null) throw storeFailure(200, "1", "fail");
  return wireReceipt(found.app, found.purchase, found.purchase.completedAt);
}

/** A receipt has the documented keys; a cancelled purchase gives its full data and `cancelDate`. [D, C] */
function wireReceipt(app: App, purchase: Purchase, paidAt: string): object {
  const currencyCode = countryByCode(purchase.countryId)?.currency ?? "USD";
  const item = purchase.subscription === null;
  return {
    itemId: purchase.itemId,
    paymentId: paymentId(purchase, paidAt),
    orderId: purchase.orderId,
    packageName: app.packageName,
    itemName: purchase.itemTitle,
    itemDesc: purchase.itemDescription,
    itemType: item ? "Item" : "Subscription",
    countryCode: purchase.countryId,
    purchaseDate: paidAt,
    // Amounts of a receipt have three decimals; a free purchase says `"0.000"`. [D]
    paymentAmount: Number(purchase.localPrice).toFixed(3),
    status: purchase.refundedAt === null ? "success" : "cancel",
    paymentMethod: purchase.paymentMethod,
    mode: purchase.testMode ? "TEST" : "PRODUCTION",
    ...(item ? usage("consume", purchase.consumedAt, purchase.device) : {}),
    ...usage("acknowledge", purchase.acknowledgedAt, purchase.device),
    ...present({
      passThroughParam: purchase.passThroughParam,
      obfuscatedAccountId: purchase.obfuscatedAccountId,
      obfuscatedProfileId: purchase.obfuscatedProfileId,
    }),
    currencyCode,
    currencyUnit: currencySymbol(currencyCode),
    ...present({ cancelDate: purchase.refundedAt }),
  };
}

/** Payment ids end with `TRAN`; those of free and of test payments begin with `ZPMTID` and `TPMTID`. [D: identifiers] */
function paymentId({ localPrice, orderId, testMode }: Purchase, paidAt: string): string {
  if (testMode) return `TPMTID${orderId.slice(1)}`;
  if (Number(localPrice) === 0) return `ZPMTID${orderId.slice(1)}`;
  return `${paidAt.replace(/\D/g, "")}${orderId.slice(-3)}TRAN`;
}

function usage(act: "consume" | "acknowledge", at: string | null, device: string): Record<string, string> {
  return at === null ? { [`${act}YN`]: "N" } : { [`${act}YN`]: "Y", [`${act}Date`]: at, [`${act}DeviceModel`]: device };
}

/** Keys that have no value are left out of a receipt. [D] */
function present(values: Readonly<Record<string, string | null>>): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
