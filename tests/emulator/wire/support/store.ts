/** The store under test: `galaxystore emulator` as its own process, and what its control API is documented to do. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Json, send } from "./http";

const ROOT = join(__dirname, "../../../..");

/** The compiled command, as it is installed; straight from its sources while these are newer. */
const COMMAND = isCompiled() ? ["dist/cli/main.js"] : ["-r", "ts-node/register/transpile-only", "cli/main.ts"];

function isCompiled(): boolean {
  const changed = (path: string) => statSync(join(ROOT, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return ["cli", "emulator", "sdk/facts"]
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
    )
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"))
    .every((path) => changed(`dist/${path.slice(0, -3)}.js`) >= changed(path));
}

let child: ChildProcess | undefined;
let base = "";

/** Starts the store and waits for the line of JSON that it prints. */
export async function startStore(): Promise<void> {
  const started = spawn(process.execPath, [...COMMAND, "emulator", "--port", "0", "--json"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  child = started;
  const lines = createInterface({ input: started.stdout });
  const ended = once(started, "exit").then(([code]) => Promise.reject(new Error(`The store ended with ${code}.`)));
  ended.catch(() => {});
  const [line] = await Promise.race([once(lines, "line"), ended]);
  lines.close();
  started.stdout.resume();
  base = JSON.parse(String(line)).url;
}

export async function endStore(): Promise<void> {
  if (!child || child.exitCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

/** The address of a path of the store, whichever of the real hosts it is on. */
export function at(path: string, query: Readonly<Record<string, string | number>> = {}): string {
  const url = new URL(path, base);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url.href;
}

/** A control call that must succeed. */
export async function control(method: string, path: string, body?: unknown): Promise<Json> {
  const answer = await send({
    method,
    url: at(`/_emulator/${path}`),
    ...(body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

/** Moves the store's clock on. */
export const wait = (seconds: number): Promise<Json> => control("PUT", "clock", { advance: seconds });

/** The store's clock, in milliseconds since the epoch. */
export const storeTime = async (): Promise<number> => Date.parse((await control("GET", "clock")).now);

export const DAY_SECONDS = 86_400;

/** A moment so many days ahead of the store's clock, as the store writes it. */
export async function storeMoment(daysAhead: number): Promise<string> {
  return new Date((await storeTime()) + daysAhead * DAY_SECONDS * 1000).toISOString().slice(0, 19).replace("T", " ");
}
