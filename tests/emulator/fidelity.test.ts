/** docs/fidelity.md and the comments that it is made from: no rule, refusal or answer without the word it stands on. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { OPERATIONS } from "../../emulator/operations";
import { READINGS } from "../../emulator/state/readings";
import { MalformedMark, rulesOf } from "../../tools/fidelity/marks";
import { readingRows } from "../../tools/fidelity/readings";
import { type Survey, survey } from "../../tools/fidelity/survey";
import { emulatorSources, fidelityPage } from "../../tools/fidelity-docs";

const ROOT = join(__dirname, "..", "..");

/** What the tool finds in one small file of the emulator. */
const read = (text: string, path = "emulator/rules/example.ts"): Survey =>
  survey(new Map([[path, `import { gatewayFailure, invalid, storeFailure } from "../failure";\n${text}`]]));

describe("The word that the emulator's rules stand on", () => {
  let found: Survey;
  before(() => {
    found = survey(emulatorSources());
  });

  it("docs/fidelity.md is made from the comments and up to date (ts-node tools/fidelity-docs.ts)", () => {
    assert.equal(readFileSync(join(ROOT, "docs", "fidelity.md"), "utf8"), fidelityPage(found));
  });

  it("stands over every refusal and every answer", () => {
    assert.deepEqual(found.problems, []);
    assert.ok(found.refusals > 100, `only ${found.refusals} refusals were found`);
  });

  it("stands over every operation", () => {
    assert.deepEqual([...found.operations].sort(), OPERATIONS.map(({ id }) => id).sort());
  });

  it("is on the page with each documented code that the emulator can give", () => {
    const page = fidelityPage(found);
    const codes = found.rules.flatMap(({ answers }) => answers).filter((answer) => answer.includes(" / "));
    assert.ok(codes.includes("400 / 3103"));
    for (const code of codes) assert.ok(page.includes(code), code);
  });

  it("names codes that no known input causes", () => {
    const [, section = ""] = fidelityPage(found).split("## Codes that no known input causes");
    assert.match(section, /no known input causes `SLR_4008` with 401/);
    assert.match(section, /no known input causes receipt code 1000/);
  });

  it("stands beside every reading of an uncertain point, which the page names with its setting", () => {
    const page = fidelityPage(found);
    for (const [key, { values }] of Object.entries(READINGS))
      for (const [value] of values)
        assert.match(page, new RegExp(`\\| (${"`"}${key}${"`"})? +\\| ${"`"}${value}${"`"} \\|`));
    assert.throws(
      () => readingRows({ point: { about: "A point.", values: [["yes", "It is so."]] } }),
      /The reading point yes does not say on whose word it is/,
    );
  });

  it("is missed when a file belongs to no section", () => {
    const rule = { sentence: "A rule.", word: "G", answers: [], file: "emulator/elsewhere/new.ts" };
    assert.throws(() => fidelityPage({ ...found, rules: [...found.rules, rule] }), /emulator\/elsewhere\/new\.ts:1: /);
  });

  it("is missed when an operation is not served", () => {
    assert.throws(() => fidelityPage({ ...found, operations: new Set() }), /The operation auth\.create is not served/);
  });
});

