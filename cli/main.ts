#!/usr/bin/env node
/** The `galaxystore` command. */
import "./quickStart";
import { Command } from "commander";
import { catalogCommand } from "./catalog";
import { doctorCommand } from "./doctor";
import { driftCommand } from "./drift";
import { emulatorCommand } from "./emulator";
import { previewCommentCommand } from "./previewComment";
import { pullCommand } from "./pull";

// The package's own file, by its name: sources and compiled code are at different depths.
const { version }: { version: string } = require("pulumi-galaxystore/package.json");

const program = new Command("galaxystore")
  .description("Tools around the Galaxy Store Developer API")
  .version(version)
  .showHelpAfterError()
  .addCommand(emulatorCommand())
  .addCommand(doctorCommand())
  .addCommand(catalogCommand())
  .addCommand(previewCommentCommand())
  .addCommand(driftCommand())
  .addCommand(pullCommand())
  .addHelpText(
    "after",
    `
Examples:
  $ galaxystore emulator
  $ galaxystore doctor
  $ galaxystore doctor --help
  $ galaxystore catalog convert catalog.csv catalog.yaml
  $ galaxystore catalog diff main:catalog.csv catalog.csv
  $ galaxystore preview-comment --stack production
  $ galaxystore drift --stack production
  $ galaxystore pull --out store`,
  );

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
