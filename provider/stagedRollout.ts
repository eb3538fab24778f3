/** A staged rollout: which part of the users gets a release, in general and by country. */

import type { CustomResourceOptions, Input, Output } from "@pulumi/pulumi";
import type { RolloutBinary } from "../sdk";
import { type AppStatus, ROLLOUT_BINARY_STATUSES, ROLLOUT_RATE_STATUSES } from "../sdk/facts/states";
import {
  contentId,
  country,
  flag,
  inputMap,
  listOf,
  mapOf,
  oneOf,
  problemsOf,
  shownId,
  text,
  wholeNumber,
} from "./check";
import { hasCode } from "./codes";
import { converge } from "./converge";
import { DynamicResource } from "./hosts/dynamic";
import { type Lifecycle, Refusal, type Stored, type Values } from "./lifecycle";
import type { AppRecords, StoreSession } from "./session";
import { hasUnknown, isMap, sameValue } from "./values";

/** Inputs of a staged rollout. Source of the rules: Content Publish API, "Update staged rollout rate" and "... binary". */
export interface StagedRolloutArgs {
  /** The app's 12-digit content id. Changing it replaces. */
  contentId: Input<string>;
  /**
   * Percentage of users that get the release, a whole number from 0 to 100. Once the release is live it only rises.
   * Needed unless `releaseToEveryone` is true. Wire: `rolloutRate`.
   */
  rate?: Input<number>;
  /**
   * Percentages of single countries by three-letter code, in place of `rate`. Countries that are not listed keep what
   * they have. Once live they only rise, and only together with a higher `rate`.
   */
  countries?: Input<Record<string, Input<number>>>;
  /** Sequences of the binaries that are rolled out, e.g. `["13"]`. Others stay as they are. Wire: `binarySeq`. */
  binaries?: Input<Input<string>[]>;
  /** The only way to finish: gives the release to every user, for good. Wire: `DISABLE_ROLLOUT`. Default: false. */
  releaseToEveryone?: Input<boolean>;
  /** Lists that are the whole truth. Default: none. */
  exclusive?: Input<Input<"countries" | "binaries">[]>;
  /** What destroying the resource does: `forget` leaves the rollout as it is. Default: `forget`. */
  onDelete?: Input<"forget" | "releaseToEveryone">;
}

interface RolloutInputs {
  contentId: string;
  rate?: number;
  countries?: Record<string, number>;
  binaries?: string[];
  releaseToEveryone?: boolean;
  exclusive?: ("countries" | "binaries")[];
  onDelete?: "forget" | "releaseToEveryone";
}

interface RolloutOutputs {
  /** The record that the rollout works on: the open update, or the live release. */
  record: AppStatus;
  /** The default rate of the live release; absent while nothing is rolled out live. */
  liveRate?: number;
  /** The country rates of the live release, for refusing a lower one without asking the store. */
  liveCountries?: Record<string, number>;
}

type RolloutState = Stored<RolloutInputs, RolloutOutputs>;

/** The rollout of one record. */
interface LiveRollout {
  /** Undefined when no rollout is configured. */
  readonly rates: { readonly rate: number; readonly countries: Readonly<Record<string, number>> } | undefined;
  readonly binaries: readonly RolloutBinary[];
}

interface Live {
  readonly records: AppRecords;
  readonly sale: LiveRollout | undefined;
  readonly registration: LiveRollout | undefined;
}

const SHAPE = {
  contentId,
  rate: wholeNumber(0, 100).optional(),
  countries: mapOf(country, wholeNumber(0, 100)).optional(),
  binaries: listOf(text().regex(/^\d+$/, "must be a binary sequence, the number that the store gave the binary"))
    .min(1, "must name at least one binary, or be left out")
    .optional(),
  releaseToEveryone: flag().optional(),
  exclusive: listOf(oneOf(["countries", "binaries"])).optional(),
  onDelete: oneOf(["forget", "releaseToEveryone"]).optional(),
};

const SCHEMA = inputMap(SHAPE).superRefine((inputs, context) => {
  if (inputs.releaseToEveryone !== true) return;
  const below = Object.entries({ rate: inputs.rate, ...inputs.countries }).filter(([, rate]) => (rate ?? 100) < 100);
  if (below.length > 0)
    context.addIssue({
      code: "custom",
      path: ["releaseToEveryone"],
      message: `is true together with ${below.map(([name, rate]) => `${name} ${rate}`).join(", ")}: a release that everyone has cannot be at less than 100 percent. Take out the one that you do not mean`,
    });
});

