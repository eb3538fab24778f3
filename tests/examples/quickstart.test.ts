/** `npm run quickstart`: it brings the store to the program's state, repairs an edit by hand, and leaves nothing behind. */

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Dump } from "../../emulator";

const REPOSITORY = resolve(__dirname, "../..");

describe("the quickstart", function () {
  this.timeout(300_000);
  let quickstart: ChildProcess;
  let output = "";
  let ended: Promise<unknown[]>;
  const project = () => {
    const folder = join(REPOSITORY, "examples/quickstart");
    const stacks = readdirSync(REPOSITORY).filter((name) => name.startsWith("Pulumi."));
    return [stacks, readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")])];
  };
  const cloned = project();

  before(async () => {
    quickstart = spawn("node", ["tools/quickstart.mjs", "--keep"], {
      cwd: REPOSITORY,
      stdio: ["ignore", "pipe", "pipe"],
    });
    ended = once(quickstart, "close");
    await new Promise<void>((kept, failed) => {
      const take = (text: string) => {
        output += text;
        if (output.includes("pulumi destroy")) kept();
      };
      for (const stream of [quickstart.stdout, quickstart.stderr]) stream?.setEncoding("utf8").on("data", take);
      quickstart.once("close", (code) => failed(new Error(`the quickstart ended with ${code}:\n${output}`)));
    });
  });
  after(() => {
    quickstart.kill("SIGKILL");
  });

  it("tells each step with the engine's own words", () => {
    for (const step of [
      /\$ pulumi up --yes --skip-preview[\s\S]*\+ 8 created/,
      /\$ pulumi preview --expect-no-changes[\s\S]*8 unchanged/,
      /\$ pulumi preview --refresh --diff --expect-no-changes[\s\S]*~ shortDescription[\s\S]*Exit code 7/,
      /\$ pulumi up --refresh --yes --skip-preview[\s\S]*~ 2 updated/,
      /- "rate": 25,\s*\+ "rate": 50,[\s\S]*~ rate {5}: 25 => 50[\s\S]*Done in/,
    ])
      assert.match(output, step);
  });

  it("keeps the store as the program declares it", async () => {
    const url = /GALAXY_STORE_ENDPOINT="(\S+)"/.exec(output)?.[1];
    const dump = (await (await fetch(`${url}/_emulator/dump`)).json()) as Dump;
    const apps = dump.sellers.flatMap((seller) => seller.apps);
    const game = apps.find((app) => app.contentId === "000001000101");
    assert.equal(game?.registration?.content.shortDescription, "Sail the Glass Strait and keep the last light alive.");
    assert.deepEqual(game.sale?.rollout, { rate: 50, countries: { KOR: 60, DEU: 50 } });
    const item = (id: string) => game.items.find((each) => each.id === id);
    assert.equal(item("ember_pouch")?.title, "Pouch of embers");
    assert.equal(item("brass_lantern")?.usdPrice, 1.99);
    assert.equal(game.items.length, 15);
    const garden = apps.find((app) => app.contentId === "000001000105");
    assert.equal(garden?.registration?.betaTest?.testers.length, 5);
  });

  it("ends with Ctrl-C, takes store, stack and key with it, and leaves the clone as it was", async () => {
    const folder = /cd "(\S+)"/.exec(output)?.[1] ?? "";
    assert.ok(existsSync(folder), output);
    quickstart.kill("SIGINT");
    assert.deepEqual(await ended, [130, null]);
    assert.ok(!existsSync(folder));
    const url = /GALAXY_STORE_ENDPOINT="(\S+)"/.exec(output)?.[1];
    await assert.rejects(fetch(`${url}/_emulator/dump`));
    assert.deepEqual(project(), cloned);
  });
});
