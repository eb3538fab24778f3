/** Forty items move from resources of their own into a catalog and back: the store is not written to, and each preview says what will happen. */

import assert from "node:assert/strict";
import { TestStore } from "../support/testStore";
import { charms, heldBy, PACKAGE, storeWith } from "./support/catalog";
import { type Declared, Stack } from "./support/stack";

const ITEMS = charms(40);

const SINGLE: Declared[] = Object.entries(ITEMS).map(([itemId, item]) => ({
  type: "InAppItem",
  name: itemId,
  args: { packageName: PACKAGE, itemId, ...item },
}));
const RETAINED = SINGLE.map((item) => ({ ...item, retainOnDelete: true }));

/** A catalog of the items from one place to another. */
function catalog(from: number, to: number): Declared {
  const items = Object.fromEntries(Object.entries(ITEMS).slice(from, to));
  return { type: "ItemCatalog", name: "catalog", args: { packageName: PACKAGE, items } };
}

describe("moving items between resources of their own and a catalog", function () {
  this.timeout(300_000);
  let store: TestStore;
  let stack: Stack;

  before(async () => {
    store = await TestStore.start(storeWith(ITEMS));
  });
  beforeEach(async () => {
    await store.reset();
    // Without a checkpoint for each resource, which is the engine's time and not of interest here.
    stack = new Stack({ ...store.settings(), PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" });
    await stack.init();
  });
  afterEach(() => stack?.remove());
  after(() => store?.stop());

  async function previewed(resources: Declared[], summary: RegExp): Promise<string> {
    stack.declare(resources);
    const { code, output } = await stack.run("preview");
    assert.equal(code, 0, output);
    assert.match(output, summary);
    return output;
  }

  /** Nothing was written so far, and two looks show nothing. */
  async function isQuiet(): Promise<void> {
    assert.deepEqual(
      (await store.writes()).map(({ operation }) => operation),
      [],
    );
    assert.deepEqual(await heldBy(store), ITEMS);
    const preview = await stack.preview("--expect-no-changes");
    assert.equal(preview.code, 0, preview.output);
    const drift = await stack.drift();
    assert.equal(drift.code, 0, drift.output);
  }

  it("there and back, without a write", async () => {
    stack.declare(SINGLE);
    await stack.up();

    await previewed(RETAINED, /Resources:\n +41 unchanged/);
    await stack.up();
    const there = await previewed([catalog(0, 40)], /\+ 1 to create\n +- 40 to delete/);
    assert.equal(there.match(/InAppItem charm_\d+ delete\[retain\]/g)?.length, 40, there);
    await stack.up();
    assert.deepEqual([...(await stack.export()).resources.keys()], ["catalog"]);
    await isQuiet();

    await previewed(SINGLE, /\+ 40 to create\n +- 1 to delete/);
    await stack.up();
    assert.deepEqual([...(await stack.export()).resources.keys()].sort(), Object.keys(ITEMS));
    await isQuiet();
  });

  it("some items move while the others stay, in both directions", async () => {
    const retained = RETAINED.slice(0, 6);
    stack.declare(retained);
    await stack.up();
    stack.declare([catalog(0, 4), ...retained.slice(4)]);
    await stack.up();
    await isQuiet();

    stack.declare([...SINGLE.slice(0, 1), catalog(1, 5), ...retained.slice(5)]);
    await stack.up();
    await isQuiet();
  });

  it("an item that the catalog lists stays in the store when its own resource goes, also where retainOnDelete was forgotten", async () => {
    stack.declare(SINGLE.slice(0, 6));
    await stack.up();
    const preview = await previewed([catalog(0, 6)], /\+ 1 to create\n +- 6 to delete/);
    assert.ok(!preview.includes("[retain]"), preview);
    const { output } = await stack.up();
    assert.match(output, /stays? in the store/);
    await isQuiet();
  });

  it("an item in both at once is refused", async () => {
    stack.declare([catalog(0, 2), ...SINGLE.slice(0, 1)]);
    const { code, output } = await stack.preview();
    assert.notEqual(code, 0);
    assert.match(output, /charm_001.* is declared twice/);
  });
});
