// Lets the official launcher (npm package `pulumi`) download the engine release.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "../lib/root.mjs";
import { watch } from "../lib/run.mjs";
import { install, unfinishedFolder } from "./install.mjs";
import { missingIn, version } from "./pinned.mjs";

const LIMIT_SECONDS = 600;

/** Returns why there is no engine afterwards, or undefined when it is in place. */
export async function download() {
  const launcher = join(root, "node_modules", "pulumi", "run.js");
  if (!existsSync(launcher)) return "the npm package `pulumi` is not installed";
  // A home of its own, so that a download that is cut off leaves nothing which looks like an engine.
  const home = unfinishedFolder();
  const { PULUMI_VERSION, ...env } = process.env;
  const { code, lines, timedOut } = await watch(process.execPath, [launcher, "version"], {
    env: { ...env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true", NODE_USE_ENV_PROXY: "1" },
    describe: () => "downloading",
    limitSeconds: LIMIT_SECONDS,
  });
  if (timedOut) return `no end after ${LIMIT_SECONDS} seconds`;
  const fresh = join(home, "versions", version, "bin");
  if (code !== 0) return lines.at(-1) ?? `exit code ${code}`;
  const missing = missingIn(fresh);
  if (missing.length > 0) return `the release came without ${missing.join(" and ")}`;
  install(fresh);
  return undefined;
}
