/** What a document shows under a command, held against what the command really printed. */

import assert from "node:assert/strict";

/** The lines that a document shows under `$ command`; `nth` counts from 1 when it shows the command more than once. */
function shown(markdown: string, command: string, nth = 1): string[] {
  const found = fences(markdown).flatMap((lines) => outputsOf(lines, command));
  const lines = found[nth - 1];
  assert.ok(lines, `the document does not show \`$ ${command}\` ${nth} times`);
  return lines;
}

/**
 * The output is what the document shows. Resources come in the order in which the engine gets to them, so the order of
 * lines does not count. Where the document has `...`, the output may have more.
 */
export function assertShows(markdown: string, command: string, output: string, nth = 1): void {
  const expected = normal(shown(markdown, command, nth));
  const actual = normal(output.split("\n"));
  if (expected.includes("..."))
    assert.deepEqual(
      expected.filter((line) => line !== "..." && !actual.includes(line)),
      [],
      output,
    );
  else assert.deepEqual(actual.sort(), expected.sort());
}

/** The commands of a document that begin with a program's name. */
export function commands(markdown: string, program: string): string[] {
  return fences(markdown)
    .flat()
    .flatMap((line) => (line.startsWith(`$ ${program} `) ? [line.slice(2)] : []));
}

/** The code of the first fence of a language. */
export function code(markdown: string, language: string): string {
  const found = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "m").exec(markdown)?.[1];
  assert.ok(found, `the document has no ${language} code`);
  return found;
}

function fences(markdown: string): string[][] {
  return [...markdown.matchAll(/^( *)```console\n([\s\S]*?)^\1```/gm)].map(([, indent = "", text = ""]) =>
    text.split("\n").map((line) => line.slice(indent.length)),
  );
}

function outputsOf(lines: readonly string[], command: string): string[][] {
  return lines.flatMap((line, index) => {
    if (line !== `$ ${command}`) return [];
    const rest = lines.slice(index + 1);
    const end = rest.findIndex((each) => each.startsWith("$ "));
    return [end === -1 ? rest : rest.slice(0, end)];
  });
}

/** Without times, and without the sign of life that the engine gives when something takes long. */
function normal(lines: readonly string[]): string[] {
  return lines
    .map((line) => line.replace(/\(\d+(\.\d+)?s\)/, "(0s)").trimEnd())
    .filter((line) => line !== "" && !/^@ [a-z ]+\.+$/.test(line));
}
