/** Answers as Samsung's pages and public clients print them. */

export const PASS = { packageName: "com.example.oak", purchaseId: "aa11" };
export const DAY = { startDate: "2025-01-01", endDate: "2025-01-01" };

/** Source: Samsung IAP Orders API; the pages' own example is abbreviated. */
export const ORDER = {
  orderId: "S20250102US00000042",
  purchaseId: "aa11",
  contentId: "000000000042",
  countryId: "USA",
  packageName: "com.example.oak",
  itemId: "oak_key",
  itemTitle: "Oak key",
  status: "2",
  orderTime: "2025-01-02 03:04:00",
  completionTime: "2025-01-02T03:04:05Z",
  refundTime: null,
  localCurrency: "$",
  localCurrencyCode: "USD",
  localPrice: "1.5",
  usdPrice: "1.5",
  exchangeRate: "1",
  mcc: "310",
  freeTrialYN: "N",
  tieredSubscriptionYN: "N",
};

/** Source: public clients of the Samsung IAP Subscription API. */
export const SUBSCRIPTION = {
  subscriptionPurchaseDate: "2025-01-02 03:04:05 GMT",
  subscriptionEndDate: "2025-02-02 03:04:05 GMT",
  subscriptionStatus: "ACTIVE",
  subscriptionFirstPurchaseID: "aa11",
  countryCode: "USA",
  price: { localCurrencyCode: "USD", localPrice: 2.5, supplyPrice: 2.75 },
  itemID: "oak_pass",
  freeTrial: "N",
  realMode: "Y",
  latestOrderId: "P20250102US00000007",
  totalNumberOfTieredPayment: "0",
  currentPaymentPlan: "R",
  totalNumberOfRenewalPayment: "1",
  gracePeriodYN: "N",
  gracePeriodEndDate: null,
  priceChange: {
    priceChangeMode: "PRICE_DECREASE",
    priceChangeStatus: "NEW_STATE",
    priceChangeConsentDate: null,
    expectedNewPriceChargeDate: "2025-03-02 03:04:05 GMT",
    newPrice: { localCurrencyCode: "USD", localPrice: 2 },
  },
};

/** Source: Samsung IAP Server API, receipt verification. */
export const RECEIPT = {
  itemId: "oak_key",
  paymentId: "20250102030405000TRAN",
  orderId: "S20250102USA0000042",
  packageName: "com.example.oak",
  itemName: "Oak key",
  itemDesc: "Opens one door",
  itemType: "Item",
  countryCode: "USA",
  purchaseDate: "2025-01-02 03:04:05",
  paymentAmount: "1.500",
  status: "success",
  paymentMethod: "Credit Card",
  mode: "PRODUCTION",
  consumeYN: "N",
  currencyCode: "USD",
  currencyUnit: "$",
};

/** Source: public clients of the GSS Metric API. */
export const CONTENT_FIGURES = {
  contentId: "000000000042",
  metricIds: ["revenue_total"],
  data: {
    content: { content_name: "Oak", status: "FOR_SALE", store_type: "galaxy" },
    periods: [
      {
        ...DAY,
        "000000000042": {
          revenue_total: {
            dailyTrend: {
              "2025-01-02": { value: 4 },
              "2025-01-01": { value: 3.5, subValuesMap: { country: { USA: 3.5 }, device: { "Galaxy S24": 3.5 } } },
            },
          },
        },
      },
    ],
  },
  trendAggregation: "day",
};

/** The parts that are known of the seller's answer; where its figures stand is not documented. */
export const SELLER_FIGURES = {
  metricIds: ["revenue_total"],
  data: {
    periods: [{ ...DAY, revenue_total: { dailyTrend: { "2025-01-01": { value: "7" } } } }],
    contents: { "000000000042": { content: "000000000042", content_name: "Oak" } },
  },
};
