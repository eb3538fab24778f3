/** Uncertain points of orders, purchases, subscriptions, receipts and statistics. */
import type { ReadingTable } from "./reading";

export const SALES_READINGS = {
  orderDay: {
    about: "Where the day of an order query begins.",
    values: [
      ["UTC", "At midnight in UTC, as all times of the answer are. [D: times; the day: G]"],
      ["Korea", "At midnight in Korea, nine hours earlier. [G]"],
    ],
  },
  orderNulls: {
    about: "How an order tells that it has no value.",
    values: [
      ["present", "The key is there with null. [G]"],
      ["absent", "The key is left out. [D: abbreviated samples]"],
    ],
  },
  orderTimes: {
    about: "The form of the times in an order.",
    values: [
      ["iso", "`2026-10-01T08:15:00Z`. [D: the table says datetime]"],
      ["spaced", "`2026-10-01 08:15:00`. [G]"],
      ["epoch", "Milliseconds since 1970, as a text. [G]"],
    ],
  },
  purchasedIdList: {
    about: "Whether the id in the path is reported too when purchasedIdList is given.",
    values: [
      ["adds", "It is; the list adds to it. [G]"],
      ["replaces", "It is not; the list replaces it. [D: the example counts three results]"],
    ],
  },
  freeTrialValues: {
    about: "What freeTrial of a subscription says during its introductory price.",
    values: [
      ["YN", "`N`: there are only `Y` and `N`. [C]"],
      ["YTN", "`T`. [C: one client]"],
    ],
  },
  paymentCounts: {
    about: "The type of a subscription's counts of payments.",
    values: [
      ["text", "Texts. [C]"],
      ["number", "Numbers. [G]"],
    ],
  },
  priceChangeKeys: {
    about: "Whether the priceChange of a subscription has agreeYN.",
    values: [
      ["listed", "It has not. [C]"],
      ["agreeYN", "It has. [C: one client reads it]"],
    ],
  },
  subscriptionItemTitle: {
    about: "Whether the status of a subscription has itemTitle.",
    values: [
      ["present", "It has. [C: one client]"],
      ["absent", "It has not. [C: the others]"],
    ],
  },
  repeatedCancel: {
    about: "The answer to the cancellation of a cancelled subscription.",
    values: [
      ["success", "Success, and nothing is changed. [G]"],
      ["refused", "HTTP 400; its code is not known. [G]"],
    ],
  },
  receiptFailStatus: {
    about: "The HTTP status of a receipt that says fail.",
    values: [
      ["200", "200. [C]"],
      ["400", "400. [C: clients handle it too]"],
    ],
  },
  metricPeriodDays: {
    about: "The longest period of a statistics query.",
    values: [
      ["unlimited", "Ten years, which stands for no limit. [G]"],
      ["90", "90 days. [C: one author reports trouble with long ranges]"],
    ],
  },
  metricPeriodsMax: {
    about: "How many periods one statistics query may have.",
    values: [
      ["any", "Any number. [G]"],
      ["2", "Two: the current and the previous one. [D: example]"],
    ],
  },
  metricCountryKeys: {
    about: "How the breakdown of figures names countries.",
    values: [
      ["codes", "By their three-letter codes. [C]"],
      ["names", "By their names. [G]"],
    ],
  },
  metricTrendName: {
    about: "The key of figures by week or month.",
    values: [
      ["dailyTrend", "`dailyTrend`, with the first day as key. [G]"],
      ["own", "`weeklyTrend` and `monthlyTrend`. [G]"],
    ],
  },
  metricTotals: {
    about: "Whether the figures of one app have the total of the period.",
    values: [
      ["inBlock", "They have it beside the daily figures. [G]"],
      ["sellerOnly", "Only the figures of the seller have it. [G]"],
    ],
  },
  totalDownloadsOfApp: {
    about: "Whether dn_by_total_dvce is answered for one app.",
    values: [
      ["accepted", "It is. [C: one client sends it]"],
      ["ignored", "It is left out of the answer. [D: not listed for apps]"],
    ],
  },
} as const satisfies ReadingTable;
