/** The emulator's certificate authority: its form, and how long it is kept. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer } from "node:tls";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, it } from "mocha";
import { createEmulator, type EmulatorOptions, startEmulator } from "../../../emulator";
import { Authority } from "../../../emulator/tls/authority";
import { issueAuthority, issueServer } from "../../../emulator/tls/issue";
import { authorityOf } from "./support/tunnels";

const DAY = 86_400_000;
const NAMES = ["devapi.samsungapps.com", "seller.samsungapps.com", "iap.samsungapps.com", "img.samsungapps.com"];
const days = ({ validFrom, validTo }: X509Certificate) => (Date.parse(validTo) - Date.parse(validFrom)) / DAY;

describe("the certificate authority", () => {
  let data = "";
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), "galaxystore-data-"));
  });
  afterEach(() => rmSync(data, { recursive: true, force: true }));

  /** What an emulator with these options gives as its authority. */
  async function given(options: EmulatorOptions): Promise<string> {
    const emulator = await startEmulator(options);
    try {
      return await authorityOf(emulator.url);
    } finally {
      await emulator.close();
    }
  }

  it("signs a certificate for all names of the store and of this machine, which clients accept", async () => {
    const emulator = await startEmulator({ tlsPort: 0 });
    const ca = await authorityOf(emulator.url);
    for (const servername of [...NAMES, "apps.samsung.com", "localhost"]) {
      const socket = connect({ host: "127.0.0.1", port: emulator.tlsPort ?? 0, servername, ca });
      await once(socket, "secureConnect");
      assert.equal(socket.authorized, true, servername);
      const server = socket.getPeerX509Certificate();
      assert.ok(server);
      assert.ok(server.checkIP("127.0.0.1") && server.checkIP("::1"));
      assert.ok(days(server) <= 397);
      assert.ok(Date.parse(server.validFrom) < Date.now());
      assert.deepEqual(server.keyUsage, ["1.3.6.1.5.5.7.3.1"]);
      socket.destroy();
    }
    await emulator.close();
    assert.equal(new X509Certificate(ca).ca, true);
  });

  it("is trusted for the names of the store and of this machine only", async () => {
    const authority = await issueAuthority(Date.now());
    const accepts = async (name: string) => {
      const { certificate: cert, key } = await issueServer(authority, [name], Date.now());
      const server = createServer({ cert, key }).listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      const socket = connect({ host: "127.0.0.1", port, servername: name, ca: authority.certificate });
      try {
        await once(socket, "secureConnect");
        return "accepted";
      } catch (error) {
        return error instanceof Error ? error.message : error;
      } finally {
        socket.destroy();
        server.close();
      }
    };
    assert.equal(await accepts("devapi.samsungapps.com"), "accepted");
    assert.equal(await accepts("bank.example.com"), "permitted subtree violation");
  });

  it("lives as long as the process without a data folder", async () => {
    const store = createEmulator();
    const pem = async () => (await store.fetch(new Request("http://localhost/_emulator/ca.pem"))).text();
    assert.equal(await pem(), await pem());
    assert.notEqual(await given({}), await given({}));
  });

  it("is kept in the data folder, its key for the owner only", async () => {
    const first = await given({ data });
    assert.equal(first, readFileSync(join(data, "ca", "ca.pem"), "utf8"));
    assert.equal(statSync(join(data, "ca", "ca-key.pem")).mode & 0o777, 0o600);
    assert.equal(await given({ data }), first);
  });

  it("is made anew when its key is not the certificate's", async () => {
    const first = await given({ data });
    const other = await issueAuthority(Date.now());
    writeFileSync(join(data, "ca", "ca-key.pem"), other.key);
    const second = await given({ data });
    assert.notEqual(second, first);
    assert.equal(await given({ data }), second);
  });

  it("is made anew before it expires", async () => {
    const old = await issueAuthority(Date.now() - (5 * 365 - 60) * DAY);
    mkdirSync(join(data, "ca"));
    writeFileSync(join(data, "ca", "ca.pem"), old.certificate);
    writeFileSync(join(data, "ca", "ca-key.pem"), old.key);
    const next = await given({ data });
    assert.notEqual(next, old.certificate);
    assert.equal(await given({ data }), next);
  });

  it("costs nothing where nobody asks for it: the library for certificates is not loaded", async function () {
    this.timeout(60_000);
    const program = `
      const loaded = () => Object.keys(require.cache).some((path) => path.includes("@peculiar/x509"));
      require("./emulator").startEmulator().then(async (emulator) => {
        await fetch(emulator.url + "/_emulator/settings");
        const before = loaded();
        await fetch(emulator.url + "/_emulator/ca.pem");
        console.log(before, loaded());
        await emulator.close();
      });`;
    const { stdout } = await promisify(execFile)(process.execPath, [
      "-r",
      "ts-node/register/transpile-only",
      "-e",
      program,
    ]);
    assert.equal(stdout, "false true\n");
  });

  it("signs another server certificate when the present one is about to expire, and the same one until then", async () => {
    let now = Date.now();
    const authority = new Authority(NAMES, undefined, () => now);
    const first = await authority.identity();
    now += 60 * DAY;
    assert.equal(await authority.identity(), first);
    now += 25 * DAY;
    const second = new X509Certificate((await authority.identity()).certificate);
    assert.ok(Date.parse(second.validTo) > now + 80 * DAY);
    assert.ok(second.checkIssued(new X509Certificate(await authority.certificate())));
  });
});
