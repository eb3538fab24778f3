/** examples/11-large-catalog: two thousand items from a CSV file; a changed price is a few lines and a few writes, and destroying keeps them all. */

import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { TestStore } from "../support/testStore";
import { Example } from "./support/example";
import { assertShows, commands } from "./support/shown";

const PACKAGE = "com.lumenforge.emberisles";

describe("example 11-large-catalog", function () {
  this.timeout(300_000);
  let store: TestStore;
  let example: Example;
  let readme: string;
  let twelve: Awaited<ReturnType<TestStore["items"]>>;
  before(async () => {
    store = await TestStore.start();
    twelve = await store.items(PACKAGE);
    example = await Example.start("11-large-catalog", store);
    readme = example.read("README.md");
  });
  after(async () => {
    example?.remove();
    await store?.stop();
  });

  const rows = () => parse(example.read("catalog.csv"), { columns: true }) as Record<string, string>[];

  const written = async () => {
    const writes = await store.writes();
    await store.forgetRequests();
    return writes.map(({ operation, request }) => `${operation} ${request?.id}`).sort();
  };

  /** The store holds the twelve items that the game had, and those of the file with all their prices. */
  async function assertHeld(): Promise<void> {
    const held = await store.items(PACKAGE);
    for (const [id, item] of twelve) assert.deepEqual(held.get(id), item);
    for (const { itemId = "", title, description, status, usdPrice, ...prices } of rows()) {
      const item = held.get(itemId) ?? assert.fail(`${itemId} is not in the store`);
      assert.deepEqual([item.title, item.description, item.status], [title, description, status]);
      assert.equal(item.usdPrice, Number(usdPrice));
      const local = item.prices.map(({ countryId, localPrice }) => [countryId, Number(localPrice)]);
      assert.deepEqual(
        Object.fromEntries(local),
        Object.fromEntries(Object.entries(prices).map(([country, price]) => [country, Number(price)])),
      );
    }
    assert.equal(held.size, twelve.size + rows().length);
  }

  /** Runs what the README edits with. */
  async function edit(command: string): Promise<void> {
    const { code, output } = await example.run("bash", ["-c", command]);
    assert.equal(code, 0, output);
  }

  it("makes a catalog, each time the same, with titles of their own", async () => {
    const { output } = await example.run("node", ["generate.mjs"]);
    assertShows(readme, "node generate.mjs", output);
    assert.equal(new Set(rows().map(({ title }) => title)).size, 2000);
    const first = example.read("catalog.csv");
    await example.run("node", ["generate.mjs"]);
    assert.equal(example.read("catalog.csv"), first);
  });

  it("creates what is not there and leaves the twelve items of the game alone", async () => {
    const announced = await example.up();
    assertShows(readme, "pulumi preview --diff", announced);
    assert.equal((await written()).length, 2000);
    await assertHeld();
    await example.proposesNothing();
  });

  it("shows changed prices as a few lines and what they mean, and writes just these", async () => {
    for (const command of [...commands(readme, "cp"), ...commands(readme, "sed")]) await edit(command);
    const report = await example.run("galaxystore", ["catalog", "diff", "before.csv", "catalog.csv"]);
    assertShows(readme, "galaxystore catalog diff before.csv catalog.csv", report.output);
    assertShows(readme, "pulumi preview --diff", await example.up(), 2);
    assert.deepEqual(
      await written(),
      ["s007_horn", "s012_otter_sail", "s030_cat"].map((id) => `items.patch ${id}`),
    );
    await assertHeld();
  });

  it("finds what somebody edited, with exit code 7", async () => {
    await store.editItemInPortal(PACKAGE, "s007_cat", { usdPrice: 0.99 });
    const { code, output } = await example.stack.drift();
    assert.equal(code, 7, output);
    assert.deepEqual(await store.writes(), []);
    assertShows(readme, "pulumi preview --refresh --diff --expect-no-changes", output);
    await example.stack.succeed("up", "--refresh", "--yes", "--skip-preview");
    await written();
    await assertHeld();
  });

  it("keeps the items when the catalog is destroyed, and takes them over again without a write", async () => {
    const { output } = await example.stack.destroy();
    assertShows(readme, "pulumi destroy", output);
    assert.deepEqual(await written(), []);
    await assertHeld();
    await example.up();
    assert.deepEqual(await written(), []);
    await example.proposesNothing();
  });
});
