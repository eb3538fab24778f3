/** Reading the file of `--seed`, and saying where it is wrong. */
import { readFileSync } from "node:fs";
import type { Seed } from "../emulator";
import { parseSeed } from "../emulator/state/model";

/** Throws an error that names the file and the place or the paths of what is wrong in it. */
export function readSeed(path: string): Seed {
  return parseSeed(parsed(path, contentOf(path)), `The seed ${path}`);
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    throw new Error(`The seed ${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The emulator starts without the provider's code.
    const { syntaxError }: typeof import("../provider/itemCatalog/sources/jsonText") =
      require("../provider/itemCatalog/sources/jsonText");
    const { line, column, reason } = syntaxError(text, error);
    throw new Error(`The seed ${path} is not JSON: line ${line}, column ${column}: ${reason}`);
  }
}