export const stagedRollout: Lifecycle<RolloutInputs, RolloutOutputs> = {
  inputNames: new Set(Object.keys(SHAPE)),

  describe: ({ contentId }) => `staged rollout of app ${shownId(contentId)}`,

  async check(inputs) {
    const problems = problemsOf(SCHEMA, inputs);
    const finishing = inputs.releaseToEveryone === true || hasUnknown(inputs.releaseToEveryone);
    if (inputs.rate === undefined && !finishing)
      problems.push({ path: "rate", reason: "is missing; give a percentage, or releaseToEveryone: true to finish" });
    return { inputs, problems };
  },

  diff(_id, old, next) {
    const replaced = !hasUnknown(next.contentId) && next.contentId !== old.inputs.contentId;
    if (!replaced && old.outputs.record === "SALE" && next.releaseToEveryone !== true)
      refuseLower(
        old.inputs.contentId,
        { rate: old.outputs.liveRate, countries: old.outputs.liveCountries ?? {} },
        next,
      );
    return {
      changes: !sameValue(comparable({ ...old.inputs }), comparable(next)),
      replaces: replaced ? ["contentId"] : [],
    };
  },

  async create(store, inputs) {
    return { id: inputs.contentId, ...(await bringToState(store, inputs)) };
  },

  async read(store, _id, old) {
    if ((await store.appIfAny(old.inputs.contentId)) === undefined) return undefined;
    const live = await observe(store, old.inputs.contentId);
    return { inputs: liveInputs(old.inputs, live), outputs: outputsOf(old.inputs, live) };
  },

  update: (store, _id, _old, inputs) => bringToState(store, inputs),

  async delete(store, _id, { inputs }) {
    if (inputs.onDelete !== "releaseToEveryone") {
      console.log(`The staged rollout of app ${inputs.contentId} is no longer managed; the store keeps it as it is.`);
      return;
    }
    await bringToState(store, { contentId: inputs.contentId, releaseToEveryone: true });
  },
};

/** The order of binaries means nothing; `false` is the same as not given. */
function comparable(inputs: Values): Values {
  const { releaseToEveryone, binaries, ...rest } = inputs;
  return {
    ...rest,
    ...(releaseToEveryone !== undefined && releaseToEveryone !== false && { releaseToEveryone }),
    ...(Array.isArray(binaries) ? { binaries: [...binaries].sort() } : binaries !== undefined && { binaries }),
  };
}

/** Rates of a live release never fall. [content-publish: 3103, 3104, 3105] */
function refuseLower(
  contentId: string,
  live: { rate: number | undefined; countries: Readonly<Record<string, number>> },
  next: Values,
): void {
  const lower: string[] = [];
  if (typeof next.rate === "number" && live.rate !== undefined && next.rate < live.rate)
    lower.push(`rate from ${live.rate} to ${next.rate}`);
  for (const [code, rate] of Object.entries(isMap(next.countries) ? next.countries : {})) {
    const before = live.countries[code];
    if (typeof rate === "number" && before !== undefined && rate < before)
      lower.push(`countries.${code} from ${before} to ${rate}`);
  }
  if (lower.length > 0)
    throw new Refusal(
      `Staged rollout of app ${contentId}: the release is live, so its rates only rise (store codes 3103, 3104, 3105), but the program lowers ${lower.join(" and ")}. Users who have the release keep it; to stop it, suspend the app or publish a corrected binary. Nothing was sent.`,
    );
}

async function observe(store: StoreSession, contentId: string): Promise<Live> {
  const records = await store.app(contentId);
  const rolloutOf = (record: AppRecords["sale"], appStatus: AppStatus) =>
    record !== undefined && ROLLOUT_RATE_STATUSES.includes(record.contentStatus)
      ? readRollout(store, contentId, appStatus)
      : undefined;
  const [sale, registration] = await Promise.all([
    rolloutOf(records.sale, "SALE"),
    rolloutOf(records.registration, "REGISTRATION"),
  ]);
  return { records, sale, registration };
}

async function readRollout(store: StoreSession, contentId: string, appStatus: AppStatus): Promise<LiveRollout> {
  const api = await store.api();
  const [rates, binaries] = await Promise.all([
    api.rollouts.getRate({ contentId, appStatus }).catch((error: unknown) => {
      // 3208: no rollout is configured.
      if (hasCode(error, "3208")) return undefined;
      throw error;
    }),
    api.rollouts.getBinaries({ contentId, appStatus }),
  ]);
  return { rates, binaries };
}

