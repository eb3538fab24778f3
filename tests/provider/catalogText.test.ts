/** The text of a catalog: what a reviewer sees, that nothing is lost in it, and that the engine shows it line by line. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parseDocument } from "yaml";
import type { ListedItem } from "../../provider/itemCatalog/catalog";
import { changesBetween, changesBetweenTexts } from "../../provider/itemCatalog/changes";
import { blocksOf, catalogText, isCatalogText, parseCatalogText } from "../../provider/itemCatalog/text";
import { amountText } from "../../provider/values";
import { COUNTRIES } from "../../sdk/facts/countries";

const NASTY = [
  "",
  " ",
  "item",
  " item",
  "magic item",
  "title  x",
  '"quoted"',
  'a "word" inside',
  "\\u0041",
  "\\",
  "ends with \\",
  "two\nlines",
  "\r\n",
  "tab\there",
  "#1: yes",
  "- list",
  "{a: 1}",
  "[1]",
  "@catalog 1",
  "null",
  "100\u00a0gold",
  "zero\u200bwidth",
  "right\u202eleft",
  "line\u2028end",
  "half \ud83d",
  "👨‍👩‍👧 ❤️",
  "金貨　百枚",
  "given",
  "1 KRW given",
];

const text = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: "binary" }),
  fc.string(),
  fc.array(fc.constantFrom(...NASTY), { maxLength: 3 }).map((parts) => parts.join("")),
);
const id = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9._-]{1,30}$/),
  fc.constantFrom("__proto__", "item", "constructor", "1", "-", "."),
  text.filter((each) => each !== ""),
);
const amount = fc.oneof(
  fc.constantFrom<string | number>("0", "1.50", 1.5, "001", 1200, "0.001", 1e21, "abc", "-3", ""),
  fc.nat().map((cents) => (cents / 100).toFixed(2)),
);
const price = fc.oneof(
  amount,
  fc.record({ price: amount, currency: fc.oneof(fc.constantFrom("USD", "KRW", "XXX", "", "?"), text) }),
);
const country = fc.oneof(
  fc.constantFrom(...COUNTRIES.map(({ code }) => code)),
  fc.constantFrom("ZZZ", "title", "item", "usdPrice", "kor", "given"),
);
const item: fc.Arbitrary<ListedItem> = fc.record(
  {
    title: text,
    description: text,
    status: fc.constantFrom("PUBLISHED", "UNPUBLISHED"),
    phoneBill: fc.boolean(),
    usdPrice: amount,
    prices: fc.dictionary(country, price, { minKeys: 1 }),
  },
  { requiredKeys: [] },
);
const catalog = fc.array(fc.tuple(id, item), { maxLength: 6 }).map((entries) => new Map<string, ListedItem>(entries));

/** The item with its amounts in their shortest form, as a text gives them back. */
function shortest(item: ListedItem): ListedItem {
  const of = (price: ListedItem["usdPrice"] | { price: string | number; currency: string }) =>
    typeof price === "object" ? { ...price, price: amountText(price.price) } : amountText(price);
  return {
    ...item,
    ...(item.usdPrice !== undefined && { usdPrice: amountText(item.usdPrice) }),
    ...(item.prices !== undefined && {
      prices: Object.fromEntries(Object.entries(item.prices).map(([code, price]) => [code, of(price)])),
    }),
  };
}

const plain = (items: ReadonlyMap<string, ListedItem>) =>
  new Map(
    [...items].map(([id, item]) => [id, item.prices === undefined ? item : { ...item, prices: { ...item.prices } }]),
  );

