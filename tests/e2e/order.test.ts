/** The order of an app's resources under the real engine: by what they are, not by where the program has them. */

import assert from "node:assert/strict";
import { TestStore } from "../support/testStore";
import { type Declared, Stack } from "./support/stack";

const EMBER = "000001000101";
const LANTERNS = "000001000102";

describe("the order of an app's resources, with the real engine", function () {
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
  });
  afterEach(() => stack.remove());
  after(() => store.stop());

  const app = (name: string, contentId: string, more: Partial<Declared> = {}): Declared => ({
    type: "App",
    name,
    args: { contentId, supportEmail: "help@lumenforge.example" },
    ...more,
  });
  const rollout = (name: string, args: object, more: Partial<Declared> = {}): Declared => ({
    type: "StagedRollout",
    name,
    args: { rate: 25, ...args },
    ...more,
  });
  const writes = async () => (await store.writes()).map((write) => write.operation);

  it("brings the listing to state before the rollout, and forgets them in the opposite order", async () => {
    await store.faults("apps.update", "stall-1000");
    stack.declare([rollout("rollout", { contentId: EMBER }), app("app", EMBER)]);
    await stack.up();
    assert.deepEqual(await writes(), ["apps.update", "rollout.setRate"]);
    assert.equal((await stack.run("preview", "--expect-no-changes")).code, 0);
    const { output } = await stack.destroy();
    assert.ok(output.indexOf("rollout of app") < output.indexOf("App 000001000101 is no longer managed"), output);
  });

  it("does what the program says where it says the opposite", async () => {
    await store.faults("rollout.setRate", "stall-1000");
    stack.declare([rollout("rollout", { contentId: EMBER }), app("app", EMBER, { dependsOn: ["rollout"] })]);
    await stack.up();
    assert.deepEqual(await writes(), ["rollout.setRate", "apps.update"]);
  });

  it("does not go on with an app whose listing failed, and does with the other app", async () => {
    await store.faults("apps.update", "return-400-3001");
    stack.declare([
      rollout("ember's rollout", { contentId: EMBER }),
      app("ember", EMBER),
      rollout("lanterns' rollout", { contentId: LANTERNS, binaries: ["4"] }),
      app("lanterns", LANTERNS),
    ]);
    const run = await stack.run("up", "--yes", "--skip-preview", "--continue-on-error");
    assert.notEqual(run.code, 0);
    const failed = (await store.requests()).find(
      (request) => request.operation === "apps.update" && request.status === 400,
    );
    const [bad, good] = failed?.request?.contentId === EMBER ? [EMBER, LANTERNS] : [LANTERNS, EMBER];
    const rates = (await store.writes()).filter((write) => write.operation === "rollout.setRate");
    assert.deepEqual(
      rates.map((write) => write.request?.contentId),
      [good],
    );
    assert.match(run.output, new RegExp(`${bad}.*3001`));
    await stack.up();
    assert.equal((await store.live(EMBER)).rollout?.rate, 25);
    assert.equal((await store.update(LANTERNS)).rollout?.rate, 25);
  });

  it("tells a submission of the rollout that a run leaves out, so that nothing new goes to everyone", async () => {
    const staged = rollout("rollout", { contentId: LANTERNS, rate: 10, binaries: ["4"] });
    const submission: Declared = {
      type: "Submission",
      name: "submission",
      args: { contentId: LANTERNS, triggers: 1, includePortalEdits: true },
    };
    stack.declare([staged]);
    await stack.up();
    await store.editInPortal(LANTERNS, { rollout: { enabled: false } });
    stack.declare([staged, submission]);
    const { code, output } = await stack.run("up", "--yes", "--skip-preview", "--target", "**::submission");
    assert.notEqual(code, 0, output);
    assert.match(output, /this run leaves out the StagedRollout that the program declares.*Nothing was submitted\./);
    assert.ok(!(await writes()).includes("apps.submit"));
  });
});
