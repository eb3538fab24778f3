/** Connections: reused when idle, through a proxy, trusted by a private authority; told by the usual variables alone. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { after, before, describe, it } from "mocha";
import { rehearsal } from "./support/rehearsal";
import { clientOf } from "./support/scriptedStore";

const run = promisify(execFile);
const PROGRAM = ["-r", "ts-node/register/transpile-only", "tests/sdk/support/behindProxy.ts"];

describe("a program with HTTPS_PROXY and NODE_EXTRA_CA_CERTS", () => {
  const store = rehearsal();
  const folder = mkdtempSync(join(tmpdir(), "galaxystore-ca-"));
  const authority = join(folder, "ca.pem");
  let credentials: Record<string, string> = {};

  before(async () => {
    writeFileSync(authority, await (await fetch(`${store.url}/_emulator/ca.pem`)).text());
    const [account] = (await (await fetch(`${store.url}/_emulator/accounts`)).json()) as {
      serviceAccountId: string;
      privateKey: string;
    }[];
    credentials = {
      GALAXY_STORE_SERVICE_ACCOUNT_ID: account?.serviceAccountId ?? "",
      GALAXY_STORE_PRIVATE_KEY: account?.privateKey ?? "",
    };
  });
  after(() => rmSync(folder, { recursive: true }));

  /** What the program says; its environment is `env` and nothing else. */
  async function outcome(env: Record<string, string>): Promise<Record<string, unknown>> {
    const options = { env: { PATH: process.env.PATH ?? "", ...credentials, ...env } };
    const { stdout } = await run(process.execPath, PROGRAM, options);
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  it("reaches all three hosts by their true names, in tunnels", async () => {
    const { apps, fileSize, receipt } = await outcome({ HTTPS_PROXY: store.url, NODE_EXTRA_CA_CERTS: authority });
    assert.deepEqual(
      (await store.journal()).map(({ operation }) => operation),
      ["apps.list", "uploads.createSession", "uploads.file", "receipts.verify"],
    );
    const byEndpoint = await store.client().apps.list();
    assert.deepEqual([apps, fileSize, receipt], [byEndpoint.length, 300_000, "9135"]);
  });

  it("and Node's own proxy support reaches them as well", async () => {
    const env = { HTTPS_PROXY: store.url, NODE_EXTRA_CA_CERTS: authority, NODE_USE_ENV_PROXY: "1" };
    assert.equal((await outcome(env)).fileSize, 300_000);
  });

  it("is told which authority to trust when that is missing, and nothing was sent", async () => {
    const { kind, fix } = await outcome({ HTTPS_PROXY: store.url });
    assert.equal(kind, "network");
    assert.match(String(fix), /NODE_EXTRA_CA_CERTS/);
    assert.deepEqual(await store.journal(), []);
  });

  it("goes past the proxy to what NO_PROXY names", async () => {
    const dead = { HTTPS_PROXY: "http://127.0.0.1:1", HTTP_PROXY: "http://127.0.0.1:1" };
    const endpoint = { GALAXY_STORE_ENDPOINT: store.url };
    assert.equal((await outcome({ ...dead, ...endpoint })).code, "ECONNREFUSED");
    assert.equal((await outcome({ ...dead, ...endpoint, NO_PROXY: "127.0.0.1" })).fileSize, 300_000);
  });
});

describe("connections", () => {
  it("are reused by calls that follow each other, and never more than four", async () => {
    let opened = 0;
    const server = createServer((_, response) => response.end("[]")).on("connection", () => {
      opened += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { store } = clientOf(url, { accessToken: "token-ready" });
    try {
      for (let call = 0; call < 10; call += 1) await store.apps.list();
      assert.equal(opened, 1);
      await Promise.all(Array.from({ length: 20 }, () => store.apps.list()));
      assert.ok(opened <= 4, `${opened} connections`);
    } finally {
      store.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
