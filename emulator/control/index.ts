/** The control API under `/_emulator/`: what a test or a person does to the store from outside. For this machine, or for who has the token. */
import { consoleRoutes } from "../console";
import type { EmulatorApp } from "../http/context";
import type { EmulatorParts } from "../parts";
import { certificateControl } from "./certificate";
import { guard } from "./guard";
import { itemControl } from "./items";
import { notificationControl } from "./notifications";
import { portalControl } from "./portal";
import { purchaseControl } from "./purchases";
import { requestControl } from "./requests";
import { reviewControl } from "./review";
import { stateControl } from "./state";

export function controlRoutes(app: EmulatorApp, parts: EmulatorParts): void {
  app.use("/_emulator/*", guard(parts.token));
  stateControl(app, parts);
  certificateControl(app, parts.authority);
  requestControl(app, parts);
  reviewControl(app, parts.store);
  portalControl(app, parts.store);
  itemControl(app, parts.store);
  purchaseControl(app, parts);
  notificationControl(app, parts.store, parts.notifier);
  consoleRoutes(app, parts);
}
