/** The console at `/_emulator/`, for a person with a browser. It is loaded at the first visit, so that a start does not wait for it. */

import type { EmulatorApp, EmulatorContext } from "../http/context";
import type { EmulatorParts } from "../parts";

export function consoleRoutes(app: EmulatorApp, parts: EmulatorParts): void {
  let site: EmulatorApp | undefined;
  const visit = (c: EmulatorContext): Response | Promise<Response> => {
    site ??= loadSite(parts);
    return site.fetch(c.req.raw, c.env);
  };
  app.get("/_emulator", (c) => c.redirect("/_emulator/"));
  app.all("/_emulator/", visit);
  app.all("/_emulator/console/*", visit);
}

function loadSite(parts: EmulatorParts): EmulatorApp {
  const { buildSite }: typeof import("./site") = require("./site");
  return buildSite(parts);
}
