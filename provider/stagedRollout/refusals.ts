/** What a rollout may not become, as far as it is known from the last `up` or refresh: refused in the preview, without the store. */

import { Refusal, type Stored, type Values } from "../lifecycle";
import { hasUnknown, isMap } from "../values";
import { listedBinaries, type RolloutInputs, type RolloutOutputs } from "./live";

/** Refuses what the store would, and what would release to everyone by a word that was meant for another release. */
export function refuseKnown(old: Stored<RolloutInputs, RolloutOutputs>, next: Values): void {
  const { contentId } = old.inputs;
  const { liveRate, liveCountries = {}, liveBinaries } = old.outputs;
  const listed = Array.isArray(next.binaries) && !hasUnknown(next.binaries) ? next.binaries.map(String) : undefined;
  const word = next.releaseToEveryone === true;
  if (liveRate !== undefined) {
    const nextRelease = listed?.filter((binary) => liveBinaries?.includes(binary) === false) ?? [];
    if (word && nextRelease.length > 0) refuseMixed(contentId, nextRelease, liveRate);
    const finishing = word || hasUnknown(next.releaseToEveryone);
    if (!finishing && (nextRelease.length > 0 || hasUnknown(next.binaries))) refuseNext(contentId, liveRate);
    if (!finishing && old.outputs.record === "SALE")
      refuseLower(contentId, { rate: liveRate, countries: liveCountries }, next);
  }
  const before = old.inputs.binaries && listedBinaries(old.inputs);
  const added = listed?.filter((binary) => before?.includes(binary) === false) ?? [];
  if (word && old.inputs.releaseToEveryone === true && added.length > 0)
    throw new Refusal(
      `Staged rollout of app ${contentId}: releaseToEveryone: true stands in the program since the release before, and binary ${added.join(", ")} is new in binaries. That word does not count for a new release: give a rate in its place. Nothing was sent.`,
    );
}

/** An app has one rollout at a time. [content-publish 7.3] */
export function refuseNext(contentId: string, liveRate: number): never {
  throw new Refusal(
    `Staged rollout of app ${contentId}: the previous release is still at ${liveRate} percent, and an app has one rollout at a time. Finish it with releaseToEveryone: true first, then roll out the next one. When nobody else should get the previous release, take the StagedRollout out of the program: the corrected binary then goes to everyone. Nothing was changed.`,
  );
}

/** `releaseToEveryone` beside binaries of the next release could mean either release. */
export function refuseMixed(contentId: string, nextRelease: readonly string[], liveRate: number): never {
  throw new Refusal(
    `Staged rollout of app ${contentId}: releaseToEveryone is true, and binary ${nextRelease.join(", ")} is not live yet, while the live release is still at ${liveRate} percent. Finish the live one first, with releaseToEveryone: true and its own binaries or none; then roll out the next one. Nothing was changed.`,
  );
}

/** Rates of a live release never fall. [content-publish: 3103, 3104, 3105] */
export function refuseLower(
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
