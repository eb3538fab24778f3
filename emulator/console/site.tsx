/** The pages of the console as one application: headers, assets, pages, and a page for what fails. */
import { Hono } from "hono";
import { ControlFailure, StoreFailure } from "../failure";
import type { EmulatorApp, EmulatorEnv } from "../http/context";
import type { EmulatorParts } from "../parts";
import { assetRoutes } from "./assets";
import { Desk } from "./desk";
import { document, Layout } from "./layout";
import { appPage } from "./pages/app";
import { faultsPage } from "./pages/faults";
import { itemsPage } from "./pages/items";
import { journalPage } from "./pages/journal";
import { notificationsPage } from "./pages/notifications";
import { overviewPage } from "./pages/overview";
import { salesPage } from "./pages/sales";

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const PAGES = [overviewPage, appPage, itemsPage, salesPage, journalPage, faultsPage, notificationsPage];

export function buildSite(parts: EmulatorParts): EmulatorApp {
  const site = new Hono<EmulatorEnv>();
  const desk = new Desk(parts);
  site.use(async (c, next) => {
    await next();
    c.header("content-security-policy", POLICY);
    c.header("x-content-type-options", "nosniff");
    c.header("referrer-policy", "no-referrer");
    if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
  });
  const failure = (title: string, message: string) =>
    document(
      <Layout desk={desk} title={title} path="">
        <h1>{title}</h1>
        <p>{message}</p>
        <p>
          <a href="/_emulator/">To the overview</a>
        </p>
      </Layout>,
    );
  site.notFound((c) => c.html(failure("There is no such page", "Nothing is kept at this address."), 404));
  site.onError((error, c) => {
    if (error instanceof ControlFailure || error instanceof StoreFailure)
      return c.html(
        failure("That cannot be shown", error.message),
        error instanceof ControlFailure ? error.httpStatus : 400,
      );
    console.error(error);
    return c.html(failure("The emulator failed", error.message), 500);
  });
  assetRoutes(site);
  for (const page of PAGES) page(site, desk);
  return site;
}
