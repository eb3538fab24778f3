/** What a catalog's check and diff say before the store is asked: one text of items, all mistakes at once, what a change means. */

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Input, isSecret, Output, output, secret } from "@pulumi/pulumi";
import { isUnknown, unknown } from "@pulumi/pulumi/output";
import { forgetDeclared } from "../../provider/declared";
import { InAppItem, ItemCatalog } from "../../provider/hosts/dynamic-entry";
import { inputText } from "../../provider/hosts/inputText";
import { itemCatalog } from "../../provider/itemCatalog";
import type { CatalogInputs } from "../../provider/itemCatalog/inputs";
import { parseCatalogText } from "../../provider/itemCatalog/text";
import { UNKNOWN, type Values } from "../../provider/lifecycle";

const PACKAGE = "com.example.checked";
const GOLD = { title: "100 gold", description: "A pouch of gold", usdPrice: 0.99, prices: { KOR: 1200, DEU: "0.99" } };
const GEMS = { title: "100 gems", description: "A pouch of gems", usdPrice: "1.99" };

/** How the engine stands in for a value that is not known in a preview. */
const NOT_KNOWN_YET = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

async function check(inputs: Values, old: Values = {}) {
  const checked = await itemCatalog.check({ packageName: PACKAGE, ...inputs }, old);
  return { ...checked, inputs: checked.inputs as unknown as CatalogInputs };
}

/** What an output becomes; one that is not known becomes Pulumi's word for that. */
function settled(value: Input<string>): Promise<unknown> {
  const { promise } = output(value) as unknown as { promise(withUnknowns: boolean): Promise<unknown> };
  return promise(true);
}

async function textOf(value: Input<string>): Promise<string> {
  return String(await settled(value));
}

/** The inputs that check registers; the test fails when it finds a mistake. */
async function registered(inputs: Values, old: Values = {}): Promise<CatalogInputs> {
  const checked = await check(inputs, old);
  assert.deepEqual(checked.problems, []);
  return checked.inputs;
}

async function listed(inputs: Values, old: Values = {}) {
  return Object.fromEntries(parseCatalogText((await registered(inputs, old)).items));
}

async function mistakes(inputs: Values, old: Values = {}): Promise<string[]> {
  const { problems } = await check(inputs, old);
  return problems.map(({ path, reason }) => `${path} ${reason}`.trim());
}

/** What the preview of a program shows beside the changed lines, after an `up` of another. */
async function preview(before: Values, after: Values, outputs: { unlistedItems?: number } = {}) {
  const inputs = await registered(before);
  forgetDeclared();
  const next = await registered(after, { ...inputs });
  const stored = { inputs, outputs: { itemCount: parseCatalogText(inputs.items).size, ...outputs } };
  return itemCatalog.diff(PACKAGE, stored, { ...next });
}

const many = (count: number, values: (index: number) => Values = () => GEMS) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`gem_${String(index).padStart(3, "0")}`, values(index)]),
  );

