/**
 * The train: brings a live release to more and more of its users, one `up` for each stage, while the gate says yes.
 * Options: `--once` promotes by one stage and ends, `--pause-hours 24` is how long each stage is watched. Exit code: 3 when held.
 */
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import { StagedRollout } from "pulumi-galaxystore";
import { GalaxyStore, isGalaxyStoreError, optionsFromEnvironment } from "pulumi-galaxystore/sdk";
import { inWords, reasonsAgainst, signalsOf } from "./gate.ts";

const contentId = "000001000101";
const STAGES = [10, 30, 100, "everyone"] as const;
type Stage = (typeof STAGES)[number];

/** Countries that are ahead of the others from the beginning. */
const AHEAD = { KOR: 20, DEU: 15 };

const { once, "pause-hours": pauseHours } = parseArgs({
  options: { once: { type: "boolean", default: false }, "pause-hours": { type: "string", default: "24" } },
}).values;

const store = new GalaxyStore(optionsFromEnvironment());

/** What the store should hold at a stage. */
function release(stage: Stage): StagedRollout {
  const countries = (rate: number) =>
    Object.fromEntries(Object.entries(AHEAD).map(([country, ahead]) => [country, Math.max(rate, ahead)]));
  const reach = stage === "everyone" ? { releaseToEveryone: true } : { rate: stage, countries: countries(stage) };
  return new StagedRollout("ember-isles-4.2", { contentId, binaries: ["12"], ...reach });
}

async function promote(stage: Stage): Promise<void> {
  const program = async () => ({ live: release(stage).liveRate });
  const place = { stackName: "production", projectName: "ember-isles-train", program };
  const stack = await LocalWorkspace.createOrSelectStack(place, { workDir: import.meta.dirname });
  await stack.up({ refresh: true });
}

/** Where the release is now, as the store has it, whoever brought it there. */
async function standing(): Promise<Stage | number> {
  try {
    return (await store.rollouts.getRate({ contentId, appStatus: "SALE" })).rate;
  } catch (error) {
    // 3208: nothing is being rolled out, so that everyone has it.
    if (isGalaxyStoreError(error) && error.code === "3208") return "everyone";
    throw error;
  }
}

const shown = (stage: Stage | number) => (stage === "everyone" ? "everyone has it" : `${stage} % have it`);
const isAhead = (stage: Stage, now: Stage | number) => now !== "everyone" && (stage === "everyone" || stage > now);

let now = await standing();
console.log(`Version 4.2: ${shown(now)}.`);

for (const stage of STAGES.filter((each) => isAhead(each, now))) {
  const signals = await signalsOf(store, contentId);
  console.log(`Gate: ${inWords(signals)}.`);
  const reasons = reasonsAgainst(signals);
  if (reasons.length > 0) {
    console.log(`Held: ${shown(now)}, and nothing was changed.\n${reasons.map((reason) => `- ${reason}`).join("\n")}`);
    process.exitCode = 3;
    break;
  }
  await promote(stage);
  now = stage;
  console.log(`Promoted: ${shown(now)}.`);
  if (once || stage === "everyone") break;
  await setTimeout(Number(pauseHours) * 3_600_000);
}
