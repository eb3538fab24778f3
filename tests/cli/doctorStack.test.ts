/** `galaxystore doctor --stack`: the configuration of a real Pulumi stack, as the provider would see it. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { after, before, describe, it } from "mocha";
import { TestStore } from "../support/testStore";
import { doctor, environmentWith } from "./support/doctor";

describe("galaxystore doctor --stack", function () {
  this.timeout(120_000);
  let store: TestStore;
  let folder = "";
  let pulumi: Record<string, string> = {};
  const configure = async (...args: string[]) =>
    promisify(execFile)("pulumi", ["--non-interactive", ...args], { cwd: folder, env: environmentWith(pulumi) });
  before(async () => {
    store = await TestStore.start();
    folder = await mkdtemp(join(tmpdir(), "galaxystore-doctor-"));
    mkdirSync(join(folder, "backend"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    pulumi = {
      PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
      PULUMI_CONFIG_PASSPHRASE: "correct horse",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    };
    const { serviceAccountId, privateKey } = store.account();
    await configure("stack", "init", "live");
    await configure("config", "set", "galaxystore:serviceAccountId", serviceAccountId);
    await configure("config", "set", "--secret", "galaxystore:privateKey", "--", privateKey);
    await configure("config", "set", "galaxystore:endpoint", store.url);
  });
  after(async () => {
    await store.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("reads the stack's settings before the environment's, and prints no secret of them", async () => {
    const environment = { ...pulumi, GALAXY_STORE_SERVICE_ACCOUNT_ID: "somebody-else" };
    const { exitCode, check, output } = await doctor(environment, { args: ["--stack", "live"], cwd: folder });
    assert.equal(exitCode, 0, output);
    assert.equal(check("settings").details?.serviceAccountId, "galaxystore:serviceAccountId of the stack live");
    assert.equal(check("read.publishing").status, "ok");
    for (const line of store
      .account()
      .privateKey.split("\n")
      .filter((text) => text.length > 30))
      assert.ok(!output.includes(line));
  });

  it("warns of a secret that lies there unencrypted", async () => {
    await configure("stack", "init", "open");
    await configure("config", "set", "--plaintext", "galaxystore:accessToken", "Zz9yXx8wVv7uTt6sRr5qPp4o");
    const { check, output } = await doctor(pulumi, { args: ["--stack", "open"], cwd: folder });
    assert.match(check("secret.accessToken").summary, /unencrypted/);
    assert.ok(!output.includes("Zz9yXx8wVv7uTt6sRr5qPp4o"));
    await configure("stack", "select", "live");
  });

  it("says when the stack is unknown, the passphrase is wrong, or there is no pulumi", async () => {
    for (const [stack, environment, summary, fix] of [
      ["none", {}, /cannot be read: pulumi ended with/, /pulumi stack select none/],
      ["live", { PULUMI_CONFIG_PASSPHRASE: "wrong" }, /passphrase/, /PULUMI_CONFIG_PASSPHRASE/],
      ["live", { PATH: folder }, /there is no pulumi command/, /Install the Pulumi CLI/],
    ] as const) {
      const settings = { ...pulumi, ...environment };
      const { exitCode, check } = await doctor(settings, { args: ["--stack", stack], cwd: folder });
      assert.equal(exitCode, 2);
      assert.match(check("settings").summary, summary);
      assert.match(check("settings").fix ?? "", fix);
    }
  });

  it("names --stack when a setting is missing in the folder of a project", async () => {
    const { check } = await doctor({}, { args: ["--timeout", "0.5"], cwd: folder });
    assert.match(check("settings").fix ?? "", /--stack/);
  });
});
