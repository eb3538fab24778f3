/** Carries out `galaxystore pull`: settings, the pull, and what is said about it. */

import { messageOf } from "../../provider/lifecycle";
import { findSettings, missingSettings, SETTINGS, sessionFor } from "../../provider/settings";
import { isGalaxyStoreError } from "../../sdk/errors";
import { readSettings } from "../doctor/settings";
import { StackUnreadable } from "../doctor/stack";
import type { Options } from "../pull";
import { PULL_EXIT_CODES } from "./exitCodes";
import { Progress } from "./progress";
import { jsonReport, textReport } from "./report";
import { pull } from "./run";

// The package's own file, by its name: sources and compiled code are at different depths.
const { version }: { version: string } = require("pulumi-galaxystore/package.json");

/** Returns the exit code. */
export async function runPull(options: Options): Promise<number> {
  const progress = new Progress(options.json ? undefined : process.stderr);
  try {
    const settings = await storeSettings(options);
    const { app = [], out, catalog, dryRun = false, force = false, fromFastlane } = options;
    const pulled = await pull(
      sessionFor(settings),
      { apps: app, out, catalog, dryRun, force, version, ...(fromFastlane !== undefined && { fromFastlane }) },
      progress,
    );
    progress.end();
    const blocked = !pulled.written && !dryRun;
    const ending = blocked ? PULL_EXIT_CODES.edited : pulled.failed.length > 0 ? PULL_EXIT_CODES.images : undefined;
    const exitCode = ending?.code ?? 0;
    console.log(
      options.json
        ? JSON.stringify(jsonReport(pulled, { out, dryRun, exitCode }))
        : textReport(pulled, { out, dryRun }),
    );
    return exitCode;
  } catch (error) {
    progress.end();
    const { message, exitCode } = outcomeOf(error);
    if (options.json) console.log(JSON.stringify({ ok: false, exitCode, error: message }));
    else console.error(message);
    return exitCode;
  }
}

class NotConfigured extends Error {}

/** As the provider finds its settings. */
async function storeSettings({ stack, timeout }: Options) {
  const settings = await readSettings({ stack, timeoutMs: timeout * 1000 });
  if (settings instanceof StackUnreadable) throw new NotConfigured(`${settings.message}. ${settings.fix}`);
  const { configured } = settings;
  const found = { get: (key: string) => configured.get(key)?.value };
  const missing = missingSettings(findSettings(found));
  if (missing.length > 0)
    throw new NotConfigured(
      `Not set: ${missing.map((key) => `${key} (${SETTINGS[key]})`).join(", ")}. Set the environment variables, or name a Pulumi stack that has the settings with --stack; \`galaxystore doctor\` says more.`,
    );
  return found;
}

function outcomeOf(error: unknown): { message: string; exitCode: number } {
  const message = messageOf(error);
  if (error instanceof NotConfigured) return { message, exitCode: PULL_EXIT_CODES.configuration.code };
  if (!isGalaxyStoreError(error)) return { message, exitCode: 1 };
  const nothing = `${message} Nothing was written.`;
  return { message: nothing, exitCode: endingOf(error.kind).code };
}

function endingOf(kind: string) {
  if (kind === "configuration") return PULL_EXIT_CODES.configuration;
  if (kind === "authentication") return PULL_EXIT_CODES.refused;
  return kind === "permission" ? PULL_EXIT_CODES.scope : PULL_EXIT_CODES.unreachable;
}
