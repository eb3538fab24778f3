/** Local prices out of a price in US dollars, as a program derives them. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import Decimal from "decimal.js";
import fc from "fast-check";
import { inAppItem } from "../../provider/inAppItem";
import { charm, localPrices, type PriceTable, type Rounding, toSteps } from "../../provider/prices";
import { COUNTRIES, type Country } from "../../sdk/facts/countries";
import { TestStore } from "../support/testStore";
import { Managed } from "./support/managed";

/** The price in Germany for so many euros, rounded like this. */
const euros = (amount: string | number, rule: Rounding, more: Partial<PriceTable> = {}) =>
  localPrices(amount, { countries: ["DEU"], rates: { EUR: 1 }, rounding: { EUR: rule }, ...more }).DEU;

/** What the error says, without its first line. */
function mistakes(usd: number | string, table: Partial<PriceTable>): string[] {
  try {
    localPrices(usd, { countries: [], rates: {}, ...table });
  } catch (error) {
    return (error as Error).message.split("\n- ").slice(1);
  }
  return [];
}

describe("localPrices", () => {
  it("converts by the rates and rounds by the rule of each currency", () => {
    assert.deepEqual(
      localPrices(4.99, {
        countries: ["KOR", "DEU", "JPN"],
        rates: { KRW: 1380, EUR: "0.93", JPY: 155 },
        rounding: { KRW: toSteps(100), JPY: toSteps(10), default: charm("0.99") },
      }),
      { KOR: "6900", DEU: "4.99", JPN: "770" },
    );
  });

  it("rounds to the smallest unit of the currency without a rule", () => {
    assert.deepEqual(
      localPrices("1.99", {
        countries: ["KOR", "FRA", "JOR", "USA", "KWT"],
        rates: { KRW: 1381.3, EUR: 0.931, JOD: 0.7095 },
      }),
      { KOR: "2749", FRA: "1.85", JOR: "1.412", USA: "1.99", KWT: "1.99" },
    );
  });

  it("multiplies by the factor of a country before it rounds", () => {
    const table = { countries: ["DEU", "FRA"], rates: { EUR: 1 }, factors: { DEU: "1.19" } };
    assert.deepEqual(localPrices(1, table), { DEU: "1.19", FRA: "1" });
    assert.deepEqual(localPrices(1, { ...table, rounding: { EUR: charm("0.49", { every: "0.5" }) } }), {
      DEU: "0.99",
      FRA: "0.99",
    });
  });

  it("reckons in decimals", () => {
    assert.equal(euros("1.005", toSteps("0.01"), { rates: { EUR: "1" } }), "1.01");
    assert.equal(euros(0.1, toSteps("0.01"), { rates: { EUR: 3 } }), "0.3");
    assert.equal(euros("0.1", toSteps("0.01", { direction: "up" }), { rates: { EUR: 3 } }), "0.3");
  });

  it("rounds to steps up, down or to the nearest, the half up", () => {
    const all = (amount: string) =>
      (["up", "down", "nearest"] as const).map((direction) => euros(amount, toSteps("0.05", { direction })));
    assert.deepEqual(all("1.37"), ["1.4", "1.35", "1.35"]);
    assert.deepEqual(all("1.375"), ["1.4", "1.35", "1.4"]);
    assert.deepEqual(all("1.35"), ["1.35", "1.35", "1.35"]);
  });

  it("rounds to an ending", () => {
    assert.deepEqual(
      ["0.1", "4.48", "4.49", "4.99", "5", "5.5"].map((amount) => euros(amount, charm("0.99"))),
      ["0.99", "3.99", "4.99", "4.99", "4.99", "5.99"],
    );
    assert.equal(euros("5", charm("0.99", { direction: "up" })), "5.99");
    assert.equal(euros("4.98", charm("0.99", { direction: "down" })), "3.99");
    assert.equal(euros("8.2", charm("4.99", { every: 5 })), "9.99");
    assert.equal(euros("1.234", charm("0.09")), "1.19");
    const won = (ending: number) =>
      localPrices(2.2, { countries: ["KOR"], rates: { KRW: 1000 }, rounding: { KRW: charm(ending) } }).KOR;
    assert.deepEqual([won(900), won(90), won(9)], ["1900", "2190", "2199"]);
  });

  it("never goes below a minimum, and stays a price of the rule", () => {
    const with310 = (rule: Rounding) =>
      localPrices("0.10", { countries: ["KOR"], rates: { KRW: 1380 }, rounding: { KRW: rule }, minimum: { KRW: 310 } })
        .KOR;
    assert.equal(with310(toSteps(1)), "310");
    assert.equal(with310(toSteps(100)), "400");
    assert.equal(with310(charm(90)), "390");
    assert.equal(with310(charm(900)), "900");
  });

  it("makes nothing free that has a price, and what is free stays free", () => {
    assert.equal(euros("0.01", toSteps(1)), "1");
    assert.equal(euros("0.01", charm("0.99", { direction: "down" })), "0.99");
    assert.equal(euros(0, charm("0.99"), { minimum: { EUR: 1 } }), "0");
  });

  it("names every mistake at once, and what to write instead", () => {
    assert.deepEqual(
      mistakes(-1, {
        countries: ["KRO", "KOR", "TUR", "USA", "SWE"],
        rates: { KRW: 0, USD: 2, SEK: "ten" },
        factors: { XX: 1, USA: 0 },
        rounding: { KWR: toSteps(1), default: charm("0.99"), USD: charm(3, { every: 2 }), SEK: toSteps(0) },
        minimum: { KRW: "0.5", ABC: 1 },
      }),
      [
        'the price in US dollars is -1; give 0 or more, such as 4.99 or "4.99"',
        'factors has "XX", which is no country of the store; give three-letter codes, for example KOR, USA or DEU',
        'rounding has "KWR", which is the currency of no country of the store; give codes such as KRW, USD or EUR',
        "minimum.KRW is 0.5, with 1 decimal, but a price in KRW has no decimals",
        'minimum has "ABC", which is the currency of no country of the store; give codes such as KRW, USD or EUR',
        'countries lists "KRO", which is no country of the store; give three-letter codes, for example KOR, USA or DEU',
        "rounding.default is 0.99, with 2 decimals, but a price in KRW has no decimals; give rounding.KRW a rule of its own, such as toSteps(100)",
        "rates.KRW is 0; give a number above 0",
        "rates has no TRY, the currency of TUR; add the units of it for one US dollar",
        "rounding.USD has the ending 3, which is not below its steps of 2",
        "rates.USD is 2; it is 1, or left out (a country has its own multiple in factors)",
        "factors.USA is 0; give a number above 0",
        "rounding.SEK has steps of 0; give them a size, such as toSteps(100)",
        'rates.SEK is "ten"; give a number above 0',
      ],
    );
    assert.throws(
      () => localPrices(Number.NaN, { countries: ["USA"], rates: {} }),
      /^Error: No local prices for NaN US dollars:\n- the price in US dollars is NaN; give 0 or more/,
    );
    assert.deepEqual(mistakes(1, { countries: ["DEU"], rates: { EUR: 1 }, rounding: { EUR: charm(0) } }), [
      "rounding.EUR has steps of 0; give them a size, such as toSteps(100)",
    ]);
  });

  it("takes rates of currencies that no listed country has", () => {
    assert.deepEqual(mistakes(1, { countries: ["USA"], rates: { ISK: 140, KRW: 1380 } }), []);
  });

  it("gives prices that the store takes as they are", async () => {
    const store = await TestStore.start();
    try {
      const countries = COUNTRIES.filter(({ code }) => code !== "LBN").map(({ code }) => code);
      const rates = Object.fromEntries(COUNTRIES.map(({ currency }) => [currency, currency === "USD" ? 1 : "7.7777"]));
      const prices = localPrices("4.99", { countries, rates });
      const packageName = "com.lumenforge.emberisles";
      await new Managed(store, inAppItem).up({
        packageName,
        itemId: "derived",
        title: "Derived",
        description: "Priced by a table",
        usdPrice: "4.99",
        prices,
      });
      const held = (await store.items(packageName)).get("derived")?.prices ?? [];
      assert.deepEqual(Object.fromEntries(held.map((price) => [price.countryId, price.localPrice])), prices);
    } finally {
      await store.stop();
    }
  });

  it("costs a program that derives no prices nothing", () => {
    const script = `require(${JSON.stringify(require.resolve("../../provider/prices"))});
      console.log(Object.keys(require.cache).filter((file) => /decimal|countries|zod/.test(file)).length)`;
    const loaded = execFileSync(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", script], {
      encoding: "utf8",
    });
    assert.equal(loaded.trim(), "0");
  });
});

