/** What happened to a rollout since the last `up` or refresh, in words for the refresh that finds it. */

import type { Stored } from "../lifecycle";
import {
  isFinished,
  isHidden,
  isRolling,
  type Live,
  listedBinaries,
  type RolloutInputs,
  type RolloutOutputs,
  recordFor,
  rolloutOn,
} from "./live";

export function whatHappened(old: Stored<RolloutInputs, RolloutOutputs>, live: Live): string[] {
  const { inputs, outputs } = old;
  const record = recordFor(inputs, live);
  if (isHidden(record, live)) return [];
  if (isFinished(old, live))
    return outputs.liveRate === undefined
      ? []
      : [`finished outside of this program, for example in the Seller Portal; every user has the release.`];
  const rollout = rolloutOn(record, live);
  if (rollout === undefined) return ["the open update is gone; it was discarded, or published without this rollout."];
  const lines: string[] = [];
  if (outputs.record === "REGISTRATION" && record === "SALE" && isRolling(live.sale))
    lines.push(`the update is published, and its rollout is live at ${live.sale.rates.rate} percent.`);
  const withStatus = (status: string) => (seq: string) =>
    rollout.binaries.some((binary) => binary.binarySeq === seq && binary.rolloutStatus === status);
  const paused = rollout.binaries.map((binary) => binary.binarySeq).filter(withStatus("PAUSED"));
  if (paused.length > 0)
    lines.push(`binary ${paused.join(", ")} is paused in the Seller Portal; the API cannot resume it.`);
  const staged = inputs.releaseToEveryone === true ? [] : listedBinaries(inputs);
  const removed = staged.filter(withStatus("DISABLED"));
  if (removed.length > 0)
    lines.push(
      `binary ${removed.join(", ")} was taken out of the rollout in the Seller Portal${record === "SALE" ? ", and every user is offered it" : ""}.`,
    );
  const gone = listedBinaries(inputs).filter((seq) => !rollout.binaries.some(({ binarySeq }) => binarySeq === seq));
  if (gone.length > 0) lines.push(`binary ${gone.join(", ")} was removed from the app in the Seller Portal.`);
  return lines;
}
