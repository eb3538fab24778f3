/** The statistics' figures, counted from what an app has sold and what its buyers say. */
import Decimal from "decimal.js";
import type { METRICS } from "../../../sdk/facts/metrics";
import type { App } from "../../state/store";

export type MetricId = keyof typeof METRICS;

/** Figures count on their day in GMT. [D: dates are GMT] */
interface Figure {
  readonly date: string;
  readonly countryId: string;
  readonly device: string;
  readonly value: Decimal.Value;
}

/**
 * The figures follow from the orders, downloads and comments that the store holds. [G]
 * Revenue is in US dollars; what is returned is taken off on the day of its return. [C: dollars; day of the return: G]
 */
const COUNTED: Readonly<Record<MetricId, (app: App) => Figure[]>> = {
  total_unique_installs_filter: (app) =>
    app.sales.downloads(app).map((downloads) => ({ ...downloads, value: downloads.first })),
  dn_by_total_dvce: (app) => app.sales.downloads(app).map((downloads) => ({ ...downloads, value: downloads.total })),
  revenue_item: itemRevenue,
  // `revenue_total` is all income, that of items included. [D: metrics]
  revenue_total: (app) => [
    ...itemRevenue(app),
    ...app.sales.downloads(app).map((downloads) => ({ ...downloads, value: downloads.usdSales })),
  ],
  // `revenue_iap_order_count` is the number of purchases and of cancelled payments, added. [D: metrics]
  revenue_iap_order_count: (app) => payments(app).map((payment) => ({ ...payment, value: 1 })),
  daily_rat_score: (app) => ratings(app),
  daily_rat_volumne: (app) => ratings(app).map((rating) => ({ ...rating, value: 1 })),
};

function itemRevenue(app: App): Figure[] {
  return payments(app).map(({ returned, ...payment }) => ({
    ...payment,
    value: new Decimal(payment.value).mul(returned ? -1 : 1),
  }));
}

/** Purchases in test mode do not count for the statistics, as they are no orders. [G] */
function payments(app: App): (Figure & { readonly returned: boolean })[] {
  return [...app.sales.purchases(app).values()].flatMap((purchase) => {
    if (purchase.testMode || purchase.completedAt === null) return [];
    const { countryId, device, usdPrice: value } = purchase;
    const at = (moment: string, returned: boolean) => ({
      date: moment.slice(0, 10),
      countryId,
      device,
      value,
      returned,
    });
    return [at(purchase.completedAt, false), ...(purchase.refundedAt === null ? [] : [at(purchase.refundedAt, true)])];
  });
}

function ratings(app: App): Figure[] {
  return app.comments.flatMap(({ date, countryCode: countryId, device, rating }) =>
    rating === null ? [] : [{ date, countryId, device, value: rating }],
  );
}

export interface Question {
  readonly from: string;
  readonly to: string;
  readonly aggregation: "day" | "week" | "month";
  /** Country codes; undefined: all. */
  readonly countries: ReadonlySet<string> | undefined;
  readonly devices: ReadonlySet<string> | undefined;
}

export interface Sum {
  value: Decimal;
  readonly country: Map<string, Decimal>;
  readonly device: Map<string, Decimal>;
}

/** A day, week or month without anything has the figure 0. [G] */
export function sums(apps: readonly App[], metricId: MetricId, question: Question): Map<string, Sum> {
  const { from, to, aggregation, countries, devices } = question;
  const result = new Map<string, Sum>();
  for (const day of daysBetween(from, to)) {
    const bucket = bucketOf(day, question);
    if (!result.has(bucket)) result.set(bucket, emptySum());
  }
  for (const { date, countryId, device, value } of apps.flatMap(COUNTED[metricId])) {
    if (date < from || date > to) continue;
    if ((countries && !countries.has(countryId)) || (devices && !devices.has(device))) continue;
    const sum = result.get(aggregation === "day" ? date : bucketOf(date, question));
    if (sum) add(sum, countryId, device, value);
  }
  return result;
}

function emptySum(): Sum {
  return { value: new Decimal(0), country: new Map(), device: new Map() };
}

function add(sum: Sum, countryId: string, device: string, value: Decimal.Value): void {
  sum.value = sum.value.add(value);
  sum.country.set(countryId, (sum.country.get(countryId) ?? new Decimal(0)).add(value));
  sum.device.set(device, (sum.device.get(device) ?? new Decimal(0)).add(value));
}

/** Adds all of the sums up. */
export function total(parts: Iterable<Sum>): Sum {
  const whole = emptySum();
  for (const part of parts) {
    whole.value = whole.value.add(part.value);
    for (const kind of ["country", "device"] as const)
      for (const [key, value] of part[kind]) whole[kind].set(key, (whole[kind].get(key) ?? new Decimal(0)).add(value));
  }
  return whole;
}

function* daysBetween(from: string, to: string): Generator<string> {
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000) yield new Date(at).toISOString().slice(0, 10);
}

/** A week begins on Monday; weeks and months stand under their first day within the period. [G] */
function bucketOf(day: string, { from, aggregation }: Question): string {
  const date = new Date(day);
  if (aggregation === "day") return day;
  if (aggregation === "month") date.setUTCDate(1);
  else date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  const first = date.toISOString().slice(0, 10);
  return first < from ? from : first;
}