/** Whether part of the users has a release and the others do not. */
function isRolling(
  rollout: LiveRollout | undefined,
): rollout is LiveRollout & { rates: NonNullable<LiveRollout["rates"]> } {
  return rollout?.rates !== undefined && rollout.binaries.some((binary) => binary.rolloutStatus !== "DISABLED");
}

/**
 * The record that the inputs mean: the live release when it has the listed binaries or, without any listed, when it is
 * being rolled out; otherwise the open update.
 */
function recordFor(inputs: RolloutInputs, live: Live): AppStatus {
  const listed = listedBinaries(inputs);
  if (listed.length === 0) return isRolling(live.sale) || live.registration === undefined ? "SALE" : "REGISTRATION";
  const onSale = new Set(live.sale?.binaries.map((binary) => binary.binarySeq));
  return listed.every((binary) => onSale.has(binary)) ? "SALE" : "REGISTRATION";
}

/** Sequences of the listed binaries; in refreshed state a binary may carry its status behind its sequence. */
function listedBinaries({ binaries = [] }: RolloutInputs): string[] {
  return binaries.map((binary) => binary.split(" ", 1)[0] ?? binary);
}

function rolloutOn(record: AppStatus, live: Live): LiveRollout | undefined {
  return record === "SALE" ? live.sale : live.registration;
}

function enabledBinaries(rollout: LiveRollout): string[] {
  return rollout.binaries.filter((binary) => binary.rolloutStatus === "ENABLED").map((binary) => binary.binarySeq);
}

/** What the inputs would say if they had been written from the live rollout. */
function liveInputs(listed: RolloutInputs, live: Live): RolloutInputs {
  const record = recordFor(listed, live);
  const rollout = rolloutOn(record, live);
  // While the update is in review its rollout can neither be read nor changed. [content-publish: 3206]
  if (record === "REGISTRATION" && rollout === undefined && live.records.registration !== undefined) return listed;
  const { rate, countries, binaries, releaseToEveryone, ...rest } = listed;
  const finished = record === "SALE" && !isRolling(live.sale);
  if (finished) return releaseToEveryone === true ? listed : { ...rest, releaseToEveryone: true };
  const result: RolloutInputs = { ...rest };
  if (rollout?.rates !== undefined) result.rate = rollout.rates.rate;
  if (countries !== undefined) result.countries = liveCountries(listed, rollout);
  if (binaries !== undefined) result.binaries = liveBinaries(listed, rollout);
  return result;
}

function liveCountries(listed: RolloutInputs, rollout: LiveRollout | undefined): Record<string, number> {
  const rates = rollout?.rates?.countries ?? {};
  const wanted = listed.countries ?? {};
  const entries = Object.keys(wanted).flatMap((code): [string, number][] => {
    const rate = rates[code];
    return rate === undefined ? [] : [[code, rate]];
  });
  return Object.fromEntries([...entries, ...Object.entries(otherCountries(listed, rollout))]);
}

/** Country rates that an exclusive list does not name and that differ from the default. The API can set but not remove them. */
function otherCountries(listed: RolloutInputs, rollout: LiveRollout | undefined): Record<string, number> {
  if (listed.exclusive?.includes("countries") !== true) return {};
  const others = Object.entries(rollout?.rates?.countries ?? {});
  return Object.fromEntries(
    others.filter(([code, rate]) => !(code in (listed.countries ?? {})) && rate !== rollout?.rates?.rate),
  );
}

function liveBinaries(listed: RolloutInputs, rollout: LiveRollout | undefined): string[] {
  const wanted = listedBinaries(listed);
  const all = listed.exclusive?.includes("binaries") === true;
  return (rollout?.binaries ?? [])
    .filter((binary) => binary.rolloutStatus !== "DISABLED" && (all || wanted.includes(binary.binarySeq)))
    .map(({ binarySeq, rolloutStatus }) =>
      rolloutStatus === "ENABLED" ? binarySeq : `${binarySeq} (${rolloutStatus})`,
    );
}

