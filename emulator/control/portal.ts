/** Apps, as a person edits them in the Seller Portal: the way to make drift. */
import { z } from "zod";
import type { AppStatus } from "../../sdk/facts/states";
import { ControlFailure } from "../failure";
import type { EmulatorApp } from "../http/context";
import { recordOf } from "../rules/apps";
import { openedFrom } from "../rules/update";
import { wireRecord } from "../rules/wire";
import type { AppRecord } from "../state/model";
import type { App, Store } from "../state/store";
import { controlBody, validated } from "./body";
import { appNamed, statusesOf } from "./find";
import { applyPortalEdit } from "./portalEdit";

const recordChoice = z.strictObject({ appStatus: z.enum(["SALE", "REGISTRATION"]).optional() });

export function portalControl(app: EmulatorApp, store: Store): void {
  app.patch("/_emulator/apps/:app", async (c) => {
    const edited = appNamed(store, c.req.param("app"));
    const record = chosen(edited, validated(recordChoice, c.req.query()).appStatus);
    applyPortalEdit(store, edited, record, await controlBody(c, z.looseObject({})));
    return c.json(wireRecord(store, edited, record));
  });

  app.post("/_emulator/apps/:app/open-update", (c) => {
    const opened = appNamed(store, c.req.param("app"));
    if (opened.registration) throw new ControlFailure(409, `The app ${opened.contentId} already has an open update.`);
    if (opened.sale?.contentStatus !== "FOR_SALE")
      throw new ControlFailure(409, `The app ${opened.contentId} is not in service.`);
    opened.registration = openedFrom(store, opened, opened.sale);
    return c.json(statusesOf(opened));
  });

  app.post("/_emulator/apps/:app/discard-update", (c) => {
    const discarded = appNamed(store, c.req.param("app"));
    if (!discarded.sale || !discarded.registration)
      throw new ControlFailure(409, `The app ${discarded.contentId} has no update to discard.`);
    discarded.registration = null;
    return c.json(statusesOf(discarded));
  });
}

/** The open update when there is one, else the live record, unless the caller says which. */
function chosen(app: App, appStatus: AppStatus | undefined): AppRecord {
  const record = appStatus ? recordOf(app, appStatus) : (app.registration ?? app.sale);
  if (!record) throw new ControlFailure(404, `The app ${app.contentId} has no ${appStatus} record.`);
  return record;
}
