/** Orders, subscriptions, acknowledgment of purchases and receipts. */
import { jsonBody } from "../http/body";
import type { EmulatorContext } from "../http/context";
import type { Serve } from "../http/serve";
import { sellingApp } from "../rules/commerce/apps";
import { ordersPage } from "../rules/commerce/orders";
import { report } from "../rules/commerce/purchases";
import { receipt } from "../rules/commerce/receipts";
import { act, requireSubscription, viewSubscription } from "../rules/commerce/subscriptions";
import { catalogOf } from "../rules/items";
import type { Store } from "../state/store";

export function commerceRoutes(serve: Serve, store: Store): void {
  const packageName = (c: EmulatorContext) => c.req.param("packageName") ?? "";
  const purchaseId = (c: EmulatorContext) => c.req.param("purchaseId") ?? "";
  const subscription = (c: EmulatorContext) =>
    requireSubscription(sellingApp(store, c.get("account"), packageName(c)), purchaseId(c));

  // Orders are the payments and refunds of one day. [D]
  serve("orders.list", async (c) => c.json(ordersPage(store, c.get("account"), await jsonBody(c))));
  // The status of a subscription comes without an envelope. [C]
  serve("subscriptions.get", (c) => c.json(viewSubscription(subscription(c), store.settings.readings)));
  // An action on a subscription is answered with the code `0000` and `Success`. [D; answer: C]
  serve(["subscriptions.cancel", "subscriptions.refund", "subscriptions.revoke"], async (c) => {
    const body = await jsonBody(c);
    act(store, subscription(c), body);
    return c.json({ code: "0000", message: "Success" });
  });
  // Purchases are reported as consumed or acknowledged under both paths of the page. [D]
  // The preconditions of consuming and acknowledging are those of the catalog. [D: 106; C: SLR_4006]
  serve(["purchases.consume", "purchases.acknowledge"], async (c) => {
    const app = catalogOf(store, c.get("account"), packageName(c));
    return c.json(report(store, app, purchaseId(c), await jsonBody(c)));
  });
  // A receipt is found by `purchaseID` in the query. [D]
  serve("receipts.verify", (c) => c.json(receipt(store, c.req.query("purchaseID"))));
}
