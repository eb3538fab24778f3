/** `galaxystore doctor` for a test: run in an environment that holds nothing of ours but what the test gives. */

import assert from "node:assert/strict";
import { galaxystoreIn } from "../../support/command";

interface Finding {
  id: string;
  status: "ok" | "warning" | "problem" | "skipped";
  summary: string;
  fix?: string;
  details?: Record<string, string | number>;
}

export interface Examination {
  exitCode: number;
  ok: boolean;
  checks: Finding[];
  /** The check with this id; the test fails when it was not made. */
  check(id: string): Finding;
  /** Everything that was printed. */
  output: string;
}

const OURS = /^(GALAXY_STORE_|NODE_EXTRA_CA_CERTS$|(https?|all|no)_proxy$|PULUMI_)/i;

export function environmentWith(settings: Record<string, string>): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !OURS.test(name));
  return { ...Object.fromEntries(others), ...settings };
}

/** Runs it with --json. Every problem and warning must say what to do. */
export async function doctor(
  settings: Record<string, string>,
  { args = [], cwd = process.cwd() }: { args?: string[]; cwd?: string } = {},
): Promise<Examination> {
  const run = galaxystoreIn({ env: environmentWith(settings), cwd }, "doctor", "--json", ...args);
  const { code, stdout, stderr } = await run.ended;
  assert.match(stdout, /^\{.*\}\n$/, stderr);
  const { ok, exitCode, checks }: { ok: boolean; exitCode: number; checks: Finding[] } = JSON.parse(stdout);
  assert.equal(code, exitCode);
  assert.equal(ok, exitCode === 0);
  for (const { id, status, fix } of checks)
    assert.equal(fix !== undefined, status === "warning" || status === "problem", `${id} is ${status}, fix: ${fix}`);
  const check = (id: string) => {
    const found = checks.find((one) => one.id === id);
    assert.ok(found, `no check ${id} in ${stdout}`);
    return found;
  };
  return { ok, exitCode, checks, check, output: stdout + stderr };
}
