/** `galaxystore pull`: writes what a live account holds as a Pulumi project, and changes nothing in the store. */
import { Command, Option } from "commander";
import { endsOnInterrupt } from "./pull/interrupt";
import type { CatalogFormat } from "./pull/items";
import { seconds } from "./seconds";

export interface Options {
  app?: string[];
  out: string;
  catalog: CatalogFormat;
  fromFastlane?: string;
  stack?: string;
  timeout: number;
  dryRun?: boolean;
  force?: boolean;
  json?: boolean;
}

export function pullCommand(): Command {
  return new Command("pull")
    .description("write what the account holds as a Pulumi project; changes nothing in the store")
    .option("--app <id...>", "only these apps, by package name or content id")
    .option("--out <folder>", "folder of the project", "galaxy-store")
    .addOption(
      new Option("--catalog <format>", "how in-app items are written")
        .choices(["csv", "json", "yaml", "code"])
        .default("csv"),
    )
    .option("--from-fastlane <folder>", "texts and images of this fastlane folder in place of the store's, for one app")
    .option("--stack <name>", "read the configuration of this Pulumi stack too, as the provider does")
    .option("--timeout <seconds>", "how long to wait for the stack's configuration", seconds, 30)
    .option("--dry-run", "show what would change in the folder, and write nothing")
    .option("--force", "overwrite files that were edited since the last pull")
    .option("--json", "print one JSON object instead of text")
    .addHelpText("after", help)
    .action(run);
}

async function run(options: Options): Promise<void> {
  endsOnInterrupt();
  const { runPull }: typeof import("./pull/command") = require("./pull/command");
  process.exitCode = await runPull(options);
}

function help(): string {
  const { PULL_EXIT_CODES }: typeof import("./pull/exitCodes") = require("./pull/exitCodes");
  const codes = Object.values(PULL_EXIT_CODES).map(({ code, means }) => `  ${code}  ${means}`);
  return `
Examples:
  $ galaxystore pull
  $ galaxystore pull --app com.example.game --out game --catalog yaml
  $ galaxystore pull --app com.example.game --from-fastlane fastlane
  $ galaxystore pull --out . --dry-run
  $ galaxystore pull --json | jq '.apps[] | select(.notes != [])'

Exit codes:
  0  the project is as the store
  1  wrong use of the command, or an app that the seller does not have
${codes.join("\n")}`;
}
