/** Gets a preview: from a file, from standard input, or by running it. What keeps it from there is told, with what to do. */

import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { messageOf } from "../../provider/lifecycle";
import { NoPreview, type Preview, parsePreview } from "./digest";
import { type PreviewOptions, PreviewUnavailable, runPreview } from "./run";

/** Undefined when there is none; the reason is printed and the exit code set. */
export async function readPreview(file: string | undefined, options: PreviewOptions): Promise<Preview | undefined> {
  try {
    if (file === undefined) return await runPreview(options);
    return parsePreview(file === "-" ? await text(process.stdin) : await readFile(file, "utf8"));
  } catch (error) {
    const { words, fix } = reasonOf(error, file);
    console.error(`${words}\nfix: ${fix}`);
    process.exitCode = 1;
    return undefined;
  }
}

function reasonOf(error: unknown, file: string | undefined): { words: string; fix: string } {
  if (error instanceof PreviewUnavailable) return { words: error.message, fix: error.fix };
  const from = file === "-" ? "standard input" : String(file);
  const fix = "Give what `pulumi preview --json` prints, or leave the file out to run it.";
  if (error instanceof NoPreview) return { words: `${from}: ${error.message}`, fix };
  return { words: `${from} cannot be read: ${messageOf(error)}`, fix };
}