const direction = fc.constantFrom("up" as const, "down" as const, "nearest" as const);

/** A country, and a rule whose prices its currency can have. */
const ruled = fc.constantFrom(...COUNTRIES).chain((country) => {
  const units = (value: number) => new Decimal(value).div(new Decimal(10).pow(country.decimals)).toFixed();
  const step = fc.integer({ min: 1, max: 5_000 });
  const rule = fc.oneof(
    fc.tuple(step, direction).map(([size, way]) => toSteps(units(size), { direction: way })),
    fc
      .tuple(step, step, direction)
      .filter(([ending, every]) => ending < every)
      .map(([ending, every, way]) => charm(units(ending), { every: units(every), direction: way })),
    fc.tuple(step, direction).map(([ending, way]) => charm(units(ending), { direction: way })),
  );
  const minimum = fc.option(fc.integer({ min: 0, max: 9_000 }).map(units), { nil: undefined });
  return fc.record({ country: fc.constant(country), rule, minimum });
});

const rate = fc.integer({ min: 1, max: 2_000_000 }).map((value) => new Decimal(value).div(1000).toFixed());
const cents = fc.integer({ min: 1, max: 99_999 });

describe("localPrices, for all amounts and rules", () => {
  interface Ruled {
    country: Country;
    rule: Rounding;
    minimum: string | undefined;
  }
  const price = (usd: string, { country, rule, minimum }: Ruled, given: string): Decimal => {
    const { code, currency } = country;
    const local = localPrices(usd, {
      countries: [code],
      rates: { [currency]: currency === "USD" ? 1 : given },
      rounding: { [currency]: rule },
      ...(minimum !== undefined && { minimum: { [currency]: minimum } }),
    })[code];
    assert.match(local ?? "", /^\d+(\.\d*[1-9])?$/);
    return new Decimal(local ?? "");
  };
  const dollars = (value: number) => new Decimal(value).div(100).toFixed();

  it("is a price of the rule, not below the minimum, above zero, with no more decimals than the currency", () => {
    fc.assert(
      fc.property(ruled, rate, cents, (one, given, usd) => {
        const local = price(dollars(usd), one, given);
        assert.ok(local.gt(0));
        assert.ok(local.gte(one.minimum ?? 0));
        assert.ok(local.decimalPlaces() <= one.country.decimals);
        assert.ok(local.minus(one.rule.ending).mod(one.rule.step).isZero());
      }),
      { numRuns: 500 },
    );
  });

  it("lies within a step of the converted price, on the side that the direction says", () => {
    fc.assert(
      fc.property(ruled, rate, cents, (one, given, usd) => {
        const exact = new Decimal(usd).div(100).times(one.country.currency === "USD" ? 1 : given);
        const local = price(dollars(usd), { ...one, minimum: undefined }, given);
        const lowest = Number(one.rule.ending) === 0 ? one.rule.step : one.rule.ending;
        if (local.eq(lowest)) return;
        const off = local.minus(exact);
        assert.ok(off.abs().lt(one.rule.step));
        if (one.rule.direction === "up") assert.ok(off.gte(0));
        if (one.rule.direction === "down") assert.ok(off.lte(0));
        if (one.rule.direction === "nearest") assert.ok(off.abs().times(2).lte(one.rule.step));
      }),
      { numRuns: 500 },
    );
  });

  it("never gives a lower price for a higher one", () => {
    fc.assert(
      fc.property(ruled, rate, cents, cents, (one, given, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        assert.ok(price(dollars(low), one, given).lte(price(dollars(high), one, given)));
      }),
      { numRuns: 500 },
    );
  });

  it("leaves a rounded price as it is", () => {
    fc.assert(
      fc.property(ruled, cents, (one, usd) => {
        const once = price(dollars(usd), one, "1");
        assert.equal(price(once.toFixed(), one, "1").toFixed(), once.toFixed());
      }),
      { numRuns: 500 },
    );
  });
});
