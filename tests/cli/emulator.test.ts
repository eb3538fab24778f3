/** `galaxystore emulator`, run as a user runs it. */

import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import type { Dump } from "../../emulator";
import { galaxystore, printed } from "../support/command";

interface Account {
  serviceAccountId: string;
  privateKey: string;
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
    writeFileSync(seed, JSON.stringify({ sellers: [{ name: "Solo", sellerSeq: "1", apps: [{ contentId: "1" }] }] }));
    const broken = join(folder, "broken.json");
    writeFileSync(broken, '{\n  "sellers": [1,,2]\n}');
    const refused = [
      {
        args: ["--seed", seed],
        message: /The seed \S+bad\.json is not valid\.[\s\S]*sellers\[0\]\.sellerSeq[\s\S]*apps\[0\]\.cont/,
      },
      {
        args: ["--seed", broken],
        message: /The seed \S+broken\.json is not JSON: line 2, column 17: Unexpected token ','$/m,
      },
      { args: ["--seed", join(folder, "none.json")], message: /The seed \S+none\.json cannot be read: ENOENT/ },
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