function outputsOf(inputs: RolloutInputs, live: Live): RolloutOutputs {
  const rates = isRolling(live.sale) ? live.sale.rates : undefined;
  return {
    record: recordFor(inputs, live),
    ...(rates !== undefined && { liveRate: rates.rate, liveCountries: { ...rates.countries } }),
  };
}

async function bringToState(store: StoreSession, inputs: RolloutInputs): Promise<RolloutState> {
  const { contentId } = inputs;
  const live = await converge({
    observe: () => observe(store, contentId),
    apply: async (now) => {
      const record = recordFor(inputs, now);
      refusePaused(inputs, rolloutOn(record, now));
      if (inputs.releaseToEveryone === true) return finish(store, contentId, now);
      return record === "SALE" ? raise(store, inputs, now) : prepare(store, inputs, now);
    },
  });
  return { inputs, outputs: outputsOf(inputs, live) };
}

function refusePaused({ contentId, binaries }: RolloutInputs, rollout: LiveRollout | undefined): void {
  const paused = rollout?.binaries.filter(
    ({ binarySeq, rolloutStatus }) => rolloutStatus === "PAUSED" && (binaries?.includes(binarySeq) ?? true),
  );
  if (paused === undefined || paused.length === 0) return;
  throw new Refusal(
    `Staged rollout of app ${contentId}: binary ${paused.map((binary) => binary.binarySeq).join(", ")} is paused in the Seller Portal, and the API cannot resume it. Resume it there and run this again, or take the rollout out of the program. Nothing was changed.`,
  );
}

/** Gives the release to every user. A country ahead of the default blocks this, so the rates are levelled at 100 first. */
async function finish(store: StoreSession, contentId: string, live: Live): Promise<boolean> {
  const appStatus: AppStatus | undefined = isRolling(live.sale)
    ? "SALE"
    : isRolling(live.registration)
      ? "REGISTRATION"
      : undefined;
  if (appStatus === undefined) return false;
  const { rate = 0, countries = {} } = rolloutOn(appStatus, live)?.rates ?? {};
  const ahead = Object.values(countries).some((each) => each > rate);
  await store.writeApp(contentId, async (api) => {
    if (ahead) await api.rollouts.setRate({ contentId, appStatus, rate: 100, countries: allAt100(countries) });
    await api.rollouts.releaseToEveryone({ contentId, appStatus });
  });
  return true;
}

function allAt100(countries: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.keys(countries).map((code) => [code, 100]));
}

/** Raises the rates of the live release. */
async function raise(store: StoreSession, inputs: RolloutInputs, live: Live): Promise<boolean> {
  const { contentId } = inputs;
  const { sale } = live;
  if (!isRolling(sale)) {
    throw new Refusal(
      `Staged rollout of app ${contentId}: the live release is not being rolled out; every user has it already. Declare releaseToEveryone: true, or list the binaries of the next release. Nothing was changed.`,
    );
  }
  const missing = (inputs.binaries ?? []).filter((binary) => !enabledBinaries(sale).includes(binary));
  if (missing.length > 0)
    throw new Refusal(
      `Staged rollout of app ${contentId}: binary ${missing.join(", ")} is live but no longer in the rollout, and cannot be put back once the release is live (store code 3206). Take it out of binaries. Nothing was changed.`,
    );
  const wanted = ratesFor(inputs, sale);
  if (sameValue(wanted, sale.rates)) return false;
  refuseLower(contentId, { rate: sale.rates.rate, countries: sale.rates.countries }, { ...wanted });
  if (wanted.rate === sale.rates.rate)
    throw new Refusal(
      `Staged rollout of app ${contentId}: country rates of a live release change only together with a higher default rate (now ${wanted.rate}; store code 3104). Raise rate as well. Nothing was changed.`,
    );
  await setRates(store, contentId, "SALE", wanted);
  return true;
}

