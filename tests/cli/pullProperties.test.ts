/** For any account: what is pulled declares the store as it is, writes nothing when it is taken over, and has no drift. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { Progress } from "../../cli/pull/progress";
import { type PullOptions, pull } from "../../cli/pull/run";
import { app } from "../../provider/app";
import { betaTest } from "../../provider/betaTest";
import { forgetDeclared } from "../../provider/declared";
import { itemCatalog } from "../../provider/itemCatalog";
import type { Lifecycle } from "../../provider/lifecycle";
import { StoreSession } from "../../provider/session";
import { stagedRollout } from "../../provider/stagedRollout";
import { GalaxyStore } from "../../sdk";
import { Managed } from "../provider/support/managed";
import { TestStore } from "../support/testStore";
import { account, sellerOf } from "./support/accounts";
import { declaredBy, filesIn, inFolder, Workbench } from "./support/project";

const LIFECYCLES = { App: app, BetaTest: betaTest, ItemCatalog: itemCatalog, StagedRollout: stagedRollout };

describe("a pulled project, for any account", function () {
  this.timeout(300_000);
  let store: TestStore;
  const bench = new Workbench();
  before(async () => {
    store = await TestStore.start(sellerOf([]));
  });
  after(async () => {
    await store.stop();
    bench.remove();
  });

  function session(): StoreSession {
    const [first] = store.accounts;
    const { serviceAccountId, privateKey } = first ?? assert.fail("no account");
    return new StoreSession(
      async () => new GalaxyStore({ serviceAccountId, privateKey, endpoint: store.url, sleep: async () => {} }),
    );
  }

  it("is taken over without a write, and stands as declared afterwards", async () => {
    const found = { resources: 0, notes: 0 };
    await fc.assert(
      fc.asyncProperty(account, fc.constantFrom("csv", "json", "yaml", "code"), async (seed, catalog) => {
        await store.control("PUT", "/seed", seed);
        const options: PullOptions = {
          apps: [],
          out: bench.path(),
          catalog,
          dryRun: false,
          force: false,
          version: "0.1.0",
        };
        const quiet = new Progress(undefined);
        const { projects, written, failed } = await pull(session(), options, quiet);
        assert.ok(written);
        assert.deepEqual(failed, []);
        const again = { ...options, out: bench.path() };
        await pull(session(), again, quiet);
        assert.deepEqual(filesIn(again.out), filesIn(options.out));

        const declared = await declaredBy(options.out);
        const announced = projects.flatMap(({ app, inputs, catalog }) => [
          ...(inputs ? ["App"] : []),
          ...(app.beta ? ["BetaTest"] : []),
          ...(catalog?.source ? ["ItemCatalog"] : []),
          ...(app.rollout ? ["StagedRollout"] : []),
        ]);
        assert.deepEqual(
          declared.map(({ type }) => type),
          announced.sort(),
        );
        await store.forgetRequests();
        forgetDeclared();
        await inFolder(options.out, async () => {
          for (const { type, inputs } of declared) {
            const lifecycle = LIFECYCLES[type as keyof typeof LIFECYCLES] as unknown as Lifecycle<object, object>;
            const managed = new Managed(store, lifecycle, store.accounts[0]);
            await managed.up(inputs);
            assert.equal(await managed.up(inputs), false, type);
            assert.equal(await managed.drifts(), false, type);
          }
        });
        assert.deepEqual(await store.writes(), []);
        found.resources += declared.length;
        found.notes += projects.flatMap(({ notes }) => notes).length;
      }),
      { numRuns: 25 },
    );
    assert.ok(found.resources > 25, `${found.resources} resources`);
    assert.ok(found.notes > 0);
  });
});
