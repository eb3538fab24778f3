/** Catalogs as files: what is written is read back as it was, and what is wrong with a file is said all at once, with its place. */

import assert from "node:assert/strict";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { after, before, describe, it } from "mocha";
import type { Catalog, ListedItem } from "../../provider/itemCatalog/catalog";
import { readSource, SOURCE_FORMATS, type SourceFormat, writeSource } from "../../provider/itemCatalog/sources";
import { catalogText } from "../../provider/itemCatalog/text";
import { COUNTRIES } from "../../sdk/facts/countries";

const EXTENSION = { csv: ".csv", samsung: ".csv", json: ".json", yaml: ".yaml", text: ".txt" } as const;

describe("catalogs as files", function () {
  this.timeout(60_000);
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "galaxystore-sources-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function read(name: string, content: string | Buffer) {
    const path = join(folder, name);
    await writeFile(path, content);
    const { items, problems, place } = await readSource(path);
    assert.ok(problems.every((problem) => problem.path === "source"));
    const reasons = problems.map(({ reason }) => {
      assert.ok(reason.startsWith(path), reason);
      return reason.slice(path.length).replace(/^, /, "");
    });
    return { items, reasons, place };
  }

  async function readWell(name: string, content: string) {
    const { items, reasons, place } = await read(name, content);
    assert.deepEqual(reasons, []);
    return { items, place };
  }

  const asText = (items: object) => catalogText(new Map(Object.entries(items)) as Catalog);

  describe("written and read back", () => {
    const id = fc.oneof(
      fc.stringMatching(/^[A-Za-z0-9._-]{1,20}$/),
      fc.constantFrom("__proto__", "constructor", "100", "007", "1e3", "true", "null", "no", "-", "~"),
    );
    const texts = fc.oneof(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
      fc.string({ unit: "binary", minLength: 1, maxLength: 20 }),
      fc
        .array(fc.constantFrom(",", '"', "\n", "\r\n", "\r", "a", " ", ";", ":", "#", "'", "\\", "\t", "-"), {
          minLength: 1,
        })
        .map((parts) => parts.join("")),
      fc.constantFrom(
        "=1+2",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "1,200",
        "Gem 💎 pack",
        "\u200fשלום\u200e",
        "null",
        "no",
        "1.50",
        "<<",
        "*a",
        "%YAML 1.1",
        "---",
        "@catalog 1",
        "\ufefftitle",
        "a\u2028b",
        "\0",
      ),
    );
    const amount = fc
      .tuple(fc.nat(1e9), fc.nat(999))
      .map(
        ([whole, thousandths]) =>
          String(whole) + (thousandths === 0 ? "" : `.${String(thousandths).padStart(3, "0")}`.replace(/0+$/, "")),
      );
    const currency = fc.constantFrom(...new Set(COUNTRIES.map((country) => country.currency)));
    const code = fc.constantFrom(...COUNTRIES.map((country) => country.code));
    const price = fc.oneof(amount, fc.record({ price: amount, currency }, { noNullPrototype: true }));
    const prices = fc.dictionary(code, price, { minKeys: 1, maxKeys: 12, noNullPrototype: true });
    const fields = {
      title: texts,
      description: texts,
      status: fc.constantFrom("PUBLISHED" as const, "UNPUBLISHED" as const),
      phoneBill: fc.boolean(),
      usdPrice: amount,
    };
    const catalogOf = (item: fc.Arbitrary<ListedItem>) =>
      fc.array(fc.tuple(id, item), { maxLength: 12 }).map((entries): Catalog => new Map(entries));

    for (const format of ["csv", "json", "yaml", "text"] as const)
      it(`${format}: any catalog, to the letter`, () =>
        fc.assert(
          fc.asyncProperty(
            catalogOf(fc.record({ ...fields, prices }, { requiredKeys: [], noNullPrototype: true })),
            async (catalog) => {
              const { items } = await readWell(`any${EXTENSION[format]}`, writeSource(format, catalog));
              assert.deepEqual(new Map(Object.entries(items)), new Map(sorted(catalog)));
            },
          ),
          { numRuns: 150 },
        ));

    const national = fc.dictionary(code, amount, { minKeys: 1, noNullPrototype: true }).map((plain) => ({
      plain,
      given: Object.fromEntries(
        Object.entries(plain).map(([code, price]) => [code, { price, currency: nationalCurrency(code) }]),
      ),
    }));

    it("samsung: any catalog that it can hold, to the letter; a price that names no currency then names the country's", () =>
      fc.assert(
        fc.asyncProperty(
          catalogOf(fc.record(fields, { noNullPrototype: true })),
          fc.array(national, { minLength: 12, maxLength: 12 }),
          async (catalog, priceLists) => {
            const priced = (kind: "plain" | "given") =>
              new Map(
                [...catalog].map(([id, item], index) => [id, { ...item, prices: priceLists[index]?.[kind] ?? {} }]),
              );
            const { items } = await readWell("samsung.csv", writeSource("samsung", priced("plain")));
            assert.deepEqual(new Map(Object.entries(items)), new Map(sorted(priced("given"))));
            const again = await readWell("samsung.csv", writeSource("samsung", priced("given")));
            assert.deepEqual(again.items, items);
          },
        ),
        { numRuns: 100 },
      ));

    it("thousands of items, in every format", async () => {
      const codes = ["KOR", "USA", "DEU"];
      const catalog: Catalog = new Map(
        Array.from({ length: 3000 }, (_, index) => [
          `gold_${index}`,
          {
            title: `${index} gold, "shiny"`,
            description: "Gold\nfor all",
            status: "PUBLISHED",
            phoneBill: false,
            usdPrice: "1.99",
            prices: Object.fromEntries(
              codes.map((code, digit) => [code, { price: `${index}${digit}`, currency: nationalCurrency(code) }]),
            ),
          },
        ]),
      );
      for (const format of SOURCE_FORMATS) {
        const { items } = await readWell(`many${EXTENSION[format]}`, writeSource(format, catalog));
        assert.equal(asText(items), catalogText(catalog), format);
      }
    });

    it("an empty catalog, except in files that name no columns", async () => {
      for (const format of SOURCE_FORMATS)
        assert.deepEqual(
          (await readWell(`none${EXTENSION[format]}`, writeSource(format, new Map()))).items,
          {},
          format,
        );
    });

    it("half a character, where the format can escape it", async () => {
      const catalog: Catalog = new Map([["gem", { title: "a\ud800" }]]);
      for (const format of ["json", "yaml", "text"] as const) {
        const { items } = await readWell(`half${EXTENSION[format]}`, writeSource(format, catalog));
        assert.deepEqual(items, { gem: { title: "a\ud800" } }, format);
      }
    });

    const refusal = (format: SourceFormat, item: ListedItem) => {
      try {
        return writeSource(format, new Map([["gem", item]]));
      } catch (error) {
        return (error as Error).message;
      }
    };

    it("refuses by name what a format cannot hold", () => {
      assert.equal(
        refusal("csv", { title: "", description: "\ud800" }),
        [
          "The format csv cannot hold this catalog:",
          "  gem title: an empty text cannot be told from one that is not listed",
          "  gem description: half a character cannot be written as UTF-8",
        ].join("\n"),
      );
      assert.equal(
        refusal("samsung", { description: "d", usdPrice: "1", prices: { KOR: { price: "2", currency: "USD" } } }),
        [
          "The format samsung cannot hold this catalog:",
          "  gem title: is not listed, but Samsung's file has it for every item",
          "  gem phoneBill: is not listed, but Samsung's file has it for every item",
          "  gem status: is not listed, but Samsung's file has it for every item",
          "  gem prices.KOR: is in USD, but Samsung's file takes KRW there",
        ].join("\n"),
      );
      assert.match(refusal("csv", { prices: { XXX: "1" } }), /gem prices\.XXX: there is no column/);
    });

    it("bounds a refusal that is long", () => {
      const catalog: Catalog = new Map(Array.from({ length: 100 }, (_, index) => [`gem_${index}`, { title: "" }]));
      assert.throws(() => writeSource("csv", catalog), /gem_26 title[^\n]*\n {2}and 80 more$/);
    });
  });

  describe("any file", () => {
    it("says plainly why it is not read", async () => {
      const why = async (path: string) => (await readSource(path)).problems.map(({ reason }) => reason);
      const missing = join(folder, "missing.csv");
      assert.deepEqual(await why(missing), [`${missing} does not exist`]);
      assert.deepEqual(await why(folder), [`${folder} is a folder`]);
      assert.deepEqual(await why("/dev/null"), ["/dev/null is not a file"]);
      assert.deepEqual((await read("empty.yaml", " \n")).reasons, [" is empty"]);
      assert.match((await read("items.xlsx", "PK")).reasons.join(), /^ is of no known kind: name it \.csv/);
      assert.match((await read("items.txt", "gem 1\n")).reasons.join(), /^ does not begin with "@catalog 1"/);
      assert.match((await read("items.txt", "@catalog 2\n")).reasons.join(), /^line 1: .*another version/);
    });

    it("says so when this user may not read it", async () => {
      const path = join(folder, "secret.csv");
      await writeFile(path, "itemId\n", { mode: 0 });
      const { problems } = await asOrdinaryUser(() => readSource(path));
      await chmod(path, 0o600);
      assert.deepEqual(problems, [{ path: "source", reason: `${path} may not be read by this user` }]);
    });

    it("is UTF-8, with or without a byte order mark; where it is not, the place is told", async () => {
      assert.deepEqual((await readWell("bom.csv", "\ufeffitemId,title\ngem,Gem\n")).items, { gem: { title: "Gem" } });
      assert.deepEqual((await readWell("bom.json", '\ufeff{"gem":{}}')).items, { gem: {} });
      assert.deepEqual((await readWell("bom.yaml", "\ufeffgem: {}")).items, { gem: {} });
      assert.deepEqual((await readWell("bom.txt", "\ufeff@catalog 1\r\ngem item\r\n")).items, { gem: {} });
      const latin = Buffer.from("itemId,title\ngem,é\n", "latin1");
      assert.deepEqual((await read("latin.csv", latin)).reasons, [
        "line 2, column 5: is not UTF-8; save the file in that encoding",
      ]);
      const wide = Buffer.from("\ufeffitemId", "utf16le");
      assert.deepEqual((await read("wide.csv", wide)).reasons, [" is UTF-16; save it as UTF-8"]);
    });
  });

  describe("CSV", () => {
    it("has a column per field and per country, in any order; an empty cell is not listed", async () => {
      const { items, place } = await readWell(
        "items.csv",
        'KOR,itemId,title,phoneBill,description,usdPrice,DEU\r\n1200,gem,"A ""gem"",\r\nblue",TRUE,,1.99,2 USD\r\n,coin,Coin,,"",,\r\n,,,,,,\r\n',
      );
      assert.deepEqual(items, {
        gem: {
          title: 'A "gem",\r\nblue',
          phoneBill: true,
          usdPrice: "1.99",
          prices: { KOR: "1200", DEU: { price: "2", currency: "USD" } },
        },
        coin: { title: "Coin" },
      });
      assert.equal(place("gem", "prices.KOR"), "line 2, column 1 (KOR)");
      assert.equal(place("coin", "title"), "line 4, column 3 (title)");
      assert.equal(place("coin", "status"), "line 4");
      assert.equal(place("coin"), "line 4, column 2 (itemId)");
      assert.equal(place("other"), "");
    });

    it("leaves values that are none to the items' rules, as they are written", async () => {
      const { items } = await readWell("items.csv", 'itemId,phoneBill,KOR\ngem,ja,"1,200"\ncoin,, 5\n');
      assert.deepEqual(items, { gem: { phoneBill: "ja", prices: { KOR: "1,200" } }, coin: { prices: { KOR: " 5" } } });
    });

    it("tells every mistake at once", async () => {
      const { reasons } = await read(
        "items.csv",
        [
          "itemId,titel,KOR,title,KOR,",
          "gem,,,Gem,,",
          "coin,1",
          "gem,,,Gem,,",
          ",,,Nameless,,",
          'bad,"x"y,,,,',
          "",
          'bad2,x"y,,,,',
          "long,,,,,,,",
          'open,"x,,,,',
          "last,,,,,,",
        ].join("\n"),
      );
      assert.deepEqual(reasons, [
        'line 1, column 2: "titel" is not a column; allowed are itemId, title, description, status, phoneBill, usdPrice and three-letter country codes such as KOR',
        'line 1, column 5: "KOR" is column 3 already',
        "line 1, column 6: the column has no name",
        "line 3: has 2 cells, but there are 6 columns",
        'line 4, column 1 (itemId): "gem" is listed already in line 2',
        "line 5, column 1 (itemId): is empty",
        'line 6, column 2: something stands behind a closing quote; a quote inside of a quoted cell is written ""',
        'line 8, column 2: a quote stands inside of a cell; such a cell is written in quotes, the quote itself as ""',
        "line 9: has 8 cells, but there are 6 columns",
        "line 10, column 2: a quote is opened and never closed",
        "line 11: has 7 cells, but there are 6 columns",
      ]);
    });

    it("says what a table without ids lacks", async () => {
      assert.match((await read("items.csv", "id,title\n")).reasons[0] ?? "", /^line 1: there is no column itemId$/);
      assert.deepEqual((await read("items.csv", "itemId;title\ngem;Gem\n")).reasons, [
        "line 1: the cells are separated by semicolons, not by commas",
      ]);
    });

    it("gives up on a file whose every line has bad quotes", async () => {
      const { reasons } = await read("items.csv", `itemId\n${'a"\n'.repeat(5000)}`);
      assert.equal(reasons.length, 21);
      assert.equal(reasons.at(-1), "line 22: the file is not looked at from here on");
    });
  });

  describe("Samsung's bulk upload", () => {
    const HEADER =
      "Item ID,Item Title,Item Type,Pricing Template ID,Standard Price (USD),Price Exception,Phone Bill,Description,Status";

    it("is known by its header, whatever the order of its columns", async () => {
      const { items, place } = await readWell(
        "bulk.csv",
        `${HEADER}\ngold_chest,Gold Chest,Consumable,,29.99,USAUSD2;KORKRW2000,No,A huge chest with 10000 gold!,ACTIVE\n`,
      );
      assert.deepEqual(items, {
        gold_chest: {
          title: "Gold Chest",
          usdPrice: "29.99",
          prices: { USA: { price: "2", currency: "USD" }, KOR: { price: "2000", currency: "KRW" } },
          phoneBill: false,
          description: "A huge chest with 10000 gold!",
          status: "PUBLISHED",
        },
      });
      assert.equal(place("gold_chest", "prices.KOR"), "line 2, column 6 (Price Exception)");
      const other = await readWell("bulk.csv", "Status,Item ID,Phone Bill\ninactive,gem,yes\n,coin,\n");
      assert.deepEqual(other.items, { gem: { status: "UNPUBLISHED", phoneBill: true }, coin: {} });
    });

    it("tells what the portal would disregard, and what the API does not know", async () => {
      const row = (cells: string) => `${cells.split(",")[0]},T,${cells.split(",").slice(1).join(",")},D,ACTIVE`;
      const { reasons } = await read(
        "bulk.csv",
        [
          HEADER,
          row("a,Subscription,17,1,,No"),
          row("b,Item,,1,XXXUSD2;KORUSD2;KOR 2;;KORKRW2;KORKRW3;korkrw4;USAUSD-1,Maybe"),
          "c,T,Non-Consumable,,1,,No,D,DELETED",
        ].join("\n"),
      );
      assert.deepEqual(reasons, [
        'line 2, column 3 (Item Type): is "Subscription"; the API creates items of one type only: Consumable or Item',
        'line 2, column 4 (Pricing Template ID): is "17"; the API does not know price templates, so give the prices themselves and leave this cell empty',
        'line 3, column 6 (Price Exception): "XXXUSD2": the store has no country XXX',
        'line 3, column 6 (Price Exception): "KORUSD2": the currency of KOR is KRW, not USD; if the store sells there in USD, use a CSV file with a column KOR, where a price can name its currency',
        'line 3, column 6 (Price Exception): "KOR 2" is not a country, a currency and a price together, such as KORKRW2000',
        'line 3, column 6 (Price Exception): "KORKRW3": the price for KOR is given twice',
        'line 3, column 6 (Price Exception): "korkrw4" is not a country, a currency and a price together, such as KORKRW2000',
        'line 3, column 6 (Price Exception): "USAUSD-1" is not a country, a currency and a price together, such as KORKRW2000',
        'line 3, column 7 (Phone Bill): is "Maybe", not one of Yes, No',
        'line 4, column 3 (Item Type): is "Non-Consumable"; the API creates items of one type only: Consumable or Item',
        'line 4, column 9 (Status): is "DELETED", not one of ACTIVE, INACTIVE',
      ]);
    });
  });

  describe("JSON", () => {
    it("is the map of items; amounts may be numbers", async () => {
      const { items, place } = await readWell(
        "items.json",
        '{\n  "gem": { "title": "G", "usdPrice": 1.5,\n    "prices": { "KOR": 1200,\n      "DEU": { "price": 2, "currency": "USD" } } },\n  "coin": { "title": 5 }\n}',
      );
      assert.deepEqual(items, {
        gem: { title: "G", usdPrice: "1.5", prices: { KOR: "1200", DEU: { price: "2", currency: "USD" } } },
        coin: { title: 5 },
      });
      assert.equal(place("gem"), "line 2, column 3");
      assert.equal(place("gem", "usdPrice"), "line 2, column 26");
      assert.equal(place("gem", "prices.DEU"), "line 4, column 7");
      assert.equal(place("coin", "status"), "line 5, column 3");
      assert.equal(place("other"), "");
    });

    it("tells keys that are there twice, at any depth", async () => {
      const { reasons } = await read(
        "items.json",
        '{ "a": { "title": "\\"title\\":", "title": "y" },\n "b": { "prices": { "KOR": 1, "KOR": 2 } },\n "\\u0061": {} }',
      );
      assert.deepEqual(reasons, [
        'line 1, column 33: "title" is listed already in line 1',
        'line 2, column 31: "KOR" is listed already in line 2',
        'line 3, column 2: "a" is listed already in line 1',
      ]);
    });

    it("says where a text stops being JSON, and what is no map", async () => {
      assert.deepEqual((await read("items.json", '{\n  "a": {},\n}')).reasons, [
        "line 3, column 1: is not JSON: Expected double-quoted property name",
      ]);
      assert.deepEqual((await read("items.json", "[]")).reasons, ["line 1: must be a map of items by their ids"]);
    });
  });

  describe("YAML", () => {
    it("takes amounts, ids and texts as they are written", async () => {
      const { items, place } = await readWell(
        "items.yml",
        [
          "# Gems",
          "007:",
          "  title: 1.50",
          "  description: no",
          "  phoneBill: false",
          "  usdPrice: 1.50",
          "  prices: { NOR: 0x10, KOR: 1200, DEU: { price: 2.0, currency: USD } }",
          "coin: { title: ~, phoneBill: yes }",
        ].join("\n"),
      );
      assert.deepEqual(items, {
        "007": {
          title: "1.50",
          description: "no",
          phoneBill: false,
          usdPrice: "1.50",
          prices: { NOR: "0x10", KOR: "1200", DEU: { price: "2.0", currency: "USD" } },
        },
        coin: { title: null, phoneBill: "yes" },
      });
      assert.equal(place("007", "prices.KOR"), "line 7, column 24");
      assert.equal(place("007", "status"), "line 2, column 1");
      assert.equal(place("coin", "title"), "line 8, column 9");
    });

    it("allows aliases", async () => {
      const { items } = await readWell(
        "items.yaml",
        "gem: &gem { prices: &all { KOR: 1 } }\ncoin: *gem\nbox: { prices: *all }\n",
      );
      const prices = { KOR: "1" };
      assert.deepEqual(items, { gem: { prices }, coin: { prices }, box: { prices } });
    });

    it("ends aliases of aliases that stand for billions, and what is nested endlessly", async () => {
      const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
      for (let level = 1; level < 8; level++)
        lines.push(
          `a${level}: &a${level} [${Array(10)
            .fill(`*a${level - 1}`)
            .join(", ")}]`,
        );
      assert.match((await read("laughs.yaml", lines.join("\n"))).reasons.join(), /stand for more than 1000000 values/);
      assert.match((await read("deep.yaml", `a: ${"[".repeat(50)}${"]".repeat(50)}`)).reasons.join(), /too deeply/);
      assert.deepEqual((await read("deeper.yaml", `a: ${"[".repeat(50_000)}`)).reasons, [
        "line 1: maps and lists are nested too deeply",
      ]);
      assert.match((await read("circle.yaml", "a: &a { b: *a }")).reasons.join(), /too deeply/);
    });

    it("tells every mistake at once", async () => {
      const { reasons } = await read(
        "items.yaml",
        [
          "gem: { title: a, title: b }",
          "base: &base { status: PUBLISHED }",
          "coin:",
          "  <<: *base",
          "gem: {}",
          "[a, b]: {}",
          "box: *none",
        ].join("\n"),
      );
      assert.deepEqual(reasons, [
        'line 1, column 18: "title" is listed already in line 1',
        "line 4, column 3: merge keys (<<) are not part of YAML 1.2; list the values, or use an alias for a whole map",
        'line 5, column 1: "gem" is listed already in line 1',
        "line 6, column 1: a key must be text",
        'line 7, column 6: there is no anchor "none" before this alias',
      ]);
      assert.deepEqual((await read("items.yaml", "gem:\n  title: @a\n  status: `b\n")).reasons, [
        "line 2, column 10: Plain value cannot start with reserved character @",
        "line 3, column 11: Plain value cannot start with reserved character `",
      ]);
      assert.deepEqual((await read("items.yaml", "# nothing\n")).reasons, [
        "line 1, column 1: must be a map of items by their ids",
      ]);
      assert.match(
        (await read("items.yaml", "a: {}\n---\nb: {}\n")).reasons.join(),
        /^line 2, column 1: .*multiple documents/i,
      );
    });
  });

  describe("the canonical text", () => {
    it("is read by its first line, whatever the file's name, with the place of every line", async () => {
      const catalog: Catalog = new Map([
        ["gem", { title: "Gem", usdPrice: "1.99", prices: { KOR: "1200", DEU: { price: "2", currency: "USD" } } }],
      ]);
      const { items, place } = await readWell("catalog.golden", writeSource("text", catalog));
      assert.equal(asText(items), catalogText(catalog));
      assert.equal(place("gem"), "line 2, column 1");
      assert.equal(place("gem", "prices.DEU.price"), "line 5, column 13");
      assert.deepEqual((await read("catalog.txt", "@catalog 1\ngem item\n???\n")).reasons, [
        "line 3: cannot be read: ???",
      ]);
    });
  });
});

function nationalCurrency(code: string): string {
  return COUNTRIES.find((country) => country.code === code)?.currency ?? "";
}

function sorted(catalog: Catalog): [string, ListedItem][] {
  return [...catalog].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Root may read everything. */
async function asOrdinaryUser<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.("nobody");
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
