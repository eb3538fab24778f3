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
    const { url, environment, consoleUrl } = JSON.parse(await printed(run, /\n/));
    assert.equal(consoleUrl, `${url}/_emulator/`);
    assert.deepEqual(environment, { GALAXY_STORE_ENDPOINT: url }, "a store without accounts has no key to give");
    const dump = (await (await fetch(`${url}/_emulator/dump`)).json()) as Dump;
    assert.deepEqual(
      dump.sellers.map((seller) => seller.name),
      ["Solo"],
    );
    run.child.kill("SIGTERM");
    assert.equal((await run.ended).code, 0);
  });

  it("prints the authority to trust, for each language of clients, and the line for a hosts file", async () => {
    const run = galaxystore("emulator", "--port", "0", "--tls-port", "0", "--json");
    const { url, caFile, clients, tlsUrl, hosts } = JSON.parse(await printed(run, /\n/));
    assert.equal(readFileSync(caFile, "utf8"), await (await fetch(`${url}/_emulator/ca.pem`)).text());
    assert.deepEqual(Object.keys(clients), ["node", "python", "go", "java", "curl", "ruby"]);
    assert.deepEqual(clients.go.environment, { HTTPS_PROXY: url, SSL_CERT_FILE: caFile });
    assert.match(clients.java.commands[0], /^keytool -importcert/);
    assert.match(tlsUrl, /^https:\/\/127\.0\.0\.1:\d+$/);
    assert.match(hosts, /^127\.0\.0\.1 devapi\.samsungapps\.com seller\.samsungapps\.com/);
    run.child.kill("SIGTERM");
    assert.equal((await run.ended).code, 0);
    assert.equal(existsSync(caFile), false);
  });

  it("keeps the authority and the key file in the data folder", async () => {
    const data = join(folder, "data with a space");
    const certificates = [];
    for (let start = 0; start < 2; start += 1) {
      const run = galaxystore("emulator", "--port", "0", "--data", data);
      const text = await printed(run, /Ctrl\+C/);
      const [, caFile = ""] = /CURL_CA_BUNDLE='(.*)'/.exec(text) ?? [];
      assert.equal(caFile, join(data, "ca", "ca.pem"));
      certificates.push(readFileSync(caFile, "utf8"));
      run.child.kill("SIGTERM");
      assert.equal((await run.ended).code, 0);
    }
    assert.equal(certificates[0], certificates[1]);
    assert.equal(statSync(join(data, "service-account.pem")).mode & 0o777, 0o600);
  });

  it("warns when other machines reach it, and prints the token that its control API then asks for", async () => {
    const run = galaxystore("emulator", "--port", "0", "--host", "0.0.0.0");
    const text = await printed(run, /Ctrl\+C/);
    const [, port, token] = /0\.0\.0\.0:(\d+)\/_emulator\/\?token=(\S+)/.exec(text) ?? [];
    const clock = `http://127.0.0.1:${port}/_emulator/clock`;
    assert.equal((await fetch(clock)).status, 401);
    assert.equal((await fetch(clock, { headers: { authorization: `Bearer ${token}` } })).status, 200);
    run.child.kill("SIGTERM");
    const { code, stderr } = await run.ended;
    assert.equal(code, 0);
    assert.match(stderr, /^Warning: .* other machines reach it\.\n$/);
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
