/** Which settings are there, from where, and which are missing. Values are never shown. */

import { existsSync } from "node:fs";
import {
  type FoundSettings,
  findSettings,
  missingSettings,
  pollSecondsProblem,
  SETTINGS,
  type Setting,
} from "../../provider/settings";
import type { Report } from "./report";
import { type ConfiguredValue, StackUnreadable, stackConfiguration } from "./stack";

export interface Origin {
  /** The Pulumi stack whose configuration counts, before the environment. */
  readonly stack: string | undefined;
  readonly timeoutMs: number;
}

/** What the provider would work with, or undefined when that cannot be found out. */
export async function readSettings({
  stack,
  timeoutMs,
}: Origin): Promise<{ found: FoundSettings; configured: Map<string, ConfiguredValue> } | StackUnreadable> {
  try {
    const configured = stack === undefined ? new Map() : await stackConfiguration(stack, timeoutMs);
    return { found: findSettings({ get: (key) => configured.get(key)?.value }), configured };
  } catch (error) {
    if (error instanceof StackUnreadable) return error;
    throw error;
  }
}

/** Whether all that is needed is there. */
export function checkSettings(report: Report, found: FoundSettings, stack: string | undefined): boolean {
  const origins = Object.entries(found).map(([key, { from }]) => [key, origin(key as Setting, from, stack)] as const);
  const missing = missingSettings(found);
  const summary = origins.map(([key, from]) => `${key} from ${from}`).join(", ");
  if (missing.length === 0) {
    report.ok("settings", summary, Object.fromEntries(origins));
    return true;
  }
  const there = summary === "" ? "" : `; ${summary}`;
  report.problem("settings", "configuration", `not set: ${missing.map(named).join(", ")}${there}`, fix(missing, stack));
  return false;
}

/** A number of seconds between two looks that the provider would refuse. */
export function checkPollSeconds(report: Report, seconds: string | undefined): void {
  const problem = seconds === undefined ? undefined : pollSecondsProblem(seconds);
  if (problem === undefined) return;
  const fix = `Set ${SETTINGS.pollSeconds} (galaxystore:pollSeconds) to a number such as 30, or leave it out for the usual 15.`;
  report.problem("pollSeconds", "configuration", problem, fix);
}

/** A private key or token that lies in the stack's file for everybody to read. */
export function checkSecrets(
  report: Report,
  configured: Map<string, ConfiguredValue>,
  isPath: (value: string) => boolean,
): void {
  const open = (["privateKey", "accessToken"] as const).filter((key) => {
    const entry = configured.get(key);
    return entry !== undefined && !entry.secret && !isPath(entry.value);
  });
  for (const key of open)
    report.warning(
      `secret.${key}`,
      `galaxystore:${key} is in the stack's configuration unencrypted`,
      `Set it again with \`pulumi config set --secret galaxystore:${key}\`; when the file was shared, make a new service account.`,
    );
}

function named(key: Setting): string {
  const empty = process.env[SETTINGS[key]] === "" ? `${SETTINGS[key]} is empty` : SETTINGS[key];
  return `${key} (${empty})`;
}

function origin(key: Setting, from: "configuration" | "environment", stack: string | undefined): string {
  return from === "environment" ? SETTINGS[key] : `galaxystore:${key} of the stack ${stack}`;
}

function fix(missing: readonly Setting[], stack: string | undefined): string {
  const variables = missing.map((key) => SETTINGS[key]).join(" and ");
  const start = `Set ${variables}; the Seller Portal (Assistance, API Service) gives id and key with a service account.`;
  const inStack = missing.map((key) => `galaxystore:${key}`).join(" and ");
  if (stack !== undefined) return `${start} Or set ${inStack} in the stack.`;
  return existsSync("Pulumi.yaml") ? `${start} Or name the Pulumi stack that has ${inStack} with --stack.` : start;
}
