/** What one app has sold: orders, subscriptions, and what customers and support do about them. */

import { COUNTRIES } from "../../../sdk/facts/countries";
import { appNamed } from "../../control/find";
import { customerBuys, refundOrder, subscriberActs } from "../../control/purchases";
import type { EmulatorApp, EmulatorContext } from "../../http/context";
import { SUBSCRIBER_ACTS } from "../../rules/commerce/customer";
import type { App } from "../../state/store";
import { appAddress } from "../addresses";
import type { Desk, Outcome, Values } from "../desk";
import { document, Layout } from "../layout";
import { AppHead } from "../parts/appHead";
import { Checkbox, Form, FormState, Result, Select, TextField } from "../parts/form";
import { OrderRow, SubscriptionRow } from "../parts/order";
import { Card, DataTable, PAGE_SIZE, Pager, pageNumber, query } from "../parts/pieces";

const PATH = "/_emulator/console/apps/:contentId/sales";

export function salesPage(site: EmulatorApp, desk: Desk): void {
  const { store, notifier } = desk.parts;
  const appOf = (c: EmulatorContext): App => appNamed(store, c.req.param("contentId") ?? "");
  const page = (c: EmulatorContext, outcome?: Outcome) => (
    <SalesPage desk={desk} app={appOf(c)} page={pageNumber(c.req.query("page"))} outcome={outcome} />
  );
  site.get(PATH, (c) => c.html(document(page(c, desk.outcome(c)))));

  const form = (path: string, name: string, act: (app: App, values: Values, id: string) => string): void => {
    site.post(`${PATH}/${path}`, (c) => {
      const app = appOf(c);
      const back = appAddress(app, `/sales${query({ page: c.req.query("page") })}`);
      const done = async (values: Values) => {
        const message = act(app, values, c.req.param("id") ?? "");
        await notifier.flush();
        return message;
      };
      return desk.submitted(c, name, done, back, (outcome) => page(c, outcome));
    });
  };
  form("buy", "buy", (app, { itemId = "", country, testMode }) => {
    const { orderId } = customerBuys(store, app, { itemId: itemId.trim(), country, testMode: testMode !== undefined });
    return `Bought. The order is ${orderId}.`;
  });
  form(
    "orders/:id/refund",
    "orders",
    (app, _values, id) => `The order ${refundOrder(store, app, id).orderId} is paid back.`,
  );
  form("subscriptions/:id", "subscriptions", (app, { act = "" }, id) => {
    const { first } = subscriberActs(store, app, id, act);
    const [, said] = SUBSCRIBER_ACT_NAMES.find(([name]) => name === act) ?? [];
    return `${said ?? act}: done for the subscription ${first.orderId}.`;
  });
}

const ACT_NAMES: Readonly<Record<(typeof SUBSCRIBER_ACTS)[number], string>> = {
  cancel: "Cancel",
  resubscribe: "Come back",
  "fail-payments": "Payments fail",
  pay: "Payments work",
  agree: "Agree to the price",
  disagree: "Disagree",
};
const SUBSCRIBER_ACT_NAMES = SUBSCRIBER_ACTS.map((act) => [act, ACT_NAMES[act]] as const);

function SalesPage({ desk, app, page, outcome }: { desk: Desk; app: App; page: number; outcome: Outcome | undefined }) {
  const { store } = desk.parts;
  const title = (app.sale ?? app.registration)?.content.appTitle ?? app.packageName;
  const orders = [...app.sales.purchases(app).values()].sort((a, b) => (a.orderedAt < b.orderedAt ? 1 : -1));
  const shown = orders.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const here = query({ page: page > 1 ? String(page) : "" });
  return (
    <Layout desk={desk} title={`Orders and subscriptions of ${title}`} path="" outcome={outcome}>
      <AppHead store={store} app={app} here="/sales" />
      <BuyCard app={app} outcome={outcome} />
      <Card
        id="subscriptions"
        title="Subscriptions"
        aside={<span class="muted">{`${app.sales.subscriptions.length} in all`}</span>}
      >
        <Result state={new FormState("subscriptions", outcome)} />
        {app.sales.subscriptions.length === 0 ? (
          <p class="muted">Nobody has subscribed.</p>
        ) : (
          <DataTable
            id="subscription-list"
            caption="Subscriptions"
            quiet
            head={["Subscription", "Country", "Price", "State", "Period ends", "The customer's part"]}
          >
            {app.sales.subscriptions.map((subscription) => (
              <SubscriptionRow
                app={app}
                subscription={subscription}
                now={store.clock.now()}
                action={appAddress(app, `/sales/subscriptions/${subscription.firstPurchaseId}${here}`)}
                acts={SUBSCRIBER_ACT_NAMES}
              />
            ))}
          </DataTable>
        )}
      </Card>
      <Card id="orders" title="Orders" aside={<span class="muted">{`${orders.length} in all`}</span>}>
        <Result state={new FormState("orders", outcome)} />
        {orders.length === 0 ? (
          <p class="muted">Nothing has been bought.</p>
        ) : (
          <DataTable
            id="order-list"
            caption="Orders, newest first"
            quiet
            head={["Ordered (UTC)", "Order", "Item", "Country", "Price", "State", ""]}
          >
            {shown.map((purchase) => (
              <OrderRow
                purchase={purchase}
                refund={appAddress(app, `/sales/orders/${purchase.purchaseId}/refund${here}`)}
              />
            ))}
          </DataTable>
        )}
        <Pager
          total={orders.length}
          page={page}
          name="Pages of orders"
          href={(number) => appAddress(app, `/sales${query({ page: String(number) })}`)}
        />
      </Card>
    </Layout>
  );
}

function BuyCard({ app, outcome }: { app: App; outcome: Outcome | undefined }) {
  const state = new FormState("buy", outcome);
  const [item] = app.items.keys();
  const [subscription] = app.sales.subscriptionItems.keys();
  const examples = [item, subscription].filter((id) => id !== undefined);
  return (
    <Card id="buy-card" title="A customer buys">
      <Form state={state} action={appAddress(app, "/sales/buy")} class="inline">
        <TextField
          state={state}
          name="itemId"
          label="Item or subscription"
          value={examples[0] ?? ""}
          hint={examples.length === 0 ? "This app sells nothing." : `Such as ${examples.join(" or ")}.`}
          required
        />
        <Select
          state={state}
          name="country"
          label="Country"
          value="USA"
          options={COUNTRIES.map(({ code, name }) => [code, `${name} (${code})`])}
        />
        <Checkbox state={state} name="testMode" label="License tester" />
        <button type="submit">Buy</button>
      </Form>
    </Card>
  );
}
