/** Staged rollout: which binaries go out in steps, to which share of the users, and in which order that may change. */
import { countryByCode } from "../../sdk/facts/countries";
import { type AppStatus, ROLLOUT_BINARY_STATUSES, ROLLOUT_RATE_STATUSES } from "../../sdk/facts/states";
import { invalid, storeFailure } from "../failure";
import { isJsonObject, type JsonObject, wholeNumber } from "../http/body";
import { storeMoment } from "../state/clock";
import type { AppRecord, Binary, Rollout } from "../state/model";
import type { App, ServiceAccount, Store } from "../state/store";
import { appStatusOf, contentIdOf, ownApp, requireRecord } from "./apps";

/** The app that a rollout call is about. [D: failure codes 3205] */
export function rolloutApp(store: Store, account: ServiceAccount, contentId: unknown): App {
  const app = ownApp(store, account, contentIdOf(contentId));
  if (app.preRegistered) throw storeFailure(400, "3205", "A pre-registered app has no staged rollout.");
  return app;
}

/** The rollout of a record as "View rollout rate" gives it. [D; no rate set although a binary was added: 3208 too, G] */
export function viewRate(store: Store, record: AppRecord): object {
  if (!record.rollout) throw storeFailure(400, "3208", "There are no binaries set for a staged rollout.");
  const { rate, countries } = record.rollout;
  const own = Object.entries(countries).map(([countryCode, rolloutRate]) => ({ countryCode, rolloutRate }));
  const { noCountries } = store.settings.readings;
  // Where no country has its own rate, the list of countries is empty. [C; null or no key, the other readings: C]
  if (own.length === 0 && noCountries === "absent") return { rolloutRate: rate };
  return { rolloutRate: rate, countries: own.length === 0 && noCountries === "null" ? null : own };
}

/** The binaries of a record as "View rollout binaries" gives them. [D: seq a number, fileSize in megabytes without a unit; seq a text, the other reading: O; a unit, the other reading: D] */
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

const inRollout = (binary: Binary): boolean => binary.rolloutStatus !== "DISABLED";

export function setRate(store: Store, account: ServiceAccount, body: JsonObject): void {
  const app = rolloutApp(store, account, body.contentId);
  const appStatus = appStatusOf(body.appStatus);
  const record = requireRecord(app, appStatus);
  requireStatus(record, ROLLOUT_RATE_STATUSES);
  if (body.function === "ENABLE_ROLLOUT") enable(store, app, appStatus, record, body);
  else if (body.function === "DISABLE_ROLLOUT") disable(store, appStatus, record);
  else throw invalid("function must be ENABLE_ROLLOUT or DISABLE_ROLLOUT.");
  record.modifyDate = storeMoment(store.clock.now());
}

function requireStatus(record: AppRecord, allowed: readonly string[]): void {
  // [D: failure codes 3206]
  if (!allowed.includes(record.contentStatus))
    throw storeFailure(400, "3206", `The staged rollout cannot be changed while the app is ${record.contentStatus}.`);
}

function enable(store: Store, app: App, appStatus: AppStatus, record: AppRecord, body: JsonObject): void {
  const rate = wholeNumber(body.rolloutRate);
  const lowest = lowestRate(store);
  // A rate is 0 to 100. [D: documents and articles; 1 to 100, the other reading: O]
  if (rate === undefined || rate < lowest || rate > 100)
    throw invalid(`rolloutRate must be a whole number from ${lowest} to 100.`);
  // [D: failure codes 3207]
  if (!record.binaries.some(inRollout))
    throw storeFailure(400, "3207", "Add a binary to the staged rollout before setting the rollout rate.");
  // One active rollout per content: the live one is finished before the next update gets its own. [D; code: G]
  if (appStatus === "REGISTRATION" && app.sale?.rollout)
    throw storeFailure(400, "3206", "The app has a live staged rollout; disable it before enabling the next one.");
  checkRate(store, appStatus, record, rate);
  const countries = countryRates(store, appStatus, record, body.countries, rate);
  record.rollout = { rate, countries };
  if (appStatus === "SALE") noteDeployedRate(record);
}

