/** Server notifications: what was sent and how it was received, and the portal's test button. */
import { sendTest } from "../../control/notifications";
import type { EmulatorApp } from "../../http/context";
import type { Delivery } from "../../state/notice";
import { NOTIFICATIONS } from "../addresses";
import type { Desk, Outcome } from "../desk";
import { document, Layout } from "../layout";
import { Json } from "../parts/entry";
import { Acts, Form, FormState, Select, TextField } from "../parts/form";
import { Badge, Card, DataTable, PAGE_SIZE } from "../parts/pieces";

export function notificationsPage(site: EmulatorApp, desk: Desk): void {
  const { store, notifier } = desk.parts;
  const page = (outcome?: Outcome) => <NotificationsPage desk={desk} outcome={outcome} />;
  site.get(NOTIFICATIONS, (c) => c.html(document(page(desk.outcome(c)))));
  site.post(`${NOTIFICATIONS}/test`, (c) =>
    desk.submitted(
      c,
      "test",
      async ({ app, url }) => {
        await sendTest(store, notifier, { app, url });
        return `The test notification went to ${url}; how it was received is in the list.`;
      },
      NOTIFICATIONS,
      page,
    ),
  );
  site.post(`${NOTIFICATIONS}/clear`, (c) =>
    desk.submitted(
      c,
      "clear",
      () => {
        notifier.clear();
        return "The list is empty.";
      },
      NOTIFICATIONS,
      page,
    ),
  );
}

function NotificationsPage({ desk, outcome }: { desk: Desk; outcome: Outcome | undefined }) {
  const { store, notifier } = desk.parts;
  const sent = notifier.list();
  const state = new FormState("test", outcome);
  const apps = [...store.apps.values()].map(
    (app) => [app.packageName, (app.sale ?? app.registration)?.content.appTitle ?? app.packageName] as const,
  );
  return (
    <Layout desk={desk} title="Notifications" path={NOTIFICATIONS} outcome={outcome}>
      <div class="page-head">
        <h1>Server notifications</h1>
        <p class="lead">
          Signed messages about purchases, renewals and refunds, sent to the address of the app or of the settings.
        </p>
      </div>
      <Card id="test-card" title="Send a test notification">
        <Form state={state} action={`${NOTIFICATIONS}/test`} class="inline">
          <Select state={state} name="app" label="App" options={apps} />
          <TextField state={state} name="url" label="Address of the receiver" type="url" required />
          <button type="submit">Send</button>
        </Form>
      </Card>
      <Card id="sent" title="Sent" aside={<span class="muted">{`${sent.length} in all`}</span>}>
        {sent.length === 0 ? (
          <p class="muted">Nothing has been sent. Without an address nothing is.</p>
        ) : (
          <DataTable
            id="sent-list"
            caption="Notifications, newest first"
            quiet
            head={["No.", "Event", "To", "State", "Attempts", "Claims"]}
          >
            {sent
              .slice(-PAGE_SIZE)
              .reverse()
              .map((delivery) => (
                <DeliveryRow delivery={delivery} />
              ))}
          </DataTable>
        )}
        <Acts
          state={new FormState("clear", outcome)}
          action={`${NOTIFICATIONS}/clear`}
          buttons={[{ label: "Empty the list" }]}
        />
      </Card>
    </Layout>
  );
}

function DeliveryRow({
  delivery: { id, event, packageName, url, state, attempts, claims },
}: {
  delivery: Omit<Delivery, "dueAt">;
}) {
  return (
    <tr>
      <th scope="row">{id}</th>
      <td>
        {event}
        <span class="muted block">{packageName}</span>
      </td>
      <td class="path">{url}</td>
      <td>
        <Badge>{state}</Badge>
      </td>
      <td>
        {attempts.length === 0 ? <span class="muted">none yet</span> : null}
        <ul class="plain">
          {attempts.map(({ at, status, error }) => (
            <li>{`${at.slice(0, 19).replace("T", " ")}: ${status ?? error ?? ""}`}</li>
          ))}
        </ul>
      </td>
      <td>
        <details>
          <summary>
            Show<span class="hidden">{` the claims of notification ${id}`}</span>
          </summary>
          <Json label={`Claims of notification ${id}`} value={claims} />
        </details>
      </td>
    </tr>
  );
}
