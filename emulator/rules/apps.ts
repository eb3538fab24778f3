/** Finding the app and the record that a call is about. */
import type { AppStatus } from "../../sdk/facts/states";
import { invalid, type StoreFailure, storeFailure } from "../failure";
import type { AppRecord } from "../state/model";
import type { App, ServiceAccount, Store } from "../state/store";

/** A content id is a text of exactly 12 digits. [D: conventions] */
export function contentIdOf(value: unknown): string {
  if (typeof value === "string" && /^\d{12}$/.test(value)) return value;
  throw invalid("contentId must be a text of 12 digits.");
}

/** The caller's app with this content id. */
export function ownApp(store: Store, account: ServiceAccount, contentId: string): App {
  const app = store.apps.get(contentId);
  // A content id that nobody has is not found. [D: failure codes 3100; outside v2: G]
  if (!app) throw nothingFound(contentId);
  // A call about a content of another seller is refused as such. [D: failure codes 4008; as if it did not exist, the other
  // reading: G]
  if (app.seller !== account.seller) throw foreign(store, contentId);
  return app;
}

export function nothingFound(contentId: string): StoreFailure {
  return storeFailure(400, "3100", `There is no content for contentId ${contentId}.`);
}

/** The failure of a call about a content of another seller. */
export function foreign(store: Store, contentId: string): StoreFailure {
  return store.settings.readings.foreignContent === "3100" ? nothingFound(contentId) : notYours();
}

export function notYours(): StoreFailure {
  return storeFailure(403, "4008", "The content belongs to another seller.");
}

/** The update is shown before the live record. [C: the one real trace; the other order: G] */
export function recordsOf(store: Store, app: App): AppRecord[] {
  const records = [app.registration, app.sale].filter((record) => record !== null);
  return store.settings.readings.recordOrder === "liveFirst" ? records.reverse() : records;
}

/** `appStatus` is `REGISTRATION` or `SALE`. [D] */
export function appStatusOf(value: unknown): AppStatus {
  if (value === "REGISTRATION" || value === "SALE") return value;
  throw invalid("appStatus must be REGISTRATION or SALE.");
}

export function recordOf(app: App, appStatus: AppStatus): AppRecord | null {
  return appStatus === "SALE" ? app.sale : app.registration;
}

/**
 * An app without a record of that `appStatus` is not found, which is the official way to test for one. [D: failure codes 3100]
 */
export function requireRecord(app: App, appStatus: AppStatus): AppRecord {
  const record = recordOf(app, appStatus);
  if (!record) throw storeFailure(400, "3100", `The content ${app.contentId} has no ${appStatus} record.`);
  return record;
}

export function isGame(record: AppRecord): boolean {
  return record.content.category.some((category) => category.name === "Games");
}
