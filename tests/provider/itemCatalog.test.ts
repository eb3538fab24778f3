/** A catalog as one resource: taken over knowingly, and read as it is. */

import assert from "node:assert/strict";
import type { ListedItem } from "../../provider/itemCatalog/catalog";
import { catalogText } from "../../provider/itemCatalog/text";
import { TestStore } from "../support/testStore";
import { asStored, CatalogsOf, gems, PACKAGE, program, stock, textOf } from "./support/catalogs";

describe("ItemCatalog", () => {
  let store: TestStore;
  let catalogs: CatalogsOf;
  before(async () => {
    store = await TestStore.start();
    catalogs = new CatalogsOf(store);
  });
  beforeEach(() => store.reset());
  after(() => store.stop());

  describe("create", () => {
    it("takes over an identical catalog without a write, reading each page once", async () => {
      await stock(store, gems(250));
      const catalog = catalogs.manage();
      await catalog.up(program(gems(250)));
      assert.deepEqual(await catalogs.operations(), ["items.list", "items.list", "items.list"]);
      assert.equal(catalog.id, PACKAGE);
      assert.deepEqual(catalog.state?.outputs, { itemCount: 250 });
      assert.equal(await catalog.drifts(), false);
    });

    it("creates what is not there and leaves the rest alone", async () => {
      await stock(store, gems(3));
      const { gem_0001: _, ...others } = gems(6);
      const catalog = catalogs.manage();
      await catalog.up(program(others));
      assert.deepEqual(await catalogs.held(), asStored(gems(6)));
      assert.deepEqual(
        (await catalogs.operations()).filter((each) => each !== "items.list"),
        Array(3).fill("items.create"),
      );
      assert.deepEqual(catalog.state?.outputs, { itemCount: 5, unlistedItems: 1 });
      assert.equal(await catalog.drifts(), false);
    });

    it("refuses items with other content, names what differs, and writes nothing", async () => {
      await stock(store, gems(3));
      const items = gems(40);
      items.gem_0001 = { ...items.gem_0001, title: "Ruby", prices: { KOR: "1300" } };
      items.gem_0002 = { ...items.gem_0002, status: "UNPUBLISHED" };
      await assert.rejects(catalogs.manage().up(program(items)), (error: Error) => {
        assert.match(
          error.message,
          /^Item catalog com\.lumenforge\.emberisles: nothing was changed\.\n2 items are in the store already, with other content\. Set adopt: true /,
        );
        assert.match(
          error.message,
          /\n {2}gem_0001: title: the store has "Gem 1", the program says "Ruby"; prices\.KOR: the store has "1200", the program says "1300"\n/,
        );
        assert.match(
          error.message,
          /\n {2}gem_0002: status: the store has "PUBLISHED", the program says "UNPUBLISHED"$/,
        );
        return true;
      });
      assert.deepEqual(await store.writes(), []);
    });

    it("shows the beginning of a long list of differences", async () => {
      await stock(store, gems(60));
      const items = Object.fromEntries(
        Object.entries(gems(60)).map(([id, item]) => [id, { ...item, title: `New ${id}` }]),
      );
      await assert.rejects(catalogs.manage().up(program(items)), (error: Error) => {
        assert.equal(error.message.split("\n").length, 23);
        assert.match(error.message, /\n {2}gem_0019: title: .*\n {2}and 40 more$/);
        return true;
      });
    });

    it("adopts with PATCH where it is enough, else with the merged whole, and keeps what is not listed", async () => {
      await stock(store, gems(3));
      const items = {
        gem_0000: { title: "Ruby", prices: { KOR: "1200" } },
        gem_0001: { prices: { KOR: "1300", JPN: "180" } },
        gem_0002: { description: "The gem number 2" },
      };
      const catalog = catalogs.manage();
      await catalog.up(program(items, { adopt: true }));
      assert.deepEqual(
        new Map((await store.writes()).map(({ operation, request }) => [operation, request]) as [string, object][]),
        new Map<string, object>([
          ["items.patch", { id: "gem_0000", title: "Ruby", prices: [{ countryId: "KOR", localPrice: "1200" }] }],
          [
            "items.replace",
            {
              ...asStored(gems(3)).get("gem_0001"),
              prices: [
                { countryId: "DEU", currency: "EUR", localPrice: "1" },
                { countryId: "USA", currency: "USD", localPrice: "1" },
                { countryId: "JPN", currency: "JPY", localPrice: "180" },
                { countryId: "KOR", currency: "KRW", localPrice: "1300" },
              ],
            },
          ],
        ]),
      );
      assert.equal((await catalogs.held()).get("gem_0001")?.status, "PUBLISHED");
      assert.equal(await catalog.drifts(), false);
      assert.equal(await catalog.up(program(items)), false, "the word may go again");
    });

    it("cannot create an item without what it needs, and says so before the first write", async () => {
      const items = { ...gems(2), nothing: { prices: { KOR: "1200" } }, half: { title: "x", usdPrice: "1" } };
      await assert.rejects(
        catalogs.manage().up(program(items, { adopt: true })),
        /2 items are not in the store.*\n {2}half: description\n {2}nothing: title, description, usdPrice$/,
      );
      assert.deepEqual(await store.writes(), []);
    });
  });

  describe("read", () => {
    it("shows each edit of the portal in its own line, and nothing of what is not listed", async () => {
      const { gem_0000, gem_0001 = {}, gem_0002 = {}, gem_0003 } = gems(4);
      const { title: _title, prices: _prices, ...bare } = gem_0002;
      const listed = { gem_0000, gem_0001, gem_0002: bare, gem_0003 };
      await stock(store, gems(5));
      const catalog = catalogs.manage();
      await catalog.up(program(listed, { adopt: true }));
      await store.editItemInPortal(PACKAGE, "gem_0001", {
        title: "Ruby",
        description: "Red",
        status: "UNPUBLISHED",
        usdPrice: 2,
        itemPaymentMethod: { phoneBillStatus: true },
        prices: [
          { countryId: "KOR", currency: "KRW", localPrice: "1500" },
          { countryId: "USA", currency: "USD", localPrice: "1.00" },
          { countryId: "JPN", currency: "JPY", localPrice: "100" },
        ],
      });
      await store.editItemInPortal(PACKAGE, "gem_0002", {
        title: "Not listed",
        prices: asStored(gems(1)).get("gem_0000")?.prices,
      });
      await store.editItemInPortal(PACKAGE, "gem_0004", { title: "Not listed" });
      await store.removeItemInPortal(PACKAGE, "gem_0003");
      const expected = new Map<string, ListedItem>([
        ["gem_0000", gem_0000 ?? {}],
        [
          "gem_0001",
          {
            title: "Ruby",
            description: "Red",
            status: "UNPUBLISHED",
            usdPrice: 2,
            prices: { KOR: "1500", USA: "1" },
          },
        ],
        ["gem_0002", bare],
      ]);
      assert.equal((await catalog.read())?.items, catalogText(expected));
      assert.equal(await catalog.drifts(), true);
    });

    it("asks for each page once", async () => {
      const catalog = await catalogs.managed(gems(201));
      assert.equal(await catalog.drifts(), false);
      assert.deepEqual(await catalogs.operations(), ["items.list", "items.list", "items.list"]);
    });

    it("shows unlisted items whole where the items are exclusive", async () => {
      const catalog = await catalogs.managed(gems(2), { exclusive: ["items"] });
      const { gem_0002 = {} } = gems(3);
      await catalogs.addInPortal("gem_0002", gem_0002);
      assert.equal((await catalog.read())?.items, textOf({ ...gems(2), gem_0002: { ...gem_0002, phoneBill: false } }));
    });

    it("shows unlisted prices where the prices are exclusive, but not of items that list none", async () => {
      const { gem_0000, gem_0001 = {} } = gems(2);
      const { prices: _, ...bare } = gem_0001;
      const catalog = await catalogs.managed({ gem_0000: gem_0000 ?? {}, gem_0001 }, { exclusive: ["prices"] });
      await catalog.up(program({ gem_0000, gem_0001: bare }, { exclusive: ["prices"] }));
      const prices = [
        ...(asStored(gems(1)).get("gem_0000")?.prices ?? []),
        { countryId: "JPN", currency: "JPY", localPrice: "90" },
      ];
      await store.editItemInPortal(PACKAGE, "gem_0000", { prices });
      await store.editItemInPortal(PACKAGE, "gem_0001", { prices });
      assert.equal(
        (await catalog.read())?.items,
        textOf({ gem_0000: { ...gem_0000, prices: { ...gem_0000?.prices, JPN: "90" } }, gem_0001: bare }),
      );
    });

    it("keeps a listed price as it is while the amount is the same, and names another currency with another amount", async () => {
      const catalog = await catalogs.managed(gems(1));
      const inDollars = (localPrice: string) =>
        store.editItemInPortal(PACKAGE, "gem_0000", { prices: [{ countryId: "KOR", currency: "USD", localPrice }] });
      await inDollars("1188.0");
      assert.match(String((await catalog.read())?.items), /KOR +1188 KRW\n/);
      await inDollars("0.99");
      assert.match(String((await catalog.read())?.items), /KOR +0.99 USD given\n/);
    });
  });
});
