/** Prices that must be acknowledged, and deletions that must be allowed: what counts, and in which words. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import type { Catalog, ListedItem } from "../../provider/itemCatalog/catalog";
import { changesBetween } from "../../provider/itemCatalog/changes";
import { deletionProblem, priceProblems } from "../../provider/itemCatalog/guards";

type Items = Record<string, ListedItem>;
const catalog = (items: Items): Catalog => new Map(Object.entries(items));
const problems = (before: Items, after: Items, acknowledged?: "all" | string[]) =>
  priceProblems(changesBetween(catalog(before), catalog(after)), acknowledged);
const lines = (...args: Parameters<typeof problems>) =>
  problems(...args).map(({ path, reason }) => `${path} ${reason}`);

/** The reason for one price in Korea that goes from one amount to the other; undefined when there is none. */
function korea(before: string | undefined, after: string): string | undefined {
  const item = (price: string | undefined): ListedItem => (price === undefined ? {} : { prices: { KOR: price } });
  return problems({ gold: item(before) }, { gold: item(after) })[0]?.reason.split(";")[0];
}

const GUIDE = readFileSync(resolve(__dirname, "../../docs/prices.md"), "utf8");

describe("the price guard", () => {
  it("names item and country, both prices, the factor and the word to add", () => {
    const [line = "", ...others] = lines(
      { gold_100: { prices: { KOR: 1200 } } },
      { gold_100: { prices: { KOR: "12000.0" } } },
    );
    assert.equal(
      line,
      'items.gold_100.prices.KOR goes from 1200 to 12000 KRW, 10 times as much; if that is meant, add "gold_100" to acknowledgePriceChanges, otherwise correct the price',
    );
    assert.deepEqual(others, []);
    assert.ok(GUIDE.includes(`\n${line}\n`));
  });

  it("lets three times as much and a third pass, and nothing beyond, to the last digit", () => {
    assert.equal(korea("100", "300"), undefined);
    assert.equal(korea("300", "100"), undefined);
    assert.equal(korea("0.1", "0.3"), undefined);
    assert.equal(korea("100", "301"), "goes from 100 to 301 KRW, 3.01 times as much");
    assert.equal(korea("1000", "3001"), "goes from 1000 to 3001 KRW, a little over 3 times as much");
    assert.equal(korea("0.1", "0.30000000000000000000000000000001")?.includes("a little over 3 times"), true);
    assert.equal(korea("1201", "400"), "goes from 1201 to 400 KRW, divided by a little over 3");
    assert.equal(korea("12000", "1200"), "goes from 12000 to 1200 KRW, divided by 10");
    assert.equal(korea("1", "123456"), "goes from 1 to 123456 KRW, 123456 times as much");
  });

  it("asks about every way to and from zero", () => {
    assert.equal(korea("1200", "0"), "goes from 1200 to 0 KRW, so it is free");
    assert.equal(korea("0", "1200"), "goes from 0 to 1200 KRW, so it is free no longer");
    assert.equal(korea(undefined, "0.00"), "is 0 KRW, so it is free");
    assert.equal(korea("0", "0.0"), undefined);
    assert.equal(korea(undefined, "120000"), undefined);
    assert.match(
      lines({}, { gift: { usdPrice: 0, prices: { KOR: 1200 } } })[0] ?? "",
      /^items\.gift\.usdPrice is 0 USD,/,
    );
  });

  it("asks about another currency, however near the amounts are", () => {
    const listed = (currency: string) => ({ gold: { prices: { TUR: { price: "1.99", currency } } } });
    assert.deepEqual(
      lines(listed("TRY"), listed("USD")).map((line) => line.split(";")[0]),
      ["items.gold.prices.TUR goes from 1.99 TRY to 1.99 USD, another currency"],
    );
    assert.deepEqual(lines(listed("TRY"), { gold: { prices: { TUR: 1.99 } } }), []);
  });

  it("does not take for granted what it cannot read", () => {
    assert.equal(korea("1,200", "1200"), "goes from 1,200 to 1200 KRW, and only numbers can be compared");
  });

  it("looks at prices alone, and at no item that leaves", () => {
    assert.deepEqual(lines({ gold: { usdPrice: 1, title: "a" } }, { gold: { usdPrice: 1, title: "b" } }), []);
    assert.deepEqual(lines({ gold: { usdPrice: 1 } }, {}), []);
    assert.deepEqual(lines({ gold: { prices: { KOR: 1200 } } }, { gold: { prices: {} } }), []);
  });

  it("is quiet about acknowledged items, and about everything with all", () => {
    const before = { gold: { usdPrice: 1 }, silver: { usdPrice: 1 } };
    const after = { gold: { usdPrice: 9 }, silver: { usdPrice: 9 } };
    assert.equal(lines(before, after).length, 2);
    assert.deepEqual(
      lines(before, after, ["gold", "unknown"]).map((line) => line.split(" ")[0]),
      ["items.silver.usdPrice"],
    );
    assert.deepEqual(lines(before, after, "all"), []);
  });

  it("says an item once, by its worst price", () => {
    const prices = (factor: number) => ({ KOR: 1200, DEU: 2 * factor, FRA: 2 * factor * 2, JPN: 150, USA: 1 * factor });
    const [only, ...others] = lines(
      { gold: { usdPrice: 1, prices: prices(1) } },
      { gold: { usdPrice: 10, prices: { ...prices(10), FRA: 80, JPN: 0 } } },
    );
    assert.deepEqual(others, []);
    assert.equal(
      only,
      'items.gold.prices.JPN goes from 150 to 0 JPY, so it is free; as suspicious: FRA from 4 to 80 EUR, usdPrice from 1 to 10 USD, DEU from 2 to 20 EUR, USA from 1 to 10 USD; if that is meant, add "gold" to acknowledgePriceChanges, otherwise correct the prices',
    );
  });

  it("shows the worst of many items and counts the others", () => {
    const ids = Array.from({ length: 200 }, (_, index) => `item_${String(index).padStart(3, "0")}`);
    const all = (price: (index: number) => number) =>
      Object.fromEntries(ids.map((id, index) => [id, { prices: { KOR: price(index) } }]));
    const found = lines(
      all(() => 1000),
      all((index) => (index === 150 ? 0 : 4000 + index)),
    );
    assert.equal(found.length, 11);
    assert.match(found[0] ?? "", /^items\.item_150\./);
    assert.match(found[1] ?? "", /^items\.item_199\..* 4\.2 times as much/);
    assert.equal(
      found[10],
      'items has 190 more items with such prices: item_000, item_001, item_002, item_003, item_004 and 185 more; `galaxystore catalog diff` shows them all. If all of it is meant, set acknowledgePriceChanges: "all" for this change',
    );
    assert.ok(found.every((line) => line.length < 400));
  });

  it("agrees for all amounts with whole numbers of the smallest unit", () => {
    const units = fc.integer({ min: 0, max: 2_000_000 });
    fc.assert(
      fc.property(units, units, fc.constantFrom(0, 2, 3), (before, after, decimals) => {
        const text = (value: number) => (value / 10 ** decimals).toFixed(decimals);
        const suspicious =
          before !== after && (before === 0 || after === 0 || after > before * 3 || before > after * 3);
        assert.equal(korea(text(before), text(after)) !== undefined, suspicious);
      }),
      {
        examples: [
          [1, 3, 2],
          [3, 1, 2],
          [100, 301, 2],
          [333, 1000, 3],
          [0, 0, 2],
        ],
        numRuns: 1000,
      },
    );
  });

  it("asks for a change exactly when it asks for the way back", () => {
    const price = fc.integer({ min: 0, max: 9_999 });
    fc.assert(
      fc.property(price, price, (a, b) => {
        assert.equal(korea(String(a), String(b)) === undefined, korea(String(b), String(a)) === undefined);
      }),
    );
  });
});

