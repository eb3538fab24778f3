/** The page of one app: its store page, its release, rollout, countries, testers and comments, with the forms of the portal. */
import { appNamed } from "../../control/find";
import { discardUpdate, editedRecord, openUpdate } from "../../control/portal";
import { applyPortalEdit } from "../../control/portalEdit";
import { review } from "../../control/review";
import { ControlFailure } from "../../failure";
import type { JsonObject } from "../../http/body";
import type { EmulatorApp, EmulatorContext } from "../../http/context";
import { commentOf, replyTo, withdrawReply } from "../../rules/comments";
import { setStatus, submit } from "../../rules/review";
import type { App } from "../../state/store";
import { appAddress } from "../addresses";
import type { Desk, Outcome, Values } from "../desk";
import { document, Layout } from "../layout";
import { countryLines, lines } from "../lines";
import { AppHead } from "../parts/appHead";
import { Comparison } from "../parts/comparison";
import { BetaCard, CommentsCard, CountriesCard } from "../parts/details";
import { Release } from "../parts/release";
import { BinariesCard, RolloutCard } from "../parts/rollout";
import { languagesOf, StorePage, type View } from "../parts/storePage";
import { TextsCard, textsEdit } from "../parts/texts";

const PATH = "/_emulator/console/apps/:contentId";

export function appPage(site: EmulatorApp, desk: Desk): void {
  const { store } = desk.parts;
  const appOf = (c: EmulatorContext): App => appNamed(store, c.req.param("contentId") ?? "");
  const page = (c: EmulatorContext, outcome?: Outcome) => {
    const app = appOf(c);
    return <AppPage desk={desk} app={app} view={viewOf(c, app)} outcome={outcome} />;
  };
  site.get(PATH, (c) => c.html(document(page(c, desk.outcome(c)))));

  /** A form of this page: `act` returns what was done. A form that is there several times says in its address what it is `of`. */
  const form = (name: string, act: (app: App, values: Values, c: EmulatorContext) => string): void => {
    site.post(`${PATH}/${name}`, (c) => {
      const app = appOf(c);
      const of = c.req.query("of");
      return desk.submitted(
        c,
        of === undefined ? name : `${name}-${of}`,
        (values) => act(app, values, c),
        appAddress(
          app,
          c.req.query("language") ? `?view=${viewOf(c, app).which}&language=${viewOf(c, app).language}` : "",
        ),
        (outcome) => page(c, outcome),
      );
    });
  };
  const edit = (app: App, body: JsonObject, which?: string): void => {
    const appStatus = which === "sale" ? "SALE" : which === "registration" ? "REGISTRATION" : undefined;
    applyPortalEdit(store, app, editedRecord(app, appStatus), body);
  };

  form("act", (app, { act = "" }) => {
    portalAct(desk, app, act);
    return `Done. ${statusText(app)}`;
  });
  form("review", (app, { outcome, stage }) => {
    review(store, app, { outcome, ...(stage ? { stage } : {}) });
    return `The review is decided. ${statusText(app)}`;
  });
  form("status", (app, { contentStatus }) => {
    edit(app, { contentStatus });
    return `The status is set. ${statusText(app)}`;
  });
  form("texts", (app, values, c) => {
    edit(app, textsEdit(editedRecord(app).content, viewOf(c, app).language, values));
    return "The texts are saved.";
  });
  form("prices", (app, { paid, standardPrice, countries }) => {
    const sellCountryList = countryLines(countries).map(({ code, rest }) => ({
      countryCode: code,
      price: rest === "" ? null : rest,
    }));
    edit(app, { paid, standardPrice, sellCountryList });
    return "Countries and prices are saved.";
  });
  form("beta", (app, { testers, feedbackChannel }) => {
    edit(app, { betaTest: { testers: lines(testers), feedbackChannel } });
    return "The beta test is saved.";
  });
  form("rollout", (app, values, c) => {
    edit(app, { rollout: sentRollout(values) }, c.req.query("of"));
    return "The rollout is saved.";
  });
  form("rollout-end", (app, _values, c) => {
    edit(app, { rollout: { enabled: false } }, c.req.query("of"));
    return "The release goes to everyone.";
  });
  form("reply", (app, { commentId = "", replyText }) => {
    replyTo(store, commentOf(app, commentId), replyText);
    return "The reply is there.";
  });
  form("reply-delete", (app, { commentId = "" }) => {
    withdrawReply(commentOf(app, commentId));
    return "The reply is deleted.";
  });
}

