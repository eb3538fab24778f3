/** An example of the repository under the real engine: a copy of its folder, so that a test may edit it. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Run, Stack } from "../../e2e/support/stack";
import type { TestStore } from "../../support/testStore";

const REPOSITORY = resolve(__dirname, "../../..");
const EXAMPLES = join(REPOSITORY, "examples");

export class Example {
  readonly stack: Stack;
  readonly #home: string;
  readonly #folder: string;
  readonly #environment: NodeJS.ProcessEnv;

  private constructor(home: string, name: string, settings: Record<string, string>) {
    this.#home = home;
    this.#folder = join(home, "examples", name);
    this.stack = new Stack(settings, this.#folder);
    this.#environment = {
      ...process.env,
      PULUMI_BACKEND_URL: `file://${join(this.#folder, "backend")}`,
      PULUMI_CONFIG_PASSPHRASE: "e2e",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      NO_COLOR: "1",
      ...settings,
    };
  }

  /** Copies the example and the pictures beside it, and makes the stack that its README makes; `null`: it makes none. */
  static async start(name: string, store: TestStore, stackName: string | null = "dev"): Promise<Example> {
    // Inside the repository, so that the program finds its packages in the repository's own node_modules.
    const home = emptyFolder();
    for (const part of [name, "images"])
      cpSync(join(EXAMPLES, part), join(home, "examples", part), { recursive: true });
    return Example.#init(home, name, store, stackName);
  }

  /** A project of files given as text, e.g. taken from a README. */
  static async fromFiles(files: Record<string, string>, store: TestStore): Promise<Example> {
    const home = emptyFolder();
    const folder = join(home, "examples", "given");
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
    return Example.#init(home, "given", store, "dev");
  }

  static async #init(home: string, name: string, store: TestStore, stackName: string | null): Promise<Example> {
    const example = new Example(home, name, {
      ...store.settings(),
      ...(stackName !== null && { PULUMI_STACK: stackName }),
      GALAXY_STORE_POLL_SECONDS: "1",
    });
    if (stackName !== null) await example.stack.succeed("stack", "init", stackName);
    return example;
  }

  /** Replaces a text in one of the example's files; the test fails when the file does not hold it. */
  edit(file: string, from: string, to: string): void {
    const before = this.read(file);
    assert.ok(before.includes(from), `${file} does not hold ${from}`);
    this.write(file, before.replace(from, to));
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.#folder, file), text);
  }

  /** Puts a file from elsewhere into the example, as its README says. */
  bring(source: string, file: string): void {
    mkdirSync(dirname(join(this.#folder, file)), { recursive: true });
    cpSync(source, join(this.#folder, file));
  }

  read(file: string): string {
    return readFileSync(join(this.#folder, file), "utf8");
  }

  /** One of the pictures beside the examples, as base64. */
  picture(file: string): string {
    return readFileSync(join(this.#home, "examples", "images", file)).toString("base64");
  }

  /** Brings the store to what the program declares; returns what the engine announced before it began. */
  async up(): Promise<string> {
    const { output } = await this.stack.succeed("up", "--yes", "--diff");
    const announced = /^Previewing update[\s\S]*?(?=^Updating )/m.exec(output)?.[0];
    assert.ok(announced, output);
    return announced;
  }

  /** A second preview proposes nothing. */
  async proposesNothing(): Promise<void> {
    const { code, output } = await this.stack.run("preview", "--diff", "--expect-no-changes");
    assert.equal(code, 0, output);
  }

  /** Runs one of the example's own files, as its README does. */
  async run(command: string, args: readonly string[], environment: Record<string, string> = {}): Promise<Run> {
    const child = spawn(command, args, {
      cwd: this.#folder,
      env: { ...this.#environment, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    return new Promise((done, failed) => {
      child.once("error", failed);
      child.once("close", (code) => done({ code: code ?? -1, output }));
    });
  }

  remove(): void {
    rmSync(this.#home, { recursive: true, force: true });
  }
}

function emptyFolder(): string {
  const parent = join(REPOSITORY, ".cache", "e2e");
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, "example-"));
}
