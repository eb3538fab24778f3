/** A submission under the real engine: its own limit of waiting, the state that an interruption leaves, and triggers of every kind. */

import assert from "node:assert/strict";
import { TestStore } from "../support/testStore";
import { Stack } from "./support/stack";

/** On sale, manual publication, no update. */
const TIDELINE = "000001000103";
const NEWS = "Tides on the watch, told one by one. ".repeat(40).trimEnd();

describe("a submission under the engine", function () {
  this.timeout(180_000);
  let store: TestStore;
  let stack: Stack;
  before(async () => {
    store = await TestStore.start();
    await store.control("PUT", "/settings", { review: "manual" });
    stack = new Stack({ ...store.settings(), GALAXY_STORE_POLL_SECONDS: "1" });
    await stack.init();
  });
  after(async () => {
    stack.remove();
    await store.stop();
  });

  const declare = (build: number, whatsNew = NEWS) => {
    const app = { type: "App", name: "app", args: { contentId: TIDELINE, listings: { ENG: { whatsNew } } } } as const;
    const key = { $secret: "hidden from the state" };
    const args = {
      contentId: { $output: "app.contentId" },
      triggers: { build, whatsNew, key, nested: [{ deep: [true] }] },
      publish: true,
    };
    const customTimeouts = { create: "2s", update: "30s" };
    stack.declare([app, { type: "Submission", name: "release", args, customTimeouts }]);
  };
  const submissions = async () =>
    (await store.requests()).filter(({ operation }) => operation === "apps.submit").length;
  const release = async () => (await stack.export()).resources.get("release");

  it("fails when the time is over that the program gives, and keeps what is done", async () => {
    declare(1);
    const { code, output } = await stack.run("up", "--yes", "--skip-preview");
    assert.notEqual(code, 0);
    assert.match(output, /Submission of app 000001000103: submitted for review\./);
    assert.match(output, /is waiting for the pre-review \(READY_FOR_REVIEW\)\./);
    assert.match(output, /after 2 seconds of waiting for waitFor "onSale".*run `pulumi up` again to go on waiting/);
    const kept = await release();
    assert.equal(kept?.id, TIDELINE);
    assert.equal(kept.initErrors?.length, 1);
    assert.equal(await submissions(), 1);
  });

  it("goes on from there in the next run, and is quiet afterwards", async () => {
    const preview = await stack.preview();
    assert.match(preview.output, /the last run ended before it was on sale; this one goes on from there/);
    await store.control("POST", `/apps/${TIDELINE}/review`, { outcome: "pass" });
    const { output } = await stack.up();
    assert.match(output, /put on sale\./);
    assert.equal(await submissions(), 1);
    assert.equal((await store.live(TIDELINE)).content.newFeature, NEWS);
    assert.equal((await release())?.outputs.status, "FOR_SALE");
    await stack.succeed("preview", "--expect-no-changes");
    const drift = await stack.drift();
    assert.equal(drift.code, 0, drift.output);
  });

  it("keeps triggers short, and secret where they are", async () => {
    const { text } = await stack.export();
    assert.ok(!text.includes("hidden from the state"));
    const triggers = (await release())?.inputs.triggers as Record<string, unknown>;
    assert.match(String(triggers.whatsNew), /^Tides on the watch.*\.\.\. \(1479 bytes, sha256 [0-9a-f]{24}\)$/);
    assert.deepEqual([triggers.build, triggers.nested], [1, [{ deep: [true] }]]);
  });

  it("shows which trigger changed, and submits again", async () => {
    declare(2, "Tides on the fridge");
    const preview = await stack.preview();
    assert.match(preview.output, /build\s*: 1 => 2/);
    await store.control("PUT", "/settings", { review: "immediate" });
    await stack.up();
    assert.equal(await submissions(), 2);
    assert.equal((await store.live(TIDELINE)).content.newFeature, "Tides on the fridge");
  });
});
