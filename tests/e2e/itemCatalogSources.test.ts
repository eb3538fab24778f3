/** The live catalog as a file, and the same catalog from every kind of file and program: all come to one text, so that none is a change of another. */

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { galaxystoreIn } from "../support/command";
import { TestStore } from "../support/testStore";
import { heldBy, PACKAGE } from "./support/catalog";
import { Stack } from "./support/stack";

const PROGRAM = `
import { readFileSync } from "node:fs";
import { ItemCatalog } from "pulumi-galaxystore";

const items = JSON.parse(readFileSync("catalog.json", "utf8"));
const catalog = new ItemCatalog("catalog", { packageName: "${PACKAGE}", items });
export const count = catalog.itemCount;
`;

describe("a catalog's source", function () {
  this.timeout(300_000);
  let store: TestStore;
  let stack: Stack;

  before(async () => {
    store = await TestStore.start();
    stack = new Stack(store.settings());
    await stack.init();
  });
  after(async () => {
    stack?.remove();
    await store?.stop();
  });

  /** Writes the live catalog to a file. */
  async function pull(file: string, ...options: string[]): Promise<void> {
    const { code, stdout, stderr } = await galaxystoreIn(
      { cwd: stack.folder, env: { ...process.env, ...store.settings() } },
      ...["catalog", "convert", `store:${PACKAGE}`, file, ...options],
    ).ended;
    assert.deepEqual([code, stdout], [0, `${file}: 12 items\n`], stderr);
  }

  const declare = (args: object) =>
    stack.declare([{ type: "ItemCatalog", name: "catalog", args: { packageName: PACKAGE, ...args } }]);

  async function isNoChange(): Promise<void> {
    const { code, output } = await stack.preview("--expect-no-changes");
    assert.equal(code, 0, output);
  }

  it("may be made of the live store, and is then adopted without a write", async () => {
    await pull("catalog.csv");
    declare({ source: "catalog.csv" });
    await stack.up();
    assert.deepEqual(await store.writes(), []);
    const drift = await stack.drift();
    assert.equal(drift.code, 0, drift.output);
    assert.equal((await stack.export()).resources.get("catalog")?.inputs.source, undefined);
  });

  for (const file of ["catalog.json", "catalog.yaml", "catalog.txt"])
    it(`is the same catalog as ${file}`, async () => {
      await pull(file);
      declare({ source: file });
      await isNoChange();
    });

  it("is the same catalog as items in the program, in an ES module and in TypeScript", async () => {
    const main = (file: string) =>
      writeFileSync(join(stack.folder, "package.json"), JSON.stringify({ name: "e2e", main: file }));
    for (const file of ["index.mjs", "index.ts"]) {
      writeFileSync(join(stack.folder, file), PROGRAM);
      main(file);
      const { code, output } = await stack.run("up", "--yes", "--skip-preview");
      assert.equal(code, 0, output);
      assert.match(output, /count: +12|\+ count: 12|unchanged/);
      assert.doesNotMatch(output, /to update|updated/);
    }
    main("program.js");
    assert.deepEqual(await store.writes(), []);
  });

  it("names every currency as Samsung's bulk upload, which is a change of the text and none of the store", async () => {
    await pull("bulk-upload.csv", "--format", "samsung");
    declare({ source: "bulk-upload.csv" });
    const { output } = await stack.preview();
    assert.match(output, /\+ boat_heron {2}KOR +5900 KRW given$/m);
    await stack.up();
    assert.deepEqual(await store.writes(), []);
  });

  it("leaves the store alone where its defaults and items say what the store has", async () => {
    const held = await heldBy(store);
    const items = Object.fromEntries(Object.entries(held).map(([id, { status: _, ...item }]) => [id, item]));
    declare({ items: { ...items, winter_lantern: held.winter_lantern }, defaults: { status: "PUBLISHED" } });
    const { output } = await stack.up();
    assert.deepEqual(await store.writes(), [], output);
  });
});
