/** The programs of docs/sdk/: taken out of the pages, given what they need in a store, and held against what the pages show. */

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const REPOSITORY = resolve(__dirname, "../..");
const PAGES = join(REPOSITORY, "docs", "sdk");

export interface Program {
  readonly page: string;
  /** Name without its end: `list-apps`. */
  readonly name: string;
  readonly code: string;
  /** Words after the program's name in the command that the page shows. */
  readonly args: readonly string[];
  /** What the page shows under the command. */
  readonly shown: string;
}

/** Every program of every page, in the order of the pages. */
export const PROGRAMS: readonly Program[] = readdirSync(PAGES)
  .filter((page) => page.endsWith(".md"))
  .sort()
  .flatMap((page) => programsOf(page, readFileSync(join(PAGES, page), "utf8")));

function programsOf(page: string, markdown: string): Program[] {
  const code = [...markdown.matchAll(/^```ts\n\/\/ ([\w-]+)\.ts\n([\s\S]*?)^```/gm)];
  assert.equal(code.length, markdown.split("```ts").length - 1, `${page}: a program does not begin with its name`);
  return code.map(([, name = "", text = ""]) => {
    const run = new RegExp(`^\`\`\`console\\n\\$ node ${name}\\.ts *(.*)\\n([\\s\\S]*?)^\`\`\``, "m").exec(markdown);
    assert.ok(run, `${page} does not show what ${name}.ts prints`);
    return { page, name, code: text, args: (run[1] ?? "").split(" ").filter(Boolean), shown: run[2] ?? "" };
  });
}

/** Without what differs from day to day: dates, order and purchase ids, and a day's sales. */
export function comparable(output: string): string {
  return output
    .replace(/\b\d{4}-\d{2}-\d{2}\b/g, "<day>")
    .replace(/\b[PS]\d{8}[A-Z]{2,3}\d+/g, "<order>")
    .replace(/\b[0-9a-f]{64}\b/g, "<id>")
    .replace(/\b\d+\.\d\d US dollars/g, "<sum> US dollars")
    .trimEnd();
}

/** A program as it runs. */
export class Running {
  readonly child: ChildProcess;
  output = "";
  readonly #ended: Promise<number | null>;

  constructor(command: readonly string[], folder: string, environment: Record<string, string>) {
    this.child = spawn(process.execPath, command, {
      cwd: folder,
      env: { ...process.env, NODE_NO_WARNINGS: "1", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.output += text;
      });
    this.#ended = new Promise((done) => this.child.once("close", done));
  }

  /** Waits until it has printed what matches. */
  async printed(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.output)) {
      const more = new Promise((done) => this.child.stdout?.once("data", () => done(true)));
      const ended = this.#ended.then(() => false);
      assert.ok((await Promise.race([more, ended])) || pattern.test(this.output), `it ended: ${this.output}`);
    }
  }

  /** All that it printed, once it ended well. */
  async success(): Promise<string> {
    assert.equal(await this.#ended, 0, this.output);
    return this.output;
  }
}

/** Starts the program of a guide: with these words instead of the page's, and further environment. */
export type Start = (args?: readonly string[], environment?: Record<string, string>) => Running;
