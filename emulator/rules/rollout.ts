/** Staged rollout: which binaries go out in steps, to which share of the users, and in which order that may change. */
import { countryByCode } from "../../sdk/facts/countries";
import { type AppStatus, ROLLOUT_BINARY_STATUSES, ROLLOUT_RATE_STATUSES } from "../../sdk/facts/states";
import { invalid, storeFailure } from "../failure";
import { isJsonObject, type JsonObject, wholeNumber } from "../http/body";
import type { AppRecord, Binary, Rollout } from "../state/model";
import type { App, ServiceAccount, Store } from "../state/store";
import { appStatusOf, contentIdOf, ownApp, requireRecord } from "./apps";

/** A pre-registered app has no staged rollout. [D: failure codes 3205] */
export function rolloutApp(store: Store, account: ServiceAccount, contentId: unknown): App {
  const app = ownApp(store, account, contentIdOf(contentId));
  if (app.preRegistered) throw storeFailure(400, "3205", "A pre-registered app has no staged rollout.");
  return app;
}

/**
 * Without a rate there is no rollout to view, also when a binary was added. [D: failure codes 3208; with a binary: G]
 */
export function viewRate(store: Store, record: AppRecord): object {
  if (!record.rollout) throw storeFailure(400, "3208", "There are no binaries set for a staged rollout.");
  const { rate, countries } = record.rollout;
  const own = Object.entries(countries).map(([countryCode, rolloutRate]) => ({ countryCode, rolloutRate }));
  const { noCountries } = store.settings.readings;
  // `countries` is `[]` where no country has its own rate. [C; null or no key, the other readings: C]
  if (own.length === 0 && noCountries === "absent") return { rolloutRate: rate };
  return { rolloutRate: rate, countries: own.length === 0 && noCountries === "null" ? null : own };
}

/**
 * The view of rollout binaries has all that the record has; `seq` is a number, `fileSize` a number of megabytes as text.
 * [D; `seq` a text, the other reading: O; a unit, the other reading: D]
 */
export function viewBinaries(store: Store, record: AppRecord, appStatus: AppStatus): { binaries: object[] } {
  const { rolloutSeq, rolloutFileSize } = store.settings.readings;
  const unit = rolloutFileSize === "withUnit" ? " MB" : "";
  return {
    binaries: record.binaries.map((binary) => ({
      seq: rolloutSeq === "text" ? binary.binarySeq : Number(binary.binarySeq),
      versionCode: binary.versionCode,
      versionName: binary.versionName,
      fileName: binary.fileName,
      fileSize: (binary.fileSize / (1024 * 1024)).toFixed(2) + unit,
      rolloutStatus: binary.rolloutStatus,
      appStatus,
    })),
  };
}

export const isInRollout = (binary: Binary): boolean => binary.rolloutStatus !== "DISABLED";

export function setRate(store: Store, account: ServiceAccount, body: JsonObject): void {
  const app = rolloutApp(store, account, body.contentId);
  const appStatus = appStatusOf(body.appStatus);
  const record = requireRecord(app, appStatus);
  requireStatus(record, ROLLOUT_RATE_STATUSES);
  // `function` is `ENABLE_ROLLOUT` or `DISABLE_ROLLOUT`. [D; code: G]
  if (body.function === "ENABLE_ROLLOUT") enable(store, app, appStatus, record, body);
  else if (body.function === "DISABLE_ROLLOUT") disable(store, appStatus, record);
  else throw invalid("function must be ENABLE_ROLLOUT or DISABLE_ROLLOUT.");
  record.modifyDate = store.clock.moment();
}

function requireStatus(record: AppRecord, allowed: readonly string[]): void {
  // The rate changes while an app can be edited, is ready for sale or on sale; binaries not while it is on sale. [D: failure
  // codes 3206]
  if (!allowed.includes(record.contentStatus))
    throw storeFailure(400, "3206", `The staged rollout cannot be changed while the app is ${record.contentStatus}.`);
}

