/** The staged rollout and the closed beta of an app, as the inputs of the resources that declare them as they stand. */

import { BETA_SCHEMA } from "../../provider/betaTest";
import { type BetaInputs, observe as observeBeta } from "../../provider/betaTest/live";
import type { AppRecords, StoreSession } from "../../provider/session";
import { ROLLOUT_SCHEMA } from "../../provider/stagedRollout";
import {
  enabledBinaries,
  isRolling,
  type LiveRollout,
  observe,
  type RolloutInputs,
} from "../../provider/stagedRollout/live";
import { BETA_STATUSES } from "../../sdk/facts/states";
import { type Acceptable, acceptable, leaveOut, whereReadable } from "./acceptable";

const NOTHING = { inputs: undefined, leftOut: [] };

/** The live rollout, else the one that is prepared in the open update. */
export async function readRollout(
  store: StoreSession,
  contentId: string,
): Promise<Acceptable<RolloutInputs | undefined>> {
  const live = await whereReadable("rollout", () => observe(store, contentId));
  if ("leftOut" in live) return live;
  const { sale, registration } = live;
  const rolling = isRolling(sale) ? sale : isRolling(registration) ? registration : undefined;
  if (rolling === undefined) return NOTHING;
  return rolloutInputs(contentId, rolling);
}

function rolloutInputs(contentId: string, rolling: LiveRollout): Acceptable<RolloutInputs | undefined> {
  const { rate = 0, countries = {} } = rolling.rates ?? {};
  const binaries = enabledBinaries(rolling).sort((a, b) => Number(a) - Number(b));
  if (binaries.length === 0)
    return leaveOut(
      "rollout",
      "is paused, and the API cannot resume it; resume it in the Seller Portal, then pull again",
    );
  const sorted = Object.fromEntries(Object.entries(countries).sort(([a], [b]) => (a < b ? -1 : 1)));
  const whole = { contentId, rate, ...(Object.keys(sorted).length > 0 && { countries: sorted }), binaries };
  const { inputs, leftOut } = acceptable<RolloutInputs>(ROLLOUT_SCHEMA, whole);
  const named = leftOut.map(({ path, reason }) => ({ path: `rollout.${path}`, reason }));
  return { inputs: inputs.rate === undefined ? undefined : inputs, leftOut: named };
}

export async function readBeta(
  store: StoreSession,
  { sale, registration }: AppRecords,
  contentId: string,
): Promise<Acceptable<BetaInputs | undefined>> {
  const statuses = [registration, sale].map((record) => record?.contentStatus ?? "");
  if (!statuses.some((status) => BETA_STATUSES.includes(status))) return NOTHING;
  const live = await whereReadable("beta", () => observeBeta(store, contentId));
  // Another kind of release has this status in review too.
  if ("leftOut" in live) return statuses.some((status) => status.includes("BETA")) ? live : NOTHING;
  const { testers, page } = live;
  const sorted = [...testers].sort();
  const all = {
    contentId,
    ...(sorted.length > 0 && { testers: sorted }),
    ...(page.feedbackChannel && { feedbackChannel: page.feedbackChannel }),
  };
  const accepted = acceptable(BETA_SCHEMA, all);
  return Object.keys(accepted.inputs).length > 1 ? accepted : { ...NOTHING, leftOut: accepted.leftOut };
}
