/** Staged rollouts: which binaries go out to what part of the users. */

import { z } from "zod";
import type { Caller } from "../core/caller";
import { isGalaxyStoreError } from "../errors/base";
import type { AppStatus } from "../facts/states";
import type { RequestOptions } from "../options";
import { RolloutBinaryAnswer, RolloutRateAnswer } from "../wire/releases";
import { rateFate, releasedFate, rolloutBinaryFate } from "./fates";

/** Which record of an app: its open update (`REGISTRATION`) or the live one (`SALE`). */
export interface RecordRef {
  /** Id of the app, 12 digits. */
  contentId: string;
  /** The record: `SALE` is live, `REGISTRATION` the open update. */
  appStatus: AppStatus;
}

export interface RolloutRates {
  /** Default rate in percent. */
  rate: number;
  /** Percent by three-letter country code, where it differs from the default. */
  countries: Record<string, number>;
}

export interface RolloutRatesChange extends RecordRef {
  /** Default rate, whole percent. On a live rollout it must be greater than before. */
  rate?: number;
  /** Rates by country. When given, it must name every country that already has a rate. Omitted: left alone. */
  countries?: Record<string, number>;
}

export interface RolloutBinary {
  /** Sequence of the binary within the app. */
  binarySeq: string;
  /** `versionCode` of the manifest, a whole number as text. */
  versionCode: string;
  /** `versionName` of the manifest. */
  versionName: string;
  /** Name of the registered file. */
  fileName: string;
  /** `ENABLED` in the rollout, `DISABLED` not, `PAUSED` (documented without explanation). */
  rolloutStatus: string;
  /** The record that the binary is in: `SALE` or `REGISTRATION`. */
  appStatus: string;
}

export class Rollouts {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** The rates of a record. Fails with code 3208 when no rollout is configured, 3100 when there is no such record. */
  async getRate({ contentId, appStatus }: RecordRef, options?: RequestOptions): Promise<RolloutRates> {
    const { data } = await this.#caller.call(
      "rollout.getRate",
      { object: rolloutName(contentId), query: { contentId, appStatus } },
      RolloutRateAnswer,
      options,
    );
    return {
      rate: data.rolloutRate,
      countries: Object.fromEntries(data.countries.map((country) => [country.countryCode, country.rolloutRate])),
    };
  }

  /** Starts the rollout or changes its rates. */
  async setRate(
    { contentId, appStatus, rate, countries }: RolloutRatesChange,
    options?: RequestOptions,
  ): Promise<void> {
    const json = {
      contentId,
      appStatus,
      function: "ENABLE_ROLLOUT",
      rolloutRate: rate,
      countries:
        countries && Object.entries(countries).map(([countryCode, rolloutRate]) => ({ countryCode, rolloutRate })),
    };
    const readBack = async () => rateFate({ rate, countries }, await this.#ratesNow({ contentId, appStatus }, options));
    const values = { object: rolloutName(contentId), json, readBack };
    await this.#caller.call("rollout.setRate", values, z.unknown(), options);
  }

  /** Ends the rollout by releasing to all users at once. It cannot be undone. */
  async releaseToEveryone({ contentId, appStatus }: RecordRef, options?: RequestOptions): Promise<void> {
    const json = { contentId, appStatus, function: "DISABLE_ROLLOUT" };
    const readBack = async () => releasedFate(await this.#ratesNow({ contentId, appStatus }, options));
    const values = { object: rolloutName(contentId), json, readBack };
    await this.#caller.call("rollout.setRate", values, z.unknown(), options);
  }

  /** All binaries of a record, in the rollout or not. Fails with code 3100 when there is no such record. */
  async getBinaries({ contentId, appStatus }: RecordRef, options?: RequestOptions): Promise<RolloutBinary[]> {
    const { data } = await this.#caller.call(
      "rollout.getBinaries",
      { object: rolloutName(contentId), query: { contentId, appStatus } },
      RolloutBinaryAnswer,
      options,
    );
    return data.binaries.map((binary) => ({
      binarySeq: binary.seq,
      versionCode: binary.versionCode ?? "",
      versionName: binary.versionName ?? "",
      fileName: binary.fileName ?? "",
      rolloutStatus: binary.rolloutStatus ?? "",
      appStatus: binary.appStatus ?? appStatus,
    }));
  }

  /** Puts a binary of the open update into the rollout. */
  addBinary(binary: { contentId: string; binarySeq: string }, options?: RequestOptions): Promise<void> {
    return this.#setBinary("ADD", binary, options);
  }

  /** Takes a binary of the open update out of the rollout; it then goes to everybody. */
  removeBinary(binary: { contentId: string; binarySeq: string }, options?: RequestOptions): Promise<void> {
    return this.#setBinary("REMOVE", binary, options);
  }

  async #ratesNow(record: RecordRef, options?: RequestOptions): Promise<RolloutRates | undefined> {
    return this.getRate(record, options).catch((error: unknown) => {
      if (isGalaxyStoreError(error) && error.code === "3208") return undefined;
      throw error;
    });
  }

  async #setBinary(
    change: "ADD" | "REMOVE",
    { contentId, binarySeq }: { contentId: string; binarySeq: string },
    options?: RequestOptions,
  ) {
    const json = { contentId, function: change, binarySeq };
    const object = `binary ${binarySeq} in the ${rolloutName(contentId)}`;
    const readBack = async () =>
      rolloutBinaryFate(change, binarySeq, await this.getBinaries({ contentId, appStatus: "REGISTRATION" }, options));
    await this.#caller.call("rollout.setBinary", { object, json, readBack }, z.unknown(), options);
  }
}

function rolloutName(contentId: string): string {
  return `staged rollout of app ${contentId}`;
}
