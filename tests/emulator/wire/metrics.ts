/** Statistics of the seller and of one app, which agree with what was sold. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { EMBER, LANTERNS, TIDELINE } from "./support/apps";
import type { Json } from "./support/http";
import { buy, payBack } from "./support/sales";
import { call, credentials, done } from "./support/seller";
import { exactly, hasShape, type Shape } from "./support/shapes";
import { storeMoment } from "./support/store";

const SELLER = "/gss/query/sellerMetric";
const CONTENT = "/gss/query/contentMetric";

async function day(daysAgo: number): Promise<string> {
  return (await storeMoment(-daysAgo)).slice(0, 10);
}

async function period(from: number, to: number): Promise<{ startDate: string; endDate: string }> {
  return { startDate: await day(from), endDate: await day(to) };
}

/** The figures of one app on one day. */
async function dayOf(metricId: string, daysAgo: number, fields: object = {}): Promise<Json> {
  const periods = [await period(daysAgo, daysAgo)];
  const json = {
    contentId: EMBER.contentId,
    metricIds: [metricId],
    periods,
    noBreakdown: false,
    filters: {},
    ...fields,
  };
  const answer = await done("POST", CONTENT, { json: { trendAggregation: "day", ...json } });
  return answer.data.periods[0][EMBER.contentId][metricId].dailyTrend[await day(daysAgo)];
}

const amountsBy =
  (name: RegExp): Shape =>
  (value, at) => {
    for (const [key, amount] of Object.entries(value)) {
      assert.match(key, name, at);
      assert.equal(typeof amount, "number", at);
    }
  };

export function metrics(): void {
  describe("the statistics of an app", () => {
    it("tell every day of a period, by country and device", async () => {
      const periods = [await period(7, 1)];
      const metricIds = ["revenue_total", "revenue_iap_order_count", "daily_rat_score", "daily_rat_volumne"];
      const json = {
        contentId: EMBER.contentId,
        metricIds,
        periods,
        noBreakdown: false,
        filters: {},
        trendAggregation: "day",
      };
      const answer = await done("POST", CONTENT, { json });
      const { data, ...echo } = answer;
      assert.deepEqual(echo, {
        contentId: EMBER.contentId,
        metricIds,
        noBreakdown: false,
        trendAggregation: "day",
        filters: {},
      });
      const figure: Shape = {
        value: "number",
        subValuesMap: { country: amountsBy(/^[A-Z]{3}$/), "device?": amountsBy(/./) },
      };
      hasShape(data, {
        content: { content_name: exactly("Ember Isles"), status: exactly("FOR_SALE"), store_type: "string" },
        periods: "list",
      });
      assert.equal(data.periods.length, 1);
      const { startDate, endDate, [EMBER.contentId]: blocks } = data.periods[0];
      assert.deepEqual([{ startDate, endDate }], periods);
      assert.deepEqual(Object.keys(blocks).sort(), [...metricIds].sort());
      for (const block of Object.values<Json>(blocks))
        for (const [date, entry] of Object.entries<Json>(block.dailyTrend)) {
          assert.ok(date >= startDate && date <= endDate, date);
          hasShape(entry, figure);
        }
      const total = Object.values<Json>(blocks.revenue_total.dailyTrend).reduce((sum, { value }) => sum + value, 0);
      assert.ok(total > 0);
    });

    it("leave the breakdown out on request", async () => {
      hasShape(await dayOf("revenue_total", 1, { noBreakdown: true }), { value: "number" });
    });

    it("take in what is bought and paid back", async () => {
      const figures = async () => [
        (await dayOf("revenue_total", 0)).value,
        (await dayOf("revenue_iap_order_count", 0)).value,
      ];
      const [revenue = 0, count = 0] = await figures();
      const cents = (value: number) => Math.round(value * 100);
      const { purchaseId } = await buy("ember_chest", { country: "USA" });
      const bought = await figures();
      assert.deepEqual([cents(bought[0] ?? 0), bought[1]], [cents(revenue + 4.99), count + 1]);
      assert.ok((await dayOf("revenue_total", 0)).subValuesMap.country.USA >= 4.99);
      await payBack(purchaseId);
      const returned = await figures();
      assert.deepEqual([cents(returned[0] ?? 0), returned[1]], [cents(revenue), count + 2]);
    });

    it("are filtered by country", async () => {
      const { value, subValuesMap } = await dayOf("revenue_iap_order_count", 1);
      const korea = await dayOf("revenue_iap_order_count", 1, { filters: { country: ["KOR"] } });
      assert.equal(korea.value, subValuesMap.country.KOR);
      assert.ok(korea.value < value);
    });

    it("need no service-account-id", async () => {
      const { Authorization } = await credentials();
      const periods = [await period(7, 1)];
      const answer = await call("POST", CONTENT, {
        headers: { Authorization: String(Authorization), "service-account-id": "" },
        json: {
          contentId: EMBER.contentId,
          metricIds: ["revenue_total"],
          periods,
          filters: {},
          trendAggregation: "day",
        },
      });
      assert.equal(answer.status, 200, answer.text);
    });
  });

  describe("the statistics of a seller", () => {
    it("tell each period that is asked for, with the apps", async () => {
      const periods = [await period(7, 1), await period(14, 8)];
      const json = {
        metricIds: ["revenue_total", "total_unique_installs_filter"],
        periods,
        getDailyMetric: true,
        getBreakdownsByFilter: true,
        noContentMetadata: false,
        filters: {},
        trendAggregation: "day",
        stray: 1,
      };
      const { data, ...echo } = await done("POST", SELLER, { json });
      const { stray: _stray, ...asked } = json;
      assert.deepEqual(echo, asked);
      assert.deepEqual(
        data.periods.map(({ startDate, endDate }: Json) => ({ startDate, endDate })),
        periods,
      );
      for (const entry of data.periods)
        assert.ok(
          Object.keys(entry).some((key) => key.startsWith("metricSubVal")),
          "breakdowns",
        );
      for (const { contentId } of [EMBER, LANTERNS, TIDELINE]) {
        const { content, content_name } = data.contents[contentId];
        assert.equal(content, contentId);
        assert.equal(typeof content_name, "string");
      }
    });

    it("leave the apps out on request, and are nothing but the apps when no metric is named", async () => {
      const periods = [await period(7, 1)];
      const without = await done("POST", SELLER, {
        json: { metricIds: ["revenue_total"], periods, noContentMetadata: true },
      });
      assert.equal("contents" in without.data, false);
      const apps = await done("POST", SELLER, { json: { sellerId: "u-1", periods, noContentMetadata: false } });
      assert.equal(apps.sellerId, "u-1");
      assert.ok(EMBER.contentId in apps.data.contents);
    });

    it("are over the seller's own apps alone", async () => {
      const json = { metricIds: ["revenue_total"], periods: [await period(7, 1)], noContentMetadata: false };
      const { data } = await done("POST", SELLER, { json, as: "stranger" });
      assert.deepEqual(Object.keys(data.contents), ["000002000201"]);
    });
  });
}
