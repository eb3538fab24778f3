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
    throw new Error(`The seed ${path} cannot be read: ${messageOf(error)}`);
  }
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const lines = text.slice(0, errorAt(text)).split("\n");
    const column = (lines.at(-1)?.length ?? 0) + 1;
    // Some messages of the parser name the place, others quote the text around it.
    const why = messageOf(error).replace(/( in JSON)? at position .*|, (\.\.\.)?".* is not valid JSON$/s, "");
    throw new Error(`The seed ${path} is not JSON: line ${lines.length}, column ${column}: ${why}`);
  }
}

/** The index of the first character that cannot be there: the longest beginning that some JSON could have ends before it. */
function errorAt(text: string): number {
  let possible = 0;
  let wrong = text.length + 1;
  while (wrong - possible > 1) {
    const middle = (possible + wrong) >> 1;
    if (couldGoOn(text.slice(0, middle))) possible = middle;
    else wrong = middle;
  }
  return possible;
}

/** Whether a text is JSON, or fails only because it ends. */
function couldGoOn(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = messageOf(error);
    const position = /at position (\d+)/.exec(message)?.[1];
    return /^Un(expected end|terminated)/.test(message) || Number(position) >= text.length;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
