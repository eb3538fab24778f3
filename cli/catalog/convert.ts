/** `galaxystore catalog convert`: a catalog's file in another format, or the live catalog as a file. */
import { Command, Option } from "commander";
import type { SourceFormat } from "../../provider/itemCatalog/sources";
import { seconds } from "../seconds";
import { tellProblems } from "./tell";

interface Options {
  format?: SourceFormat;
  force?: boolean;
  json?: boolean;
  stack?: string;
  timeout: number;
}

const STANDARD_OUTPUT = "-";

export function catalogConvertCommand(): Command {
  return new Command("convert")
    .description("write a catalog of in-app items, from a file or from the store, in another format")
    .argument(
      "<from>",
      "file: .csv (also Samsung's bulk upload), .json, .yaml, .yml, or the text of a catalog; or store:<package name>",
    )
    .argument("<to>", `file that is written, or ${STANDARD_OUTPUT} for standard output`)
    .addOption(
      // As in SOURCE_FORMATS, which is not loaded for the help.
      new Option("--format <format>", "what to write; by the name of <to> unless given").choices([
        "csv",
        "samsung",
        "json",
        "yaml",
        "text",
      ] satisfies SourceFormat[]),
    )
    .option("--force", "overwrite <to> when it exists")
    .option("--json", "print one JSON object instead of text")
    .option("--stack <name>", "for store: read the configuration of this Pulumi stack too, as the provider does")
    .option("--timeout <seconds>", "for store: how long to wait for each answer", seconds, 30)
    .addHelpText(
      "after",
      `
Examples:
  $ galaxystore catalog convert store:com.example.game catalog.csv
  $ galaxystore catalog convert bulk-upload.csv catalog.yaml
  $ galaxystore catalog convert catalog.csv bulk-upload.csv --format samsung
  $ galaxystore catalog convert catalog.json - --format text

Exit codes:
  0  the file is written
  1  nothing is written: something is wrong in <from>, <to> exists, or the format cannot hold the catalog`,
    )
    .action(run);
}

async function run(from: string, to: string, options: Options): Promise<void> {
  if (options.json && to === STANDARD_OUTPUT)
    throw new Error("--json and - both write to standard output; name a file, or leave --json out.");
  const { convertCatalog }: typeof import("./conversion") = require("./conversion");
  const result = await convertCatalog(from, to === STANDARD_OUTPUT ? undefined : to, options);
  if ("problems" in result) {
    tellProblems(result.problems, options.json);
    if (!options.json) console.error("Nothing is written.");
    return;
  }
  const { items, formulas, text } = result;
  if (text !== undefined) process.stdout.write(text);
  else if (options.json) console.log(JSON.stringify({ items, from, to }));
  else console.log(`${to}: ${items} ${items === 1 ? "item" : "items"}`);
  if (formulas > 0)
    console.error(
      `Note: ${formulas} ${formulas === 1 ? "text begins" : "texts begin"} with =, +, - or @. A spreadsheet program takes such a cell for a formula: import the file with all columns as text.`,
    );
}
