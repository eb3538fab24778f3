/** How the store's rollouts of an app read as inputs, and which record the inputs mean. */

import type { RolloutBinary } from "../../sdk";
import { type AppStatus, ROLLOUT_RATE_STATUSES } from "../../sdk/facts/states";
import { hasCode } from "../codes";
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
  const { contentId } = record;
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
export function isRolling(
  rollout: LiveRollout | undefined,
): rollout is LiveRollout & { rates: NonNullable<LiveRollout["rates"]> } {
  return rollout?.rates !== undefined && rollout.binaries.some((binary) => binary.rolloutStatus !== "DISABLED");
}

/**
 * The record that the inputs mean: the live release when it has the listed binaries or, without any listed, when it is
 * being rolled out; otherwise the open update.
 */
export function recordFor(inputs: RolloutInputs, live: Live): AppStatus {
  const listed = listedBinaries(inputs);
  if (listed.length === 0) return isRolling(live.sale) || live.registration === undefined ? "SALE" : "REGISTRATION";
  const onSale = new Set(live.sale?.binaries.map((binary) => binary.binarySeq));
  return listed.every((binary) => onSale.has(binary)) ? "SALE" : "REGISTRATION";
}

/** Sequences of the listed binaries; in refreshed state a binary may carry its status behind its sequence. */
function listedBinaries({ binaries = [] }: RolloutInputs): string[] {
  return binaries.map((binary) => binary.split(" ", 1)[0] ?? binary);
}

export function rolloutOn(record: AppStatus, live: Live): LiveRollout | undefined {
  return record === "SALE" ? live.sale : live.registration;
}

export function enabledBinaries(rollout: LiveRollout): string[] {
  return rollout.binaries.filter((binary) => binary.rolloutStatus === "ENABLED").map((binary) => binary.binarySeq);
}

/** What the inputs would say if they had been written from the live rollout. */
export function liveInputs(listed: RolloutInputs, live: Live): RolloutInputs {
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
    .filter((binary) => binary.rolloutStatus !== "DISABLED" && (all || wanted.includes(binary.binarySeq)))
    .map(({ binarySeq, rolloutStatus }) =>
      rolloutStatus === "ENABLED" ? binarySeq : `${binarySeq} (${rolloutStatus})`,
    );
}

export function outputsOf(inputs: RolloutInputs, live: Live): RolloutOutputs {
  const rates = isRolling(live.sale) ? live.sale.rates : undefined;
  return {
    record: recordFor(inputs, live),
    ...(rates !== undefined && { liveRate: rates.rate, liveCountries: { ...rates.countries } }),
  };
}