describe("the check of a catalog", () => {
  beforeEach(forgetDeclared);

  describe("items", () => {
    it("are one text, however the program writes them", async () => {
      const asMap = await registered({ items: { gold: GOLD, gems: GEMS } });
      assert.deepEqual(await registered({ items: JSON.stringify({ gems: GEMS, gold: GOLD }) }), asMap);
      assert.deepEqual(await registered({ items: asMap.items }), asMap);
      assert.deepEqual(asMap, {
        packageName: PACKAGE,
        items: `@catalog 1
gems        item
gems        title       100 gems
gems        description A pouch of gems
gems        status      UNPUBLISHED
gems        usdPrice        1.99 USD
gold        item
gold        title       100 gold
gold        description A pouch of gold
gold        status      UNPUBLISHED
gold        usdPrice        0.99 USD
gold        DEU             0.99 EUR
gold        KOR             1200 KRW
`,
      });
    });

    it("have defaults under them, prices country by country; the engine sees neither defaults nor source", async () => {
      const defaults = { status: "PUBLISHED", phoneBill: true, prices: { KOR: 2500, USA: 2 } };
      const inputs = await registered({ items: { gold: GOLD, gems: { ...GEMS, phoneBill: false } }, defaults });
      assert.deepEqual(Object.keys(inputs).sort(), ["items", "packageName"]);
      assert.deepEqual(Object.fromEntries(parseCatalogText(inputs.items)), {
        gems: { ...GEMS, status: "PUBLISHED", phoneBill: false, prices: { KOR: "2500", USA: "2" } },
        gold: {
          ...GOLD,
          usdPrice: "0.99",
          status: "PUBLISHED",
          phoneBill: true,
          prices: { DEU: "0.99", KOR: "1200", USA: "2" },
        },
      });
    });

    it("may be none", async () => {
      assert.equal((await registered({ items: {} })).items, "@catalog 1\n");
      assert.equal((await registered({ items: "{}" })).items, "@catalog 1\n");
    });

    it("are what was registered before under ignoreChanges, whatever the program's source and defaults say", async () => {
      const old = await registered({ items: { gold: GOLD } });
      const kept = await registered(
        { items: old.items, source: "nowhere.csv", defaults: { phoneBill: true } },
        { ...old },
      );
      assert.deepEqual(kept, old);
    });

    it("come from one place", async () => {
      assert.deepEqual(await mistakes({}), [
        "items is missing; list the items in items, or name a file that has them in source",
      ]);
      assert.deepEqual(await mistakes({ items: { gold: GOLD }, source: "catalog.csv" }), [
        "items and source are both given; a catalog is written in one place, so keep one of the two",
      ]);
      assert.deepEqual(await mistakes({ items: ["gold"] }), [
        "items must be a map from item ids to the values of the items",
      ]);
      assert.deepEqual(await mistakes({ items: "gold,0.99" }), [
        "items must be a map from item ids to the values of the items",
      ]);
      assert.deepEqual(await mistakes({ items: "@catalog 1\ngold  colour  red\n" }), [
        "items cannot be read: Line 2 of the catalog's text cannot be read: gold  colour  red",
      ]);
    });

    it("follow the rules of single items, all mistakes at once", async () => {
      const items = {
        "gold 100": GOLD,
        gems: { title: "가".repeat(34), description: " ", usdPrice: 1000, colour: "red" },
        half: { ...GEMS, title: "half \ud83d" },
        nan: { ...GEMS, usdPrice: Number.NaN, prices: { USA: Number.POSITIVE_INFINITY } },
        none: { usdPrice: 1 },
        text: "100 gold",
        "..": GEMS,
        won: {
          ...GEMS,
          status: "ON",
          phoneBill: "no",
          prices: { KOR: 1.5, XXX: 1, USA: -1, DEU: "1,99", JPN: { price: 1.5, currency: "JPY" }, FRA: { price: 1 } },
        },
      };
      const found = await mistakes({ items, defaults: { status: "OFF", prices: { KOR: "x" } } });
      assert.deepEqual(found, [
        'defaults.prices.KOR is "x", which is not a price; write a number or decimal text such as "1.99"',
        'defaults.status is "OFF", not one of PUBLISHED, UNPUBLISHED',
        "items.gold 100 is no item id; one may have letters, digits, '-', '_' and '.' only",
        "items.gems.title is 102 bytes of UTF-8, the store allows 100",
        "items.gems.description must not be blank",
        "items.gems.usdPrice is 1000; the store allows 0 to 999.99 US dollars",
        "items.gems has no property colour; allowed are title, description, usdPrice, prices, status, phoneBill",
        "items.half.title has half of a character in it (a lone surrogate), which UTF-8 cannot say",
        "items.nan.usdPrice must be a number or decimal text, found number NaN",
        "items.nan.prices.USA must be a number or decimal text, found number Infinity",
        "items.none.title is missing; only with adopt: true may a new item of the catalog be without",
        "items.none.description is missing; only with adopt: true may a new item of the catalog be without",
        'items.text must be a map, found string "100 gold"',
        "items... is no item id; one must not be '.' or '..', by which no item can be asked for",
        "items.won.prices.KOR is 1.5, with 1 decimal, but a price in KRW has no decimals",
        "items.won.prices.XXX is not a country of the store; give its three-letter code, for example KOR, USA or DEU (groups such as GLB are read back as single countries: list those)",
        "items.won.prices.USA is -1; a price is 0 or more",
        'items.won.prices.DEU is "1,99", which is not a price; write a number or decimal text such as "1.99"',
        "items.won.prices.JPN is 1.5, with 1 decimal, but a price in JPY has no decimals",
        "items.won.prices.FRA.currency is missing",
        'items.won.status is "ON", not one of PUBLISHED, UNPUBLISHED',
        'items.won.phoneBill must be true or false, found string "no"',
      ]);
    });

    it("name the first fifty mistakes, and how many more there are", async () => {
      const found = await mistakes({ items: many(120, () => ({ ...GEMS, title: "" })) });
      assert.equal(found.length, 51);
      assert.equal(found[49], "items.gem_024.title must not begin or end with a space");
      assert.equal(found[50], "and 190 more mistakes in the items");
    });
  });

  describe("a source", () => {
    let folder: string;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), "catalog-"));
    });
    after(() => rmSync(folder, { recursive: true }));
    const file = (name: string, content: string) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };

    it("is the same as the items in code, with the defaults under them", async () => {
      const source = file(
        "catalog.csv",
        "itemId,title,description,usdPrice,KOR,DEU\ngold,100 gold,A pouch of gold,0.99,1200,0.99\n",
      );
      const defaults = { status: "PUBLISHED" };
      assert.deepEqual(await registered({ source, defaults }), await registered({ items: { gold: GOLD }, defaults }));
      const json = file("catalog.json", JSON.stringify({ gold: GOLD }));
      assert.deepEqual(await registered({ source: json, defaults }), await registered({ source, defaults }));
    });

    it("has its mistakes named by line and column, all at once", async () => {
      const source = file(
        "broken.csv",
        "itemId,title,description,usdPrice,KOR\ngold,100 gold,A pouch of gold,0.99,1200.5\ngems,100 gems,,1000,\n",
      );
      const found = await mistakes({ source });
      assert.deepEqual(found, [
        `source ${source}, line 2, column 5 (KOR): gold.prices.KOR is 1200.5, with 1 decimal, but a price in KRW has no decimals`,
        `source ${source}, line 3, column 4 (usdPrice): gems.usdPrice is 1000; the store allows 0 to 999.99 US dollars`,
        `source ${source}, line 3, column 3 (description): gems.description is missing; only with adopt: true may a new item of the catalog be without`,
      ]);
    });

    it("that cannot be read is a mistake", async () => {
      const source = join(folder, "nowhere.csv");
      assert.deepEqual(await mistakes({ source }), [`source ${source} does not exist`]);
      assert.deepEqual(await mistakes({ source: 7 }), ["source must be text, found number 7"]);
    });
  });

  describe("what a new item needs", () => {
    it("is asked for new items only, and not with adopt", async () => {
      const bare = { status: "PUBLISHED", prices: { KOR: 1200 } };
      assert.equal((await mistakes({ items: { gold: bare } })).length, 3);
      const adopted = await registered({ items: { gold: bare }, adopt: true });
      assert.deepEqual(await listed({ items: { gold: bare } }, { ...adopted }), {
        gold: { status: "PUBLISHED", prices: { KOR: "1200" } },
      });
      assert.equal((await mistakes({ items: { gold: bare, gems: {} } }, { ...adopted })).length, 3);
    });

    it("may come from the defaults", async () => {
      await registered({ items: { gold: {} }, defaults: { title: "Gold", description: "Gold", usdPrice: 1 } });
    });

    it("is asked again when the catalog becomes another app's", async () => {
      const adopted = await registered({ items: { gold: {} }, adopt: true });
      assert.equal(
        (await mistakes({ packageName: "com.example.other", items: { gold: {} } }, { ...adopted })).length,
        3,
      );
    });
  });

  describe("the status of an item that the program does not list", () => {
    const statusAfter = async (inputs: Values, old: Values) => (await listed(inputs, old)).gold?.status;

    it("is UNPUBLISHED for a new item, and stays so", async () => {
      const first = await registered({ items: { gold: GOLD } });
      assert.match(first.items, /status {6}UNPUBLISHED/);
      assert.deepEqual(await registered({ items: { gold: GOLD } }, { ...first }), first);
      assert.equal(await statusAfter({ items: { gold: GOLD }, adopt: true }, { ...first }), "UNPUBLISHED");
    });

    it("is what an adopted item has, also when adopt is taken away", async () => {
      const first = await registered({ items: { gold: GOLD }, adopt: true });
      assert.doesNotMatch(first.items, /status/);
      assert.deepEqual(await statusAfter({ items: { gold: GOLD } }, { ...first }), undefined);
    });

    it("becomes UNPUBLISHED again when somebody published it in the portal, but not with adopt", async () => {
      const seen = await registered({ items: { gold: { ...GOLD, status: "PUBLISHED" } } });
      assert.equal(await statusAfter({ items: { gold: GOLD } }, { ...seen }), "UNPUBLISHED");
      assert.equal(await statusAfter({ items: { gold: GOLD }, adopt: true }, { ...seen }), undefined);
    });
  });

  describe("values that are not known yet", () => {
    const reply = async (news: Record<string, unknown>) => ItemCatalog.check({}, { packageName: PACKAGE, ...news });

    it("leave the items open as a whole", async () => {
      for (const items of [NOT_KNOWN_YET, { gold: NOT_KNOWN_YET }, { gold: { ...GOLD, usdPrice: NOT_KNOWN_YET } }])
        assert.deepEqual(await reply({ items }), {
          inputs: { packageName: PACKAGE, items: NOT_KNOWN_YET },
          failures: [],
        });
      const open = { items: { gold: GOLD }, defaults: { phoneBill: NOT_KNOWN_YET } };
      assert.equal((await reply(open)).inputs.items, NOT_KNOWN_YET);
      assert.equal((await reply({ source: NOT_KNOWN_YET })).inputs.items, NOT_KNOWN_YET);
      assert.deepEqual((await reply({ packageName: NOT_KNOWN_YET, items: { gold: GOLD } })).failures, []);
    });

    it("do not hide mistakes beside them", async () => {
      const { failures } = await reply({
        items: { gold: { ...GOLD, title: NOT_KNOWN_YET, prices: { KOR: { price: NOT_KNOWN_YET, currency: "won" } } } },
      });
      assert.deepEqual(
        failures.map(({ reason }) => reason),
        [`item catalog ${PACKAGE}: items.gold.prices.KOR.currency must be a currency code of three capital letters`],
      );
    });

    it("are a change in the preview, and no other catalog", async () => {
      const inputs = await registered({ items: { gold: GOLD } });
      const stored = { inputs, outputs: { itemCount: 1 } };
      for (const open of [{ items: UNKNOWN }, { packageName: UNKNOWN }, { exclusive: UNKNOWN }])
        assert.deepEqual(itemCatalog.diff(PACKAGE, stored, { ...inputs, ...open }), {
          changes: true,
          replaces: [],
          notice: undefined,
        });
    });
  });

  describe("prices and deletions that may be a slip", () => {
    it("are mistakes until the program says that they are meant", async () => {
      const old = { ...(await registered({ items: { gold: GOLD } })) };
      const items = { gold: { ...GOLD, prices: { KOR: 12000, DEU: "0.99" } } };
      const [found, ...others] = await mistakes({ items }, old);
      assert.match(found ?? "", /^items\.gold\.prices\.KOR goes from 1200 to 12000 KRW, 10 times as much; .*"gold"/);
      assert.deepEqual(others, []);
      await registered({ items, acknowledgePriceChanges: ["gold"] }, old);
      await registered({ items, acknowledgePriceChanges: "all" }, old);
      assert.match((await mistakes({ items: { free: { ...GEMS, usdPrice: 0 } } }))[0] ?? "", /free/);
      assert.deepEqual(await mistakes({ items: {}, acknowledgePriceChanges: "some" }), [
        'acknowledgePriceChanges must be a list of item ids, or "all"',
      ]);
    });

    it("are deletions only where the catalog is exclusive, and need their number", async () => {
      const old = { ...(await registered({ items: many(20), exclusive: ["items"] })) };
      const items = many(15);
      const [found] = await mistakes({ items, exclusive: ["items"] }, old);
      assert.match(found ?? "", /^items leaves out 5 of the 20 items .*allowDeletions: 5/);
      await registered({ items, exclusive: ["items"], allowDeletions: 5 }, old);
      await registered({ items, exclusive: ["prices"] }, old);
      await registered({ items: many(16), exclusive: ["items"] }, old);
    });
  });

  describe("items that the program declares in resources of their own as well", () => {
    const item = (itemId: string) => InAppItem.check({}, { packageName: PACKAGE, itemId, ...GOLD });
    const reasons = async (reply: ReturnType<typeof item>) => (await reply).failures.map(({ reason }) => reason);

    it("are refused, whichever the engine checks first", async () => {
      const twice = /is declared twice: as an InAppItem and in the ItemCatalog of its package/;
      await registered({ items: { gold: GOLD } });
      assert.match((await reasons(item("gold")))[0] ?? "", twice);
      assert.deepEqual(await reasons(item("gems")), []);
      forgetDeclared();
      assert.deepEqual(await reasons(item("gold")), []);
      assert.match((await mistakes({ items: { gold: GOLD } }))[0] ?? "", twice);
      await registered({ items: { gems: GEMS } });
      await registered({ packageName: "com.example.other", items: { gold: GOLD } });
    });

    it("are refused beside a catalog that would delete them", async () => {
      const deleted =
        /(gold: itemId|items\.gold) is declared as an InAppItem, and the ItemCatalog of its package would delete it/;
      await registered({ items: { gems: GEMS }, exclusive: ["items"] });
      assert.match((await reasons(item("gold")))[0] ?? "", deleted);
      forgetDeclared();
      await item("gold");
      assert.match((await mistakes({ items: { gems: GEMS }, exclusive: ["items"] }))[0] ?? "", deleted);
      await registered({ items: { gems: GEMS }, exclusive: ["prices"] });
    });
  });

  describe("the preview", () => {
    it("has no change for another order, another writing of amounts, or an instruction", async () => {
      const before = { items: { gold: GOLD, gems: GEMS }, exclusive: ["items", "prices"] };
      const after = {
        items: { gems: { ...GEMS, usdPrice: 1.99 }, gold: { ...GOLD, prices: { DEU: 0.99, KOR: "1200.0" } } },
        exclusive: ["prices", "items"],
        adopt: true,
      };
      assert.deepEqual(await preview(before, after), { changes: false, replaces: [], notice: undefined });
      assert.equal(
        (await preview(before, { ...after, allowDeletions: 3, acknowledgePriceChanges: "all" })).changes,
        false,
      );
      assert.equal((await preview(before, { ...before, exclusive: ["items"] })).changes, true);
    });

    it("says in a line what is new, changed and taken out, of many only some", async () => {
      const before = { items: { ...many(9), old: GEMS } };
      const after = { items: { ...many(9, () => ({ ...GEMS, usdPrice: 2.49 })), gold: GOLD } };
      assert.deepEqual(await preview(before, after), {
        changes: true,
        replaces: [],
        notice: `Item catalog ${PACKAGE}: 1 item new (gold), 9 items changed (gem_000, gem_001, gem_002, gem_003, gem_004 and 4 more), 1 item taken out (old). What is taken out stays in the store and is no longer managed.`,
      });
    });

    it("says what exclusive deletes", async () => {
      const before = { items: { gold: GOLD, gems: GEMS }, exclusive: ["items"] };
      assert.match(
        (await preview(before, { items: { gold: GOLD }, exclusive: ["items"] })).notice ?? "",
        /taken out \(gems\)\. exclusive deletes from the store, for good: gems\.$/,
      );
      const open = { items: { gold: GOLD } };
      assert.match(
        (await preview(open, { ...open, exclusive: ["items", "prices"] }, { unlistedItems: 12 })).notice ?? "",
        /exclusive deletes .*: 12 items that the store had beside the listed ones at the last up\. exclusive removes the prices/,
      );
      assert.equal((await preview(open, { ...open, exclusive: ["items"] })).notice, undefined);
    });

    it("says which words for one change are still there and not needed", async () => {
      const words = { exclusive: ["items"], allowDeletions: 5, acknowledgePriceChanges: ["gold", "gems"] };
      const { changes, notice } = await preview(
        { items: { gold: GOLD }, ...words },
        { items: { gold: GOLD }, ...words },
      );
      assert.equal(changes, false);
      assert.equal(
        notice,
        `Item catalog ${PACKAGE}: No longer needed, so take it out: allowDeletions, acknowledgePriceChanges of gold, gems.`,
      );
      const changed = { items: { gold: { ...GOLD, usdPrice: 9.99 }, gems: GEMS }, ...words };
      assert.doesNotMatch(
        (await preview({ items: { gold: GOLD, ...many(5) }, ...words }, changed)).notice ?? "",
        /needed/,
      );
    });

    it("says nothing while a refresh compares the store with the state", async () => {
      const inputs = await registered({ items: { gold: GOLD } });
      const live = await registered({ items: { gold: { ...GOLD, title: "Gold" } } });
      forgetDeclared();
      const { changes, notice } = itemCatalog.diff(PACKAGE, { inputs: live, outputs: { itemCount: 1 } }, { ...inputs });
      assert.deepEqual([changes, notice], [true, undefined]);
    });

    it("replaces the catalog when it becomes another app's", async () => {
      const { replaces } = await preview({ items: {} }, { packageName: "com.example.other", items: {} });
      assert.deepEqual(replaces, ["packageName"]);
    });
  });
});

