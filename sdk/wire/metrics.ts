/** Answers of the Galaxy Store Statistics, read into series. Source: GSS Metric API and public clients that read it. */

import { z } from "zod";
import { list, number, optionalText } from "./values";

/** One value of a series. */
export interface MetricPoint {
  /** `YYYY-MM-DD`; with `week` and `month` the day that the store names for it. */
  date: string;
  /** In the metric's own unit: a count, points of a rating, or money, in US dollars as a public client takes it. */
  value: number;
  /** By the store's country code; only with `breakdown`. */
  countries?: Record<string, number>;
  /** By device; only with `breakdown`. */
  devices?: Record<string, number>;
}

export interface MetricPeriod {
  /** First day in GMT, `YYYY-MM-DD`. */
  startDate: string;
  /** Last day in GMT, included. */
  endDate: string;
  /** Points of each metric, oldest first. A metric without figures has none; a day may be missing as well. */
  series: Record<string, MetricPoint[]>;
  /** The period as the store sent it, for what is not documented. */
  wire: Record<string, unknown>;
}

const Breakdown = z.record(z.string(), number).nullish();
const Figures = z.looseObject({
  value: number.nullish(),
  subValuesMap: z.looseObject({ country: Breakdown, device: Breakdown }).nullish(),
});
const Trend = z.record(
  z.string(),
  z.union([number.transform((value) => ({ value, subValuesMap: undefined })), Figures]),
);

const WirePeriod = z.looseObject({ startDate: optionalText, endDate: optionalText });
const AppData = z.looseObject({ content: optionalText, content_name: optionalText });

/** An answer to a query for `metricIds`; `owner` is the id under which an app's figures are kept. */
export function metricAnswer(metricIds: readonly string[], owner?: string) {
  const Period = WirePeriod.transform((period, context): MetricPeriod => {
    const series: MetricPeriod["series"] = {};
    for (const id of metricIds) {
      const { block, path } = blockOf(period, id, owner);
      const points = Trend.safeParse(trendOf(block));
      if (points.success) series[id] = pointsOf(points.data);
      else {
        for (const { message, path: inner } of points.error.issues) {
          context.addIssue({ code: "custom", message, path: [...path, ...inner] });
        }
      }
    }
    return { startDate: period.startDate ?? "", endDate: period.endDate ?? "", series, wire: period };
  });
  return z.looseObject({
    data: z.looseObject({
      periods: list(Period),
      content: AppData.nullish(),
      contents: z.record(z.string(), AppData).nullish(),
    }),
  });
}

// An app's figures are under its content id, a seller's beside the dates or under the seller's id.
function blockOf(period: Record<string, unknown>, metricId: string, owner: string | undefined) {
  const direct = asRecord(period[metricId]);
  if (direct !== undefined) return { block: direct, path: [metricId] };
  const owners = owner === undefined ? Object.keys(period) : [owner];
  for (const key of owners) {
    const block = asRecord(asRecord(period[key])?.[metricId]);
    if (block !== undefined) return { block, path: [key, metricId] };
  }
  return { block: undefined, path: [metricId] };
}

// Seen is `dailyTrend`, whatever was asked for; other names for weeks and months are possible.
function trendOf(block: Record<string, unknown> | undefined): unknown {
  const name = Object.keys(block ?? {}).find((key) => key.endsWith("Trend"));
  return (name === undefined ? undefined : block?.[name]) ?? {};
}

function pointsOf(trend: z.output<typeof Trend>): MetricPoint[] {
  return Object.entries(trend)
    .flatMap(([date, { value, subValuesMap }]): MetricPoint[] => {
      if (value === null || value === undefined) return [];
      const { country, device } = subValuesMap ?? {};
      return [{ date, value, ...(country ? { countries: country } : {}), ...(device ? { devices: device } : {}) }];
    })
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}

function asRecord(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
