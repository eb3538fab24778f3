/** `galaxystore pull` for a test: run against a store, with what it says as JSON. */

import assert from "node:assert/strict";
import { galaxystoreIn } from "../../support/command";
import { environmentWith } from "./doctor";

interface PulledApp {
  contentId: string;
  packageName: string | null;
  title: string;
  status: string;
  name: string;
  resources: string[];
  languages: string[];
  items: number;
  notes: string[];
  differs: string[];
}

export interface PullReport {
  ok: boolean;
  exitCode: number;
  written: boolean;
  apps: PulledApp[];
  files: Record<"added" | "changed" | "edited" | "own" | "removed" | "kept", string[]> & { unchanged: number };
  failedImages: { contentId: string; path: string; reason: string }[];
  error?: string;
}

export async function pullWith(settings: Record<string, string>, ...args: string[]): Promise<PullReport> {
  const run = galaxystoreIn({ env: environmentWith(settings) }, "pull", "--json", ...args);
  const { code, stdout, stderr } = await run.ended;
  assert.match(stdout, /^\{.*\}\n$/, stderr);
  const report = JSON.parse(stdout) as PullReport;
  assert.equal(code, report.exitCode);
  assert.equal(report.ok, code === 0);
  return report;
}

/** The same without `--json`: what a person sees. */
export async function pullText(
  settings: Record<string, string>,
  ...args: string[]
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const run = galaxystoreIn({ env: { ...environmentWith(settings), NO_COLOR: "1" } }, "pull", ...args);
  return run.ended;
}
