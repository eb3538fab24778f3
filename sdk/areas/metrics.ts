/** Figures of the Galaxy Store Statistics (GSS): downloads, sales and ratings as series. They need the scope `gss`. */

import type { Caller } from "../core/caller";
import { METRICS, type Metric } from "../facts/metrics";
import type { RequestOptions } from "../options";
import { type MetricPeriod, metricAnswer } from "../wire/metrics";

/** A metric of `METRICS`, or one that came later. */
export type MetricId = keyof typeof METRICS | (string & {});

/** Days in GMT, `YYYY-MM-DD`, both included. Figures come once a day: today is incomplete. */
export interface Period {
  /** First day, `YYYY-MM-DD`. */
  startDate: string;
  /** Last day, included. */
  endDate: string;
}

export interface MetricQuery {
  /** Default: all that are documented for the query. */
  metrics?: readonly MetricId[];
  /** Usually one, or the current and the previous period. */
  periods: readonly Period[];
  /** Default: `day`. */
  aggregation?: "day" | "week" | "month";
  /** With figures by country and device. Default: false. */
  breakdown?: boolean;
  /** Only these countries and devices, as the store names them. Default: all. */
  filters?: { country?: readonly string[]; device?: readonly string[] };
}

export interface SellerMetricQuery extends MetricQuery {
  /** With the list of apps. Default: false. */
  apps?: boolean;
}

export interface ContentMetricQuery extends MetricQuery {
  /** Id of the app, 12 digits. */
  contentId: string;
}

export interface SellerMetrics {
  /** The periods that were asked for. */
  periods: MetricPeriod[];
  /** Apps that the figures are of; only with `apps`. */
  apps: { contentId: string; name: string }[];
}

export interface ContentMetrics {
  /** The periods that were asked for. */
  periods: MetricPeriod[];
  /** What the statistics say of the app, e.g. `content_name`, `status`. */
  app: Record<string, unknown>;
}

export class Metrics {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Figures over all apps of the seller. */
  async seller(query: SellerMetricQuery, options?: RequestOptions): Promise<SellerMetrics> {
    const metricIds = query.metrics ?? documented("seller");
    const json = {
      ...common(query, metricIds),
      getDailyMetric: true,
      getBreakdownsByFilter: query.breakdown ?? false,
      noContentMetadata: !query.apps,
    };
    const object = "the seller's figures";
    const { data } = await this.#caller.call("metrics.seller", { object, json }, metricAnswer(metricIds), options);
    const apps = Object.entries(data.contents ?? {}).map(([id, app]) => ({
      contentId: app.content ?? id,
      name: app.content_name ?? "",
    }));
    return { periods: data.periods, apps };
  }

  /** Figures of one app. */
  async content(query: ContentMetricQuery, options?: RequestOptions): Promise<ContentMetrics> {
    const { contentId } = query;
    const metricIds = query.metrics ?? documented("content");
    const json = { contentId, ...common(query, metricIds), noBreakdown: !query.breakdown };
    const object = `figures of app ${contentId}`;
    const answer = metricAnswer(metricIds, contentId);
    const { data } = await this.#caller.call("metrics.content", { object, json }, answer, options);
    return { periods: data.periods, app: data.content ?? {} };
  }
}

function common({ periods, filters = {}, aggregation = "day" }: MetricQuery, metricIds: readonly string[]) {
  return {
    metricIds,
    periods: periods.map(({ startDate, endDate }) => ({ startDate, endDate })),
    filters,
    trendAggregation: aggregation,
  };
}

function documented(query: "seller" | "content"): string[] {
  return Object.entries<Metric>(METRICS).flatMap(([id, metric]) => (metric[query] ? [id] : []));
}