function enable(store: Store, app: App, appStatus: AppStatus, record: AppRecord, body: JsonObject): void {
  const rate = wholeNumber(body.rolloutRate);
  const lowest = lowestRate(store);
  // Rates are whole percentages from 0 to 100, text or number. [D: documents and articles; 1 to 100, the other reading: O]
  if (rate === undefined || rate < lowest || rate > 100)
    throw invalid(`rolloutRate must be a whole number from ${lowest} to 100.`);
  // There is no rate before a binary is in the rollout. [D: failure codes 3207] A rollout does not end by itself at 100
  // percent. [G: not documented]
  if (!record.binaries.some(isInRollout))
    throw storeFailure(400, "3207", "Add a binary to the staged rollout before setting the rollout rate.");
  // One rollout at a time: the live one ends before the next update gets its own. [D; code: G]
  if (appStatus === "REGISTRATION" && app.sale?.rollout)
    throw storeFailure(400, "3206", "The app has a live staged rollout; disable it before enabling the next one.");
  checkRate(store, appStatus, record, rate);
  const countries = countryRates(store, appStatus, record, body.countries, rate);
  record.rollout = { rate, countries };
  if (appStatus === "SALE") noteDeployedRate(record);
}

const lowestRate = (store: Store): number => Number(store.settings.readings.lowestRate);

/**
 * 3104 and 3203 have the same meaning, and so have 3105 and 3204: the first of each is for the live record, the second for an
 * update. [D: failure codes; which when, all readings: G]
 */
function twinCode(store: Store, appStatus: AppStatus, first: string, second: string): string {
  const { rolloutCodes } = store.settings.readings;
  if (rolloutCodes === "byRecord") return appStatus === "SALE" ? first : second;
  return rolloutCodes === "31xx" ? first : second;
}

function checkRate(store: Store, appStatus: AppStatus, record: AppRecord, rate: number): void {
  const previous = record.rollout?.rate;
  // A live rate only rises; the same is not greater. [D: failure codes 3104; which code when: G]
  if (appStatus === "SALE" && previous !== undefined && rate <= previous)
    throw storeFailure(
      400,
      twinCode(store, "SALE", "3104", "3203"),
      `The rollout rate ${rate} must be greater than the previous one (${previous}).`,
    );
  // After the review has passed the rate may not fall. [D: failure codes 3103; which code when: G]
  if (record.contentStatus === "READY_FOR_SALE" && previous !== undefined && rate < previous)
    throw storeFailure(400, "3103", `The rollout has begun; its rate may not go down from ${previous} to ${rate}.`);
  // Binaries that users already have cannot be held back. [D: failure codes 3203; which code when, per binary: G]
  const deployed = record.binaries.filter(isInRollout).map((binary) => binary.deployedRate);
  const least = deployed.some((share) => share === null) ? null : Math.min(...deployed.map((share) => share ?? 0));
  if (appStatus === "REGISTRATION" && least !== null && rate <= least)
    throw storeFailure(
      400,
      twinCode(store, "REGISTRATION", "3104", "3203"),
      `These binaries have been deployed to ${least} %; the rate must be greater.`,
    );
}

/**
 * Country rates are whole percentages from 0 to 100, each country once; omitted, all stay. What is wrong is 3105 in the live
 * record, 3204 in an update. [D; which code when: G]
 * A country rate may be lower than the default. [D: article]
 */
