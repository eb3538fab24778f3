/** examples/09-two-apps-one-stack: two releases from one component, and neither keeps the other from its users. */

import assert from "node:assert/strict";
import { NEWER } from "../provider/support/packageFolder";
import { TestStore } from "../support/testStore";
import { Example } from "./support/example";
import { assertShows } from "./support/shown";

const SETTINGS_HELPER = "000001000109";
const LEDGER = "000001000108";

describe("example 09-two-apps-one-stack", function () {
  this.timeout(300_000);
  let store: TestStore;
  let example: Example;
  before(async () => {
    store = await TestStore.start();
  });
  beforeEach(async () => {
    await store.reset();
    example = await Example.start("09-two-apps-one-stack", store);
    example.bring(NEWER, "build/settings-8.0.10.apk");
  });
  afterEach(() => example.remove());
  after(() => store.stop());

  const up = () => example.stack.run("up", "--yes", "--skip-preview", "--continue-on-error");
  const submitted = async () =>
    (await store.writes())
      .filter(({ operation }) => operation === "apps.submit")
      .map(({ request }) => String(request?.contentId));

  it("releases both, and then changes only the one that changed", async () => {
    const preview = await example.stack.succeed("preview", "--diff");
    assertShows(example.read("README.md"), "pulumi preview --diff", preview.output);
    const { code, output } = await up();
    assert.equal(code, 0, output);
    assertShows(example.read("README.md"), "pulumi up --continue-on-error", output);
    const helper = await store.live(SETTINGS_HELPER);
    assert.deepEqual(
      helper.binaries.map(({ versionName }) => versionName),
      ["8.0.10"],
    );
    assert.equal(helper.rollout?.rate, 20);
    assert.equal((await store.live(LEDGER)).content.newFeature, "Export as CSV, now with the categories.");
    await example.proposesNothing();

    await store.forgetRequests();
    example.edit("index.mjs", "rate: 20", "rate: 50");
    assertShows(example.read("README.md"), "pulumi preview --diff", await example.up(), 2);
    assert.deepEqual(
      (await store.writes()).map(({ operation, request }) => [operation, request?.contentId]),
      [["rollout.setRate", SETTINGS_HELPER]],
    );
  });

  it("releases the other one when one is refused, and the missing one with the next run", async () => {
    await store.faults("apps.submit", "return-400-3001");
    const { code, output } = await up();
    assert.notEqual(code, 0, output);
    const [refused, released] = await submitted();
    assert.deepEqual([refused, released].sort(), [LEDGER, SETTINGS_HELPER]);
    assert.ok(refused && released);
    assert.equal((await store.app(refused)).registration?.contentStatus, "UPDATING");
    assert.equal((await store.app(released)).registration, null);

    await store.forgetRequests();
    const again = await up();
    assert.equal(again.code, 0, again.output);
    assert.deepEqual(
      (await store.writes()).map(({ operation, request }) => [operation, request?.contentId]),
      [["apps.submit", refused]],
    );
    assert.equal((await store.app(refused)).registration, null);
  });
});
