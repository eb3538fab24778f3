/** How the store's rollouts of an app read as inputs, and which record the inputs mean. */

import type { RolloutBinary } from "../../sdk";
import { type AppStatus, BETA_STATUSES, ROLLOUT_RATE_STATUSES } from "../../sdk/facts/states";
import { hasCode } from "../codes";
import type { Stored } from "../lifecycle";
import type { AppRecords, StoreSession } from "../session";

export interface RolloutInputs {
  contentId: string;
  rate?: number;
  countries?: Record<string, number>;
  binaries?: string[];
  releaseToEveryone?: boolean;
  exclusive?: ("countries" | "binaries")[];
  onDelete?: "forget" | "releaseToEveryone";
}

export interface RolloutOutputs {
  /** The record that the rollout works on: the open update, or the live release. */
  record: AppStatus;
  /** The default rate of the live release; absent while nothing is rolled out live. */
  liveRate?: number;
  /** The country rates of the live release, for refusing a lower one without asking the store. */
  liveCountries?: Record<string, number>;
  /** All binaries on sale while a release is rolled out, for telling the next release's without asking the store. */
  liveBinaries?: string[];
  /** The program's `releaseToEveryone` is fulfilled; it counts for no later release, until an `up` without it. */
  released?: true;
}

/** The rollout of one record. */
export interface LiveRollout {
  /** Undefined when no rollout is configured. */
  readonly rates: { readonly rate: number; readonly countries: Readonly<Record<string, number>> } | undefined;
  readonly binaries: readonly RolloutBinary[];
}

export interface Live {
  readonly records: AppRecords;
  readonly sale: LiveRollout | undefined;
  readonly registration: LiveRollout | undefined;
}

export async function observe(store: StoreSession, contentId: string): Promise<Live> {
  const records = await store.app(contentId);
  const [sale, registration] = await Promise.all([
    readRollout(store, records.sale, "SALE"),
    readRollout(store, records.registration, "REGISTRATION"),
  ]);
  return { records, sale, registration };
}

/** The rollout of one record; undefined when there is no such record, or none whose rollout can be read. */
export async function readRollout(
  store: StoreSession,
  record: AppRecords["sale"],
  appStatus: AppStatus,
): Promise<LiveRollout | undefined> {
  if (record === undefined || !ROLLOUT_RATE_STATUSES.includes(record.contentStatus)) return undefined;
  return askRollout(store, record.contentId, appStatus);
}

/** The same in whatever status; undefined where the store does not show it. */
export async function askRollout(
  store: StoreSession,
  contentId: string,
  appStatus: AppStatus,
): Promise<LiveRollout | undefined> {
  const api = await store.api();
  try {
    const [rates, binaries] = await Promise.all([
      api.rollouts.getRate({ contentId, appStatus }).catch((error: unknown) => {
        // 3208: no rollout is configured.
        if (hasCode(error, "3208")) return undefined;
        throw error;
      }),
      api.rollouts.getBinaries({ contentId, appStatus }),
    ]);
    return { rates, binaries };
  } catch (error) {
    // 3206 for statuses in which a rollout does not change; whether it may be read in them is not documented.
    if (hasCode(error, "3206")) return undefined;
    throw error;
  }
}

/** Whether part of the users has a release and the others do not. */
export function isRolling(
  rollout: LiveRollout | undefined,
): rollout is LiveRollout & { rates: NonNullable<LiveRollout["rates"]> } {
  return rollout?.rates !== undefined && inRollout(rollout).length > 0;
}

/**
 * The record that the inputs mean: the live release when it has the listed binaries or, without any listed, when it is
 * being rolled out; otherwise the open update. Without binaries, `releaseToEveryone` never means an update.
 */
export function recordFor(inputs: RolloutInputs, { records, sale }: Live): AppStatus {
  const listed = listedBinaries(inputs);
  if (listed.length === 0) {
    const isLive = isRolling(sale) || (inputs.releaseToEveryone === true && records.sale !== undefined);
    return isLive || !isUpdate(records.registration) ? "SALE" : "REGISTRATION";
  }
  const onSale = new Set(records.sale?.binaryList.map((binary) => binary.binarySeq));
  return listed.every((binary) => onSale.has(binary)) ? "SALE" : "REGISTRATION";
}

