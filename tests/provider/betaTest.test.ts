/** A closed beta: listed testers are in it, other testers stay, and ids that the store refuses are named. */

import assert from "node:assert/strict";
import { betaTest } from "../../provider/betaTest";
import { PartlyDone } from "../../provider/lifecycle";
import { TestStore } from "../support/testStore";
import { Managed } from "./support/managed";

/** Editable (BETA_REGISTERING), three testers. */
const GARDEN = "000001000105";
const PRESENT = ["mina.park@testers.example", "jonas.weber@testers.example", "aiko.tanaka@testers.example"];

describe("BetaTest", () => {
  let store: TestStore;
  before(async () => {
    store = await TestStore.start();
  });
  beforeEach(() => store.reset());
  after(() => store.stop());

  const manage = () => new Managed(store, betaTest);
  const live = async () => (await store.update(GARDEN)).betaTest;
  const updates = async () => (await store.writes()).map((write) => write.request);

  it("adds testers, sets the feedback channel and leaves other testers alone", async () => {
    const beta = manage();
    await beta.up({
      contentId: GARDEN,
      testers: ["eva@example.com"],
      feedbackChannel: "https://lumenforge.example/beta",
    });
    assert.deepEqual(await live(), {
      testers: [...PRESENT, "eva@example.com"],
      feedbackChannel: "https://lumenforge.example/beta",
    });
    assert.equal(beta.state?.outputs.totalTesters, 4);
    assert.equal(await beta.drifts(), false);
  });

  it("sends nothing when the store is as declared, in whatever order", async () => {
    const beta = manage();
    await beta.up({ contentId: GARDEN, testers: [...PRESENT].reverse() });
    assert.deepEqual(await store.writes(), []);
    assert.equal(await beta.up({ contentId: GARDEN, testers: PRESENT }), false);
  });

  it("adds two of five testers, names the three that are no Samsung accounts, and tries only those next time", async () => {
    const good = ["eva@example.com", "omar@example.com"];
    const bad = ["a@not-samsung.example", "b@not-samsung.example", "c@not-samsung.example"];
    const declared = { contentId: GARDEN, testers: [...good, ...bad] };
    const beta = manage();
    await assert.rejects(beta.up(declared), (error: unknown) => {
      assert.ok(error instanceof PartlyDone);
      assert.match(
        error.reasons.join(),
        /does not know 3 of 5 testers as Samsung accounts: a@not-samsung\.example, b@not-samsung\.example, c@not-samsung\.example/,
      );
      return true;
    });
    assert.deepEqual((await live())?.testers, [...PRESENT, ...good]);
    assert.deepEqual(beta.state?.inputs.testers, good);
    assert.deepEqual(beta.state?.outputs.refusedTesters, bad);

    await store.forgetRequests();
    await assert.rejects(beta.up(declared), PartlyDone);
    assert.deepEqual(await updates(), [{ contentId: GARDEN, betaTestersToBeAdded: bad }]);

    await beta.up({ ...declared, testers: good });
    assert.deepEqual(beta.state?.outputs.refusedTesters, []);
  });

  it("removes testers only where the list is exclusive", async () => {
    const beta = manage();
    const [mina, jonas] = PRESENT as [string, string];
    await beta.up({ contentId: GARDEN, testers: [mina, jonas] });
    assert.deepEqual((await live())?.testers, PRESENT);
    await beta.up({ contentId: GARDEN, testers: [mina, jonas], exclusive: ["testers"] });
    assert.deepEqual((await live())?.testers, [mina, jonas]);
    await store.editInPortal(GARDEN, { betaTest: { testers: [mina, "new@example.com"] } });
    assert.deepEqual((await beta.read())?.testers, [mina, "new@example.com"]);
  });

  it("shows removed testers and another feedback channel as drift and repairs them", async () => {
    const beta = manage();
    const declared = { contentId: GARDEN, testers: ["eva@example.com"], feedbackChannel: "beta@lumenforge.example" };
    await beta.up(declared);
    await store.editInPortal(GARDEN, { betaTest: { testers: PRESENT, feedbackChannel: "other@lumenforge.example" } });
    assert.deepEqual(await beta.read(), { ...declared, testers: [], feedbackChannel: "other@lumenforge.example" });
    await beta.refresh();
    await beta.up(declared);
    assert.equal(await beta.drifts(), false);
    assert.deepEqual(await live(), {
      testers: [...PRESENT, "eva@example.com"],
      feedbackChannel: "beta@lumenforge.example",
    });
  });

  it("sends thousands of testers a thousand at a time", async () => {
    const many = Array.from({ length: 2_500 }, (_, index) => `tester${index}@example.com`);
    const beta = manage();
    await beta.up({ contentId: GARDEN, testers: many });
    const sizes = (await updates()).map((request) => (request?.betaTestersToBeAdded as string[] | undefined)?.length);
    assert.deepEqual(sizes, [1_000, 1_000, 500]);
    assert.equal(await beta.drifts(), false);
    assert.equal((await live())?.testers.length, 2_503);
  });

  it("refuses a test that would have more than 20,000 testers before it sends anything", async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `tester${index}@example.com`);
    await assert.rejects(
      manage().up({ contentId: GARDEN, testers: many }),
      /would have 20003 testers, the store takes 20000\. Nothing was changed/,
    );
    assert.deepEqual(await store.writes(), []);
  });

  it("names the status of a beta that cannot be edited", async () => {
    await assert.rejects(
      manage().up({ contentId: "000001000106", testers: ["eva@example.com"] }),
      /3201.*BETA_REGISTERING or BETA_UPDATING/s,
    );
  });

  it("reads a deployed beta", async () => {
    const beta = manage();
    await beta.up({ contentId: "000001000106", testers: ["sam.okoro@testers.example"] });
    assert.deepEqual(await store.writes(), []);
    assert.equal(beta.state?.outputs.totalTesters, 2);
  });

  it("names the store's code for an app without a beta", async () => {
    await assert.rejects(manage().up({ contentId: "000001000101", testers: ["eva@example.com"] }), /3100|3202/);
  });

  it("removes on delete the testers that it added and nothing else", async () => {
    const beta = manage();
    await beta.up({ contentId: GARDEN, testers: ["eva@example.com", PRESENT[0] ?? ""] });
    await beta.delete();
    assert.deepEqual((await live())?.testers, PRESENT);
  });
});
