/** The overview: sellers and their apps, the store's clock, its settings. */
import { changeSettings, moveClock, resetStore } from "../../control/state";
import type { EmulatorApp } from "../../http/context";
import type { App, Seller } from "../../state/store";
import { appAddress } from "../addresses";
import type { Desk, Outcome } from "../desk";
import { document, Layout } from "../layout";
import { Acts, Form, FormState, TextField } from "../parts/form";
import { Badge, Card, DataTable, StoreImage } from "../parts/pieces";
import { SettingsCard, sentSettings } from "../parts/settings";

const HOME = "/_emulator/";
const CLOCK = "/_emulator/console/clock";
const SETTINGS = "/_emulator/console/settings";
const RESET = "/_emulator/console/reset";

export function overviewPage(site: EmulatorApp, desk: Desk): void {
  const { parts } = desk;
  const page = (outcome?: Outcome) => <Overview desk={desk} outcome={outcome} />;
  site.get(HOME, (c) => c.html(document(page(desk.outcome(c)))));
  site.post(CLOCK, (c) =>
    desk.submitted(
      c,
      "clock",
      async ({ advance, now }) => {
        await moveClock(parts, advance === undefined ? { now: `${now}Z` } : { advance: Number(advance) });
        return `The store's clock is at ${new Date(parts.store.clock.now()).toUTCString()}.`;
      },
      HOME,
      page,
    ),
  );
  site.post(SETTINGS, (c) =>
    desk.submitted(
      c,
      "settings",
      (values) => {
        changeSettings(parts, sentSettings(values));
        return "The settings are saved.";
      },
      HOME,
      page,
    ),
  );
  site.post(RESET, (c) =>
    desk.submitted(
      c,
      "reset",
      () => {
        resetStore(parts);
        return "The store is back to its seed.";
      },
      HOME,
      page,
    ),
  );
}

function Overview({ desk, outcome }: { desk: Desk; outcome?: Outcome | undefined }) {
  const { store } = desk.parts;
  return (
    <Layout desk={desk} title="Overview" path={HOME} outcome={outcome}>
      <div class="page-head">
        <h1>The store on this machine</h1>
        <p class="lead">
          {`${count(store.apps.size, "app")} of ${count(store.sellers.length, "seller")}, as programs that call the Developer API see them.`}
        </p>
      </div>
      {store.sellers.map((seller) => (
        <SellerApps desk={desk} seller={seller} />
      ))}
      <div class="columns">
        <ClockCard desk={desk} outcome={outcome} />
        <SettingsCard settings={store.settings} state={new FormState("settings", outcome)} action={SETTINGS} />
      </div>
      <Card id="whole" title="The whole store">
        <p>
          <a href="/_emulator/dump">Everything as JSON</a>, in the format of a seed. A reset goes back to the seed that
          the emulator was started with, and empties journal, faults and notifications.
        </p>
        <Acts
          state={new FormState("reset", outcome)}
          action={RESET}
          buttons={[{ label: "Reset the store", style: "danger" }]}
        />
      </Card>
    </Layout>
  );
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function SellerApps({ desk, seller }: { desk: Desk; seller: Seller }) {
  const head = ["App", "Content id", "On sale", "Open update", "Rollout", "Items", "Testers"];
  return (
    <Card
      id={`seller-${seller.sellerSeq}`}
      title={seller.name}
      aside={<span class="muted">{`Seller ${seller.sellerSeq}`}</span>}
    >
      <DataTable id={`apps-${seller.sellerSeq}`} caption={`Apps of ${seller.name}`} quiet head={head}>
        {desk.parts.store.appsOf(seller).map((app) => (
          <AppRow desk={desk} app={app} />
        ))}
      </DataTable>
    </Card>
  );
}

function AppRow({ desk, app }: { desk: Desk; app: App }) {
  const { sale, registration } = app;
  const content = (sale ?? registration)?.content;
  const rollout = sale?.rollout ?? registration?.rollout;
  const beta = sale?.betaTest ?? registration?.betaTest;
  const none = <span class="muted">none</span>;
  return (
    <tr>
      <th scope="row">
        <span class="app-cell">
          <StoreImage store={desk.parts.store} address={content?.icon ?? null} alt="" class="icon small" />
          <span>
            <a href={appAddress(app)}>{content?.appTitle ?? app.packageName}</a>
            <span class="muted block">{app.packageName}</span>
          </span>
        </span>
      </th>
      <td class="code">{app.contentId}</td>
      <td>{sale ? <Badge>{sale.contentStatus}</Badge> : none}</td>
      <td>{registration ? <Badge>{registration.contentStatus}</Badge> : none}</td>
      <td>{rollout ? `${rollout.rate} %` : sale ? <span class="muted">everyone</span> : none}</td>
      <td class="number">{app.items.size === 0 ? none : <a href={appAddress(app, "/items")}>{app.items.size}</a>}</td>
      <td class="number">{beta ? beta.testers.length : none}</td>
    </tr>
  );
}

function ClockCard({ desk, outcome }: { desk: Desk; outcome: Outcome | undefined }) {
  const state = new FormState("clock", outcome);
  const now = new Date(desk.parts.store.clock.now()).toISOString().slice(0, 19);
  return (
    <Card id="clock-card" title="Store clock">
      <p class="big">{`${now.replace("T", " ")} UTC`}</p>
      <p class="muted">Timed reviews, scheduled publication and renewals follow this clock.</p>
      <Form state={state} action={CLOCK}>
        <TextField
          state={state}
          name="now"
          label="Set the clock (UTC)"
          type="datetime-local"
          step="1"
          value={now}
          required
        />
        <div class="acts">
          <button type="submit">Set the clock</button>
        </div>
      </Form>
      <Acts
        state={new FormState("advance", undefined)}
        action={CLOCK}
        buttons={[
          { label: "Advance an hour", name: "advance", value: "3600" },
          { label: "Advance a day", name: "advance", value: "86400" },
        ]}
      />
    </Card>
  );
}