function isUpdate(registration: AppRecords["registration"]): boolean {
  return registration !== undefined && !BETA_STATUSES.includes(registration.contentStatus);
}

/** Sequences of the listed binaries; in refreshed state a binary may carry its status behind its sequence. */
export function listedBinaries({ binaries = [] }: RolloutInputs): string[] {
  return binaries.map((binary) => binary.split(" ", 1)[0] ?? binary);
}

export function rolloutOn(record: AppStatus, live: Live): LiveRollout | undefined {
  return record === "SALE" ? live.sale : live.registration;
}

/** Sequences of the binaries that take part in the rollout, the paused ones too. */
export function inRollout({ binaries }: LiveRollout): string[] {
  return binaries.filter(({ rolloutStatus }) => rolloutStatus !== "DISABLED").map(({ binarySeq }) => binarySeq);
}

export function enabledBinaries(rollout: LiveRollout): string[] {
  return rollout.binaries.filter((binary) => binary.rolloutStatus === "ENABLED").map((binary) => binary.binarySeq);
}

/** Whether the rollout cannot be read, though its record is there: in review, or off sale. [content-publish: 3206] */
export function isHidden(record: AppStatus, live: Live): boolean {
  const there = record === "SALE" ? live.records.sale : live.records.registration;
  return there !== undefined && rolloutOn(record, live) === undefined;
}

/** Whether every user has the release: the live one that the inputs mean, or the one that was being rolled out. */
export function isFinished({ inputs, outputs }: Stored<RolloutInputs, RolloutOutputs>, live: Live): boolean {
  if (live.sale === undefined || isRolling(live.sale)) return false;
  return recordFor(inputs, live) === "SALE" || (outputs.liveRate !== undefined && inputs.binaries === undefined);
}

/** Whether an update that is to go to everyone is there and staged nowhere. */
function isUnstaged(inputs: RolloutInputs, { registration }: Live): boolean {
  if (inputs.releaseToEveryone !== true || registration === undefined || isRolling(registration)) return false;
  const there = registration.binaries.map((binary) => binary.binarySeq);
  return listedBinaries(inputs).every((seq) => there.includes(seq));
}

/** What the inputs would say if they had been written from the live rollout. */
export function liveInputs(old: Stored<RolloutInputs, RolloutOutputs>, live: Live): RolloutInputs {
  const { inputs: listed } = old;
  const record = recordFor(listed, live);
  const rollout = rolloutOn(record, live);
  const { rate, countries, binaries, releaseToEveryone, ...rest } = listed;
  if (isFinished(old, live))
    return releaseToEveryone === true
      ? listed
      : { ...rest, ...(binaries !== undefined && { binaries: listedBinaries(listed) }), releaseToEveryone: true };
  if (isHidden(record, live) || isUnstaged(listed, live)) return listed;
  const result: RolloutInputs = { ...rest };
  if (rollout?.rates !== undefined) result.rate = rollout.rates.rate;
  if (countries !== undefined) result.countries = liveCountries(listed, rollout);
  // A pause that nobody declared shows by itself.
  const shown = liveBinaries(listed, rollout);
  if (binaries !== undefined || shown.length > 0) result.binaries = shown;
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
export function otherCountries(listed: RolloutInputs, rollout: LiveRollout | undefined): Record<string, number> {
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
    .filter(({ binarySeq, rolloutStatus }) =>
      listed.binaries === undefined
        ? rolloutStatus === "PAUSED"
        : rolloutStatus !== "DISABLED" && (all || wanted.includes(binarySeq)),
    )
    .map(({ binarySeq, rolloutStatus }) =>
      rolloutStatus === "ENABLED" ? binarySeq : `${binarySeq} (${rolloutStatus})`,
    );
}

export function outputsOf(inputs: RolloutInputs, live: Live, released: boolean): RolloutOutputs {
  const { sale } = live;
  return {
    record: recordFor(inputs, live),
    ...(isRolling(sale) && {
      liveRate: sale.rates.rate,
      liveCountries: { ...sale.rates.countries },
      liveBinaries: sale.binaries.map((binary) => binary.binarySeq),
    }),
    ...(released && { released }),
  };
}
