/** Receipts: public, by purchase id. */
import { countryByCode } from "../../../sdk/facts/countries";
import { storeFailure } from "../../failure";
import type { Purchase } from "../../state/salesModel";
import type { App, Store } from "../../state/store";
import { currencySymbol } from "./orders";
import { findPurchase } from "./purchases";

export function receipt(store: Store, purchaseId: unknown): object {
  // [D: 9153; what makes an id invalid: G]
  if (typeof purchaseId !== "string" || !/^[0-9a-f]{1,64}$/i.test(purchaseId))
    throw storeFailure(200, "9153", "Wrong parameter: purchase id invalid");
  const found = findPurchase(store, purchaseId);
  // [D: text]
  if (!found) throw storeFailure(200, "9135", "not exist order");
  // [D: code and text; that it is for payments which did not succeed: G]
  if (found.purchase.completedAt === null) throw storeFailure(200, "1", "fail");
  return wireReceipt(found.app, found.purchase, found.purchase.completedAt);
}

/** [D, C: keys; a cancelled purchase gives its full data and cancelDate] */
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
    // [D: three decimals]
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

/** [D: payment ids of real, free and test payments] */
function paymentId({ localPrice, orderId, testMode }: Purchase, paidAt: string): string {
  if (testMode) return `TPMTID${orderId.slice(1)}`;
  if (Number(localPrice) === 0) return `ZPMTID${orderId.slice(1)}`;
  return `${paidAt.replace(/\D/g, "")}${orderId.slice(-3)}TRAN`;
}

function usage(act: "consume" | "acknowledge", at: string | null, device: string): Record<string, string> {
  return at === null ? { [`${act}YN`]: "N" } : { [`${act}YN`]: "Y", [`${act}Date`]: at, [`${act}DeviceModel`]: device };
}

function present(values: Readonly<Record<string, string | null>>): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
