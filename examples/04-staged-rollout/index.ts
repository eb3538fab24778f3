/** Paper Lanterns 2.1.0 reaches a part of the users first. The part stands in the stack's configuration. */
import { Config } from "@pulumi/pulumi";
import { StagedRollout } from "pulumi-galaxystore";

const config = new Config();
const done = config.getBoolean("done") ?? false;

const rollout = new StagedRollout("paper-lanterns-2.1.0", {
  contentId: "000001000102",
  binaries: ["4"],
  ...(done
    ? { releaseToEveryone: true }
    : { rate: config.requireNumber("rate"), countries: config.getObject<Record<string, number>>("countries") ?? {} }),
});

export const record = rollout.record;
export const live = rollout.liveRate.apply((rate) => (rate === undefined ? "not yet" : `${rate} %`));