/** Puts the binaries into the rollout of the open update and sets its rates. */
async function prepare(store: StoreSession, inputs: RolloutInputs, live: Live): Promise<boolean> {
  const { contentId, binaries: listed } = inputs;
  const { registration, records } = live;
  if (registration === undefined) refuseNoUpdate(inputs, records);
  if (isRolling(live.sale))
    throw new Refusal(
      `Staged rollout of app ${contentId}: the previous release is still at ${live.sale.rates.rate} percent, and an app has one rollout at a time. Finish it with releaseToEveryone: true first, then roll out the next one. Nothing was changed.`,
    );
  const unknown = (listed ?? []).filter((seq) => !registration.binaries.some(({ binarySeq }) => binarySeq === seq));
  if (unknown.length > 0)
    throw new Refusal(
      `Staged rollout of app ${contentId}: the open update has no binary ${unknown.join(", ")}; it has ${registration.binaries.map((binary) => binary.binarySeq).join(", ") || "none"}. Nothing was changed.`,
    );
  const enabled = enabledBinaries(registration);
  if (enabled.length === 0 && listed === undefined)
    throw new Refusal(
      `Staged rollout of app ${contentId}: no binary is in the rollout (store code 3207). List the binaries to roll out. Nothing was changed.`,
    );
  const add = (listed ?? []).filter((binary) => !enabled.includes(binary));
  const exclusive = inputs.exclusive?.includes("binaries") === true && listed !== undefined;
  const remove = exclusive ? enabled.filter((binary) => !listed.includes(binary)) : [];
  const wanted = ratesFor(inputs, registration);
  if (add.length === 0 && remove.length === 0 && sameValue(wanted, registration.rates)) return false;
  if (add.length + remove.length > 0) refuseBinaryStatus(contentId, records);
  for (const binarySeq of add)
    await store.writeApp(contentId, (api) => api.rollouts.addBinary({ contentId, binarySeq }));
  for (const binarySeq of remove)
    await store.writeApp(contentId, (api) => api.rollouts.removeBinary({ contentId, binarySeq }));
  if (!sameValue(wanted, registration.rates)) await setRates(store, contentId, "REGISTRATION", wanted);
  return true;
}

function refuseNoUpdate({ contentId, binaries }: RolloutInputs, { registration }: AppRecords): never {
  const what = binaries === undefined ? "" : ` with binary ${binaries.join(", ")}`;
  throw new Refusal(
    registration === undefined
      ? `Staged rollout of app ${contentId}: neither an open update nor a live release${what} is there. Open an update and add the binary first. Nothing was changed.`
      : `Staged rollout of app ${contentId}: the update is in status ${registration.contentStatus}, in which its rollout cannot be changed (store code 3206). Wait for the review to end. Nothing was changed.`,
  );
}

function refuseBinaryStatus(contentId: string, { registration }: AppRecords): void {
  const status = registration?.contentStatus ?? "";
  if (!ROLLOUT_BINARY_STATUSES.includes(status))
    throw new Refusal(
      `Staged rollout of app ${contentId}: binaries cannot join or leave the rollout in status ${status} (store code 3206). Nothing was changed.`,
    );
}

/** The rates that should stand: what is listed over what is there; a country that must go follows the default. */
function ratesFor(inputs: RolloutInputs, rollout: LiveRollout): { rate: number; countries: Record<string, number> } {
  const rate = inputs.rate ?? rollout.rates?.rate ?? 0;
  const others = Object.keys(otherCountries(inputs, rollout)).map((code): [string, number] => [code, rate]);
  return { rate, countries: { ...rollout.rates?.countries, ...Object.fromEntries(others), ...inputs.countries } };
}

/** The store wants every country that has a rate in each call that names any. [content-publish 7.3] */
async function setRates(
  store: StoreSession,
  contentId: string,
  appStatus: AppStatus,
  { rate, countries }: { rate: number; countries: Record<string, number> },
): Promise<void> {
  const named = Object.keys(countries).length > 0;
  await store.writeApp(contentId, (api) =>
    api.rollouts.setRate({ contentId, appStatus, rate, ...(named && { countries }) }),
  );
}

/**
 * The staged rollout of a release: in the open update before it is published, on the live release afterwards. Its id
 * in the stack is the content id.
 *
 * Nothing but `releaseToEveryone: true` (or `onDelete: "releaseToEveryone"`) ever finishes a rollout. Destroying the
 * resource forgets it.
 *
 * ```ts
 * new StagedRollout("ember-isles", { contentId: "000001000101", rate: 25, countries: { KOR: 40 } });
 * ```
 */
export class StagedRollout extends DynamicResource {
  declare readonly contentId: Output<string>;
  /** The record that the rollout works on. */
  declare readonly record: Output<AppStatus>;
  /** The default rate of the live release; undefined while nothing is rolled out live. */
  declare readonly liveRate: Output<number | undefined>;

  constructor(name: string, args: StagedRolloutArgs, options?: CustomResourceOptions) {
    super("StagedRollout", name, { ...args }, ["record", "liveRate", "liveCountries"], options);
  }
}
