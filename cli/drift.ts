/** `galaxystore drift`: is the store still as declared? For people, and for the job that asks every night. */
import { Command, Option } from "commander";
import { bytes, MAX_BYTES } from "./maxBytes";

interface Options {
  stack?: string;
  cwd?: string;
  format: "terminal" | "markdown" | "json";
  json?: boolean;
  maxBytes: number;
  output?: string;
}

/** As `pulumi preview --expect-no-changes` ends. */
const DRIFT = 7;

export function driftCommand(): Command {
  return new Command("drift")
    .description("tell where the store is not as the program declares it; changes nothing")
    .argument(
      "[file]",
      "what `pulumi preview --refresh --show-sames --json` printed; - is standard input. Without it the check is run",
    )
    .option("--stack <name>", "the stack to check")
    .option("--cwd <dir>", "folder of the Pulumi project")
    .addOption(
      new Option("--format <format>", "markdown is for an issue or a chat")
        .choices(["terminal", "markdown", "json"])
        .default("terminal"),
    )
    .option("--json", "the same as --format json")
    .option("--max-bytes <number>", "longer Markdown is shortened, the least important first", bytes, MAX_BYTES)
    .option("--output <file>", "write the report to a file")
    .addHelpText(
      "after",
      `
Examples:
  $ galaxystore drift --stack production
  $ galaxystore drift --format markdown --output drift.md
  $ galaxystore drift --json | jq '.apps[].resources[] | {name, state}'

Exit codes:
  0  the store is as declared
  ${DRIFT}  it is not
  1  the check itself failed, or wrong use of the command; this says nothing about the store`,
    )
    .action(run);
}

async function run(file: string | undefined, options: Options): Promise<void> {
  const { stack, cwd, format, json, maxBytes, output } = options;
  const { readPreview }: typeof import("./preview/read") = require("./preview/read");
  const preview = await readPreview(file, { stack, cwd, refresh: true });
  if (preview === undefined) return;
  const { failure }: typeof import("./drift/failure") = require("./drift/failure");
  const problem = failure(preview);
  if (problem !== undefined) {
    console.error(problem);
    process.exitCode = 1;
    return;
  }
  const { findingsOf, reportOf }: typeof import("./drift/report") = require("./drift/report");
  const findings = findingsOf(preview);
  const report = reportOf(preview, findings);
  const { write }: typeof import("./output") = require("./output");
  write(render(report, findings, json ? "json" : format, maxBytes), output);
  process.exitCode = report.drift ? DRIFT : 0;
}

function render(
  report: import("./drift/report").DriftReport,
  findings: readonly import("./drift/report").Findings[],
  format: Options["format"],
  maxBytes: number,
): string {
  if (format === "json") return `${JSON.stringify(report, undefined, 2)}\n`;
  if (format === "markdown") {
    const { markdownReport }: typeof import("./drift/markdown") = require("./drift/markdown");
    return markdownReport(report, findings, maxBytes);
  }
  const { terminalReport }: typeof import("./drift/terminal") = require("./drift/terminal");
  return terminalReport(report, findings, process.stdout);
}
