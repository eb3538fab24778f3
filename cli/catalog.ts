/** `galaxystore catalog`: catalogs of in-app items as files. */
import { Command } from "commander";
import { catalogConvertCommand } from "./catalog/convert";
import { catalogDiffCommand } from "./catalog/diff";

export function catalogCommand(): Command {
  return new Command("catalog")
    .description("work with catalogs of in-app items")
    .addCommand(catalogConvertCommand())
    .addCommand(catalogDiffCommand());
}