const lowestRate = (store: Store): number => Number(store.settings.readings.lowestRate);

/** Two codes have the same meaning, and the record decides which is used. [D: failure codes 3104 and 3203, 3105 and 3204; which when, all readings: G] */
function twinCode(store: Store, appStatus: AppStatus, first: string, second: string): string {
  const { rolloutCodes } = store.settings.readings;
  if (rolloutCodes === "byRecord") return appStatus === "SALE" ? first : second;
  return rolloutCodes === "31xx" ? first : second;
}

function checkRate(store: Store, appStatus: AppStatus, record: AppRecord, rate: number): void {
  const previous = record.rollout?.rate;
  // A live rate only rises; the same is not greater. [D: failure codes 3104]
  if (appStatus === "SALE" && previous !== undefined && rate <= previous)
    throw storeFailure(
      400,
      twinCode(store, "SALE", "3104", "3203"),
      `The rollout rate ${rate} must be greater than the previous one (${previous}).`,
    );
  // A release that has passed the review with its rate has begun. [D: failure codes 3103; when exactly: G]
  if (record.contentStatus === "READY_FOR_SALE" && previous !== undefined && rate < previous)
    throw storeFailure(400, "3103", `The rollout has begun; its rate may not go down from ${previous} to ${rate}.`);
  // "Or the app was deployed before": binaries that users already have. [D: failure codes 3203; read per binary: G]
  const deployed = record.binaries.filter(inRollout).map((binary) => binary.deployedRate);
  const least = deployed.some((share) => share === null) ? null : Math.min(...deployed.map((share) => share ?? 0));
  if (appStatus === "REGISTRATION" && least !== null && rate <= least)
    throw storeFailure(
      400,
      twinCode(store, "REGISTRATION", "3104", "3203"),
      `These binaries have been deployed to ${least} %; the rate must be greater.`,
    );
}

/** The country rates after this call; omitted leaves them alone. [D: failure codes 3105 (live) and 3204 (update)] */
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
    // Every country that has a rate must be named again before new ones are added. [D: rollout rules, country rates]
    if (rate === undefined) throw fail(`${code} already has a rate and must be included.`);
    // Live country rates do not fall either. [D: "same or new value" with "may not go down"]
    if (appStatus === "SALE" && previous !== undefined && rate < previous)
      throw fail(`${code}: the rate may not go down from ${previous} to ${rate}.`);
  }
  return rates;
}

/** Finishes the rollout: the release goes to everybody at once, and there is no way back. [D] */
function disable(store: Store, appStatus: AppStatus, record: AppRecord): void {
  const { rollout } = record;
  // [G: code]
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
    const share = record.rollout && inRollout(binary) ? rate : 100;
    binary.deployedRate = Math.max(binary.deployedRate ?? 0, share);
  }
}

export function setBinary(store: Store, account: ServiceAccount, body: JsonObject): void {
  const app = rolloutApp(store, account, body.contentId);
  if (body.function !== "ADD" && body.function !== "REMOVE") throw invalid("function must be ADD or REMOVE.");
  // The call has no appStatus: without an open update it meets the live record, where it is not allowed. [D; reading: G]
  const record = app.registration ?? requireRecord(app, "SALE");
  requireStatus(record, ROLLOUT_BINARY_STATUSES);
  const seq = wholeNumber(body.binarySeq);
  const binary = record.binaries.find((candidate) => Number(candidate.binarySeq) === seq);
  // [G: code]
  if (!binary) throw invalid(`The app has no binary with binarySeq ${String(body.binarySeq)}.`);
  binary.rolloutStatus = body.function === "ADD" ? "ENABLED" : "DISABLED";
  // A rollout without binaries has nothing to roll out. [D: failure codes 3208]
  if (!record.binaries.some(inRollout)) record.rollout = null;
  record.modifyDate = storeMoment(store.clock.now());
}
