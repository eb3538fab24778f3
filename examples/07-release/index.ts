/** A release of Device Settings Helper: the listing, the build, the part of the users that gets it first, and the review. */
import { readFileSync } from "node:fs";
import { Config } from "@pulumi/pulumi";
import { App, Binary, StagedRollout, Submission } from "pulumi-galaxystore";

const config = new Config();
const contentId = "000001000109";
const whatsNew = readFileSync("whats-new.txt", "utf8");
const reviewComment = config.get("reviewComment");

new App("settings-helper", {
  contentId,
  listings: {
    ENG: {
      whatsNew,
      screenshots: ["wifi", "locale", "location", "restore"].map((name) => `../images/settings-helper/${name}.jpg`),
    },
  },
  ...(reviewComment !== undefined && { reviewComment }),
});

// Binary 5 is from before Pulumi: the new one takes its place.
const build = new Binary("build", { contentId, file: config.require("build"), supersedes: ["5"] });

new StagedRollout("rollout", {
  contentId,
  binaries: [build.binarySeq],
  ...(config.getBoolean("everyone") ? { releaseToEveryone: true } : { rate: config.requireNumber("rate") }),
});

const release = new Submission(
  "release",
  { contentId, triggers: { build: build.sha256, whatsNew, reviewComment }, waitFor: "onSale" },
  { customTimeouts: { create: "72h", update: "72h" } },
);

export const version = build.versionName;
export const status = release.status;
