#!/usr/bin/env node
/** The `galaxystore` command. */
import "./compileCache";
import { Command } from "commander";
import { emulatorCommand } from "./emulator";

const program = new Command("galaxystore")
  .description("Tools around the Galaxy Store Developer API")
  .showHelpAfterError()
  .addCommand(emulatorCommand());

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
