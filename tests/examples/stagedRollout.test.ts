/** examples/04-staged-rollout: from the open update to the live release, up and never down, to everyone only when told. */

import assert from "node:assert/strict";
import { TestStore } from "../support/testStore";
import { Example } from "./support/example";
import { assertShows } from "./support/shown";

const LANTERNS = "000001000102";

describe("example 04-staged-rollout", function () {
  this.timeout(300_000);
  let store: TestStore;
  let example: Example;
  before(async () => {
    store = await TestStore.start();
    example = await Example.start("04-staged-rollout", store, "production");
  });
  after(async () => {
    example.remove();
    await store.stop();
  });

  const statusOf = (record: { binaries: { binarySeq: string; rolloutStatus: string }[] }, binary: string) =>
    record.binaries.find(({ binarySeq }) => binarySeq === binary)?.rolloutStatus;

  it("puts the binary of the open update into the rollout at the configured rates", async () => {
    assertShows(example.read("README.md"), "pulumi preview --diff", await example.up());
    const update = await store.update(LANTERNS);
    assert.deepEqual(update.rollout, { rate: 5, countries: { KOR: 10 } });
    assert.deepEqual([statusOf(update, "3"), statusOf(update, "4")], ["DISABLED", "ENABLED"]);
    await example.proposesNothing();
  });

  it("raises the rate once the release is live", async () => {
    const submitted = await example.run("node", ["submit.mjs", LANTERNS]);
    assertShows(example.read("README.md"), `node submit.mjs ${LANTERNS}`, submitted.output);
    assert.deepEqual((await store.live(LANTERNS)).rollout, { rate: 5, countries: { KOR: 10 } });

    await example.stack.succeed("config", "set", "rate", "25");
    const { output } = await example.stack.succeed("up", "--refresh", "--yes", "--skip-preview");
    assertShows(example.read("README.md"), "pulumi up --refresh", output);
    assert.deepEqual((await store.live(LANTERNS)).rollout, { rate: 25, countries: { KOR: 10 } });
  });

  it("never lowers it", async () => {
    await store.forgetRequests();
    await example.stack.succeed("config", "set", "rate", "20");
    const { code, output } = await example.stack.run("preview");
    assert.notEqual(code, 0);
    assertShows(example.read("README.md"), "pulumi preview", output);
    assert.deepEqual(await store.writes(), []);
  });

  it("gives the release to everyone when it is told to", async () => {
    await example.stack.succeed("config", "set", "done", "true");
    await example.up();
    const live = await store.live(LANTERNS);
    assert.equal(live.rollout, null);
    assert.equal(statusOf(live, "4"), "DISABLED");
    await example.proposesNothing();
  });
});
