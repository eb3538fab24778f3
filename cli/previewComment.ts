/** `galaxystore preview-comment`: what a change does to the store, as one comment for its pull request. */
import { Command, InvalidArgumentError } from "commander";
import { bytes, MAX_BYTES } from "./maxBytes";

interface Options {
  stack?: string;
  cwd?: string;
  refresh?: boolean;
  marker?: string;
  maxBytes: number;
  output?: string;
  json?: boolean;
}

/** The comment tells why. */
const PREVIEW_FAILED = 3;

export function previewCommentCommand(): Command {
  return new Command("preview-comment")
    .description("render a preview as one Markdown comment for a pull request, in the store's words")
    .argument("[file]", "what `pulumi preview --json` printed; - is standard input. Without it the preview is run")
    .option("--stack <name>", "the stack to preview")
    .option("--cwd <dir>", "folder of the Pulumi project")
    .option("--refresh", "read the store first, so that edits in the Seller Portal are seen")
    .option("--marker <id>", "tells this comment from others of the pull request; default: the name of --stack", marker)
    .option("--max-bytes <number>", "what is longer is shortened, the least important first", bytes, MAX_BYTES)
    .option("--output <file>", "write the comment to a file")
    .option("--json", "print one JSON object: marker, body, failed, apps, changes, warnings")
    .addHelpText(
      "after",
      `
Examples:
  $ galaxystore preview-comment --stack production --output comment.md
  $ pulumi preview --json | galaxystore preview-comment -

Exit codes:
  0  the comment was made
  1  wrong use of the command, or there is no preview to render
  ${PREVIEW_FAILED}  the preview failed, for example in check; the comment tells why`,
    )
    .action(run);
}

async function run(file: string | undefined, options: Options): Promise<void> {
  const { stack, cwd, refresh, maxBytes, output, json } = options;
  const { readPreview }: typeof import("./preview/read") = require("./preview/read");
  const preview = await readPreview(file, { stack, cwd, refresh });
  if (preview === undefined) return;
  const { previewComment }: typeof import("./previewComment/comment") = require("./previewComment/comment");
  const comment = previewComment(preview, { marker: options.marker ?? stack ?? "default", maxBytes });
  const { write }: typeof import("./output") = require("./output");
  write(json ? `${JSON.stringify(comment, undefined, 2)}\n` : comment.body, output);
  process.exitCode = comment.failed ? PREVIEW_FAILED : 0;
}

function marker(text: string): string {
  if (!/^[\w./-]{1,100}$/.test(text) || text.includes("--"))
    throw new InvalidArgumentError("It may have letters, digits, '.', '_', '/' and single '-'.");
  return text;
}
