/** From a live account to a program and back, with the real engine: nothing is written to the store on the way. */

import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environmentWith } from "../cli/support/doctor";
import { Workbench } from "../cli/support/project";
import { pullWith } from "../cli/support/pull";
import { galaxystoreIn } from "../support/command";
import { type Account, TestStore } from "../support/testStore";
import { Stack } from "./support/stack";

describe("a pulled project under the engine", function () {
  this.timeout(300_000);
  let store: TestStore;
  const bench = new Workbench();
  before(async () => {
    store = await TestStore.start();
  });
  afterEach(() => store.reset());
  after(async () => {
    await store.stop();
    bench.remove();
  });

  for (const { seller, resources, options } of [
    { seller: "Lumen Forge Studio", resources: 10, options: [] },
    { seller: "Harbor Nine Games", resources: 2, options: ["--catalog", "yaml"] },
  ])
    it(`takes the apps of ${seller} over without a write, and finds them as declared`, async () => {
      const account = store.accounts.find((each) => each.seller === seller) as Account;
      const settings = store.settings(account);
      const held = await store.dump();
      const out = bench.path();
      const { exitCode } = await pullWith(settings, "--out", out, ...options);
      assert.equal(exitCode, 0);
      const stack = new Stack(settings, out);
      await stack.init();

      const first = await stack.preview();
      assert.equal(first.code, 0, first.output);
      // The stack itself is one more.
      assert.match(first.output, new RegExp(`Resources:\\n +\\+ ${resources + 1} to create\\n*$`));

      await stack.up();
      const second = await stack.run("preview", "--expect-no-changes");
      assert.equal(second.code, 0, second.output);
      const drift = await stack.drift();
      assert.equal(drift.code, 0, drift.output);
      assert.deepEqual(await store.writes(), []);
      assert.deepEqual(await store.dump(), held);
    });

  it("is a program from then on: an edited text is the one change, an edit in the portal is drift", async () => {
    const out = bench.path();
    await pullWith(store.settings(), "--out", out, "--app", "com.lumenforge.tideline");
    const stack = new Stack(store.settings(), out);
    await stack.init();
    await stack.up();
    assert.deepEqual(await store.writes(), []);

    appendFileSync(join(out, "listings/FRA/whats-new.md"), "Et un mode nuit.\n");
    await stack.up();
    const [change, ...others] = await store.writes();
    assert.deepEqual([change?.operation, others], ["apps.update", []]);
    const update = await store.update("000001000103");
    const french = update.content.addLanguage.find(({ languagecode }) => languagecode === "FRA");
    assert.match(french?.newFeature ?? "", /widget\.\nEt un mode nuit\.$/);

    await store.editInPortal("000001000103", { supportEMail: "intern@lumenforge.example" });
    const drift = await stack.drift();
    assert.equal(drift.code, 7, drift.output);
    assert.match(drift.output, /supportEmail *: "crew@lumenforge\.example" => "intern@lumenforge\.example"/);
  });

  it("takes settings from a stack's configuration, as the provider does", async () => {
    const out = bench.path();
    const { serviceAccountId, privateKey } = store.account();
    mkdirSync(out);
    writeFileSync(join(out, "Pulumi.yaml"), "name: settings\nruntime: nodejs\n");
    const stack = new Stack({}, out);
    await stack.init();
    await stack.config("serviceAccountId", serviceAccountId);
    await stack.config("privateKey", privateKey, true);
    await stack.config("endpoint", store.url);
    const pulumi = { PULUMI_BACKEND_URL: `file://${join(out, "backend")}`, PULUMI_CONFIG_PASSPHRASE: "e2e" };
    const env = environmentWith({ ...pulumi, PULUMI_SKIP_UPDATE_CHECK: "true" });
    const args = ["pull", "--stack", "test", "--out", "pulled", "--app", "com.lumenforge.tideline"];
    const { code, stdout, stderr } = await galaxystoreIn({ env, cwd: out }, ...args).ended;
    assert.equal(code, 0, stderr);
    assert.match(stdout, /Next: cd pulled && npm install/);
    assert.ok(!(stdout + stderr).includes(privateKey.split("\n")[1] ?? privateKey));
  });
});
