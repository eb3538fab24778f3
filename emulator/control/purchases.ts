/** Customers and Samsung's support, as a test plays them: purchases, subscriptions, refunds, deleted orders. */
import { z } from "zod";
import type { EmulatorParts } from "../emulator";
import { ControlFailure } from "../failure";
import type { EmulatorApp, EmulatorContext } from "../http/context";
import { actOf, buy, deleteHistory, SUBSCRIBER_ACTS } from "../rules/commerce/customer";
import { refundItem } from "../rules/commerce/purchases";
import { subscriptionOf, viewSubscription } from "../rules/commerce/subscriptions";
import type { Purchase } from "../state/salesModel";
import type { App, Store } from "../state/store";
import { country } from "../state/values";
import { controlBody, validated } from "./body";
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
    const { itemId, country: countryId, ...buyer } = await controlBody(c, order);
    const purchase = buy(store, appNamed(store, c.req.param("app")), itemId, { countryId, ...buyer });
    await notifier.flush();
    return c.json(purchase);
  });
  app.post(`${PATH}/:id/refund`, async (c) => {
    const { owner, purchase } = found(store, c);
    if (purchase.subscription !== null)
      throw new ControlFailure(409, "A payment of a subscription is paid back through the Subscription API.");
    if (purchase.completedAt === null) throw new ControlFailure(409, "The payment did not succeed.");
    const refunded = refundItem(store, { app: owner, purchase });
    await notifier.flush();
    return c.json(refunded);
  });
  app.delete(`${PATH}/:id`, async (c) => {
    const { owner, purchase } = found(store, c);
    deleteHistory(store, owner, purchase);
    await notifier.flush();
    return c.json({ purchaseId: purchase.purchaseId });
  });
  app.post("/_emulator/apps/:app/subscriptions/:id/:act", async (c) => {
    const act = validated(z.enum(SUBSCRIBER_ACTS), c.req.param("act"));
    const subscription = subscriptionOf(appNamed(store, c.req.param("app")), c.req.param("id"));
    if (!subscription) throw new ControlFailure(404, `There is no subscription ${c.req.param("id")}.`);
    actOf(store, subscription, act);
    await notifier.flush();
    return c.json(viewSubscription(subscription, store.settings.readings));
  });
}

function found(store: Store, c: EmulatorContext): { owner: App; purchase: Purchase } {
  const owner = appNamed(store, c.req.param("app") ?? "");
  const purchase = owner.sales.purchases(owner).get(c.req.param("id") ?? "");
  if (!purchase) throw new ControlFailure(404, `There is no purchase ${c.req.param("id")} of ${owner.packageName}.`);
  return { owner, purchase };
}
