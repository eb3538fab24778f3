/** examples/01-adopt-an-app: an app comes under care without being changed; from then on the program changes it. */

import assert from "node:assert/strict";
import { TestStore } from "../support/testStore";
import { Example } from "./support/example";
import { assertShows } from "./support/shown";

const TIDELINE = "000001000103";

describe("example 01-adopt-an-app", function () {
  this.timeout(300_000);
  let store: TestStore;
  let example: Example;
  before(async () => {
    store = await TestStore.start();
    example = await Example.start("01-adopt-an-app", store);
  });
  after(async () => {
    example.remove();
    await store.stop();
  });

  it("shows what the store holds, to write the program from", async () => {
    const { output } = await example.run("node", ["show.mjs", "com.lumenforge.tideline"]);
    assertShows(example.read("README.md"), "node show.mjs com.lumenforge.tideline", output);
  });

  it("adopts the app without sending anything that writes", async () => {
    const preview = await example.stack.succeed("preview", "--diff");
    assertShows(example.read("README.md"), "pulumi preview --diff", preview.output);
    const up = await example.stack.succeed("up", "--yes", "--skip-preview");
    assertShows(example.read("README.md"), "pulumi up --skip-preview", up.output);
    assert.deepEqual(await store.writes(), []);
    assert.equal((await store.app(TIDELINE)).registration, null);
  });

  it("changes the one thing that the program changes, in an open update", async () => {
    const before = (await store.live(TIDELINE)).content;
    example.edit("index.ts", "crew@lumenforge.example", "tideline@lumenforge.example");
    assertShows(example.read("README.md"), "pulumi preview --diff", await example.up(), 2);
    assert.deepEqual((await store.update(TIDELINE)).content, {
      ...before,
      supportEMail: "tideline@lumenforge.example",
    });
    await example.proposesNothing();
  });

  it("refuses a price that the currency does not have before any request", async () => {
    await store.forgetRequests();
    example.edit("index.ts", "3.29", "3.499");
    const { code, output } = await example.stack.run("preview");
    assert.notEqual(code, 0);
    assertShows(example.read("README.md"), "pulumi preview", output);
    assert.deepEqual(await store.requests(), []);
  });
});
