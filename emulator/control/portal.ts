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
    const record = editedRecord(edited, validated(recordChoice, c.req.query()).appStatus);
    applyPortalEdit(store, edited, record, await controlBody(c, z.looseObject({})));
    return c.json(wireRecord(store, edited, record));
  });

  app.post("/_emulator/apps/:app/open-update", (c) => {
    const opened = appNamed(store, c.req.param("app"));
    openUpdate(store, opened);
    return c.json(statusesOf(opened));
  });

  app.post("/_emulator/apps/:app/discard-update", (c) => {
    const discarded = appNamed(store, c.req.param("app"));
    discardUpdate(discarded);
    return c.json(statusesOf(discarded));
  });
}

export function openUpdate(store: Store, app: App): void {
  if (app.registration) throw new ControlFailure(409, `The app ${app.contentId} already has an open update.`);
  if (app.sale?.contentStatus !== "FOR_SALE")
    throw new ControlFailure(409, `The app ${app.contentId} is not in service.`);
  app.registration = openedFrom(store, app, app.sale);
}

export function discardUpdate(app: App): void {
  if (!app.sale || !app.registration)
    throw new ControlFailure(409, `The app ${app.contentId} has no update to discard.`);
  app.registration = null;
}

/** The open update when there is one, else the live record, unless the caller says which. */
export function editedRecord(app: App, appStatus?: AppStatus): AppRecord {
  const record = appStatus ? recordOf(app, appStatus) : (app.registration ?? app.sale);
  if (!record) throw new ControlFailure(404, `The app ${app.contentId} has no ${appStatus} record.`);
  return record;
}
