/** `galaxystore doctor`: checks settings, credentials and the way to the store, and changes nothing. */
import { Command } from "commander";
import { seconds } from "./seconds";

interface Options {
  timeout: number;
  stack?: string;
  json?: boolean;
}

export function doctorCommand(): Command {
  return new Command("doctor")
    .description("check credentials, scopes and the way to the store; changes nothing there")
    .option("--stack <name>", "read the configuration of this Pulumi stack too, as the provider does")
    .option("--timeout <seconds>", "how long to wait for each answer", seconds, 10)
    .option("--json", "print one JSON object instead of text")
    .addHelpText("after", help)
    .action(run);
}

async function run({ stack, timeout, json }: Options): Promise<void> {
  const { examine }: typeof import("./doctor/examine") = require("./doctor/examine");
  const { checkLines, verdict }: typeof import("./doctor/print") = require("./doctor/print");
  const report = await examine({ stack, timeoutMs: timeout * 1000 }, (check) => {
    if (!json) console.log(checkLines(check));
  });
  const { checks, exitCode } = report;
  console.log(json ? JSON.stringify({ ok: exitCode === 0, exitCode, checks }) : `\n${verdict(report)}`);
  process.exitCode = exitCode;
}

function help(): string {
  const { EXIT_CODES }: typeof import("./doctor/report") = require("./doctor/report");
  const codes = Object.values(EXIT_CODES).map(({ code, means }) => `  ${code}  ${means}`);
  return `
Examples:
  $ galaxystore doctor
  $ galaxystore doctor --stack production
  $ galaxystore doctor --json | jq '.checks[] | select(.status == "problem")'

Exit codes, by the first problem:
  0  all is well; there may be warnings
  1  wrong use of the command
${codes.join("\n")}`;
}
