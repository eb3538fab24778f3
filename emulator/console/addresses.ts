/** Addresses of the console's pages. */
import type { App } from "../state/store";

export function appAddress(app: App, page = ""): string {
  return `/_emulator/console/apps/${app.contentId}${page}`;
}

export const JOURNAL = "/_emulator/console/journal";
export const FAULTS = "/_emulator/console/faults";
export const NOTIFICATIONS = "/_emulator/console/notifications";
