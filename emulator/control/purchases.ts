/** Customers and Samsung's support, as a test plays them: purchases, subscriptions, refunds, deleted orders. */
import { z } from "zod";
import { ControlFailure } from "../failure";
import type { EmulatorApp } from "../http/context";
import type { EmulatorParts } from "../parts";
import { actOf, buy, deleteHistory, SUBSCRIBER_ACTS } from "../rules/commerce/customer";
import { refundItem } from "../rules/commerce/purchases";
import { type OwnedSubscription, subscriptionOf, viewSubscription } from "../rules/commerce/subscriptions";
import type { Purchase } from "../state/salesModel";
import type { App, Store } from "../state/store";
import { country } from "../state/values";
import { controlJson, validated } from "./body";
import { appNamed } from "./find";

const PATH = "/_emulator/apps/:app/purchases";

const order = z.strictObject({
  itemId: z.string(),
  country: country.default("USA"),
  device: z.string().min(1).default("SM-S921B"),
  paymentMethod: z.string().min(1).default("Credit Card"),
  testMode: z.boolean().default(false),
  betaTest: z.boolean().default(false),
  passThroughParam: z.string().nullable().default(null),
  obfuscatedAccountId: z.string().nullable().default(null),
  obfuscatedProfileId: z.string().nullable().default(null),
});

export function purchaseControl(app: EmulatorApp, { store, notifier }: EmulatorParts): void {
  app.get(PATH, (c) => {
    const owner = appNamed(store, c.req.param("app"));
    return c.json([...owner.sales.purchases(owner).values()]);
  });
  app.post(PATH, async (c) => {
    const owner = appNamed(store, c.req.param("app"));
    const purchase = customerBuys(store, owner, await controlJson(c));
    await notifier.flush();
    return c.json(purchase);
  });
  app.post(`${PATH}/:id/refund`, async (c) => {
    const refunded = refundOrder(store, appNamed(store, c.req.param("app")), c.req.param("id"));
    await notifier.flush();
    return c.json(refunded);
  });
  app.delete(`${PATH}/:id`, async (c) => {
    const owner = appNamed(store, c.req.param("app"));
    const purchase = purchaseNamed(owner, c.req.param("id"));
    deleteHistory(store, owner, purchase);
    await notifier.flush();
    return c.json({ purchaseId: purchase.purchaseId });
  });
  app.post("/_emulator/apps/:app/subscriptions/:id/:act", async (c) => {
    const { app: name, id, act } = c.req.param();
    const subscription = subscriberActs(store, appNamed(store, name), id, act);
    await notifier.flush();
    return c.json(viewSubscription(subscription, store.settings.readings));
  });
}

/** A customer buys an item, or starts a subscription. */
export function customerBuys(store: Store, owner: App, body: unknown): Purchase {
  const { itemId, country: countryId, ...buyer } = validated(order, body);
  return buy(store, owner, itemId, { countryId, ...buyer });
}

/** Support pays an item back. */
export function refundOrder(store: Store, owner: App, purchaseId: string): Purchase {
  const purchase = purchaseNamed(owner, purchaseId);
  if (purchase.subscription !== null)
    throw new ControlFailure(409, "A payment of a subscription is paid back through the Subscription API.");
  if (purchase.completedAt === null) throw new ControlFailure(409, "The payment did not succeed.");
  return refundItem(store, { app: owner, purchase });
}

/** What the customer does about a subscription. */
export function subscriberActs(store: Store, owner: App, purchaseId: string, act: unknown): OwnedSubscription {
  const subscription = subscriptionOf(owner, purchaseId);
  if (!subscription) throw new ControlFailure(404, `There is no subscription ${purchaseId}.`);
  actOf(store, subscription, validated(z.enum(SUBSCRIBER_ACTS), act));
  return subscription;
}

function purchaseNamed(owner: App, purchaseId: string): Purchase {
  const purchase = owner.sales.purchases(owner).get(purchaseId);
  if (!purchase) throw new ControlFailure(404, `There is no purchase ${purchaseId} of ${owner.packageName}.`);
  return purchase;
}
