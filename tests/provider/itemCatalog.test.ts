/** A catalog as one resource: taken over knowingly, changed by the fewest and smallest calls, and never stripped of what is not listed. */

import assert from "node:assert/strict";
import { itemCatalog } from "../../provider/itemCatalog";
import type { ListedItem } from "../../provider/itemCatalog/catalog";
import { catalogText } from "../../provider/itemCatalog/text";
import type { Values } from "../../provider/lifecycle";
import { StoreSession } from "../../provider/session";
import { GalaxyStore } from "../../sdk";
import { TestStore } from "../support/testStore";
import { asStored, gems, linesOf, PACKAGE, stock } from "./support/catalogs";
import { Managed } from "./support/managed";

describe("ItemCatalog", () => {
  let store: TestStore;
  before(async () => {
    store = await TestStore.start();
  });
  beforeEach(() => store.reset());
  after(() => store.stop());

  const manage = () => new Managed(store, itemCatalog);
  const program = (items: object, more: Values = {}): Values => ({ packageName: PACKAGE, items, ...more });
  const held = () => store.items(PACKAGE);
  const operations = async () => (await store.requests()).map(({ operation }) => operation);
  const sent = async () => (await store.writes()).map(({ operation, request }) => [operation, request]);

  const textOf = (items: Record<string, ListedItem>) => catalogText(new Map(Object.entries(items)));
  const addInPortal = async (id: string, item: ListedItem = {}) => {
    const { id: _, ...body } = asStored({ [id]: item }).get(id) ?? { id };
    await store.control("PUT", `/apps/${PACKAGE}/items/${id}`, body);
  };
  const client = () => {
    const { serviceAccountId, privateKey } = store.account();
    return new GalaxyStore({ serviceAccountId, privateKey, endpoint: store.url });
  };
  /** The bodies of an operation's requests, by id. */
  const bodies = async (operation: string) => {
    const found = (await store.writes()).filter((write) => write.operation === operation);
    return found.map(({ request }) => request).sort((a, b) => (String(a?.id) < String(b?.id) ? -1 : 1));
  };

  /** A catalog that this program took over. */
  async function managed(items: ReturnType<typeof gems>, more: Values = {}) {
    await stock(store, items);
    const catalog = manage();
    await catalog.up(program(items, more));
    assert.deepEqual(await store.writes(), []);
    await store.forgetRequests();
    return catalog;
  }

  describe("create", () => {
    it("takes over an identical catalog without a write, reading each page once", async () => {
      await stock(store, gems(250));
      const catalog = manage();
      await catalog.up(program(gems(250)));
      assert.deepEqual(await operations(), ["items.list", "items.list", "items.list"]);
      assert.equal(catalog.id, PACKAGE);
      assert.deepEqual(catalog.state?.outputs, { itemCount: 250 });
      assert.equal(await catalog.drifts(), false);
    });

    it("creates what is not there and leaves the rest alone", async () => {
      await stock(store, gems(3));
      const { gem_0001: _, ...others } = gems(6);
      const catalog = manage();
      await catalog.up(program(others));
      assert.deepEqual(await held(), asStored(gems(6)));
      assert.deepEqual(
        (await operations()).filter((each) => each !== "items.list"),
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
      await assert.rejects(manage().up(program(items)), (error: Error) => {
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
      await assert.rejects(manage().up(program(items)), (error: Error) => {
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
      const catalog = manage();
      await catalog.up(program(items, { adopt: true }));
      assert.deepEqual(
        new Map((await sent()) as [string, object][]),
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
      assert.equal((await held()).get("gem_0001")?.status, "PUBLISHED");
      assert.equal(await catalog.drifts(), false);
      assert.equal(await catalog.up(program(items)), false, "the word may go again");
    });

    it("cannot create an item without what it needs, and says so before the first write", async () => {
      const items = { ...gems(2), nothing: { prices: { KOR: "1200" } }, half: { title: "x", usdPrice: "1" } };
      await assert.rejects(
        manage().up(program(items, { adopt: true })),
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
      const catalog = manage();
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
      const catalog = await managed(gems(201));
      assert.equal(await catalog.drifts(), false);
      assert.deepEqual(await operations(), ["items.list", "items.list", "items.list"]);
    });

    it("shows unlisted items whole where the items are exclusive", async () => {
      const catalog = await managed(gems(2), { exclusive: ["items"] });
      const { gem_0002 = {} } = gems(3);
      await addInPortal("gem_0002", gem_0002);
      assert.equal((await catalog.read())?.items, textOf({ ...gems(2), gem_0002: { ...gem_0002, phoneBill: false } }));
    });

    it("shows unlisted prices where the prices are exclusive, but not of items that list none", async () => {
      const { gem_0000, gem_0001 = {} } = gems(2);
      const { prices: _, ...bare } = gem_0001;
      const catalog = await managed({ gem_0000: gem_0000 ?? {}, gem_0001 }, { exclusive: ["prices"] });
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
      const catalog = await managed(gems(1));
      const inDollars = (localPrice: string) =>
        store.editItemInPortal(PACKAGE, "gem_0000", { prices: [{ countryId: "KOR", currency: "USD", localPrice }] });
      await inDollars("1188.0");
      assert.match(String((await catalog.read())?.items), /KOR +1188 KRW\n/);
      await inDollars("0.99");
      assert.match(String((await catalog.read())?.items), /KOR +0.99 USD given\n/);
    });
  });

  describe("update", () => {
    it("changes few of many: each read by itself and written once, with only what differs", async () => {
      const catalog = await managed(gems(300));
      const items = gems(300);
      items.gem_0007 = { ...items.gem_0007, title: "Ruby" };
      items.gem_0100 = { ...items.gem_0100, prices: { ...items.gem_0100?.prices, KOR: "2400" } };
      items.gem_0200 = { ...items.gem_0200, usdPrice: "3" };
      await catalog.up(program(items));
      assert.deepEqual(
        (await operations()).filter((each) => each !== "items.patch" && each !== "items.replace"),
        Array(3).fill("items.get"),
      );
      assert.deepEqual(await bodies("items.patch"), [
        { id: "gem_0007", title: "Ruby" },
        { id: "gem_0100", prices: [{ countryId: "KOR", localPrice: "2400" }] },
      ]);
      assert.deepEqual(await bodies("items.replace"), [asStored(items).get("gem_0200")]);
      assert.deepEqual(await held(), asStored(items));
      assert.equal(await catalog.drifts(), false);
      assert.equal(await catalog.up(program(items)), false);
    });

    it("reads the pages instead when that are fewer requests", async () => {
      const catalog = await managed(gems(150));
      const items = gems(150);
      for (const id of ["gem_0000", "gem_0001", "gem_0002"]) items[id] = { ...items[id], title: `New ${id}` };
      await catalog.up(program(items));
      assert.deepEqual((await operations()).sort(), [
        "items.list",
        "items.list",
        ...Array<string>(3).fill("items.patch"),
      ]);
      assert.deepEqual(await held(), asStored(items));
    });

    it("brings a changed item to all that is listed, keeps the rest, and names others that differ", async () => {
      const catalog = await managed(gems(150));
      await store.editItemInPortal(PACKAGE, "gem_0000", { description: "Changed by hand" });
      await store.editItemInPortal(PACKAGE, "gem_0140", { description: "Changed by hand" });
      await store.removeItemInPortal(PACKAGE, "gem_0141");
      const items = gems(150);
      for (const id of ["gem_0000", "gem_0001", "gem_0002"]) items[id] = { ...items[id], title: `New ${id}` };
      const lines = await linesOf(() => catalog.up(program(items)));
      assert.deepEqual(lines, [
        "Item catalog com.lumenforge.emberisles: 2 more items are not as the program says, and no part of this change: gem_0140, gem_0141. To see and repair that, run pulumi up --refresh.",
      ]);
      assert.equal((await held()).get("gem_0000")?.description, "The gem number 0");
      assert.equal((await held()).get("gem_0140")?.description, "Changed by hand");
      await catalog.refresh();
      await catalog.up(program(items));
      assert.deepEqual(await held(), asStored(items));
    });

    it("leaves items that leave the list in the store", async () => {
      const catalog = await managed(gems(3));
      await catalog.up(program(gems(2)));
      assert.deepEqual(await store.requests(), []);
      assert.deepEqual(catalog.state?.outputs, { itemCount: 2, unlistedItems: 1 });
      assert.equal(await catalog.drifts(), false);
    });

    it("refuses a new id that exists with other content, unless it may adopt", async () => {
      await stock(store, gems(3));
      const catalog = manage();
      await catalog.up(program(gems(2)));
      const items = gems(3);
      items.gem_0000 = { ...items.gem_0000, title: "Ruby" };
      items.gem_0002 = { ...items.gem_0002, title: "Opal" };
      await assert.rejects(
        catalog.up(program(items)),
        /1 item is in the store already.*\n {2}gem_0002: title: the store has "Gem 2", the program says "Opal"$/,
      );
      assert.deepEqual(await store.writes(), []);
      await catalog.up(program(items, { adopt: true }));
      assert.deepEqual(await held(), asStored(items));
    });

    it("creates an item that vanished, if the program says enough of it", async () => {
      const [{ gem_0000 = {} }, { gem_0001 = {} }] = [gems(1), gems(2)];
      const items = { gem_0000, gem_0001: { prices: { KOR: "1200" } } };
      await stock(store, gems(2));
      const catalog = manage();
      await catalog.up(program(items, { adopt: true }));
      await stock(store, {});
      const next = { gem_0000: { ...gem_0000, title: "Ruby" }, gem_0001: { prices: { KOR: "1300" } } };
      await assert.rejects(
        catalog.up(program(next)),
        /1 item is not in the store.*\n {2}gem_0001: title, description, usdPrice$/,
      );
      assert.deepEqual(await store.writes(), []);
      const all = { gem_0000: next.gem_0000, gem_0001: { ...gem_0001, ...next.gem_0001 } };
      await catalog.up(program(all));
      assert.deepEqual(await held(), asStored(all));
    });

    it("keeps the type of items that can no longer be made", async () => {
      await stock(store, gems(1));
      await store.editItemInPortal(PACKAGE, "gem_0000", { type: "NON_CONSUMABLE" });
      const catalog = manage();
      await catalog.up(program(gems(1)));
      const { gem_0000 } = gems(1);
      await catalog.up(program({ gem_0000: { ...gem_0000, description: "Once" } }));
      assert.deepEqual(
        [(await held()).get("gem_0000")?.type, (await held()).get("gem_0000")?.description],
        ["NON_CONSUMABLE", "Once"],
      );
    });

    it("writes a price that names no currency in the live one, and says how to name it", async () => {
      const catalog = await managed(gems(1));
      await store.editItemInPortal(PACKAGE, "gem_0000", {
        prices: [{ countryId: "KOR", currency: "USD", localPrice: "1188" }],
      });
      const { gem_0000 = {} } = gems(1);
      const lines = await linesOf(() => catalog.up(program({ gem_0000: { ...gem_0000, prices: { KOR: "1200" } } })));
      assert.deepEqual(await bodies("items.patch"), [
        { id: "gem_0000", prices: [{ countryId: "KOR", localPrice: "1200" }] },
      ]);
      assert.deepEqual(lines, [
        'Item catalog com.lumenforge.emberisles: prices that name no currency stay in the one that the store has: gem_0000 KOR is in USD, not KRW. To name it, write KOR: { price: "1200", currency: "USD" }.',
      ]);
    });

    it("says where the store keeps something else than it was sent", async () => {
      const { gem_0000 = {} } = gems(1);
      const catalog = await managed({ gem_0000: { ...gem_0000, prices: { KOR: "400" } } });
      await store.control("PUT", "/settings", { readings: { itemMinimumPrice: "raised" } });
      const lines = await linesOf(() => catalog.up(program({ gem_0000: { ...gem_0000, prices: { KOR: "300" } } })));
      assert.deepEqual(lines, [
        'Item catalog com.lumenforge.emberisles: the store keeps something else than it was sent: gem_0000 prices.KOR: the store has "310", the program says "300".',
      ]);
    });

    it("reads an item anew when what it saw of it is a minute old, and so keeps what was changed meanwhile", async () => {
      const catalog = await managed(gems(150));
      let clock = 0;
      let connections = 0;
      catalog.shared = new StoreSession(
        async () => {
          connections += 1;
          if (connections === 2)
            await store.editItemInPortal(PACKAGE, "gem_0000", { itemPaymentMethod: { phoneBillStatus: true } });
          return client();
        },
        {
          now: () => {
            clock += 70_000;
            return clock;
          },
        },
      );
      const items = gems(150);
      items.gem_0000 = { ...items.gem_0000, description: "New" };
      await catalog.up(program(items));
      assert.deepEqual(await operations(), ["items.get", "items.get", "items.replace"]);
      const { description, itemPaymentMethod } = (await held()).get("gem_0000") ?? assert.fail();
      assert.deepEqual([description, itemPaymentMethod.phoneBillStatus], ["New", true]);
    });

    it("asks for the acknowledgement of a price that jumps from what the store has, before the first write", async () => {
      const catalog = await managed(gems(2));
      const items = gems(2);
      items.gem_0000 = { ...items.gem_0000, title: "Ruby" };
      items.gem_0001 = { ...items.gem_0001, prices: { KOR: "1300" } };
      await store.editItemInPortal(PACKAGE, "gem_0001", {
        prices: [{ countryId: "KOR", currency: "KRW", localPrice: "130" }],
      });
      await assert.rejects(
        catalog.up(program(items)),
        /items\.gem_0001\.prices\.KOR goes from 130 to 1300 KRW, 10 times as much; .*acknowledgePriceChanges/,
      );
      assert.deepEqual(await store.writes(), []);
      await catalog.up(program(items, { acknowledgePriceChanges: ["gem_0001"] }));
      assert.deepEqual((await held()).get("gem_0001")?.prices, [
        { countryId: "KOR", currency: "KRW", localPrice: "1300" },
      ]);
    });
  });

  describe("exclusive", () => {
    const exclusive = ["items"];

    it("removes what leaves the list, after everything else is written", async () => {
      const catalog = await managed(gems(12), { exclusive });
      const { gem_0003: _, ...items } = gems(13);
      await catalog.up(program(items, { exclusive }));
      assert.deepEqual(
        (await store.writes()).map(({ operation, path }) => `${operation} ${path.split("/").at(-1)}`),
        ["items.create items", "items.remove gem_0003"],
      );
      assert.deepEqual(await held(), asStored(items));
      assert.deepEqual(catalog.state?.outputs, { itemCount: 12 });
    });

    it("removes what the store has beside the list when the list becomes the whole truth", async () => {
      await stock(store, gems(20));
      const catalog = manage();
      await catalog.up(program(gems(18)));
      await catalog.up(program(gems(18), { exclusive }));
      assert.deepEqual(await held(), asStored(gems(18)));
      assert.deepEqual(catalog.state?.outputs, { itemCount: 18 });
    });

    it("does not remove what no preview has shown, but names it", async () => {
      const catalog = await managed(gems(12), { exclusive });
      await addInPortal("stranger", gems(1).gem_0000);
      const { gem_0003: _, ...items } = gems(12);
      const lines = await linesOf(() => catalog.up(program(items, { exclusive })));
      assert.match(lines.join(), /1 more item is not as the program says, and no part of this change: stranger\./);
      assert.deepEqual([...(await held()).keys()].sort(), [...Object.keys(items), "stranger"]);
      await catalog.refresh();
      await catalog.up(program(items, { exclusive }));
      assert.deepEqual(await held(), asStored(items));
    });

    it("takes over a catalog with unlisted items only when told to adopt", async () => {
      await stock(store, gems(12));
      await assert.rejects(
        manage().up(program(gems(11), { exclusive })),
        /1 item is in the store and not in the program, and exclusive would remove .*\n {2}gem_0011$/,
      );
      assert.deepEqual(await store.writes(), []);
      await manage().up(program(gems(11), { exclusive, adopt: true }));
      assert.deepEqual(await held(), asStored(gems(11)));
    });

    it("asks for the number of a mass deletion, before the first write", async () => {
      const catalog = await managed(gems(20), { exclusive });
      const items = gems(15);
      items.gem_0000 = { ...items.gem_0000, title: "Ruby" };
      await assert.rejects(
        catalog.up(program(items, { exclusive })),
        /items would lose 5 of the 20 items .*set allowDeletions: 5/,
      );
      await assert.rejects(catalog.up(program(items, { exclusive, allowDeletions: 4 })), /set allowDeletions: 5/);
      assert.deepEqual(await store.writes(), []);
      await catalog.up(program(items, { exclusive, allowDeletions: 5 }));
      assert.deepEqual(await held(), asStored(items));
    });

    it("is fine with items that are gone already", async () => {
      const catalog = await managed(gems(12), { exclusive });
      await store.removeItemInPortal(PACKAGE, "gem_0011");
      await catalog.up(program(gems(11), { exclusive }));
      assert.deepEqual(await store.writes(), []);
      assert.equal(await catalog.drifts(), false);
    });

    it("removes unlisted prices of all items when the prices become exclusive", async () => {
      const listed = Object.fromEntries(
        Object.entries(gems(3)).map(([id, item]) => [id, { ...item, prices: { KOR: item.prices?.KOR ?? "" } }]),
      );
      await stock(store, gems(3));
      const catalog = manage();
      await catalog.up(program(listed));
      assert.deepEqual(await held(), asStored(gems(3)));
      await catalog.up(program(listed, { exclusive: ["prices"] }));
      assert.deepEqual(await held(), asStored(listed));
      assert.equal(await catalog.drifts(), false);
    });

    it("creates an item without prices with its base price, though prices are exclusive", async () => {
      await stock(store, {});
      const { gem_0000 = {} } = gems(1);
      const { prices: _, ...bare } = gem_0000;
      const catalog = manage();
      await catalog.up(program({ gem_0000: bare }, { exclusive: ["prices"] }));
      assert.deepEqual((await held()).get("gem_0000")?.prices, [
        { countryId: "USA", currency: "USD", localPrice: "0.99" },
      ]);
      assert.equal(await catalog.drifts(), false);
    });
  });
});
