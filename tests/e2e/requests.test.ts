/** How often the store is asked: a refresh costs pages of a catalog and one look at an app, not one request per resource. */

import assert from "node:assert/strict";
import { defaultSeed, type Seed } from "../../emulator";
import { TestStore } from "../support/testStore";
import { type Declared, Stack } from "./support/stack";

const EMBER_ISLES = "000001000101";
const PACKAGE = "com.lumenforge.emberisles";
const ITEM_IDS = Array.from({ length: 250 }, (_, index) => `charm_${String(index + 1).padStart(3, "0")}`);

/** The default store, where Ember Isles has a catalog of 250 items, a live rollout and beside it a closed beta. */
function seed(): Seed {
  const all = defaultSeed();
  const app = all.sellers.flatMap((seller) => seller.apps ?? []).find(({ contentId }) => contentId === EMBER_ISLES);
  assert.ok(app?.sale);
  app.items = ITEM_IDS.map((id, index) => ({
    id,
    title: `Charm ${index + 1}`,
    description: "Keeps storms away",
    usdPrice: 0.99,
    prices: [{ countryId: "KOR", currency: "KRW", localPrice: "1200" }],
  }));
  app.sale.content.ageLimit = "4";
  app.registration = {
    ...structuredClone(app.sale),
    contentStatus: "BETA_REGISTERING",
    rollout: null,
    betaTest: { testers: ["mina.park@testers.example"], feedbackChannel: "beta@lumenforge.example" },
  };
  return all;
}

const CATALOG: Declared[] = ITEM_IDS.map((itemId, index) => ({
  type: "InAppItem",
  name: itemId,
  args: {
    packageName: PACKAGE,
    itemId,
    title: `Charm ${index + 1}`,
    description: "Keeps storms away",
    usdPrice: 0.99,
    prices: { KOR: 1200 },
    status: "PUBLISHED",
  },
}));

const ONE_APP: Declared[] = [
  { type: "App", name: "ember", args: { contentId: EMBER_ISLES, ageRating: 4 } },
  { type: "StagedRollout", name: "rollout", args: { contentId: EMBER_ISLES, rate: 25 } },
  { type: "BetaTest", name: "beta", args: { contentId: EMBER_ISLES, testers: ["mina.park@testers.example"] } },
];

describe("requests", () => {
  let store: TestStore;
  let stack: Stack;

  before(async () => {
    store = await TestStore.start(seed());
  });
  beforeEach(async () => {
    await store.reset();
    // Without a checkpoint for each of 250 resources, which is the engine's time and not of interest here.
    stack = new Stack({ ...store.settings(), PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" });
    await stack.init();
  });
  afterEach(() => stack?.remove());
  after(() => store?.stop());

  it("250 items are adopted and refreshed in three pages each time", async () => {
    stack.declare(CATALOG);
    await stack.up();
    assertPages(await asked());
    await assertNoDrift();
    assertPages(await asked());
  });

  it("one changed item among 250 costs one write, and the pages once", async () => {
    stack.declare(CATALOG);
    await stack.up();
    await asked();
    stack.declare(CATALOG.with(7, { ...CATALOG[7], args: { ...CATALOG[7]?.args, usdPrice: 1.99 } } as Declared));
    await stack.up("--refresh");
    const { "items.replace": writes, ...reads } = await asked();
    assert.equal(writes, 1);
    assertPages(reads);
  });

  it("twelve new items cost one write each, and so does their removal", async () => {
    stack.declare(
      CATALOG.slice(0, 12).map(({ type, name, args }) => {
        const itemId = `new_${name}`;
        return { type, name: itemId, args: { ...args, itemId } };
      }),
    );
    await stack.up();
    const { "items.create": created, ...readsBefore } = await asked();
    assert.equal(created, 12);
    assertPages(readsBefore);
    await stack.destroy();
    const { "items.remove": removed, ...reads } = await asked();
    assert.equal(removed, 12);
    assertPages(reads);
  });

  it("an app, its rollout and its beta share one look at the app", async () => {
    stack.declare(ONE_APP);
    await stack.up();
    await asked();
    await assertNoDrift();
    const { "apps.get": looks, ...others } = await asked();
    assert.equal(looks, 1);
    assert.deepEqual(others, { "rollout.getRate": 1, "rollout.getBinaries": 1, "beta.get": 1 });
  });

  /** Three pages, and at most one item by itself: the first, when the others come later than it waits for them. */
  function assertPages({ "items.list": pages, "items.get": alone = 0, ...others }: Record<string, number>): void {
    assert.equal(pages, 3);
    assert.ok(alone <= 1);
    assert.deepEqual(others, {});
  }

  async function assertNoDrift(): Promise<void> {
    const drift = await stack.drift();
    assert.equal(drift.code, 0, drift.output);
  }

  /** How often each operation was asked since the last call, without sign-in. */
  async function asked(): Promise<Record<string, number>> {
    const requests = await store.requests();
    await store.forgetRequests();
    const counts: Record<string, number> = {};
    for (const { operation } of requests) counts[String(operation)] = (counts[String(operation)] ?? 0) + 1;
    return counts;
  }
});
