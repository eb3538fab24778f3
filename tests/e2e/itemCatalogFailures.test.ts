/** A catalog under the real engine when something fails: single items, or the whole run by a kill. Nothing is lost or doubled, and the next up does the rest. */

import assert from "node:assert/strict";
import { TestStore } from "../support/testStore";
import { charms, heldBy, markedLines, PACKAGE, storeWith } from "./support/catalog";
import { killAt } from "./support/kill";
import { Stack } from "./support/stack";

const ITEMS = charms(150);
const IDS = Object.keys(ITEMS);

/** The first items have another title, and the sixth another description, which takes a request of another kind. */
function edited(count: number) {
  const all = structuredClone(ITEMS);
  for (const item of Object.values(all).slice(0, count)) item.title = `Lucky ${item.title}`;
  const sixth = all.charm_006 ?? assert.fail();
  sixth.description = "Keeps hail away";
  return all;
}

describe("a catalog, failing", function () {
  this.timeout(180_000);
  let store: TestStore;
  let stack: Stack;

  before(async () => {
    store = await TestStore.start(storeWith({ charm_001: charms(1).charm_001 ?? assert.fail() }));
  });
  beforeEach(async () => {
    await store.reset();
    stack = new Stack(store.settings());
    await stack.init();
  });
  afterEach(() => stack?.remove());
  after(() => store?.stop());

  const declare = (items: object) =>
    stack.declare([{ type: "ItemCatalog", name: "catalog", args: { packageName: PACKAGE, items } }]);

  /** Ids of the items for which the store carried out writes, by operation. */
  async function written(): Promise<Record<string, string[]>> {
    const done = (await store.writes()).filter(({ status }) => status === 200);
    const ids: Record<string, string[]> = {};
    for (const { operation, request } of done)
      ids[String(operation)] = [...(ids[String(operation)] ?? []), String(request?.id)].sort();
    return ids;
  }

  async function isQuiet(): Promise<void> {
    const drift = await stack.drift();
    assert.equal(drift.code, 0, drift.output);
    assert.ok(!(await stack.export()).text.includes("pending_operations"));
  }

  it("an item that the store refuses in an update is named with its code, the others stick, and the next up does the rest", async () => {
    declare(ITEMS);
    await stack.up();
    await store.forgetRequests();
    declare(edited(10));
    await store.faults("items.replace", "return-400-1000");
    const failed = await stack.run("up", "--yes", "--skip-preview", "--diff");
    assert.notEqual(failed.code, 0);
    assert.match(failed.output, /charm_006.*1000/);
    assert.deepEqual(await written(), { "items.patch": IDS.slice(0, 10).filter((id) => id !== "charm_006") });

    const left = await stack.preview();
    assert.match(left.output, /: 1 item changed \(charm_006\)\.[\s\S]*The last up did not finish/);
    const refreshed = await stack.preview("--refresh");
    assert.deepEqual(markedLines(refreshed.output), [
      "- charm_006 title Charm 6",
      "- charm_006 description Keeps storms away",
      "+ charm_006 title Lucky Charm 6",
      "+ charm_006 description Keeps hail away",
    ]);
    await store.forgetRequests();

    await stack.up();
    assert.deepEqual(await written(), { "items.replace": ["charm_006"] });
    assert.deepEqual(await heldBy(store), edited(10));
    await isQuiet();
  });

  it("an item that the store refuses in the first up is named, the catalog stands without it, and the next up does the rest", async () => {
    await store.faults("items.create", ...Array.from({ length: 99 }, () => "stall-0"), "return-400-1000");
    declare(ITEMS);
    const failed = await stack.run("up", "--yes", "--skip-preview", "--diff");
    assert.notEqual(failed.code, 0);
    const refused = (await store.writes()).filter(({ status }) => status === 400).map(({ request }) => request?.id);
    assert.equal(refused.length, 1);
    const [missing] = refused;
    assert.ok(failed.output.includes(String(missing)) && failed.output.includes("1000"), failed.output);
    assert.equal((await written())["items.create"]?.length, IDS.length - 2);

    const left = await stack.preview();
    assert.match(left.output, new RegExp(`: 1 item new \\(${missing}\\)\\.[\\s\\S]*The last up did not finish`));
    await store.forgetRequests();
    await stack.up();
    assert.deepEqual(await written(), { "items.create": [missing] });
    assert.deepEqual(await heldBy(store), ITEMS);
    await isQuiet();
  });

  it("killed in the middle of the first up, the next one creates the rest, each item once", async () => {
    declare(ITEMS);
    const done = await killAt(store, stack, "items.create", 70);
    await done();
    const before = (await written())["items.create"] ?? [];
    assert.ok(before.length >= 70 && before.length < IDS.length - 1, String(before.length));
    await stack.succeed("cancel", "--yes");
    await stack.succeed("refresh", "--yes", "--skip-preview", "--clear-pending-creates");
    await stack.up();
    assert.deepEqual(await written(), { "items.create": IDS.slice(1) });
    assert.deepEqual(await heldBy(store), ITEMS);
    await isQuiet();
  });

  it("killed in the middle of an update, the next one writes the rest, each item once", async () => {
    declare(ITEMS);
    await stack.up();
    await store.forgetRequests();
    declare(edited(120));
    const done = await killAt(store, stack, "items.patch", 50);
    await done();
    await stack.succeed("cancel", "--yes");
    await stack.up();
    const { "items.patch": patched, "items.replace": replaced } = await written();
    assert.deepEqual(
      patched,
      IDS.slice(0, 120).filter((id) => id !== "charm_006"),
    );
    assert.deepEqual(replaced, ["charm_006"]);
    assert.deepEqual(await heldBy(store), edited(120));
    await isQuiet();
  });
});
