/** The doctor's findings for a person: coloured on a terminal, plain elsewhere. */

import { styleText } from "node:util";
import { type Check, EXIT_CODES, type Report } from "./report";

const COLOURS = { ok: "green", warning: "yellow", problem: "red", skipped: "gray" } as const;
const INDENT = " ".repeat(9);

export function checkLines({ id, status, summary, fix }: Check): string {
  const label = styleText(COLOURS[status], status.padEnd(INDENT.length), { stream: process.stdout });
  return `${label}${id}: ${summary}${fix === undefined ? "" : `\n${INDENT}fix: ${fix}`}`;
}

export function verdict({ checks, kind, exitCode }: Report): string {
  const number = (status: Check["status"]) => checks.filter((check) => check.status === status).length;
  const warnings = number("warning");
  const noted = warnings === 0 ? "" : ` (${warnings} ${warnings === 1 ? "warning" : "warnings"})`;
  if (kind === undefined) return `All is well${noted}.`;
  const problems = number("problem");
  return `${problems} ${problems === 1 ? "problem" : "problems"}${noted}. Exit code ${exitCode}: ${EXIT_CODES[kind].means}.`;
}
