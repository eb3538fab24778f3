/** Queries to the statistics: what is asked, and the answers' two shapes. */
import type Decimal from "decimal.js";
import { COUNTRIES } from "../../../sdk/facts/countries";
import { METRICS } from "../../../sdk/facts/metrics";
import { invalid } from "../../failure";
import { isJsonObject, type JsonObject } from "../../http/body";
import type { App, ServiceAccount, Store } from "../../state/store";
import { day } from "../../state/values";
import { contentIdOf, ownApp } from "../apps";
import { type MetricId, type Question, type Sum, sums, total } from "./figures";

/** Longest period that is answered. [G: none is documented] */
const LONGEST_PERIOD_DAYS = 3_660;

/** Figures over all apps of the seller. [D, C, O for the keys; where the figures stand: G] */
export function sellerMetric(store: Store, account: ServiceAccount, body: JsonObject): object {
  const apps = store.appsOf(account.seller);
  const { metricIds, periods, filters, trendAggregation } = readQuery(body, true);
  const { getDailyMetric = false, getBreakdownsByFilter = false, noContentMetadata = false } = body;
  const answered = periods.map((question) => {
    const asked = metricIds.map((metricId) => ({ metricId, daily: sums(apps, metricId, question) }));
    const breakdown = getBreakdownsByFilter === true;
    return {
      startDate: question.from,
      endDate: question.to,
      ...Object.fromEntries(
        asked.map(({ metricId, daily }) => [metricId, block(daily, breakdown, getDailyMetric === true)]),
      ),
      ...(breakdown
        ? {
            metricSubValuesMap: Object.fromEntries(
              asked.map(({ metricId, daily }) => [metricId, subValues(total(daily.values()))]),
            ),
          }
        : {}),
    };
  });
  return {
    ...(body.sellerId === undefined ? {} : { sellerId: body.sellerId }),
    metricIds,
    periods: body.periods,
    filters,
    trendAggregation,
    getDailyMetric,
    getBreakdownsByFilter,
    noContentMetadata,
    data: { periods: answered, ...(noContentMetadata === true ? {} : { contents: contents(apps) }) },
  };
}

/** Figures of one app, under its own content id. [C; totals in the block: G, reading A] */
export function contentMetric(store: Store, account: ServiceAccount, body: JsonObject): object {
  const app = ownApp(store, account, contentIdOf(body.contentId));
  const { metricIds, periods, filters, trendAggregation } = readQuery(body, false);
  const { noBreakdown = false } = body;
  return {
    contentId: app.contentId,
    metricIds,
    noBreakdown,
    trendAggregation,
    filters,
    data: {
      content: { content_name: nameOf(app), status: statusOf(app), store_type: "galaxy" },
      periods: periods.map((question) => ({
        startDate: question.from,
        endDate: question.to,
        [app.contentId]: Object.fromEntries(
          metricIds.map((metricId) => [metricId, block(sums([app], metricId, question), noBreakdown === false, true)]),
        ),
      })),
    },
  };
}

/** Weeks and months stand under the same name, with their first day as key. [C: dailyTrend; weeks and months: G, reading A] */
function block(daily: ReadonlyMap<string, Sum>, breakdown: boolean, trend: boolean): object {
  return {
    value: total(daily.values()).value.toNumber(),
    ...(trend
      ? {
          dailyTrend: Object.fromEntries(
            [...daily].map(([date, sum]) => [
              date,
              { value: sum.value.toNumber(), ...(breakdown ? { subValuesMap: subValues(sum) } : {}) },
            ]),
          ),
        }
      : {}),
  };
}

/** By country code [C] and device [I]. */
function subValues(sum: Sum): object {
  const plain = (values: ReadonlyMap<string, Decimal>) =>
    Object.fromEntries([...values].sort().map(([key, value]) => [key, value.toNumber()]));
  return { country: plain(sum.country), device: plain(sum.device) };
}

function contents(apps: readonly App[]): object {
  return Object.fromEntries(apps.map((app) => [app.contentId, { content: app.contentId, content_name: nameOf(app) }]));
}

function nameOf(app: App): string {
  return (app.sale ?? app.registration)?.content.appTitle ?? app.packageName;
}

function statusOf(app: App): string | null {
  return (app.sale ?? app.registration)?.contentStatus ?? null;
}

function readQuery(body: JsonObject, metricsOptional: boolean) {
  const { filters = {}, trendAggregation = "day" } = body;
  if (!isJsonObject(filters)) throw invalid("filters must be an object.");
  if (trendAggregation !== "day" && trendAggregation !== "week" && trendAggregation !== "month")
    throw invalid("trendAggregation must be day, week or month.");
  const common = {
    aggregation: trendAggregation,
    // Names and codes are both taken. [C]
    countries: filterValues(filters, "country", (value) => COUNTRIES.find(({ name }) => name === value)?.code ?? value),
    devices: filterValues(filters, "device", (value) => value),
  } as const;
  // A query without metrics is answered with the list of apps. [C]
  const metricIds = metricsOptional && body.metricIds === undefined ? [] : metricIdList(body.metricIds);
  const periods = periodList(body.periods).map((period): Question => ({ ...period, ...common }));
  return { metricIds, periods, filters, trendAggregation };
}

// Any metric is answered by both queries. [G, reading A; code for an unknown one: G]
function metricIdList(value: unknown): MetricId[] {
  if (!Array.isArray(value) || !value.every(isMetricId))
    throw invalid(`metricIds must be a list of ${Object.keys(METRICS).join(", ")}.`);
  return value;
}

function isMetricId(value: unknown): value is MetricId {
  return typeof value === "string" && Object.hasOwn(METRICS, value);
}

// [D: yyyy-MM-dd, both ends included; any number of periods and the code of failures: G]
function periodList(value: unknown): { from: string; to: string }[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid("periods must hold at least one period.");
  return value.map((entry: unknown, index) => {
    const { startDate: from, endDate: to }: JsonObject = isJsonObject(entry) ? entry : {};
    if (!isDay(from) || !isDay(to) || from > to)
      throw invalid(`periods[${index}] needs startDate and endDate of the form yyyy-MM-dd, in this order.`);
    if ((Date.parse(to) - Date.parse(from)) / 86_400_000 > LONGEST_PERIOD_DAYS)
      throw invalid(`periods[${index}] is longer than ${LONGEST_PERIOD_DAYS} days.`);
    return { from, to };
  });
}

function isDay(value: unknown): value is string {
  const text = day.safeParse(value);
  const at = text.success ? Date.parse(text.data) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === value;
}

// An empty list filters nothing. [G]
function filterValues(filters: JsonObject, key: string, read: (value: string) => string): Set<string> | undefined {
  const value = filters[key] ?? [];
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === "string"))
    throw invalid(`filters.${key} must be a list of texts.`);
  return value.length === 0 ? undefined : new Set(value.map(read));
}
