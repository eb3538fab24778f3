/** examples/08-raise-a-rollout: a live rollout is raised by three pull requests, lowered by none, and ended by the word alone. */

import assert from "node:assert/strict";
import { TestStore } from "../support/testStore";
import { Example } from "./support/example";
import { assertShows } from "./support/shown";

const EMBER = "000001000101";

describe("example 08-raise-a-rollout", function () {
  this.timeout(300_000);
  let store: TestStore;
  let example: Example;
  before(async () => {
    store = await TestStore.start();
    example = await Example.start("08-raise-a-rollout", store);
  });
  after(async () => {
    example.remove();
    await store.stop();
  });

  const merge = async (pullRequest: string) => {
    const { code, output } = await example.run("patch", ["-p1", "-i", `pull-requests/${pullRequest}.patch`]);
    assert.equal(code, 0, output);
    return example.up();
  };
  const rollout = async () => (await store.live(EMBER)).rollout;

  it("takes over the live rollout as it is", async () => {
    assertShows(example.read("README.md"), "pulumi preview --diff", await example.up());
    assert.deepEqual(await store.writes(), []);
  });

  it("raises it, with one country ahead", async () => {
    assertShows(example.read("README.md"), "pulumi preview --diff", await merge("1-a-third-and-korea-ahead"), 2);
    assert.deepEqual(await rollout(), { rate: 30, countries: { KOR: 60, DEU: 30 } });
  });

  it("fails the preview of a pull request that lowers it, and needs no key for that", async () => {
    await store.forgetRequests();
    example.stack.use({ GALAXY_STORE_PRIVATE_KEY: "" });
    example.edit("index.ts", "rate: 30", "rate: 20");
    const { code, output } = await example.stack.run("preview");
    assert.notEqual(code, 0);
    assertShows(example.read("README.md"), "pulumi preview", output);
    assert.deepEqual(await store.requests(), []);
    example.edit("index.ts", "rate: 20", "rate: 30");
    example.stack.use(store.settings());
  });

  it("is still a rollout at the full rate", async () => {
    assertShows(example.read("README.md"), "pulumi preview --diff", await merge("2-the-full-rate"), 3);
    assert.deepEqual(await rollout(), { rate: 100, countries: { KOR: 100, DEU: 100 } });
    await example.proposesNothing();
  });

  it("is over when the program says so", async () => {
    assertShows(example.read("README.md"), "pulumi preview --diff", await merge("3-everyone"), 4);
    assert.equal(await rollout(), null);
    await example.proposesNothing();
  });
});
