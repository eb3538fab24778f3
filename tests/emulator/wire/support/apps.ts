/** The apps of the default store by what they are good for, and the reads that tell what the store holds. */
import assert from "node:assert/strict";
import type { Answer, Json } from "./http";
import { call, done, type Who } from "./seller";

export interface App {
  readonly contentId: string;
  readonly packageName: string;
}

/** A game on sale with a live rollout (10 %, KOR 20, DEU 15), items and subscriptions. */
export const EMBER: App = { contentId: "000001000101", packageName: "com.lumenforge.emberisles" };
/** A game with an open update whose binary 4 is new. */
export const LANTERNS: App = { contentId: "000001000102", packageName: "com.lumenforge.paperlanterns" };
/** Paid, published by hand. */
export const TIDELINE: App = { contentId: "000001000103", packageName: "com.lumenforge.tideline" };
export const FIRST_REGISTRATION: App = { contentId: "000001000104", packageName: "com.lumenforge.firstlight" };
export const OPEN_BETA: App = { contentId: "000001000105", packageName: "com.lumenforge.nightgarden" };
export const DEPLOYED_BETA: App = { contentId: "000001000106", packageName: "com.lumenforge.deepfield" };
export const PRE_REGISTERED: App = { contentId: "000001000107", packageName: "com.lumenforge.cloudharbor" };
/** Its binaries have no IAP SDK. */
export const LEDGER: App = { contentId: "000001000108", packageName: "com.lumenforge.pocketledger" };
/** On sale below the version of the real APK. */
export const HELPER: App = { contentId: "000001000109", packageName: "io.appium.settings" };
/** Another seller's. */
export const RAIL_BARON: App = { contentId: "000002000201", packageName: "com.harbornine.railbaron" };

const LIVE = ["FOR_SALE", "SUSPENDED", "TERMINATED"];

/** The records of an app; an app with an open update has two. */
export function records({ contentId }: App, as: Who = "seller"): Promise<Json[]> {
  return done("GET", "/seller/contentInfo", { query: { contentId }, as });
}

export async function liveRecord(app: App): Promise<Json> {
  const found = (await records(app)).find(({ contentStatus }) => LIVE.includes(contentStatus));
  assert.ok(found, `${app.packageName} is not on sale`);
  return found;
}

/** The open update, or the first registration. */
export async function openRecord(app: App): Promise<Json> {
  const found = (await records(app)).find(({ contentStatus }) => !LIVE.includes(contentStatus));
  assert.ok(found, `${app.packageName} has no open record`);
  return found;
}

/** The statuses of an app's records, e.g. `["FOR_SALE", "UPDATING"]`. */
export async function statuses(app: App): Promise<string[]> {
  return (await records(app)).map(({ contentStatus }) => contentStatus).sort();
}

/** One contentUpdate, whatever comes of it. */
export function update({ contentId }: App, fields: object): Promise<Answer> {
  return call("POST", "/seller/contentUpdate", { json: { contentId, ...fields } });
}

export function openUpdate({ contentId }: App, fields: object = {}): Promise<Json> {
  return done("POST", "/seller/contentUpdate", { json: { contentId, ...fields } });
}

export function submit({ contentId }: App): Promise<Json> {
  return done("POST", "/seller/contentSubmit", { json: { contentId } });
}

export function rolloutBinaries({ contentId }: App, appStatus: "REGISTRATION" | "SALE"): Promise<Json[]> {
  return done("GET", "/seller/v2/content/stagedRolloutBinary", { query: { contentId, appStatus } }).then(
    ({ data }) => data.binaries,
  );
}
