/** Private keys in every form and state as `galaxystore doctor` sees them, and that no secret is ever in its output. */

import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { TestStore } from "../support/testStore";
import { doctor } from "./support/doctor";

describe("galaxystore doctor on private keys", function () {
  this.timeout(60_000);
  let store: TestStore;
  let folder = "";
  let pem = "";
  before(async () => {
    store = await TestStore.start();
    pem = store.account().privateKey;
    folder = await mkdtemp(join(tmpdir(), "galaxystore-doctor-"));
  });
  after(async () => {
    await store.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const file = (name: string, content: string | Buffer, mode = 0o600) => {
    writeFileSync(join(folder, name), content, { mode });
    return join(folder, name);
  };

  /** Runs it with this key; what is written between two lines of the key, or the key in one piece, must not come out. */
  const examine = async (privateKey: string, given = privateKey) => {
    const examination = await doctor({ ...store.settings(), GALAXY_STORE_PRIVATE_KEY: privateKey });
    const pieces = given.match(/[A-Za-z0-9+/]{24,}/g)?.filter((piece) => !folder.includes(piece)) ?? [];
    for (const piece of pieces) assert.ok(!examination.output.includes(piece), "a piece of the key is printed");
    return examination;
  };

  it("names the form of a good one, and where it is", async () => {
    const key = createPrivateKey(pem);
    const pkcs1 = key.export({ type: "pkcs1", format: "pem" }).toString();
    const bare = key.export({ type: "pkcs8", format: "der" }).toString("base64");
    const path = file("good.pem", pem);
    for (const [setting, summary] of [
      [pem, "RSA key in PEM (PRIVATE KEY), 2048 bits"],
      [pkcs1, "RSA key in PEM (RSA PRIVATE KEY), 2048 bits"],
      [pem.replaceAll("\n", ""), "RSA key in PEM (PRIVATE KEY), on one line, 2048 bits"],
      [pem.replaceAll("\n", "\\n"), "RSA key in PEM (PRIVATE KEY), with literal \\n, 2048 bits"],
      [`"${pem.replaceAll("\n", "\\n")}"`, "RSA key in PEM (PRIVATE KEY), in quotes, with literal \\n, 2048 bits"],
      [bare, "RSA key in base64 without PEM lines, 2048 bits"],
      [path, `RSA key in PEM (PRIVATE KEY), 2048 bits in ${path}`],
    ] as const) {
      const { exitCode, check } = await examine(setting, setting === path ? pem : setting);
      assert.equal(exitCode, 0);
      assert.equal(check("privateKey").summary, summary);
    }
  });

  it("warns of a key file that other users can read", async () => {
    const path = file("open.pem", pem, 0o644);
    const { exitCode, check } = await examine(path, pem);
    assert.equal(exitCode, 0);
    assert.equal(check("privateKey.file").status, "warning");
    assert.equal(check("privateKey.file").fix, `Make it yours alone: chmod 600 ${path}`);
  });

  it("says what is wrong with one that cannot be used, and does not try it", async () => {
    const key = createPrivateKey(pem);
    const locked = key.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" }).toString();
    const publicPem = createPublicKey(key).export({ type: "spki", format: "pem" }).toString();
    const certificate = publicPem.replaceAll("PUBLIC KEY", "CERTIFICATE");
    const small = generateKeyPairSync("rsa", { modulusLength: 1024 });
    const curve = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const pkcs8 = { type: "pkcs8", format: "pem" } as const;
    const twice = Buffer.from(pem).toString("base64");
    for (const [setting, summary, fix, given] of [
      [pem.slice(0, 900), /cut off: its END line is missing/, /PEM text, base64, or a path/],
      [`${pem.slice(0, 400)}${pem.slice(600)}`, /damaged/, /./],
      [locked, /passphrase/, /./],
      [publicPem, /holds a public key/, /./],
      [certificate, /holds a certificate/, /./],
      [small.privateKey.export(pkcs8).toString(), /RSA key of 1024 bits/, /./],
      [curve.privateKey.export(pkcs8).toString(), /type ec, not RSA/, /./],
      [twice, /not a key|neither a key/, /base64 of a whole PEM file/],
      [twice.slice(0, 500), /neither a key/, /base64 of a whole PEM file/],
      [join(folder, "none.pem"), /none\.pem cannot be read/, /./],
      ["~/key.pem", /cannot be read/, /not expanded/],
      [file("account.json", JSON.stringify({ type: "service_account" })), /damaged|not a private key/, /JSON/],
      [file("store.p12", Buffer.from([0x30, 0x82, 0, 1, 2, 3])), /damaged|not a private key/, /binary/],
      [file("cut.pem", pem.slice(0, 900)), /cut off/, /./, pem],
    ] as const) {
      const { exitCode, check } = await examine(setting, given ?? setting);
      assert.equal(exitCode, 2, setting);
      assert.match(check("privateKey").summary, summary);
      assert.match(check("privateKey").fix ?? "", fix);
      assert.equal(check("token.publishing").status, "skipped");
    }
  });

  it("never prints a token, whether it is configured or minted", async () => {
    const token = "Zz9yXx8wVv7uTt6sRr5qPp4o";
    const { output } = await doctor({ ...store.settings(), GALAXY_STORE_ACCESS_TOKEN: token, DEBUG: "galaxystore" });
    assert.ok(!output.includes(token));
    assert.doesNotMatch(output, /eyJ|Bearer/);
    assert.match(output, /auth\.create POST/);
    assert.ok(!output.includes(readFileSync(file("again.pem", pem), "utf8").slice(100, 150)));
  });
});