function countryRates(
  store: Store,
  appStatus: AppStatus,
  record: AppRecord,
  given: unknown,
  rateOfAll: number,
): Rollout["countries"] {
  const present = record.rollout?.countries ?? {};
  if (given === undefined || given === null) return present;
  const fail = (message: string) => storeFailure(400, twinCode(store, appStatus, "3105", "3204"), message);
  const lowest = lowestRate(store);
  const mustExceed = appStatus === "SALE" && store.settings.readings.countryRates === "aboveDefault";
  // `countries` is a list. [D; code: G]
  if (!Array.isArray(given)) throw invalid("countries must be a list.");
  const rates: Rollout["countries"] = {};
  for (const entry of given) {
    const code = isJsonObject(entry) && typeof entry.countryCode === "string" ? entry.countryCode : "";
    if (!countryByCode(code)) throw fail(`Unknown country code: ${code}.`);
    const rate = isJsonObject(entry) ? wholeNumber(entry.rolloutRate) : undefined;
    if (rate === undefined || rate < lowest || rate > 100)
      throw fail(`${code}: the rate must be a whole number from ${lowest} to 100.`);
    // A country's rate may be below the default. [D: an article; above it while live, the other reading: C]
    if (mustExceed && rate <= rateOfAll)
      throw fail(`${code}: the rate must be greater than the default (${rateOfAll}).`);
    if (rates[code] !== undefined) throw fail(`${code} is named twice.`);
    rates[code] = rate;
  }
  for (const [code, previous] of Object.entries(present)) {
    const rate = rates[code];
    // When country rates are sent, every present one is among them: 3105 live, 3204 in an update. [D; which code when: G]
    if (rate === undefined) throw fail(`${code} already has a rate and must be included.`);
    // Live country rates do not fall: 3105. [D; which code when: G]
    if (appStatus === "SALE" && previous !== undefined && rate < previous)
      throw fail(`${code}: the rate may not go down from ${previous} to ${rate}.`);
  }
  return rates;
}

/** Disabling gives the release to everybody, for good; another `ENABLE_ROLLOUT` finds no binary (3207). [D] */
function disable(store: Store, appStatus: AppStatus, record: AppRecord): void {
  const { rollout } = record;
  // There is a rollout to disable. [D; code: G]
  if (!rollout) throw storeFailure(400, "3208", "There is no staged rollout to disable.");
  // A country rate above the default blocks disabling. [D; code: G]
  const above = Object.entries(rollout.countries).find(([, rate]) => rate !== undefined && rate > rollout.rate);
  if (above)
    throw storeFailure(
      400,
      twinCode(store, appStatus, "3105", "3204"),
      `${above[0]} has a higher rate (${above[1]}) than the default (${rollout.rate}); raise the default rate before disabling the rollout.`,
    );
  record.rollout = null;
  for (const binary of record.binaries) {
    binary.rolloutStatus = "DISABLED";
    if (appStatus === "SALE") binary.deployedRate = 100;
  }
}

/** Remembers how far the live binaries have gone out. */
export function noteDeployedRate(record: AppRecord): void {
  const rate = record.rollout?.rate ?? 100;
  for (const binary of record.binaries) {
    const share = record.rollout && isInRollout(binary) ? rate : 100;
    binary.deployedRate = Math.max(binary.deployedRate ?? 0, share);
  }
}

export function setBinary(store: Store, account: ServiceAccount, body: JsonObject): void {
  const app = rolloutApp(store, account, body.contentId);
  // `function` is `ADD` or `REMOVE`. [D; code: G]
  if (body.function !== "ADD" && body.function !== "REMOVE") throw invalid("function must be ADD or REMOVE.");
  // Binaries go in and out of an open update only; on a live-only app the call is not allowed in its status. [D; code: G]
  const record = app.registration ?? requireRecord(app, "SALE");
  requireStatus(record, ROLLOUT_BINARY_STATUSES);
  const seq = wholeNumber(body.binarySeq);
  const binary = record.binaries.find((candidate) => Number(candidate.binarySeq) === seq);
  // `binarySeq` of a rollout call is a binary of the record. [D; code: G]
  if (!binary) throw invalid(`The app has no binary with binarySeq ${String(body.binarySeq)}.`);
  binary.rolloutStatus = body.function === "ADD" ? "ENABLED" : "DISABLED";
  // A rollout without binaries has nothing to roll out: its rates are gone. [D: failure codes 3208; gone: G]
  if (!record.binaries.some(isInRollout)) record.rollout = null;
  record.modifyDate = store.clock.moment();
}
