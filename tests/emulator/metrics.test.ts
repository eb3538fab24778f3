/** The statistics: figures that follow from the orders, downloads and comments. */

import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import {
  type Answer,
  APPS,
  HARBOR,
  type Json,
  PUBLISHING_ONLY,
  refusedIap,
  STUDIO,
  storeForFile,
} from "./support/caller";
import { daysAgo, EMBER, LANTERNS, ordersOf } from "./support/sales";

const SELLER = "/gss/query/sellerMetric";
const CONTENT = "/gss/query/contentMetric";
const WEEK = 7;

describe("the statistics", () => {
  const store = storeForFile();
  const bearer: Record<string, string> = {};
  before(async () => {
    for (const account of [STUDIO, HARBOR]) bearer[account] = `Bearer ${await store.mint(account, ["gss"])}`;
  });
  const ask = (path: string, body: object, account = STUDIO): Promise<Answer> =>
    store.raw(
      "POST",
      path,
      { authorization: bearer[account] ?? "", "service-account-id": account },
      JSON.stringify(body),
    );
  const asked = async (path: string, body: object): Promise<Json> => {
    const answer = await ask(path, body);
    assert.equal(answer.status, 200, answer.text);
    return answer.json;
  };
  const dashed = (day: string) => day.replace(/(....)(..)(..)/, "$1-$2-$3");
  const lastDays = async (days: number) => ({
    startDate: dashed(await daysAgo(store, days)),
    endDate: dashed(await daysAgo(store, 1)),
  });
  /** The block of a metric of Ember Isles over the last days. */
  const block = async (metricId: string, days: number, fields: object = {}): Promise<Json> => {
    const body = { contentId: APPS.emberIsles, metricIds: [metricId], periods: [await lastDays(days)], filters: {} };
    const { data } = await asked(CONTENT, { ...body, ...fields });
    return data.periods[0][APPS.emberIsles][metricId];
  };
  const round = (value: number) => Math.round(value * 100) / 100;
  const sum = (values: Iterable<number>) => round([...values].reduce((whole, value) => whole + value, 0));

  /** What the orders say of a day: dollars earned and returned, and how many payments and returns there were. */
  const ledger = async (day: string, packageName?: string) => {
    const orders = await ordersOf(store, day, packageName);
    const on = (key: string) => orders.filter((order) => order[key]?.startsWith(dashed(day)));
    const [paid, returned] = [on("completionTime"), on("refundTime")];
    const dollars = (list: Json[]) => sum(list.map((order) => Number(order.usdPrice)));
    return { revenue: round(dollars(paid) - dollars(returned)), count: paid.length + returned.length };
  };

  it("agree with the orders, day by day", async () => {
    const item = await block("revenue_item", WEEK);
    const count = await block("revenue_iap_order_count", WEEK);
    assert.equal(Object.keys(item.dailyTrend).length, WEEK);
    for (let days = 1; days <= WEEK; days += 1) {
      const day = await daysAgo(store, days);
      const expected = await ledger(day, EMBER);
      assert.ok(expected.count > 0);
      assert.deepEqual(
        { revenue: round(item.dailyTrend[dashed(day)].value), count: count.dailyTrend[dashed(day)].value },
        expected,
        day,
      );
    }
  });

  it("follow a purchase and its return at once", async () => {
    const today = dashed(await daysAgo(store, 0));
    const periods = [{ startDate: today, endDate: today }];
    const count = (await block("revenue_iap_order_count", 1, { periods })).value;
    const { purchaseId } = await store.control("POST", `apps/${EMBER}/purchases`, { itemId: "ember_sun" });
    const paid = await block("revenue_total", 1, { periods });
    assert.ok(paid.value >= 49.99);
    await store.control("POST", `apps/${EMBER}/purchases/${purchaseId}/refund`, {});
    assert.equal(round(paid.value - (await block("revenue_total", 1, { periods })).value), 49.99);
    assert.equal((await block("revenue_iap_order_count", 1, { periods })).value - count, 2);
  });

  it("of a seller are the sum of its apps', and the app sales of a paid app are in the total", async () => {
    const body = { metricIds: ["revenue_total", "revenue_item", "total_unique_installs_filter", "dn_by_total_dvce"] };
    const query = { ...body, periods: [await lastDays(WEEK)], filters: {}, noContentMetadata: true };
    const [whole] = (await asked(SELLER, query)).data.periods;
    const parts = [];
    for (const contentId of Object.values(APPS).filter((id) => id.startsWith("000001")))
      parts.push((await asked(CONTENT, { ...query, contentId })).data.periods[0][contentId]);
    for (const metricId of body.metricIds)
      assert.equal(round(whole[metricId].value), sum(parts.map((part) => part[metricId].value)), metricId);
    assert.ok(whole.revenue_total.value > whole.revenue_item.value);
    assert.ok(whole.dn_by_total_dvce.value > whole.total_unique_installs_filter.value);
    let revenue = 0;
    for (let days = 1; days <= WEEK; days += 1) revenue += (await ledger(await daysAgo(store, days))).revenue;
    assert.equal(round(whole.revenue_item.value), round(revenue));
  });

  it("count ratings from the comments", async () => {
    const [score, volume] = [await block("daily_rat_score", 40), await block("daily_rat_volumne", 40)];
    const { comments } = await store.held(APPS.emberIsles);
    const ratings = comments.flatMap(({ rating }) => rating ?? []);
    assert.deepEqual([score.value, volume.value], [sum(ratings), ratings.length]);
  });

  it("break down by country and device when that is asked for, and the parts are the whole", async () => {
    const [plain, broken] = [
      await block("revenue_total", 2, { noBreakdown: true }),
      await block("revenue_total", 2, { noBreakdown: false }),
    ];
    for (const [day, { value, subValuesMap }] of Object.entries<Json>(broken.dailyTrend)) {
      assert.deepEqual(plain.dailyTrend[day], { value });
      assert.equal(sum(Object.values<number>(subValuesMap.country)), round(value));
      assert.equal(sum(Object.values<number>(subValuesMap.device)), round(value));
      assert.ok("KOR" in subValuesMap.country);
    }
  });

  it("are filtered by country, code or name, and by device", async () => {
    const { dailyTrend } = await block("total_unique_installs_filter", 1, { noBreakdown: false });
    const [{ subValuesMap }] = Object.values<Json>(dailyTrend);
    const only = async (filters: object) => (await block("total_unique_installs_filter", 1, { filters })).value;
    assert.equal(await only({ country: ["KOR"] }), subValuesMap.country.KOR);
    assert.equal(await only({ country: ["Korea"] }), subValuesMap.country.KOR);
    const [device, count] = Object.entries<number>(subValuesMap.device)[0] ?? [];
    assert.equal(await only({ device: [device] }), count);
    assert.equal(await only({ country: [], device: [] }), sum(Object.values<number>(subValuesMap.country)));
  });

  it("are gathered by week and month under the first day, with the same sum", async () => {
    const daily = await block("revenue_item", 40);
    for (const trendAggregation of ["week", "month"]) {
      const gathered = await block("revenue_item", 40, { trendAggregation });
      const days = Object.keys(gathered.dailyTrend);
      assert.ok(days.length >= 2 && days.length <= 7);
      assert.equal(sum(Object.values<Json>(gathered.dailyTrend).map(({ value }) => value)), round(daily.value));
      const [, second = ""] = days;
      if (trendAggregation === "month") assert.match(second, /-01$/);
      else assert.equal(new Date(second).getUTCDay(), 1);
    }
  });

  it("of a seller compare two periods, with daily values and breakdowns when asked for", async () => {
    const now = await lastDays(3);
    const query = { metricIds: ["revenue_total"], periods: [now, now], filters: {}, trendAggregation: "day" };
    const plain = (await asked(SELLER, { ...query, noContentMetadata: true })).data;
    assert.deepEqual(Object.keys(plain), ["periods"]);
    assert.deepEqual(plain.periods[0], plain.periods[1]);
    assert.deepEqual(Object.keys(plain.periods[0].revenue_total), ["value"]);
    const full = await asked(SELLER, { ...query, getDailyMetric: true, getBreakdownsByFilter: true });
    const [period] = full.data.periods;
    assert.equal(Object.keys(period.revenue_total.dailyTrend).length, 3);
    const { country } = period.metricSubValuesMap.revenue_total;
    assert.equal(sum(Object.values<number>(country)), round(period.revenue_total.value));
    assert.deepEqual(full.data.contents[APPS.emberIsles], { content: APPS.emberIsles, content_name: "Ember Isles" });
    assert.deepEqual([full.metricIds, full.periods, full.getDailyMetric], [query.metricIds, query.periods, true]);
  });

  it("of a seller give the list of apps to a query without metrics", async () => {
    const { data } = await asked(SELLER, { sellerId: "x", periods: [await lastDays(1)], noContentMetadata: false });
    assert.equal(Object.keys(data.contents).length, 9);
  });

  it("say which app they are of, and give days without anything as 0", async () => {
    const periods = [{ startDate: "2020-02-28", endDate: "2020-03-01" }];
    const { data, contentId } = await asked(CONTENT, {
      contentId: APPS.emberIsles,
      metricIds: ["revenue_total"],
      periods,
      noBreakdown: true,
    });
    assert.equal(contentId, APPS.emberIsles);
    assert.deepEqual(data.content, { content_name: "Ember Isles", status: "FOR_SALE", store_type: "galaxy" });
    assert.deepEqual(data.periods[0][APPS.emberIsles].revenue_total, {
      value: 0,
      dailyTrend: { "2020-02-28": { value: 0 }, "2020-02-29": { value: 0 }, "2020-03-01": { value: 0 } },
    });
  });

  it("need the scope gss; of one app they need no service-account-id", async () => {
    const body = { contentId: APPS.emberIsles, metricIds: [], periods: [await lastDays(1)] };
    for (const path of [SELLER, CONTENT]) {
      const denied = await store.call("POST", path, body, { account: PUBLISHING_ONLY });
      assert.deepEqual([denied.status, denied.json.code], [403, "NO_PERMISSION"]);
    }
    const without = (path: string, headers: Record<string, string> = {}) =>
      store.raw("POST", path, { authorization: bearer[STUDIO] ?? "", ...headers }, JSON.stringify(body));
    assert.equal((await without(CONTENT)).status, 200);
    assert.equal((await without(CONTENT, { "service-account-id": HARBOR })).status, 401);
    assert.equal((await without(SELLER)).status, 401);
  });

  it("refuse other people's apps, unknown metrics and dates that are none", async () => {
    const periods = [await lastDays(1)];
    const body = { contentId: APPS.emberIsles, metricIds: ["revenue_total"], periods };
    refusedIap(await ask(CONTENT, { ...body, contentId: APPS.railBaron }), 403, "4008");
    refusedIap(await ask(CONTENT, { ...body, contentId: APPS.nobodys }), 400, "3100");
    assert.equal((await ask(CONTENT, { ...body, contentId: APPS.railBaron }, HARBOR)).status, 200);
    for (const wrong of [
      { metricIds: ["profit"] },
      { metricIds: undefined },
      { periods: [] },
      { periods: [{ startDate: "2026-02-30", endDate: "2026-03-01" }] },
      { periods: [{ startDate: "2026-03-02", endDate: "2026-03-01" }] },
      { periods: [{ startDate: "1900-01-01", endDate: "2026-03-01" }] },
      { trendAggregation: "year" },
      { filters: { country: "KOR" } },
      { filters: [] },
    ])
      refusedIap(await ask(CONTENT, { ...body, ...wrong }), 400, "1000");
  });

  it("leave out purchases in test mode", async () => {
    const today = dashed(await daysAgo(store, 0));
    const periods = [{ startDate: today, endDate: today }];
    const beforeIt = (await block("revenue_item", 1, { periods })).value;
    await store.control("POST", `apps/${EMBER}/purchases`, { itemId: "ember_sun", testMode: true });
    assert.equal((await block("revenue_item", 1, { periods })).value, beforeIt);
    await store.control("POST", `apps/${LANTERNS}/purchases`, { itemId: "gold_paper" });
    assert.equal((await block("revenue_item", 1, { periods })).value, beforeIt);
  });
});
