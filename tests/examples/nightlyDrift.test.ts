/** examples/06-nightly-drift: the check is quiet while the store is as declared, and names what somebody edited. */

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TestStore } from "../support/testStore";
import { Example } from "./support/example";
import { assertShows } from "./support/shown";

const EMBER = "000001000101";
const PACKAGE = "com.lumenforge.emberisles";

describe("example 06-nightly-drift", function () {
  this.timeout(300_000);
  let store: TestStore;
  let example: Example;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "galaxystore-drift-"));
    store = await TestStore.start();
    example = await Example.start("06-nightly-drift", store);
  });
  after(async () => {
    example.remove();
    rmSync(folder, { recursive: true });
    await store.stop();
  });

  it("declares what the store holds, so that nothing is written and the check is quiet", async () => {
    assertShows(example.read("README.md"), "pulumi preview --diff", await example.up());
    assert.deepEqual(await store.writes(), []);
    const { code, output } = await example.run("./check-drift.sh", []);
    assert.equal(code, 0, output);
    assertShows(example.read("README.md"), "./check-drift.sh", output);
  });

  it("ends with exit code 7 and the differences when somebody has edited the store, and changes nothing itself", async () => {
    await store.editInPortal(EMBER, { supportEMail: "intern@lumenforge.example", ageLimit: "12" });
    await store.editItemInPortal(PACKAGE, "ember_pouch", { usdPrice: 0.49 });
    await store.forgetRequests();
    const summary = join(folder, "summary.md");
    const { code, output } = await example.run("./check-drift.sh", [], { GITHUB_STEP_SUMMARY: summary });
    assert.equal(code, 7, output);
    assertShows(example.read("README.md"), "./check-drift.sh", output, 2);
    assert.match(readFileSync(summary, "utf8"), /supportEmail {4}: "crew@lumenforge\.example" => "intern@/);
    assert.deepEqual(await store.writes(), []);
  });

  it("is quiet again after the repair", async () => {
    await example.stack.succeed("up", "--refresh", "--yes", "--skip-preview");
    assert.equal((await store.items(PACKAGE)).get("ember_pouch")?.usdPrice, 0.99);
    const { code, output } = await example.run("./check-drift.sh", []);
    assert.equal(code, 0, output);
  });

  it("does not call it drift when the check itself fails", async () => {
    const { code, output } = await example.run("./check-drift.sh", [], { GALAXY_STORE_PRIVATE_KEY: "no-key.pem" });
    assert.ok(code !== 0 && code !== 7, output);
    assert.match(output, /The check failed/);
  });
});