describe("the deletion guard", () => {
  const ids = (count: number) => Array.from({ length: count }, (_, index) => `item_${index + 1}`);
  const problem = (count: number, catalogSize: number, allowed?: number) =>
    deletionProblem({ removed: ids(count), catalogSize, allowed });

  it("asks from five items on that are more than a tenth of the catalog", () => {
    assert.equal(problem(0, 0), undefined);
    assert.equal(problem(4, 4), undefined);
    assert.equal(problem(5, 50), undefined);
    assert.ok(problem(5, 49));
    assert.equal(problem(700, 7000), undefined);
    assert.ok(problem(701, 7000));
  });

  it("is answered by the number, or a larger one", () => {
    assert.ok(problem(12, 100, 11)?.includes("item_4 and 7 more") === false);
    assert.match(problem(12, 100, 11) ?? "", /, and allowDeletions is 11; if that is meant, set allowDeletions: 12,/);
    assert.equal(problem(12, 100, 12), undefined);
    assert.equal(problem(12, 100, 50), undefined);
    assert.ok(problem(12, 100, 0));
  });

  it("names the number, the first ids and what to write", () => {
    assert.equal(
      problem(12, 100),
      'leaves out 12 of the 100 items of the catalog, which would be removed from the store: "item_1", "item_10", "item_11", "item_12", "item_2" and 7 more; if that is meant, set allowDeletions: 12, otherwise list them again',
    );
    assert.ok(GUIDE.includes(`\nitems ${problem(12, 100)}\n`));
    assert.match(problem(6, 6) ?? "", /^leaves out all 6 items of the catalog, .*"item_6";/);
  });
});
