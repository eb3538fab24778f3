/** `galaxystore emulator`, run as a user runs it. */

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import type { Dump } from "../../emulator";

interface Account {
  serviceAccountId: string;
  privateKey: string;
}

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The compiled command when it is newer than its sources, as `npm test` leaves it; compiling at each start takes seconds. */
const COMMAND = isCompiled() ? ["dist/cli/main.js"] : ["-r", "ts-node/register/transpile-only", "cli/main.ts"];

function isCompiled(): boolean {
  const changed = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return ["cli", "emulator", "sdk/facts"]
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`))
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"))
    .every((path) => changed(`dist/${path.slice(0, -3)}.js`) >= changed(path));
}

/** The command with its output so far, and a promise of its end. */
function galaxystore(...args: string[]): { child: ChildProcess; output: Run; ended: Promise<Run> } {
  const child = spawn(process.execPath, [...COMMAND, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
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
async function printed({ child, output, ended }: ReturnType<typeof galaxystore>, pattern: RegExp): Promise<string> {
  for (;;) {
    if (pattern.test(output.stdout)) return output.stdout;
    const more = new Promise((resolve) => child.stdout?.once("data", resolve));
    const end = await Promise.race([more.then(() => false), ended.then(() => true)]);
    assert.ok(!end || pattern.test(output.stdout), `it ended: ${output.stderr}`);
  }
}

describe("galaxystore emulator", function () {
  this.timeout(60_000);
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "galaxystore-cli-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("prints what clients need, serves, and ends cleanly on Ctrl+C", async () => {
    const run = galaxystore("emulator", "--port", "0");
    const text = await printed(run, /Ctrl\+C/);
    assert.match(text, /It is not Samsung's/);
    const variable = (name: string) => new RegExp(`export ${name}=(\\S+)`).exec(text)?.[1] ?? "";
    const url = variable("GALAXY_STORE_ENDPOINT");
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
    const [account] = (await (await fetch(`${url}/_emulator/accounts`)).json()) as Account[];
    assert.ok(account);
    assert.equal(variable("GALAXY_STORE_SERVICE_ACCOUNT_ID"), account.serviceAccountId);
    const keyFile = variable("GALAXY_STORE_PRIVATE_KEY");
    assert.equal(readFileSync(keyFile, "utf8"), account.privateKey);
    assert.equal(statSync(keyFile).mode & 0o777, 0o600);
    run.child.kill("SIGINT");
    const { code, stderr } = await run.ended;
    assert.deepEqual([code, stderr], [0, ""]);
    assert.equal(existsSync(keyFile), false);
  });

  it("prints one line of JSON on request, holds the seed that it is given, and ends cleanly on SIGTERM", async () => {
    const seed = join(folder, "seed.json");
    writeFileSync(seed, JSON.stringify({ sellers: [{ name: "Solo", sellerSeq: "000000000001" }] }));
    const run = galaxystore("emulator", "--port", "0", "--seed", seed, "--json");
    const { url, environment } = JSON.parse(await printed(run, /\n/));
    assert.deepEqual(environment, { GALAXY_STORE_ENDPOINT: url }, "a store without accounts has no key to give");
    const dump = (await (await fetch(`${url}/_emulator/dump`)).json()) as Dump;
    assert.deepEqual(
      dump.sellers.map((seller) => seller.name),
      ["Solo"],
    );
    run.child.kill("SIGTERM");
    assert.equal((await run.ended).code, 0);
  });

  it("says what is wrong with a seed or a port, and fails without a stack", async () => {
    const seed = join(folder, "bad.json");
    writeFileSync(seed, JSON.stringify({ sellers: [{ name: "Solo", sellerSeq: "1" }] }));
    const refused = [
      { args: ["--seed", seed], message: /sellers\[0\]\.sellerSeq/ },
      { args: ["--port", "x"], message: /whole number from 0 to 65535/ },
    ].map(({ args, message }) => ({ message, run: galaxystore("emulator", "--port", "0", ...args) }));
    for (const { run, message } of refused) {
      const { code, stderr } = await run.ended;
      assert.equal(code, 1);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n\s+at /);
    }
  });
});