describe("A refusal in the sources", () => {
  it("without a word is named with its file and line", () => {
    const { problems } = read('export function check(): void {\n  throw storeFailure(403, "4008", "No.");\n}\n');
    assert.deepEqual(problems, [
      "emulator/rules/example.ts:3: No comment says on whose word this refuses (403 / 4008).",
    ]);
  });

  it("has the word of the comment right above it, with its status and code", () => {
    const { rules, problems } = read(
      `export function check(value: number): void {
  // The first rule. [D]
  if (value === 1) throw storeFailure(403, "4008", "No.");
  // The second rule,
  // on two lines. [C: a trace; code: G]
  if (value === 2) throw invalid("No.");
}`,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(rules, [
      { sentence: "The first rule.", word: "D", file: "emulator/rules/example.ts", answers: ["403 / 4008"] },
      {
        sentence: "The second rule, on two lines.",
        word: "C: a trace; code: G",
        file: "emulator/rules/example.ts",
        answers: ["400 / 1000"],
      },
    ]);
  });

  it("has the word of the comment above the declarations that lead to it", () => {
    const { rules, problems } = read(
      `/** The rule of the function. [D] */
export function check(values: number[]): void {
  // The rule of the highest. [C]
  const highest = Math.max(...values);
  const limit = 3;
  if (highest > limit) throw invalid("No.");
  if (highest < limit) throw storeFailure(403, "4008", "No.");
}`,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      rules.map(({ sentence, answers }) => [sentence, answers]),
      [
        ["The rule of the function.", ["403 / 4008"]],
        ["The rule of the highest.", ["400 / 1000"]],
      ],
    );
  });

  it("has the word of the statement around it, else of its function, never of another function", () => {
    const { rules, problems } = read(
      `/** The rule of the list. [D] */
function check(values: number[]): number[] {
  return values.map((value) => {
    if (value === 1) throw gatewayFailure(500, undefined, "No.");
    return value;
  });
}
function unmarked(): void {
  throw invalid("No.");
}`,
    );
    assert.deepEqual(
      rules.map(({ sentence, answers }) => [sentence, answers]),
      [["The rule of the list.", ["500"]]],
    );
    assert.deepEqual(problems, [
      "emulator/rules/example.ts:10: No comment says on whose word this refuses (400 / 1000).",
    ]);
  });

  it("is found behind helpers, which need no word themselves", () => {
    const { rules, problems, refusals } = read(
      `function gone(id: string): Error {
  return storeFailure(404, "404", id);
}
function codeOf(live: boolean, first: string, second: string): string {
  if (live) return first;
  return second;
}
const either = (live: boolean) => (live ? gatewayFailure(500, undefined, "No.") : gone("two"));
export function check(live: boolean): void {
  const refuse = (message: string) => storeFailure(400, codeOf(live, "3105", "3204"), message);
  // Rates rise. [D: failure codes 3105 and 3204]
  if (live) throw refuse("No.");
  // Ids exist. [G]
  throw gone("one");
  // Both are possible. [G]
  throw either(live);
}`,
    );
    assert.deepEqual(problems, []);
    assert.equal(refusals, 3);
    assert.deepEqual(
      rules.map(({ answers }) => answers),
      [["400 / 3105 or 3204"], ["404 / 404"], ["500", "404 / 404"]],
    );
  });
});

describe("An answer in the sources", () => {
  it("without a word is named: a served operation, and a function that builds an object", () => {
    const { problems } = read(
      `export function routes(serve: Function): void {
  serve("apps.list", () => view());
  serve(["apps.get"], () => {
    // Both records are shown. [D]
    return view();
  });
}
function view(): object {
  return {};
}`,
      "emulator/routes/example.ts",
    );
    assert.deepEqual(problems, [
      "emulator/routes/example.ts:3: No comment says on whose word apps.list is answered.",
      "emulator/routes/example.ts:9: No comment says on whose word this function builds an answer.",
    ]);
  });

  it("names its operations", () => {
    const { rules, operations } = read(
      `export function routes(serve: Function): void {
  // All apps of the seller. [D]
  serve(["apps.list", "apps.get"], () => null);
}`,
      "emulator/routes/example.ts",
    );
    assert.deepEqual(rules[0]?.answers, ["`apps.list`", "`apps.get`"]);
    assert.deepEqual([...operations], ["apps.list", "apps.get"]);
  });

  it("that the emulator does not give is collected from remarks", () => {
    const { remarks } = read("// Not emulated: exchange rates.\n\n// No known input: code 1.\nexport {};");
    assert.deepEqual(
      remarks.map(({ kind, text }) => [kind, text]),
      [
        ["Not emulated", "exchange rates."],
        ["No known input", "code 1."],
      ],
    );
  });
});

describe("A mark", () => {
  const words = (comment: string) => rulesOf(comment).map(({ word }) => word);

  it("gives one or more words, where they are said, and which part stands on another", () => {
    assert.deepEqual(words("A rule. [D]"), ["D"]);
    assert.deepEqual(words("A rule. [D, C]"), ["D, C"]);
    assert.deepEqual(words("A rule. [D: failure codes 3104, 3105]"), ["D: failure codes 3104, 3105"]);
    assert.deepEqual(words("A rule. [O, C: the plugin;  the code: G]"), ["O, C: the plugin; the code: G"]);
  });

  it("ends its rule, so that one comment can state several", () => {
    assert.deepEqual(rulesOf("One rule. [D] Another one. [G]"), [
      { sentence: "One rule.", word: "D" },
      { sentence: "Another one.", word: "G" },
    ]);
  });

  it("is not seen in other brackets and in code", () => {
    assert.deepEqual(rulesOf("A list is `[]` or `[D]`, an entry list[0], an option [verbose]."), []);
  });

  for (const comment of [
    "An unknown letter. [X]",
    "A letter that is too small. [d: failure codes]",
    "A list that is none. [D C]",
    "A part without a word. [D; the code]",
    "Two words in one part. [D: failure codes: G]",
    "A part with an unknown word. [the code: X]",
    "[D: nothing is said]",
    "A rule. [D] And more without a word.",
  ])
    it(`is refused when it is malformed: ${comment}`, () => {
      assert.throws(() => rulesOf(comment), MalformedMark);
    });

  it("is named with its file and line when it is malformed", () => {
    assert.deepEqual(read("\n// A rule. [D; code]\nexport {};").problems, [
      'emulator/rules/example.ts:3: [D; code] is no mark: "code" is neither "D", "D: where" nor "which part: G".',
    ]);
  });
});
