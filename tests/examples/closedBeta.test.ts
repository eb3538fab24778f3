/** examples/05-closed-beta: the testers of a file join the test; who is no Samsung account is named. */

import assert from "node:assert/strict";
import { TestStore } from "../support/testStore";
import { Example } from "./support/example";
import { assertShows } from "./support/shown";

const GARDEN = "000001000105";

describe("example 05-closed-beta", function () {
  this.timeout(300_000);
  let store: TestStore;
  let example: Example;
  before(async () => {
    store = await TestStore.start();
    example = await Example.start("05-closed-beta", store);
  });
  after(async () => {
    example.remove();
    await store.stop();
  });

  const test = async () => (await store.update(GARDEN)).betaTest;
  const name = (account: string) => `${account}@testers.example`;
  const everybody = ["mina.park", "jonas.weber", "aiko.tanaka", "lena.fischer", "diego.ramos"].map(name);

  it("adds the testers of the file, keeps the one that only the portal knows, and sets the feedback channel", async () => {
    assertShows(example.read("README.md"), "pulumi preview --diff", await example.up());
    assert.deepEqual(await test(), {
      testers: everybody,
      feedbackChannel: "https://lumenforge.example/night-garden/feedback",
    });
    await example.proposesNothing();
  });

  it("names an address that is no Samsung account and adds the others", async () => {
    const line = `${name("diego.ramos")}\n`;
    example.edit("testers.txt", line, `${line}${name("nobody")}\n${name("rosa.lima")}\n`);
    const { code, output } = await example.stack.run("up", "--yes", "--skip-preview");
    assert.notEqual(code, 0);
    assert.match(output, /1 of 6 testers as Samsung accounts: nobody@testers\.example/);
    assert.deepEqual((await test())?.testers, [...everybody, name("rosa.lima")]);
  });

  it("is clean again once the address is out of the file", async () => {
    example.edit("testers.txt", `${name("nobody")}\n`, "");
    await example.up();
    await example.proposesNothing();
    assert.deepEqual((await test())?.testers, [...everybody, name("rosa.lima")]);
  });
});
