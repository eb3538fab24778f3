/** A Pulumi program with the three resources that look at one app. */
const { App, BetaTest, StagedRollout } = require("pulumi-galaxystore");

const contentId = "000001000101";
new App("app", { contentId });
new StagedRollout("rollout", { contentId, rate: 25 });
new BetaTest("beta", { contentId, testers: ["mina.park@testers.example"] });
