/** examples/03-item-catalog: items from a data file are created or taken over; the others of the game stay as they are. */

import assert from "node:assert/strict";
import { TestStore } from "../support/testStore";
import { Example } from "./support/example";
import { assertShows } from "./support/shown";

const PACKAGE = "com.lumenforge.emberisles";

describe("example 03-item-catalog", function () {
  this.timeout(300_000);
  let store: TestStore;
  let example: Example;
  let catalogBefore: Awaited<ReturnType<TestStore["items"]>>;
  before(async () => {
    store = await TestStore.start();
    catalogBefore = await store.items(PACKAGE);
    example = await Example.start("03-item-catalog", store);
  });
  after(async () => {
    example.remove();
    await store.stop();
  });

  it("announces each item with its prices", async () => {
    const { output } = await example.stack.succeed("preview", "--diff");
    assertShows(example.read("README.md"), "pulumi preview --diff", output);
  });

  it("does not overwrite an item that exists with other content, and says what differs", async () => {
    const before = await store.items(PACKAGE);
    const complete = example.read("catalog.json");
    const adopted = complete.indexOf('"adopt"', complete.indexOf("winter_lantern"));
    example.write("catalog.json", complete.slice(0, adopted) + complete.slice(adopted).replace("true", "false"));
    const { code, output } = await example.stack.run("up", "--yes", "--skip-preview");
    example.write("catalog.json", complete);
    assert.notEqual(code, 0);
    assertShows(example.read("README.md"), "pulumi up", output);
    const after = await store.items(PACKAGE);
    assert.deepEqual(after.get("winter_lantern"), before.get("winter_lantern"));
    assert.ok(after.has("boat_puffin"), "the other items of the run are created");
  });

  it("brings the listed items to the file and leaves the ten others alone", async () => {
    await example.up();

    const after = await store.items(PACKAGE);
    const listed = JSON.parse(example.read("catalog.json")) as { id: string; title: string; level: string }[];
    const levels = JSON.parse(example.read("prices.json")) as Record<string, Record<string, number>>;
    for (const { id, title, level } of listed) {
      const item = after.get(id);
      assert.equal(item?.title, title);
      assert.equal(item.usdPrice, Number(level));
      const prices = Object.fromEntries(item.prices.map((price) => [price.countryId, Number(price.localPrice)]));
      assert.deepEqual({ ...prices, ...levels[level] }, prices);
    }
    assert.equal(after.get("chart_case")?.status, "UNPUBLISHED");
    assert.equal(after.get("boat_puffin")?.itemPaymentMethod.phoneBillStatus, true);
    const brazil = (items: typeof after) =>
      items.get("winter_lantern")?.prices.find(({ countryId }) => countryId === "BRA");
    assert.deepEqual(brazil(after), brazil(catalogBefore));
    const ids = new Set(listed.map(({ id }) => id));
    for (const [id, item] of catalogBefore) if (!ids.has(id)) assert.deepEqual(after.get(id), item);
    assert.equal(after.size, catalogBefore.size + 2);
    await example.proposesNothing();
  });
});
