/** Readings of orders, purchases, subscriptions, receipts and statistics. */
import assert from "node:assert/strict";
import type { SALES_READINGS } from "../../../emulator/state/readings/sales";
import { type Answer, APPS, type Caller, type Json, STUDIO } from "../support/caller";
import {
  daysAgo,
  EMBER,
  emberSales,
  NOBODYS_PURCHASE,
  ordersOf,
  purchasePath,
  receiptOf,
  subscriptionPath,
} from "../support/sales";
import { type Cases, outcome } from "./case";

const buy = (store: Caller, itemId = "ember_pouch"): Promise<Json> =>
  store.control("POST", `apps/${EMBER}/purchases`, { itemId });
/** The order of a purchase that was just made. */
const newOrder = async (store: Caller): Promise<Json> => {
  const { purchaseId } = await buy(store);
  const orders = await ordersOf(store, await daysAgo(store, 0), EMBER);
  return orders.find((order) => order.purchaseId === purchaseId);
};
const subscription = async (store: Caller, purchaseId: string): Promise<Json> =>
  (await store.call("GET", subscriptionPath(purchaseId))).json;
const newSubscription = async (store: Caller, itemId: string): Promise<Json> =>
  subscription(store, (await buy(store, itemId)).purchaseId);

const ask = async (store: Caller, query: "sellerMetric" | "contentMetric", body: object): Promise<Answer> =>
  store.raw(
    "POST",
    `/gss/query/${query}`,
    { authorization: `Bearer ${await store.mint(STUDIO, ["gss"])}`, "service-account-id": STUDIO },
    JSON.stringify(body),
  );
/** A period of so many days that ends yesterday. */
const lastDays = async (store: Caller, days: number) => {
  const dashed = (day: string) => day.replace(/(....)(..)(..)/, "$1-$2-$3");
  return { startDate: dashed(await daysAgo(store, days)), endDate: dashed(await daysAgo(store, 1)) };
};
/** The blocks of Ember Isles over the last week. */
const blocks = async (store: Caller, metricIds: string[], fields: object = {}): Promise<Json> => {
  const periods = [await lastDays(store, 7)];
  const { json } = await ask(store, "contentMetric", { contentId: APPS.emberIsles, metricIds, periods, ...fields });
  return json.data.periods[0][APPS.emberIsles];
};

