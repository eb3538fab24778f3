/** Metrics of the Galaxy Store Statistics. Source: GSS Metric API, "Metric ids". */

/** One metric and the queries that documentation lists it for. */
export interface Metric {
  /** Name in the Seller Portal. */
  readonly name: string;
  /** What it counts, in words. */
  readonly means: string;
  /** Documented for the figures of a seller. */
  readonly seller: boolean;
  /** Documented for the figures of an app. */
  readonly content: boolean;
}

export const METRICS = {
  total_unique_installs_filter: {
    name: "New Downloads",
    means: "Devices that downloaded the app for the first time",
    seller: true,
    content: true,
  },
  revenue_total: { name: "Sales", means: "All income, item sales included", seller: true, content: true },
  dn_by_total_dvce: {
    name: "Downloads by Total Devices",
    means: "Downloads, repeated ones included",
    seller: true,
    content: false,
  },
  revenue_item: { name: "Item Sales", means: "Income from in-app items", seller: true, content: false },
  revenue_iap_order_count: {
    name: "Item Purchases",
    means: "Purchases and cancelled payments",
    seller: false,
    content: true,
  },
  daily_rat_score: {
    name: "Average Rating",
    means: "Sum of the ratings, 1 to 10 each; two points are one star",
    seller: false,
    content: true,
  },
  // The misspelling is the store's.
  daily_rat_volumne: { name: "Ratings Volume", means: "Number of ratings", seller: false, content: true },
} as const satisfies Record<string, Metric>;
