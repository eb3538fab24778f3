/** The control API under `/_emulator/`: what a test or a person does to the store from outside. Loopback only. */
import type { EmulatorParts } from "../emulator";
import type { EmulatorApp } from "../http/context";
import { itemControl } from "./items";
import { loopbackOnly } from "./loopback";
import { notificationControl } from "./notifications";
import { portalControl } from "./portal";
import { purchaseControl } from "./purchases";
import { requestControl } from "./requests";
import { reviewControl } from "./review";
import { stateControl } from "./state";

export function controlRoutes(app: EmulatorApp, parts: EmulatorParts): void {
  app.use("/_emulator/*", loopbackOnly);
  stateControl(app, parts);
  requestControl(app, parts);
  reviewControl(app, parts.store);
  portalControl(app, parts.store);
  itemControl(app, parts.store);
  purchaseControl(app, parts);
  notificationControl(app, parts.store, parts.notifier);
}
