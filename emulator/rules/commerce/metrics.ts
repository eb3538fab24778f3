/** Queries to the statistics: what is asked, and the answers' two shapes. */
import type Decimal from "decimal.js";
import { COUNTRIES, countryByCode } from "../../../sdk/facts/countries";
import { METRICS } from "../../../sdk/facts/metrics";
import { invalid } from "../../failure";
import { isJsonObject, type JsonObject } from "../../http/body";
import type { Readings } from "../../state/readings";
import type { App, ServiceAccount, Store } from "../../state/store";
import { day } from "../../state/values";
import { contentIdOf, ownApp } from "../apps";
import { type MetricId, type Question, type Sum, sums, total } from "./figures";

/** Periods may have any length up to ten years. [G: no limit is documented] */
const LONGEST_PERIOD_DAYS = 3_660;

/**
 * The seller's figures are over all apps, and the request is echoed beside them. [D, O, C: keys]
 * The seller's figures stand in each period as `value` under the metric's id, breakdowns in `metricSubValuesMap`.
 * [their place: G; the name: O]
 * `data.contents` names the apps unless `noContentMetadata` is true. [D, C]
 */
export function sellerMetric(store: Store, account: ServiceAccount, body: JsonObject): object {
  const apps = store.appsOf(account.seller);
  const { readings } = store.settings;
  const { metricIds, periods, filters, trendAggregation } = readQuery(readings, body, true);
  const { getDailyMetric = false, getBreakdownsByFilter = false, noContentMetadata = false } = body;
  const answered = periods.map((question) => {
    const asked = metricIds.map((metricId) => ({ metricId, daily: sums(apps, metricId, question) }));
    const breakdown = getBreakdownsByFilter === true;
    return {
      startDate: question.from,
      endDate: question.to,
      ...Object.fromEntries(
        asked.map(({ metricId, daily }) => [
          metricId,
          {
            value: total(daily.values()).value.toNumber(),
            ...(getDailyMetric === true ? trend(readings, question, daily, breakdown) : {}),
          },
        ]),
      ),
      ...(breakdown
        ? {
            metricSubValuesMap: Object.fromEntries(
              asked.map(({ metricId, daily }) => [metricId, subValues(readings, total(daily.values()))]),
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

/**
 * The figures of an app stand in each period under its content id; `data.content` tells its name, status and store. [C]
 * An unknown app, or one of another seller, is refused as in Content Publish. [G]
 */
export function contentMetric(store: Store, account: ServiceAccount, body: JsonObject): object {
  const app = ownApp(store, account, contentIdOf(body.contentId));
  const { readings } = store.settings;
  const query = readQuery(readings, body, false);
  const { periods, filters, trendAggregation } = query;
  // Downloads by all devices are answered for one app too. [C: one client asks for them; ignored, the other reading: D]
  const ignored = readings.totalDownloadsOfApp === "ignored" ? "dn_by_total_dvce" : undefined;
  const metricIds = query.metricIds.filter((metricId) => metricId !== ignored);
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
          metricIds.map((metricId) => [
            metricId,
            block(readings, question, sums([app], metricId, question), noBreakdown === false),
          ]),
        ),
      })),
    },
  };
}

type Daily = ReadonlyMap<string, Sum>;

/** The total of a period stands as `value` in the metric's block of an app. [G; without it, the other reading: G] */
function block(readings: Readings, question: Question, daily: Daily, breakdown: boolean): object {
  return {
    ...(readings.metricTotals === "inBlock" ? { value: total(daily.values()).value.toNumber() } : {}),
    ...trend(readings, question, daily, breakdown),
  };
}

const TREND_NAMES = { day: "dailyTrend", week: "weeklyTrend", month: "monthlyTrend" } as const;

/** Weeks and months stand under `dailyTrend` as days do, with their first day as key. [C: days; weeks and months, both readings: G] */
function trend(readings: Readings, { aggregation }: Question, daily: Daily, breakdown: boolean): object {
  return {
    [readings.metricTrendName === "own" ? TREND_NAMES[aggregation] : "dailyTrend"]: Object.fromEntries(
      [...daily].map(([date, sum]) => [
        date,
        { value: sum.value.toNumber(), ...(breakdown ? { subValuesMap: subValues(readings, sum) } : {}) },
      ]),
    ),
  };
}

/** A breakdown is by country code and by device. [C; by country name, the other reading: G; device: I] */
function subValues({ metricCountryKeys }: Readings, sum: Sum): object {
  const plain = (values: ReadonlyMap<string, Decimal>, keyOf = (key: string) => key) =>
    Object.fromEntries([...values].sort().map(([key, value]) => [keyOf(key), value.toNumber()]));
  const nameOfCountry = (code: string) => countryByCode(code)?.name ?? code;
  return {
    country: metricCountryKeys === "names" ? plain(sum.country, nameOfCountry) : plain(sum.country),
    device: plain(sum.device),
  };
}

/** `data.contents` has each app's content id and name, under the content id. [C] */
function contents(apps: readonly App[]): object {
  return Object.fromEntries(apps.map((app) => [app.contentId, { content: app.contentId, content_name: nameOf(app) }]));
}

function nameOf(app: App): string {
  return (app.sale ?? app.registration)?.content.appTitle ?? app.packageName;
}

function statusOf(app: App): string | null {
  return (app.sale ?? app.registration)?.contentStatus ?? null;
}

/** `filters` is an object, `trendAggregation` is `day`, `week` or `month`; another value is refused. [C; refusal: G] */
function readQuery(readings: Readings, body: JsonObject, metricsOptional: boolean) {
  const { filters = {}, trendAggregation = "day" } = body;
  if (!isJsonObject(filters)) throw invalid("filters must be an object.");
  if (trendAggregation !== "day" && trendAggregation !== "week" && trendAggregation !== "month")
    throw invalid("trendAggregation must be day, week or month.");
  const common = {
    aggregation: trendAggregation,
    // Countries are filtered by code or by name. [C]
    countries: filterValues(filters, "country", (value) => COUNTRIES.find(({ name }) => name === value)?.code ?? value),
    devices: filterValues(filters, "device", (value) => value),
  } as const;
  // A query of the seller without metrics is answered with the list of apps. [C]
  const metricIds = metricsOptional && body.metricIds === undefined ? [] : metricIdList(body.metricIds);
  const periods = periodList(readings, body.periods).map((period): Question => ({ ...period, ...common }));
  return { metricIds, periods, filters, trendAggregation };
}

// Every metric is answered by both queries; an unknown one is refused. [G]
function metricIdList(value: unknown): MetricId[] {
  if (!Array.isArray(value) || !value.every(isMetricId))
    throw invalid(`metricIds must be a list of ${Object.keys(METRICS).join(", ")}.`);
  return value;
}

function isMetricId(value: unknown): value is MetricId {
  return typeof value === "string" && Object.hasOwn(METRICS, value);
}

// Periods have the form yyyy-MM-dd, both ends included; there is one at least, and any number. [D; number and length, both
// readings: G; code: G]
// The current day of the statistics is as it stands. [G]
function periodList(readings: Readings, value: unknown): { from: string; to: string }[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid("periods must hold at least one period.");
  if (readings.metricPeriodsMax === "2" && value.length > 2) throw invalid("periods must hold at most two periods.");
  const longest = readings.metricPeriodDays === "90" ? 90 : LONGEST_PERIOD_DAYS;
  return value.map((entry: unknown, index) => {
    const { startDate: from, endDate: to }: JsonObject = isJsonObject(entry) ? entry : {};
    if (!isDay(from) || !isDay(to) || from > to)
      throw invalid(`periods[${index}] needs startDate and endDate of the form yyyy-MM-dd, in this order.`);
    if ((Date.parse(to) - Date.parse(from)) / 86_400_000 >= longest)
      throw invalid(`periods[${index}] is longer than ${longest} days.`);
    return { from, to };
  });
}

function isDay(value: unknown): value is string {
  const text = day.safeParse(value);
  const at = text.success ? Date.parse(text.data) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === value;
}

// A filter is a list of texts; an empty one filters nothing. [C; empty, refusal: G]
function filterValues(filters: JsonObject, key: string, read: (value: string) => string): Set<string> | undefined {
  const value = filters[key] ?? [];
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === "string"))
    throw invalid(`filters.${key} must be a list of texts.`);
  return value.length === 0 ? undefined : new Set(value.map(read));
}
