/** An `up` whose processes are all killed at once: the engine's own recovery and the next `up` finish the work, and nothing is done twice. */

import assert from "node:assert/strict";
import { TestStore } from "../support/testStore";
import { killAt } from "./support/kill";
import { type Declared, Stack } from "./support/stack";

const ROLLING = "000001000101";
const IN_BETA = "000001000105";
const PACKAGE = "com.lumenforge.emberisles";
const TESTERS = ["mina@example.com", "jonas@example.com"];
const ITEM_IDS = Array.from({ length: 20 }, (_, index) => `charm_${index + 1}`);

const DECLARED: Declared[] = [
  {
    type: "App",
    name: "ember",
    args: { contentId: ROLLING, supportEmail: "help@lumenforge.example", listings: { KOR: { whatsNew: "새 섬" } } },
  },
  { type: "StagedRollout", name: "rollout", args: { contentId: ROLLING, rate: 30, countries: { KOR: 40 } } },
  { type: "BetaTest", name: "beta", args: { contentId: IN_BETA, testers: TESTERS } },
  ...ITEM_IDS.map((itemId, index) => ({
    type: "InAppItem" as const,
    name: itemId,
    args: {
      packageName: PACKAGE,
      itemId,
      title: `Charm ${index + 1}`,
      description: "Keeps storms away",
      usdPrice: 1 + index,
      prices: { KOR: 1000 * (index + 1), DEU: "1.99" },
    },
  })),
];

describe("up, killed", () => {
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

  it("while the store opens the app's update", async () => {
    await killWhile("apps.update", 1);
    await recover();
  });

  it("while the store creates the tenth of twenty items", async () => {
    await killWhile("items.create", 10);
    stack.tearAttributes();
    assert.match((await stack.run("cancel", "--yes")).output, /: EOF/);
    stack.removeTornAttributes();
    await recover();
  });

  it("while the store raises the rollout, with nothing but the engine's lock removed before the next one", async () => {
    await killWhile("rollout.setRate", 1);
    await stack.succeed("cancel", "--yes");
    const up = await stack.up();
    assert.match(up.output, /interrupted while creating/);
    await recover();
  });

  it("while the store adds the testers, and once more while it creates the last items", async () => {
    await killWhile("beta.update", 1);
    await recoverEngine();
    const left = ITEM_IDS.length - (await created()).length;
    assert.ok(left > 0);
    await killWhile("items.create", left);
    await recover();
  });

  async function killWhile(operation: string, nth: number): Promise<void> {
    const done = await killAt(store, stack, operation, nth);
    await done();
  }

  /** What the engine asks for after a killed run: its lock goes, and what it does not know it asks the store. */
  async function recoverEngine(): Promise<void> {
    await stack.succeed("cancel", "--yes");
    await stack.succeed("refresh", "--yes", "--skip-preview", "--clear-pending-creates");
  }

  async function recover(): Promise<void> {
    await recoverEngine();
    await stack.up();

    const items = await store.items(PACKAGE);
    for (const [index, id] of ITEM_IDS.entries()) {
      const item = items.get(id);
      assert.equal(item?.title, `Charm ${index + 1}`);
      assert.equal(item?.prices.length, 2);
    }
    const update = await store.update(ROLLING);
    assert.equal(update.content.supportEMail, "help@lumenforge.example");
    assert.deepEqual((await store.live(ROLLING)).rollout, { rate: 30, countries: { KOR: 40, DEU: 15 } });
    const testers = (await store.update(IN_BETA)).betaTest?.testers ?? [];
    assert.deepEqual(
      TESTERS.filter((tester) => testers.includes(tester)),
      TESTERS,
    );
    assert.equal(new Set(testers).size, testers.length);

    assert.deepEqual((await created()).sort(), [...ITEM_IDS].sort());
    const once = (await store.writes()).filter((write) => write.operation !== "items.create");
    assert.deepEqual(once.map((write) => write.operation).sort(), ["apps.update", "beta.update", "rollout.setRate"]);

    const drift = await stack.drift();
    assert.equal(drift.code, 0, drift.output);
    assert.ok(!(await stack.export()).text.includes("pending_operations"));
  }

  /** Ids of the items that the store created, once for each time. A request that the kill cut short created none. */
  async function created(): Promise<unknown[]> {
    const creates = (await store.writes()).filter(
      ({ operation, status }) => operation === "items.create" && status === 200,
    );
    return creates.map((write) => write.request?.id);
  }
});