describe("the text of a catalog", () => {
  it("has a line per item and field, sorted, aligned, with amounts as money", () => {
    const items = new Map<string, ListedItem>([
      ["gold_500", { title: "500 gold", usdPrice: "4", prices: { USA: "3.5" } }],
      [
        "gold_100",
        {
          title: "100 gold",
          description: " A pouch",
          status: "PUBLISHED",
          phoneBill: false,
          usdPrice: 0.99,
          prices: { KOR: 1200, DEU: "0.9", KWT: { price: 1.2, currency: "KWD" }, BHR: 3 },
        },
      ],
      ["starter_bundle_2026", { status: "UNPUBLISHED" }],
    ]);
    assert.equal(
      catalogText(items),
      `@catalog 1
gold_100    item
gold_100    title       100 gold
gold_100    description " A pouch"
gold_100    status      PUBLISHED
gold_100    phoneBill   false
gold_100    usdPrice        0.99 USD
gold_100    BHR             3.00 USD
gold_100    DEU             0.90 EUR
gold_100    KOR             1200 KRW
gold_100    KWT              1.2 KWD given
gold_500    item
gold_500    title       500 gold
gold_500    usdPrice        4.00 USD
gold_500    USA             3.50 USD
starter_bundle_2026     item
starter_bundle_2026     status      UNPUBLISHED
`,
    );
  });

  it("gives back every catalog that was written, and writes it the same again", () => {
    fc.assert(
      fc.property(catalog, (items) => {
        const written = catalogText(items);
        const read = parseCatalogText(written);
        assert.deepEqual(plain(read), plain(new Map([...items].map(([id, item]) => [id, shortest(item)]))));
        assert.equal(catalogText(read), written);
        assert.deepEqual([...blocksOf(written).keys()], [...items.keys()].sort());
      }),
      { numRuns: 1000 },
    );
  });

  it("has one text for one catalog, whatever the order and the writing of amounts", () => {
    const one = new Map<string, ListedItem>([
      ["a", { usdPrice: "1.50", prices: { KOR: "1200.0", DEU: 1 } }],
      ["b", {}],
    ]);
    const other = new Map<string, ListedItem>([
      ["b", {}],
      ["a", { prices: { DEU: "1.00", KOR: 1200 }, usdPrice: 1.5 }],
    ]);
    assert.equal(catalogText(one), catalogText(other));
  });

  it("is neither YAML nor JSON, so that the engine compares lines", () => {
    fc.assert(
      fc.property(catalog, (items) => {
        const written = catalogText(items);
        assert.notEqual(parseDocument(written).errors.length, 0);
        assert.throws(() => JSON.parse(written));
      }),
    );
  });

  it("hides nothing from the reader: what would break a line, or looks like something else, is written out", () => {
    fc.assert(
      fc.property(catalog, (items) => {
        const written = catalogText(items);
        const lines = [...items.values()].flatMap(({ prices = {}, ...fields }) => [
          "item",
          ...Object.keys(fields),
          ...Object.keys(prices),
        ]);
        assert.equal(written.split(/\r|\n|\u2028|\u2029|\u0085/).length, 2 + lines.length);
        assert.doesNotMatch(written.replaceAll("\n", ""), /\p{Cc}|[^\S ]|[\u200b\u202a-\u202e\ufeff]/u);
        assert.doesNotMatch(written, /\p{Surrogate}/u);
      }),
    );
    const shown = (title: string) =>
      catalogText(new Map([["a", { title }]]))
        .split("\n")[2]
        ?.slice(24);
    assert.equal(shown("100\u00a0gold"), String.raw`"100\u00a0gold"`);
    assert.equal(shown("half \ud83d"), String.raw`"half \ud83d"`);
    assert.equal(shown("👨‍👩‍👧 ❤️"), "👨‍👩‍👧 ❤️");
    assert.equal(shown('a "word" inside'), 'a "word" inside');
  });

  it("moves no other line when an item comes, changes or goes", () => {
    fc.assert(
      fc.property(catalog, id, item, (items, added, values) => {
        const more = new Map(items).set(added, values);
        const before = blocksOf(catalogText(items));
        const after = blocksOf(catalogText(more));
        for (const [id, block] of before) if (id !== added) assert.equal(after.get(id), block);
      }),
    );
  });

  it("tells the items that differ as the catalogs themselves do", () => {
    fc.assert(
      fc.property(catalog, catalog, (one, other) => {
        const [before, after] = [catalogText(one), catalogText(other)];
        assert.deepEqual(
          changesBetweenTexts(before, after).map(({ id, kind }) => [id, kind]),
          changesBetween(parseCatalogText(before), parseCatalogText(after)).map(({ id, kind }) => [id, kind]),
        );
      }),
    );
  });

  it("sees no change in what only the reader's part of a line says", () => {
    const before = "@catalog 1\na           item\na           BGR             3.00 EUR\n";
    assert.deepEqual(changesBetweenTexts(before, before.replace("3.00 EUR", "3 BGN")), []);
    const [change] = changesBetweenTexts(before, before.replace("EUR", "EUR given"));
    assert.deepEqual(change?.after, { prices: { BGR: { price: "3", currency: "EUR" } } });
  });

  for (const [what, broken, message] of [
    ["another text", "gold: 1\n", /not the text of a catalog: it begins with "gold: 1\\n"/],
    ["a later version", "@catalog 2\n", /version 2, and this pulumi-galaxystore reads version 1/],
    ["a line before the first item", "@catalog 1\na  title  A\n", /Line 2 .*: a {2}title {2}A/],
    ["another item's line", "@catalog 1\na  item\nb  title  A\n", /Line 3/],
    ["an unknown field", "@catalog 1\na  item\na  colour  red\n", /Line 3/],
    ["a price without currency", "@catalog 1\na  item\na  KOR  1200\n", /Line 3/],
    ["an item twice", "@catalog 1\na  item\nb  item\na  item\n", /Line 4/],
    ["an empty line", "@catalog 1\na  item\n\na  title  A\n", /Line 3/],
    ["quotes around no text", '@catalog 1\na  item\na  title  "\\x"\n', /Line 3/],
  ] as const)
    it(`refuses ${what}, with the line`, () => {
      assert.throws(() => parseCatalogText(broken), message);
    });

  it("is as docs/catalog-format.md shows it", () => {
    const page = readFileSync(join(__dirname, "../../docs/catalog-format.md"), "utf8");
    const examples = [...page.matchAll(/^```text\n([\s\S]*?)^```/gm)].map(([, example = ""]) => example);
    const texts = examples.filter(isCatalogText);
    assert.ok(texts.length > 0, "the page has an example");
    for (const example of texts) assert.equal(catalogText(parseCatalogText(example)), example);
  });
});
