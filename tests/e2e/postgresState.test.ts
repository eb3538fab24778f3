/** State on a real PostgreSQL server: a stack's whole life there, and two people who run `up` at the same time, there and on a shared folder. */

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Postgres } from "../support/postgres";
import { TestStore } from "../support/testStore";
import { Gate } from "./support/gate";
import { type Declared, Stack } from "./support/stack";

const EMBER = "000001000101";
const PACKAGE = "com.lumenforge.emberisles";

const app = (supportEmail: string): Declared => ({
  type: "App",
  name: "app",
  args: { contentId: EMBER, supportEmail },
});
const item = (itemId: string): Declared => ({
  type: "InAppItem",
  name: itemId,
  args: { packageName: PACKAGE, itemId, title: itemId, description: "Glows", usdPrice: 0.99 },
});

const LOCKED = /the stack is currently locked by 1 lock\(s\)[\s\S]*created by \S+@\S+ \(pid \d+\) at /;

describe("the state of a stack", function () {
  this.timeout(300_000);
  let store: TestStore;
  let gate: Gate;
  let postgres: Postgres;
  let folder: string;
  const clones: Stack[] = [];
  let tables = 0;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "galaxystore-state-"));
    store = await TestStore.start();
    gate = await Gate.before(store.url);
    postgres = await Postgres.start();
  });
  afterEach(async () => {
    gate.open();
    for (const clone of clones.splice(0)) clone.remove();
    await store.reset();
  });
  after(async () => {
    await postgres?.remove();
    await gate?.stop();
    await store?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const onPostgres = () => postgres.settings(`state_${++tables}`);
  const inFolder = () => ({ PULUMI_BACKEND_URL: `file://${mkdtempSync(join(folder, "backend-"))}` });

  /** A person's clone of the repository: the same project and stack settings, and one backend for all. */
  function clone(backend: Record<string, string>, of?: Stack): Stack {
    const stack = new Stack({ ...store.settings(), GALAXY_STORE_ENDPOINT: gate.url, ...backend });
    clones.push(stack);
    if (of) copyFileSync(join(of.folder, "Pulumi.test.yaml"), join(stack.folder, "Pulumi.test.yaml"));
    return stack;
  }

  async function twoPeople(backend: Record<string, string>, program: readonly Declared[]): Promise<[Stack, Stack]> {
    const mina = clone(backend);
    await mina.init();
    const omar = clone(backend, mina);
    await omar.succeed("stack", "select", "test");
    for (const each of [mina, omar]) each.declare(program);
    return [mina, omar];
  }

  /** What was created in the store and what the state holds are the same, each once. */
  async function holdsOnce(stack: Stack, ...itemIds: string[]): Promise<void> {
    const creates = (await store.writes()).filter(({ operation }) => operation === "items.create");
    assert.deepEqual(creates.map(({ request }) => request?.id).sort(), [...itemIds].sort());
    const { resources, text } = await stack.export();
    assert.deepEqual(
      itemIds.filter((id) => !resources.has(id)),
      [],
    );
    assert.equal(text.includes("pending_operations"), false);
    const drift = await stack.drift();
    assert.equal(drift.code, 0, drift.output);
  }

  it("is kept on PostgreSQL from init to destroy, and holds neither the key nor the database's password", async () => {
    const backend = onPostgres();
    const stack = clone(backend);
    await stack.init();
    stack.declare([app("help@lumenforge.example"), item("charm_1")]);
    await stack.up();
    assert.equal((await stack.run("preview", "--expect-no-changes")).code, 0);
    assert.equal((await stack.drift()).code, 0);

    await store.editInPortal(EMBER, { supportEMail: "intern@lumenforge.example" });
    const drift = await stack.drift();
    assert.equal(drift.code, 7, drift.output);
    await stack.up("--refresh");
    assert.equal((await stack.drift()).code, 0);

    const elsewhere = clone(backend, stack);
    await elsewhere.succeed("stack", "select", "test");
    const { text, resources } = await elsewhere.export();
    assert.deepEqual([...resources.keys()].sort(), ["app", "charm_1"]);
    for (const secret of [store.account().privateKey.split("\n")[1] ?? "", backend.PGPASSWORD])
      assert.equal(text.includes(secret), false);

    await stack.destroy();
    await stack.succeed("stack", "rm", "--yes");
    assert.equal((await store.items(PACKAGE)).has("charm_1"), false);
  });

  for (const [where, backend] of Object.entries({ "on PostgreSQL": onPostgres, "in a shared folder": inFolder }))
    describe(`${where}, with two people at once`, () => {
      it('refuses the second "up" and says whose runs; nothing is written twice, nothing is lost', async () => {
        const [mina, omar] = await twoPeople(backend(), [item("charm_1"), item("charm_2")]);
        const held = gate.shut(/\/items/);
        const first = await mina.start("up", "--yes", "--skip-preview");
        await held;

        const preview = await omar.run("preview");
        assert.equal(preview.code, 0, preview.output);
        const second = await omar.run("up", "--yes", "--skip-preview");
        assert.notEqual(second.code, 0);
        assert.match(second.output, LOCKED);

        gate.open();
        const { code, output } = await first.ended;
        assert.equal(code, 0, output);
        await omar.up();
        await holdsOnce(omar, "charm_1", "charm_2");
      });

      it("lets at most one through when both begin in the same moment; the other only runs it again", async () => {
        const [mina, omar] = await twoPeople(backend(), [item("charm_1"), item("charm_2")]);
        const both = () => Promise.all([mina, omar].map((each) => each.run("up", "--yes", "--skip-preview")));
        const firstTry = await both();
        for (const { code, output } of firstTry) if (code !== 0) assert.match(output, LOCKED);
        await mina.up();
        await omar.up();
        await holdsOnce(mina, "charm_1", "charm_2");
      });
    });

  it("goes on when the PostgreSQL server restarts in the middle of an up", async () => {
    const stack = clone(onPostgres());
    await stack.init();
    stack.declare([item("charm_1"), item("charm_2")]);
    const held = gate.shut(/\/items/);
    const up = await stack.start("up", "--yes", "--skip-preview");
    await held;
    await postgres.stop();
    await postgres.startAgain();
    gate.open();
    const { code, output } = await up.ended;
    assert.equal(code, 0, output);
    await holdsOnce(stack, "charm_1", "charm_2");
  });

  it("keeps the lock of a killed up on PostgreSQL until somebody says that it is dead", async () => {
    const [mina, omar] = await twoPeople(onPostgres(), [item("charm_1"), item("charm_2")]);
    const held = gate.shut(/\/items/);
    const first = await mina.start("up", "--yes", "--skip-preview");
    await held;
    first.kill();
    await first.ended;
    gate.open();

    assert.match((await omar.run("up", "--yes", "--skip-preview")).output, LOCKED);
    await omar.succeed("cancel", "--yes");
    await omar.succeed("refresh", "--yes", "--skip-preview", "--clear-pending-creates");
    await omar.up();
    await holdsOnce(omar, "charm_1", "charm_2");
  });
});