export const salesCases: Cases<typeof SALES_READINGS> = {
  orderDay: {
    async see({ store }) {
      const { now } = await store.control("GET", "clock");
      const today = `${now.slice(0, 10)}T00:00:00Z`;
      const day = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
      await store.control("PUT", "clock", { now: `${day(1)}T20:00:00Z` });
      const { purchaseId } = await buy(store);
      const found = [];
      for (const date of [day(1), day(2)])
        found.push(
          (await ordersOf(store, date.replaceAll("-", ""), EMBER)).some((order) => order.purchaseId === purchaseId),
        );
      return found;
    },
    shows: { UTC: [true, false], Korea: [false, true] },
  },
  orderNulls: {
    see: async ({ store }) => Object.entries(await newOrder(store)).find(([key]) => key === "refundTime"),
    shows: { present: ["refundTime", null], absent: undefined },
  },
  orderTimes: {
    see: async ({ store }) => (await newOrder(store)).completionTime.replace(/\d/g, "0"),
    shows: { iso: "0000-00-00T00:00:00Z", spaced: "0000-00-00 00:00:00", epoch: "0000000000000" },
  },
  purchasedIdList: {
    async see({ store }) {
      const [first, second] = [(await buy(store)).purchaseId, (await buy(store)).purchaseId];
      const consume = async (purchasedIdList?: string[]) =>
        (await store.call("PATCH", purchasePath(first), { action: "consume", purchasedIdList })).json.totalCount;
      return [await consume([second]), await consume()];
    },
    shows: { adds: [2, 1], replaces: [1, 1] },
  },
  freeTrialValues: {
    see: async ({ store }) => [
      (await newSubscription(store, "lantern_club")).freeTrial,
      (await newSubscription(store, "keepers_circle")).freeTrial,
    ],
    shows: { YN: ["Y", "N"], YTN: ["Y", "T"] },
  },
  paymentCounts: {
    async see({ store }) {
      const state = await newSubscription(store, "keepers_circle");
      return [state.totalNumberOfRenewalPayment, state.totalNumberOfTieredPayment];
    },
    shows: { text: ["1", "1"], number: [1, 1] },
  },
  priceChangeKeys: {
    async see({ store }) {
      const waiting = emberSales().subscriptions.find(({ priceChange }) => priceChange);
      assert.ok(waiting);
      const { firstPurchaseId } = waiting;
      const before = await subscription(store, firstPurchaseId);
      await store.control("POST", `apps/${EMBER}/subscriptions/${firstPurchaseId}/agree`, {});
      return [before.priceChange.agreeYN, (await subscription(store, firstPurchaseId)).priceChange.agreeYN];
    },
    shows: { listed: [undefined, undefined], agreeYN: ["N", "Y"] },
  },
  subscriptionItemTitle: {
    see: async ({ store }) => (await newSubscription(store, "lantern_club")).itemTitle,
    shows: { present: "Lantern Club", absent: undefined },
  },
  repeatedCancel: {
    async see({ store }) {
      const { purchaseId } = await buy(store, "lantern_club");
      const cancel = async () => outcome(await store.call("PATCH", subscriptionPath(purchaseId), { action: "cancel" }));
      return [await cancel(), await cancel()];
    },
    shows: { success: ["200", "200"], refused: ["200", "400 1000"] },
  },
  receiptFailStatus: {
    async see({ store }) {
      const { status, json } = await receiptOf(store, NOBODYS_PURCHASE);
      const good = await receiptOf(store, (await buy(store)).purchaseId);
      return [status, json.status, json.errorCode, good.status];
    },
    shows: { "200": [200, "fail", 9135, 200], "400": [400, "fail", 9135, 200] },
  },
  metricPeriodDays: {
    async see({ store }) {
      const over = async (days: number) =>
        outcome(
          await ask(store, "sellerMetric", {
            metricIds: ["revenue_item"],
            periods: [await lastDays(store, days)],
          }),
        );
      return [await over(90), await over(91)];
    },
    shows: { unlimited: ["200", "200"], "90": ["200", "400 1000"] },
  },
  metricPeriodsMax: {
    async see({ store }) {
      const period = await lastDays(store, 2);
      const many = async (...periods: object[]) =>
        outcome(await ask(store, "sellerMetric", { metricIds: ["revenue_item"], periods }));
      return [await many(period, period), await many(period, period, period)];
    },
    shows: { any: ["200", "200"], "2": ["200", "400 1000"] },
  },
  metricCountryKeys: {
    async see({ store }) {
      const body = { metricIds: ["revenue_total"], getBreakdownsByFilter: true };
      const { json } = await ask(store, "sellerMetric", { ...body, periods: [await lastDays(store, 7)] });
      const keys = Object.keys(json.data.periods[0].metricSubValuesMap.revenue_total.country);
      return keys.filter((key) => key === "KOR" || key === "Korea");
    },
    shows: { codes: ["KOR"], names: ["Korea"] },
  },
  metricTrendName: {
    async see({ store }) {
      const names = [];
      for (const trendAggregation of ["day", "week", "month"]) {
        const { revenue_item } = await blocks(store, ["revenue_item"], { trendAggregation });
        names.push(...Object.keys(revenue_item).filter((key) => key.endsWith("Trend")));
      }
      return names;
    },
    shows: {
      dailyTrend: ["dailyTrend", "dailyTrend", "dailyTrend"],
      own: ["dailyTrend", "weeklyTrend", "monthlyTrend"],
    },
  },
  metricTotals: {
    async see({ store }) {
      const periods = [await lastDays(store, 7)];
      const seller = await ask(store, "sellerMetric", { metricIds: ["revenue_item"], periods });
      const block = (await blocks(store, ["revenue_item"])).revenue_item;
      return [typeof block.value, typeof block.dailyTrend, typeof seller.json.data.periods[0].revenue_item.value];
    },
    shows: { inBlock: ["number", "object", "number"], sellerOnly: ["undefined", "object", "number"] },
  },
  totalDownloadsOfApp: {
    see: async ({ store }) => Object.keys(await blocks(store, ["dn_by_total_dvce", "revenue_item"])),
    shows: { accepted: ["dn_by_total_dvce", "revenue_item"], ignored: ["revenue_item"] },
  },
};
