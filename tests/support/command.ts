/** The `galaxystore` command as a child process, with its output so far and a promise of its end. */

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { resolve } from "node:path";

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunningCommand {
  readonly child: ChildProcess;
  readonly output: Run;
  readonly ended: Promise<Run>;
}

/** The compiled command when it is newer than its sources, as `npm test` leaves it; compiling at each start takes seconds. */
const COMMAND = isCompiled()
  ? [resolve("dist/cli/main.js")]
  : ["-r", require.resolve("ts-node/register/transpile-only"), resolve("cli/main.ts")];

function isCompiled(): boolean {
  const changed = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return ["cli", "emulator", "provider", "sdk"]
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`))
    .filter((path) => (/\.tsx?$/.test(path) && !path.endsWith(".d.ts")) || path.includes("/assets/"))
    .every((path) => changed(`dist/${path.replace(/\.tsx?$/, ".js")}`) >= changed(path));
}

export function galaxystore(...args: string[]): RunningCommand {
  return galaxystoreIn({}, ...args);
}

/** With these variables in its environment, in this folder, with this text on its standard input. */
export function galaxystoreIn(
  { env = process.env, cwd = process.cwd(), input }: { env?: NodeJS.ProcessEnv; cwd?: string; input?: string },
  ...args: string[]
): RunningCommand {
  const stdin = input === undefined ? "ignore" : "pipe";
  const child = spawn(process.execPath, [...COMMAND, ...args], { env, cwd, stdio: [stdin, "pipe", "pipe"] });
  child.stdin?.end(input);
  const output: Run = { code: null, stdout: "", stderr: "" };
  child.stdout?.on("data", (data) => {
    output.stdout += data;
  });
  child.stderr?.on("data", (data) => {
    output.stderr += data;
  });
  const ended = new Promise<Run>((resolve) => child.on("close", (code) => resolve(Object.assign(output, { code }))));
  return { child, output, ended };
}

/** Waits until the command has printed what matches. */
export async function printed({ child, output, ended }: RunningCommand, pattern: RegExp): Promise<string> {
  for (;;) {
    if (pattern.test(output.stdout)) return output.stdout;
    const more = new Promise((resolve) => child.stdout?.once("data", resolve));
    const end = await Promise.race([more.then(() => false), ended.then(() => true)]);
    assert.ok(!end || pattern.test(output.stdout), `it ended: ${output.stderr}`);
  }
}
