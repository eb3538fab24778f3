/** Who has version 4.2 of Ember Isles. Each raise is a pull request that changes these lines. */
import { StagedRollout } from "pulumi-galaxystore";

const rollout = new StagedRollout("ember-isles-4.2", {
  contentId: "000001000101",
  binaries: ["12"],
  rate: 10,
  countries: { KOR: 20, DEU: 15 },
});

export const live = rollout.liveRate.apply((rate) => (rate === undefined ? "everyone" : `${rate} %`));
