/** Writes docs/fidelity.md from the comments of the emulator: `ts-node tools/fidelity-docs.ts`; with `--check` it only compares. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OPERATIONS } from "../emulator/operations";
import { AREAS, placeOf } from "./fidelity/areas";
import { MARKS } from "./fidelity/marks";
import { fromRoot, ROOT } from "./fidelity/program";
import { readingSections } from "./fidelity/readings";
import { type FoundRule, type Remark, type Survey, survey } from "./fidelity/survey";
import { table } from "./fidelity/table";

const FILE = join(ROOT, "docs", "fidelity.md");

const INTRODUCTION = `# What the emulator does, and on whose word

This page is made from the comments in \`emulator/\` by \`tools/fidelity-docs.ts\`.

The emulator is a stateful Galaxy Store on loopback. It is not Samsung's, and nobody at Samsung has looked at it. Every rule in \`emulator/\` carries the
word it stands on; this page collects them, and says plainly where a rule is a guess.

${table(
  ["mark", "whose word"],
  Object.entries(MARKS).map(([mark, meaning]) => [`**${mark}**`, meaning]),
)}

How to read a row:

- **Rule** is what the emulator does.
- **Answer** is the HTTP status and the store's code of a call that the rule refuses, or the operations whose answer the rule describes.
- **Word** is whose word the rule stands on, after a colon where that is said: \`D: failure codes 3104\`. Where a part of the rule stands on another word,
  the part comes first: \`D; code: G\` is a documented rule whose failure code is a guess. "The other reading" is one that a setting switches to.

The failure codes of documented refusals are the store's; the texts of messages are ours, but for the few that are quoted here. A test may rely on the
status, the envelope and the code of a rule that is no guess, not on the words of a message.
`;

/** The texts of the emulator's sources, by their paths from the root. */
export function emulatorSources(): Map<string, string> {
  const files = readdirSync(join(ROOT, "emulator"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => fromRoot(join(ROOT, "emulator", name)))
    .sort();
  return new Map(files.map((file) => [file, readFileSync(join(ROOT, file), "utf8")]));
}

/** The whole page. Throws an error that names each place where something is missing. */
export function fidelityPage(found: Survey): string {
  const problems = [...found.problems, ...unplaced(found), ...unserved(found)];
  if (problems.length > 0) throw new Error(problems.join("\n"));
  const sections = Object.keys(AREAS).map((area) => section(area, found.rules));
  return [INTRODUCTION, ...sections, ...readingSections(), ...remarks(found)].join("\n");
}

function unplaced({ rules, remarks: said }: Survey): string[] {
  const files = new Set([...rules, ...said].map(({ file }) => file));
  return [...files]
    .filter((file) => !placeOf(file))
    .map((file) => `${file}:1: No section of tools/fidelity/areas.ts has this file.`);
}

function unserved({ operations }: Survey): string[] {
  return OPERATIONS.filter(({ id }) => !operations.has(id)).map(
    ({ id }) => `emulator/operations.ts:1: The operation ${id} is not served.`,
  );
}

function inArea<T extends { readonly file: string }>(area: string, entries: readonly T[]): T[] {
  const order = (file: string) => placeOf(file)?.order ?? 0;
  return entries.filter(({ file }) => placeOf(file)?.area === area).sort((a, b) => order(a.file) - order(b.file));
}

function section(area: string, rules: readonly FoundRule[]): string {
  const own = inArea(area, rules);
  const sources = [...new Set(own.map(({ file }) => file))].map(link).join(", ");
  const rows = own.map(({ sentence, answers, word }) => [sentence, answers.join(", "), word]);
  return `## ${area}\n\n${sources}\n\n${table(["Rule", "Answer", "Word"], rows)}\n`;
}

function remarks(found: Survey): string[] {
  const list = (title: string, kind: Remark["kind"], begin = "") => {
    const lines = Object.keys(AREAS).flatMap((area) =>
      inArea(area, found.remarks)
        .filter((remark) => remark.kind === kind)
        .map(({ text }) => `- ${area}: ${begin}${text}`),
    );
    return `## ${title}\n\n${lines.join("\n")}\n`;
  };
  return [
    list("Codes that no known input causes", "No known input", "no known input causes "),
    list("Not emulated", "Not emulated"),
  ];
}

function link(file: string): string {
  return `[\`${file.replace(/^emulator\//, "")}\`](../${file})`;
}

function main(): void {
  const page = fidelityPage(survey(emulatorSources()));
  if (!process.argv.includes("--check")) {
    writeFileSync(FILE, page);
  } else if (readFileSync(FILE, "utf8") !== page) {
    console.error("docs/fidelity.md is not up to date. Run: ts-node tools/fidelity-docs.ts");
    process.exitCode = 1;
  }
}

if (require.main === module) main();
