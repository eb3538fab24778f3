/** A whole release of the app whose package is real, as one program: listing, binary, staged rollout and submission. */

import { copyFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { TestStore } from "../../support/testStore";
import type { Run, Stack } from "./stack";
import { until } from "./until";

/** On sale with the binary 5, versionCode 100, from before Pulumi; automatic publication. */
export const HELPER = "000001000109";

const packages = resolve(__dirname, "../../../node_modules");

/** Two versions of the app's real package: 7.0.22 with versionCode 163, and 8.0.10 with versionCode 192. */
export const APKS = {
  older: join(packages, "io.appium.settings-older/apks/settings_apk-debug.apk"),
  newer: join(packages, "io.appium.settings/apks/settings_apk-debug.apk"),
};

export interface Release {
  /** One of {@link APKS}. */
  apk: string;
  whatsNew: string;
  /** Inputs of the rollout besides its app and binaries. */
  rollout: Record<string, unknown>;
  /** Further inputs of the app. */
  app?: Record<string, unknown>;
  /** Further inputs of the submission. */
  submission?: Record<string, unknown>;
}

/** Declares a release; the text of the program has another order than the one in which its resources are brought to state. */
export function declareRelease(stack: Stack, { apk, whatsNew, rollout, app, submission }: Release): void {
  copyFileSync(apk, join(stack.folder, "app.apk"));
  stack.declare([
    {
      type: "Binary",
      name: "apk",
      args: { contentId: HELPER, file: "app.apk", usesGoogleServices: false, supersedes: ["5"] },
    },
    {
      type: "Submission",
      name: "submission",
      args: {
        contentId: HELPER,
        triggers: { apk: { $output: "apk.sha256" }, whatsNew },
        waitFor: "onSale",
        ...submission,
      },
    },
    {
      type: "StagedRollout",
      name: "rollout",
      args: { contentId: HELPER, binaries: [{ $output: "apk.binarySeq" }], ...rollout },
    },
    { type: "App", name: "app", args: { contentId: HELPER, listings: { ENG: { whatsNew } }, ...app } },
  ]);
}

/** What the reviewers of the store say. */
export interface Decision {
  outcome: "pass" | "reject";
  stage?: "PRE_REVIEWS" | "CONTENT_REVIEW" | "DEVICE_TEST" | "TEST_CONFIRMATION";
}

/** An `up` whose submission is decided by reviewers, as soon as it waits for them. The review of the store is manual. */
export async function upWithReview(store: TestStore, stack: Stack, decision: Decision): Promise<Run> {
  const up = await stack.start("up", "--yes", "--skip-preview", "--diff");
  let over = false;
  const ended = up.ended.finally(() => {
    over = true;
  });
  await until(async () => over || (await store.app(HELPER)).registration?.contentStatus === "READY_FOR_REVIEW");
  if (!over) await store.control("POST", `/apps/${HELPER}/review`, decision);
  return ended;
}
