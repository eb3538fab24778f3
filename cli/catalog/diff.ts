/** `galaxystore catalog diff`: what a change of a catalog means per country, for a terminal or a pull request. */
import { Command, InvalidArgumentError, Option } from "commander";
import { seconds } from "../seconds";
import { tellProblems } from "./tell";

interface Options {
  format: "table" | "markdown" | "json";
  json?: boolean;
  limit?: number;
  exitCode?: boolean;
  stack?: string;
  timeout: number;
}

/** Rows of a table, unless --limit says otherwise. */
const DEFAULT_LIMIT = 50;

/** As `pulumi preview --expect-no-changes` ends when there is something to look at. */
const SUSPICIOUS = 7;

export function catalogDiffCommand(): Command {
  return new Command("diff")
    .description("show what the change of a catalog means per country: prices in percent, new items, texts")
    .argument("<before>", "a file, <git revision>:<path> as for git show, or store:<package name>")
    .argument("<after>", "the same")
    .addOption(
      new Option("--format <format>", "markdown is for pull requests")
        .choices(["table", "markdown", "json"])
        .default("table"),
    )
    .option("--json", "the same as --format json")
    .option(
      "--limit <rows>",
      `rows per table; ${DEFAULT_LIMIT}, in Markdown fewer when it would not fit into a comment`,
      rows,
    )
    .option("--exit-code", `end with ${SUSPICIOUS} when prices or deletions have to be acknowledged`)
    .option("--stack <name>", "for store: read the configuration of this Pulumi stack too, as the provider does")
    .option("--timeout <seconds>", "for store: how long to wait for each answer", seconds, 30)
    .addHelpText(
      "after",
      `
Examples:
  $ galaxystore catalog diff main:catalog.csv catalog.csv
  $ galaxystore catalog diff origin/main:catalog.csv catalog.csv --format markdown > report.md
  $ galaxystore catalog diff store:com.example.game catalog.csv
  $ galaxystore catalog diff old.yaml new.yaml --json | jq '.warnings'

Exit codes:
  0  the report was made
  1  a catalog cannot be read, or wrong use of the command
  ${SUSPICIOUS}  with --exit-code: prices or deletions have to be acknowledged`,
    )
    .action(run);
}

async function run(before: string, after: string, options: Options): Promise<void> {
  const { readSides }: typeof import("./sides") = require("./sides");
  const { reportOf }: typeof import("./report") = require("./report");
  const sides = await readSides(before, after, options);
  if ("problems" in sides) {
    tellProblems(sides.problems, options.json || options.format === "json");
    return;
  }
  const report = reportOf(sides.before, sides.after, sides.unlistedPrices);
  process.stdout.write(render(report, options));
  const { prices, deletions } = report.warnings;
  if (options.exitCode && (prices.length > 0 || deletions !== undefined)) process.exitCode = SUSPICIOUS;
}

function render(report: import("./report").CatalogReport, { format, json, limit }: Options): string {
  if (json || format === "json") return `${JSON.stringify(report, undefined, 2)}\n`;
  if (format === "table") {
    const { tableReport }: typeof import("./reportTable") = require("./reportTable");
    return tableReport(report, limit ?? DEFAULT_LIMIT);
  }
  const { markdownReport, markdownThatFits }: typeof import("./reportMarkdown") = require("./reportMarkdown");
  return limit === undefined ? markdownThatFits(report, DEFAULT_LIMIT) : markdownReport(report, limit);
}

function rows(text: string): number {
  const value = Number(text);
  if (!(Number.isInteger(value) && value > 0)) throw new InvalidArgumentError("It must be a whole number above 0.");
  return value;
}
