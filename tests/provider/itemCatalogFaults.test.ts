/** Catalogs whose changes cannot all be made: what failed is named, the rest sticks, and the next run does exactly what is left. */

import assert from "node:assert/strict";
import type { ListedItem } from "../../provider/itemCatalog/catalog";
import { PartlyDone, Refusal } from "../../provider/lifecycle";
import { StoreSession } from "../../provider/session";
import { TestStore } from "../support/testStore";
import { asStored, CatalogsOf, gems, type Listing, linesOf, PACKAGE, program, stock } from "./support/catalogs";

describe("ItemCatalog in a store that fails", () => {
  let store: TestStore;
  let catalogs: CatalogsOf;
  before(async () => {
    store = await TestStore.start();
    catalogs = new CatalogsOf(store);
  });
  beforeEach(() => store.reset());
  after(() => store.stop());

  const exclusive = ["items"];
  const acknowledged = { acknowledgePriceChanges: "all" };
  /** What the program sent, also what the store did not take. */
  const sent = async () => (await store.writes()).map(({ operation, request }) => `${operation} ${request?.id}`).sort();
  /** What it took, apart from what it was told to fail at. */
  const taken = async () => (await store.writes()).filter(({ status, fault }) => status === 200 && fault === null);
  const changed = (items: Listing, change: (item: ListedItem, index: number) => ListedItem): Listing =>
    Object.fromEntries(Object.entries(items).map(([id, item], index) => [id, { ...item, ...change(item, index) }]));
  /** The store takes base prices up to 400 dollars only. */
  const takesCheapOnly = () => store.control("PUT", "/settings", { readings: { itemUsdMax: "400" } });

  const WRITES: { name: string; operation: string; from: Listing; to: Listing }[] = [
    { name: "creating", operation: "items.create", from: gems(1), to: gems(3) },
    {
      name: "changing titles",
      operation: "items.patch",
      from: gems(3),
      to: changed(gems(3), (_, n) => ({ title: `New ${n}` })),
    },
    {
      name: "changing descriptions",
      operation: "items.replace",
      from: gems(3),
      to: changed(gems(3), () => ({ description: "New" })),
    },
    { name: "removing", operation: "items.remove", from: gems(3), to: gems(1) },
  ];
  for (const { name, operation, from, to } of WRITES) {
    for (const fault of ["return-500", "return-503", "reset-before", "reset-after", "truncate", "stall-30"])
      it(`${name}: ${fault} is got over in the same run, and nothing is done twice`, async () => {
        const catalog = await catalogs.managed(from, { exclusive });
        await store.faults(operation, fault);
        await catalog.up(program(to, { exclusive }));
        assert.deepEqual(await store.faultsLeft(), [], "the fault was met");
        assert.deepEqual(await catalogs.held(), asStored(to));
        assert.equal(await catalog.drifts(), false);
        const expected = operation === "items.create" || operation === "items.remove" ? 2 : 3;
        assert.ok((await taken()).length <= expected);
      });

    it(`${name}: what a store does not take is left for the next run`, async () => {
      const catalog = await catalogs.managed(from, { exclusive });
      await store.faults(operation, "return-400-1000");
      const failed = await catalog.up(program(to, { exclusive })).catch((error: unknown) => error);
      assert.ok(failed instanceof PartlyDone);
      assert.match(
        failed.message,
        /^Item catalog com\.lumenforge\.emberisles: \d of \d items written, 1 failed\. What is done is kept, the next up does the rest\.\nitem com\.lumenforge\.emberisles\/gem_000\d: .*1000/,
      );
      await store.forgetRequests();
      await catalog.up(program(to, { exclusive }));
      assert.deepEqual(
        (await store.writes()).map((write) => write.operation),
        [operation],
      );
      assert.deepEqual(await catalogs.held(), asStored(to));
      assert.equal(await catalog.up(program(to, { exclusive })), false);
    });
  }

  it("names every item that fails with the store's words, in the order of their ids, and the rest sticks", async () => {
    const catalog = await catalogs.managed(gems(12));
    await takesCheapOnly();
    const items = changed(gems(12), (_, n) => (n % 4 === 1 ? { usdPrice: "500" } : { title: `New ${n}` }));
    await assert.rejects(catalog.up(program(items, acknowledged)), (error: PartlyDone) => {
      const [head, ...reasons] = error.reasons;
      assert.match(head ?? "", /: 9 of 12 items written, 3 failed\./);
      assert.deepEqual(
        reasons.map(
          (reason) =>
            /^item com\.lumenforge\.emberisles\/(\w+): .*1000.*usdPrice must be a number from 0 to 400/.exec(
              reason,
            )?.[1],
        ),
        ["gem_0001", "gem_0005", "gem_0009"],
      );
      return true;
    });
    const standing = changed(items, ({ usdPrice }, n) =>
      usdPrice === "500" ? (gems(12)[`gem_${String(n).padStart(4, "0")}`] ?? {}) : {},
    );
    assert.deepEqual(await catalogs.held(), asStored(standing));
    assert.equal(await catalog.drifts(), false, "the state says what stands");

    await store.forgetRequests();
    await store.control("PUT", "/settings", { readings: { itemUsdMax: "999.99" } });
    await catalog.up(program(items, acknowledged));
    assert.deepEqual(
      await sent(),
      ["gem_0001", "gem_0005", "gem_0009"].map((id) => `items.replace ${id}`),
    );
    assert.deepEqual(await catalogs.held(), asStored(items));
  });

  it("does nothing when the program goes back to what stands after a failure", async () => {
    const catalog = await catalogs.managed(gems(4));
    await takesCheapOnly();
    const items = changed(gems(4), (_, n) => (n === 1 ? { usdPrice: "500" } : { title: `New ${n}` }));
    await assert.rejects(catalog.up(program(items, acknowledged)), PartlyDone);
    await store.forgetRequests();
    const { gem_0001 = {} } = gems(4);
    const standing = { ...items, gem_0001 };
    assert.equal(await catalog.up(program(standing)), true, "the engine asks for an update all the same");
    assert.deepEqual(await store.requests(), []);
    assert.equal(await catalog.up(program(standing)), false);
  });

  it("looks again at what it could not see the outcome of, also when the program has gone back meanwhile", async () => {
    const catalog = await catalogs.managed(gems(3));
    const renamed = changed(gems(3), (_, n) => (n === 1 ? { title: "Ruby" } : {}));
    await store.faults("items.patch", ...Array<string>(4).fill("reset-after"));
    await store.faults("items.get", "stall-0", ...Array<string>(4).fill("return-500"));
    await assert.rejects(catalog.up(program(renamed)), /0 of 1 items written, 1 failed\./);
    assert.deepEqual(await catalogs.held(), asStored(renamed), "the store did it");
    await catalog.up(program(gems(3)));
    assert.deepEqual(await catalogs.held(), asStored(gems(3)));
    assert.equal(await catalog.drifts(), false);
  });

  it("removes what it could not see the creation of, when the list is the whole truth and does not name it any more", async () => {
    const catalog = await catalogs.managed(gems(2), { exclusive });
    await store.faults("items.create", "reset-after");
    await store.faults("items.get", ...Array<string>(40).fill("return-500"));
    await assert.rejects(catalog.up(program(gems(3), { exclusive })), PartlyDone);
    assert.deepEqual(await catalogs.held(), asStored(gems(3)), "the store did it");
    await store.control("DELETE", "/faults");
    await catalog.up(program(gems(2), { exclusive }));
    assert.deepEqual(await catalogs.held(), asStored(gems(2)));
    assert.equal(await catalog.drifts(), false);
  });

  it("names the first hundred of more, and how many there are", async () => {
    await stock(store, {});
    await takesCheapOnly();
    const items = changed(gems(240), (_, n) => (n % 2 === 0 ? { usdPrice: "500" } : {}));
    await assert.rejects(catalogs.manage().up(program(items)), (error: PartlyDone) => {
      assert.match(error.reasons[0] ?? "", /: 120 of 240 items written, 120 failed\./);
      assert.equal(error.reasons.length, 102);
      assert.match(error.reasons[100] ?? "", /\/gem_0198:/);
      assert.equal(error.reasons[101], "and 20 more");
      return true;
    });
  });

  it("removes nothing while something else could not be written", async () => {
    const catalog = await catalogs.managed(gems(12), { exclusive });
    await takesCheapOnly();
    const { gem_0000: _, ...rest } = gems(13);
    const items = {
      ...rest,
      gem_0001: { ...rest.gem_0001, title: "Ruby" },
      gem_0012: { ...rest.gem_0012, usdPrice: "500" },
    };
    const wish = program(items, { exclusive, ...acknowledged });
    await assert.rejects(
      catalog.up(wish),
      /1 of 3 items written, 1 failed, 1 not begun\. .* Items are removed once all others are written\.\n/,
    );
    assert.ok((await catalogs.held()).has("gem_0000"));
    await store.control("PUT", "/settings", { readings: { itemUsdMax: "999.99" } });
    await catalog.up(wish);
    assert.deepEqual(await catalogs.held(), asStored(items));
  });

  it("goes on where a list became the whole truth and not all of it could be removed", async () => {
    const listed = changed(gems(20), (item) => ({ prices: { KOR: item.prices?.KOR ?? "" } }));
    const all = { ...gems(22) };
    await stock(store, all);
    const catalog = catalogs.manage();
    await catalog.up(program(listed));
    await store.forgetRequests();
    const wish = program(listed, { exclusive: ["items", "prices"] });
    await store.faults("items.replace", "return-400-1000", "return-400-1000");
    await assert.rejects(catalog.up(wish), /18 of 22 items written, 2 failed, 2 not begun/);
    assert.equal(await catalog.drifts(), false, "the state says what stands");
    await store.faults("items.remove", "return-400-1000");
    await store.forgetRequests();
    await assert.rejects(catalog.up(wish), /3 of 4 items written, 1 failed/);
    assert.equal(await catalog.drifts(), false, "the state says what stands");
    await store.forgetRequests();
    await catalog.up(wish);
    assert.deepEqual(
      (await store.writes()).map(({ operation }) => operation),
      ["items.remove"],
    );
    assert.deepEqual(await catalogs.held(), asStored(listed));
    assert.equal(await catalog.drifts(), false);
  });

  it("takes an adopted catalog in parts when it has to, and needs no second word for the rest", async () => {
    await stock(store, gems(6));
    await takesCheapOnly();
    const items = changed(gems(8), (_, n) => (n % 5 === 1 ? { usdPrice: "500" } : { title: `New ${n}` }));
    const catalog = catalogs.manage();
    await assert.rejects(catalog.up(program(items, { adopt: true, ...acknowledged })), PartlyDone);
    assert.equal(catalog.id, PACKAGE);
    assert.equal(await catalog.drifts(), false, "the state says what stands");
    await store.control("PUT", "/settings", { readings: { itemUsdMax: "999.99" } });
    await store.forgetRequests();
    await catalog.up(program(items, acknowledged));
    assert.deepEqual(await sent(), ["items.create gem_0006", "items.replace gem_0001"]);
    assert.deepEqual(await catalogs.held(), asStored(items));
  });

  describe("stops early", () => {
    const many = gems(200);
    const renamed = changed(many, (_, n) => ({ title: `New ${n}` }));

    it("when the credentials are refused: nothing is begun that would fail as well, and the state stays", async () => {
      const catalog = await catalogs.managed(many);
      const { state } = catalog;
      await store.faults("items.patch", ...Array<string>(400).fill("return-401"));
      await assert.rejects(catalog.up(program(renamed)), (error: Error) => {
        assert.ok(error instanceof Refusal);
        assert.match(
          error.message,
          /^Item catalog com\.lumenforge\.emberisles: 0 of 200 items written, 200 not begun\. Nothing more was begun: .*access token was refused/,
        );
        return true;
      });
      assert.ok((await sent()).length <= 32, "16 at a time, each with a second token");
      assert.equal(catalog.state, state);
    });

    for (const fault of ["return-400-106", "return-403"])
      it(`when it concerns the whole package: ${fault}`, async () => {
        const catalog = await catalogs.managed(many);
        await store.faults("items.patch", ...Array<string>(400).fill(fault));
        await assert.rejects(
          catalog.up(program(renamed)),
          /0 of 200 items written, 200 not begun\. Nothing more was begun: /,
        );
        assert.ok((await sent()).length <= 16);
      });

    it("when the store is down", async () => {
      const catalog = await catalogs.managed(many);
      await store.faults("items.patch", ...Array<string>(2000).fill("return-503"));
      await assert.rejects(
        catalog.up(program(renamed)),
        /items written, \d\d failed, \d+ not begun\. Nothing more was begun: \d\d items failed one after the other/,
      );
      assert.ok(new Set(await sent()).size < 60);
      await store.control("DELETE", "/faults");
      await catalog.up(program(renamed));
      assert.deepEqual(await catalogs.held(), asStored(renamed));
    });

    it("when the store takes none of a hundred items in a row", async () => {
      const catalog = await catalogs.managed(many);
      await takesCheapOnly();
      const dear = changed(many, () => ({ usdPrice: "500" }));
      await assert.rejects(
        catalog.up(program(dear, acknowledged)),
        /0 of 200 items written, 1\d\d failed, \d+ not begun\. Nothing more was begun: 1\d\d items failed/,
      );
      assert.ok((await sent()).length < 120);
    });

    it("when the engine asks for it: what is under way is finished and kept, the next run does exactly the rest", async () => {
      const catalog = await catalogs.managed(many);
      const engine = new AbortController();
      let answers = 0;
      const api = catalogs.client({
        trace: (event) => {
          if (event.type === "response" && event.operation === "items.patch" && ++answers === 30) engine.abort();
        },
      });
      catalog.shared = new StoreSession(async () => api, { signal: engine.signal });
      const failed = await catalog.up(program(renamed)).catch((error: unknown) => error);
      assert.ok(failed instanceof PartlyDone);
      const done = (await taken()).length;
      assert.ok(done >= 30 && done < 50);
      assert.equal(
        failed.message,
        `Item catalog com.lumenforge.emberisles: ${done} of 200 items written, ${200 - done} not begun. What is done is kept, the next up does the rest. Nothing more was begun: stopped as asked.`,
      );
      catalog.shared = undefined;
      assert.equal(await catalog.drifts(), false, "the state says what stands");
      await store.forgetRequests();
      await catalog.up(program(renamed));
      assert.equal((await taken()).length, 200 - done);
      assert.deepEqual(await catalogs.held(), asStored(renamed));
    });
  });

  it("says how far long work is, once per tenth, and nothing of small work", async () => {
    let clock = 0;
    const now = () => (clock += 10_000);
    await stock(store, {});
    await takesCheapOnly();
    const lines = await linesOf(() => catalogs.manage({ now }).up(program(gems(200))));
    assert.equal(lines.length, 9);
    assert.match(lines[0] ?? "", /^Item catalog com\.lumenforge\.emberisles: 20 of 200 items written\.$/);
    await stock(store, {});
    assert.deepEqual(await linesOf(() => catalogs.manage({ now }).up(program(gems(90)))), []);
  });
});
