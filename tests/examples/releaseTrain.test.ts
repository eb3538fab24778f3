/** examples/10-release-train: promoted stage by stage while the gate says yes, held where it says no, resumed from there. */

import assert from "node:assert/strict";
import { TestStore } from "../support/testStore";
import { Example } from "./support/example";
import { assertShows } from "./support/shown";

const EMBER = "000001000101";

describe("example 10-release-train", function () {
  this.timeout(300_000);
  let store: TestStore;
  let example: Example;
  before(async () => {
    store = await TestStore.start();
  });
  beforeEach(async () => {
    await store.reset();
    example = await Example.start("10-release-train", store, null);
  });
  afterEach(() => example.remove());
  after(() => store.stop());

  /** The downloads of the last days differ from day to day. */
  const anyDay = (text: string) => text.replace(/\d+ new downloads/g, "N new downloads");
  const shows = (command: string, output: string, nth?: number) =>
    assertShows(anyDay(example.read("README.md")), command, anyDay(output), nth);
  const train = (...options: string[]) => example.run("node", ["train.ts", ...options]);
  const rollout = async () => (await store.live(EMBER)).rollout;
  /** Rates that were set, and `everyone` where the rollout was ended. */
  const steps = async () =>
    (await store.writes())
      .filter(({ operation }) => operation === "rollout.setRate")
      .map(({ request }) => (request?.function === "DISABLE_ROLLOUT" ? "everyone" : request?.rolloutRate));

  it("promotes through all stages while the gate says yes", async () => {
    const { code, output } = await train("--pause-hours", "0");
    assert.equal(code, 0, output);
    assert.deepEqual(await steps(), [30, 100, "everyone"]);
    assert.equal(await rollout(), null);
    const again = await train();
    assert.equal(again.code, 0, again.output);
    assert.equal(again.output, "Version 4.2: everyone has it.\n");
  });

  it("holds at the stage where the gate says no, lowers nothing, and goes on from there", async () => {
    const once = await train("--once");
    assert.equal(once.code, 0, once.output);
    shows("node train.ts --once", once.output);
    const at30 = { rate: 30, countries: { KOR: 30, DEU: 30 } };
    assert.deepEqual(await rollout(), at30);

    const complaint = "Crashes since the update.";
    const complained = await example.run("node", ["complain.mjs", complaint]);
    shows(`node complain.mjs "${complaint}"`, complained.output);
    await store.forgetRequests();
    const held = await train("--pause-hours", "0");
    assert.equal(held.code, 3, held.output);
    shows("node train.ts --pause-hours 0", held.output);
    assert.deepEqual(await steps(), []);
    assert.deepEqual(await rollout(), at30);

    const words = "It was the connection to our server, which is back. Sorry!";
    const answered = await example.run("node", ["answer.mjs", "1200999", "USA", words]);
    shows(`node answer.mjs 1200999 USA "${words}"`, answered.output);
    await store.forgetRequests();
    const resumed = await train("--pause-hours", "0");
    assert.equal(resumed.code, 0, resumed.output);
    shows("node train.ts --pause-hours 0", resumed.output, 2);
    assert.deepEqual(await steps(), [100, "everyone"]);
  });

  it("does not begin with bad ratings", async () => {
    const dump = await store.dump();
    const ember = dump.sellers.flatMap(({ apps }) => apps).find(({ contentId }) => contentId === EMBER);
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    for (const comment of ember?.comments ?? []) Object.assign(comment, { date: yesterday, rating: 5 });
    await store.control("PUT", "/seed", dump);
    const { code, output } = await train("--once");
    assert.equal(code, 3, output);
    assert.match(output, /^- rated 5\.0 of 10$/m);
    assert.deepEqual(await steps(), []);
  });
});