describe("a large map of inputs as one text", () => {
  it("is there at once when all of it is known", () => {
    assert.equal(inputText("items", { a: { b: [1, "x", true, null] }, c: undefined }), '{"a":{"b":[1,"x",true,null]}}');
  });

  it("waits for outputs and promises at any depth", async () => {
    const price = output({ price: output(1), currency: Promise.resolve("USD") });
    const value = { a: { prices: { KOR: price } }, b: Promise.resolve({ title: output("B") }), c: [output(1), price] };
    for (const whole of [value, output(value), Promise.resolve(value)])
      assert.deepEqual(JSON.parse(await textOf(inputText("items", whole))), {
        a: { prices: { KOR: { price: 1, currency: "USD" } } },
        b: { title: "B" },
        c: [1, { price: 1, currency: "USD" }],
      });
  });

  it("is secret when a part of it is, and not known when a part is not", async () => {
    const hidden = inputText("items", { a: { title: secret("A") } });
    assert.ok(Output.isInstance(hidden) && (await isSecret(output(hidden))));
    assert.equal(await textOf(hidden), '{"a":{"title":"A"}}');
    const open = inputText("items", { a: { title: output(unknown) } });
    assert.ok(isUnknown(await settled(open)));
  });

  it("names the place of what cannot be written down", async () => {
    const bad = (value: unknown) => ({ gold: { prices: [1, value] } });
    assert.throws(() => inputText("items", bad(Number.NaN)), /items\.gold\.prices\[1\] is the number NaN/);
    assert.throws(
      () =>
        inputText(
          "items",
          bad(() => 1),
        ),
      /items\.gold\.prices\[1\] is a function/,
    );
    assert.throws(() => inputText("items", bad(1n)), /items\.gold\.prices\[1\] is a bigint/);
    await assert.rejects(
      textOf(inputText("items", output(bad(Number.NaN)))),
      /items\.gold\.prices\[1\] is the number NaN/,
    );
  });
});
