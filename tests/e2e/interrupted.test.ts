/** One Ctrl-C: what the store is doing is finished, what only waits ends at once, nothing new begins, and the next up completes the work. */

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { TestStore } from "../support/testStore";
import { type Declared, type Run, Stack } from "./support/stack";
import { until } from "./support/until";

const EMBER = "000001000101";
const DECLARED: Declared[] = [
  { type: "App", name: "app", args: { contentId: EMBER, supportEmail: "help@lumenforge.example" } },
  { type: "StagedRollout", name: "rollout", args: { contentId: EMBER, rate: 30 } },
];

describe("up, interrupted", function () {
  this.timeout(180_000);
  let store: TestStore;
  let stack: Stack;

  before(async () => {
    store = await TestStore.start();
  });
  beforeEach(async () => {
    await store.reset();
    stack = new Stack(store.settings());
    await stack.init();
    stack.declare(DECLARED);
  });
  afterEach(() => stack?.remove());
  after(() => store?.stop());

  /** Presses Ctrl-C once the store has met an operation in the way that the fault says. */
  async function interruptAt(operation: string, fault: string, met: () => Promise<boolean>): Promise<Run> {
    await store.faults(operation, fault);
    const up = await stack.start("up", "--yes", "--skip-preview");
    await until(met);
    up.interrupt();
    return up.ended;
  }
  const answered = (operation: string, status: number) => async () =>
    (await store.requests()).some((request) => request.operation === operation && request.status === status);
  const writes = async () => (await store.writes()).map((write) => write.operation);

  async function complete(): Promise<void> {
    await stack.up();
    assert.deepEqual(await writes(), ["apps.update", "rollout.setRate"]);
    assert.equal((await store.update(EMBER)).content.supportEMail, "help@lumenforge.example");
    assert.equal((await store.live(EMBER)).rollout?.rate, 30);
    const drift = await stack.drift();
    assert.equal(drift.code, 0, drift.output);
    assert.ok(!(await stack.export()).text.includes("pending_operations"));
  }

  it("while the store works on a write: it is finished and kept, and nothing else begins", async () => {
    // Long enough that Ctrl-C comes through meanwhile on a machine with other work.
    const run = await interruptAt(
      "apps.update",
      "stall-15000",
      async () => !JSON.stringify(await store.faultsLeft()).includes("stall-15000"),
    );
    assert.match(run.output, /\^C received; cancelling/);
    assert.deepEqual(await writes(), ["apps.update"]);
    assert.deepEqual([...(await stack.export()).resources.keys()], ["app"]);
    await complete();
  });

  it("while a write is queued: the wait ends at once, and the next up finds it done", async () => {
    const run = await interruptAt("apps.update", "queue-303", answered("apps.update", 303));
    assert.match(run.output, /Stopped as asked/);
    const looks = (await store.requests()).filter(
      (request) => request.operation === null || /queue/i.test(request.path),
    );
    assert.deepEqual(looks, []);
    await complete();
  });

  it("while a file goes up: the upload is cut short, and the next up sends it", async () => {
    stack.declare([{ type: "App", name: "app", args: { contentId: EMBER, reviewAttachment: "notes.txt" } }]);
    writeFileSync(join(stack.folder, "notes.txt"), "How to sign in: ...");
    const run = await interruptAt(
      "uploads.file",
      "stall-5000",
      async () => !JSON.stringify(await store.faultsLeft()).includes("stall-5000"),
    );
    assert.match(run.output, /Stopped as asked/);
    assert.ok(!(await writes()).includes("apps.update"));
    await stack.up();
    assert.ok((await store.update(EMBER)).content.reviewFilename);
    // What the store held it carries out all the same, for nobody, and perhaps later than all of this.
    const uploads = async () => (await store.requests()).filter(({ operation }) => operation === "uploads.file");
    await until(async () => (await uploads()).length === 2);
  });

  it("while it waits before it asks once more", async () => {
    const run = await interruptAt("apps.get", "return-503-after-90", answered("apps.get", 503));
    assert.match(run.output, /Stopped as asked/);
    assert.deepEqual(
      (await store.requests()).map(({ operation, status }) => [operation, status]),
      [["apps.get", 503]],
    );
    await complete();
  });
});