function portalAct({ parts: { store } }: Desk, app: App, act: string): void {
  if (act === "open") openUpdate(store, app);
  else if (act === "discard") discardUpdate(app);
  else if (act === "submit") submit(store, app);
  else if (act === "publish") setStatus(store, app, "FOR_SALE");
  else if (act === "suspend") setStatus(store, app, "SUSPENDED");
  else if (act === "terminate") setStatus(store, app, "TERMINATED");
  else if (act === "resume") applyPortalEdit(store, app, editedRecord(app, "SALE"), { contentStatus: "FOR_SALE" });
  else throw new ControlFailure(400, "There is no such act.");
}

function statusText({ sale, registration }: App): string {
  return `On sale: ${sale?.contentStatus ?? "no"}. Open update: ${registration?.contentStatus ?? "none"}.`;
}

function sentRollout(values: Values): JsonObject {
  const number = (text: string | undefined) => (text ? Number(text) : undefined);
  return {
    rate: number(values.rate),
    countries: Object.fromEntries(countryLines(values.countries).map(({ code, rest }) => [code, number(rest)])),
    binaries: Object.fromEntries(
      Object.entries(values).flatMap(([name, status]) =>
        name.startsWith("binary-") ? [[name.slice("binary-".length), status]] : [],
      ),
    ),
  };
}

/** What a customer sees now, unless the person asks for something else. */
function viewOf(c: EmulatorContext, app: App): View {
  const asked = c.req.query("view") === "registration" ? "registration" : "sale";
  const which = app[asked] ? asked : app.sale ? "sale" : "registration";
  const content = app[which]?.content;
  const language = c.req.query("language") ?? "";
  const known = [app.sale, app.registration].flatMap((record) => (record ? languagesOf(record.content) : []));
  return { which, language: known.includes(language) ? language : (content?.defaultLanguageCode ?? "") };
}

interface Props {
  desk: Desk;
  app: App;
  view: View;
  outcome: Outcome | undefined;
}

function AppPage({ desk, app, view, outcome }: Props) {
  const { store } = desk.parts;
  const shown = app[view.which] ?? editedRecord(app);
  const edited = editedRecord(app);
  const rollouts = (["sale", "registration"] as const).flatMap((which) => {
    const record = app[which];
    return record ? [<RolloutCard app={app} which={which} record={record} outcome={outcome} />] : [];
  });
  return (
    <Layout desk={desk} title={shown.content.appTitle} path="" outcome={outcome}>
      <AppHead store={store} app={app} here="" />
      <div class="columns uneven">
        <StorePage store={store} app={app} record={shown} view={view} />
        <div class="column">
          <Release app={app} outcome={outcome} />
          {rollouts}
        </div>
      </div>
      {app.sale && app.registration ? <Comparison store={store} live={app.sale} update={app.registration} /> : null}
      <div class="columns">
        <TextsCard app={app} record={edited} language={view.language} outcome={outcome} />
        <div class="column">
          <BinariesCard app={app} />
          <CountriesCard app={app} record={edited} outcome={outcome} />
          {edited.betaTest || edited.contentStatus.includes("BETA") ? (
            <BetaCard app={app} record={edited} outcome={outcome} />
          ) : null}
        </div>
      </div>
      <CommentsCard app={app} outcome={outcome} />
    </Layout>
  );
}
