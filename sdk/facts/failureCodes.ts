/** Failure codes of the Galaxy Store Developer API: what each means and what the caller should do next. */

/** One documented failure code. */
export interface FailureCode {
  readonly code: string;
  /** HTTP status under which the documentation lists it. */
  readonly httpStatus: 400 | 401 | 403;
  /** Meaning, in a few words. The store's own message text is longer and not always documented. */
  readonly meaning: string;
  /** What a person does about it. */
  readonly fix: string;
}

// Source: Content Publish API, "Failure response codes" (stored copies are cut after the last 400 and 403 items), and
// public client code for 4104, 4128, 5021 and 8014.
const CONTENT_FAILURES: readonly FailureCode[] = [
  f("1000", 400, "invalid parameters", "Check the values that were sent."),
  f("3001", 400, "too few screenshots", "Give at least 4 screenshots."),
  f(
    "3050",
    400,
    "paid app with price zero",
    "Give every country of a paid app a price above 0, or leave the price out.",
  ),
  f(
    "3100",
    400,
    "nothing found for that content id or app status",
    "Check the content id in the Seller Portal; an update may have to be opened first.",
  ),
  f("3103", 400, "the rollout has begun, its rate may not go down", "Raise the rate, or leave it as it is."),
  f("3104", 400, "the rate is not greater than the previous one", "Raise the rate, or leave it as it is."),
  f(
    "3105",
    400,
    "a country rate is not valid",
    "Send every country that already has a rate, with the same or a higher value.",
  ),
  f(
    "3201",
    400,
    "the app is not in an editable status",
    "Wait for the review to end, or cancel it in the Seller Portal.",
  ),
  f("3202", 400, "the content is not a closed beta app", "Open a closed beta for the app in the Seller Portal."),
  f("3203", 400, "the rate is not greater than the previous one", "Raise the rate, or leave it as it is."),
  f(
    "3204",
    400,
    "a country rate is not valid",
    "Send every country that already has a rate, with the same or a higher value.",
  ),
  f(
    "3205",
    400,
    "a pre-registered app has no staged rollout",
    "Remove the staged rollout until the app's pre-registration has ended.",
  ),
  f(
    "3206",
    400,
    "the staged rollout cannot be changed in the app's current status",
    "Wait for the review to end, then try again.",
  ),
  f("3207", 400, "no binary is in the rollout", "Add a binary to the rollout before setting its rate."),
  f("3208", 400, "no staged rollout is configured", "Add a binary to the rollout and set its rate."),
  f(
    "4008",
    403,
    "the content belongs to another seller",
    "Use the service account of the seller that owns the app, or correct the content id.",
  ),
  f(
    "4104",
    400,
    "the app has no open registration or update",
    "Open an update first (change the listing, or use the Seller Portal).",
  ),
  f(
    "4105",
    403,
    "the app is not ready for distribution, or belongs to another seller",
    "Look at the app's status in the Seller Portal; it may be in review.",
  ),
  f(
    "4106",
    400,
    "the store could not distribute the app",
    "Look at the app in the Seller Portal, complete what is missing and try again.",
  ),
  f("4125", 400, "an image was to be replaced without an uploaded file", "Upload the image and send its file key."),
  f(
    "4128",
    400,
    "the app has never been in service",
    "Finish the first registration in the Seller Portal; the API changes apps that have been on sale.",
  ),
  f(
    "4129",
    403,
    "a closed beta app cannot be submitted or published by API",
    "Submit or publish the beta in the Seller Portal.",
  ),
  f(
    "5021",
    400,
    "the binary is already in use",
    "Upload the file under a new name, or use the binary that is registered already.",
  ),
  f(
    "5030",
    400,
    "the binary has no device configuration",
    "Choose devices in the Seller Portal, or copy them from an earlier binary.",
  ),
  f("7001", 403, "the upload has no file part", "Send the file in the form part named file."),
  f(
    "7002",
    403,
    "the upload session does not exist or has expired",
    "Create a new upload session and send the file again.",
  ),
  f("8014", 400, "the request contains binaryList", "Use the binary calls; contentUpdate no longer takes binaries."),
];

// Source: IAP Publish API (106), IAP Orders API, Subscription API.
const IAP_FAILURES: readonly FailureCode[] = [
  f(
    "106",
    400,
    "a precondition of in-app purchases is not met",
    "Check that the seller is commercial, that the app is on sale, and that every binary contains the IAP SDK.",
  ),
  f(
    "SLR_4001",
    400,
    "the seller sequence is not the caller's",
    "Use the Seller deeplink of your own Seller Portal profile.",
  ),
  f(
    "SLR_4006",
    400,
    "the package belongs to another seller",
    "Use the service account of the seller that owns the app, or correct the package name.",
  ),
  f("SLR_4009", 400, "the continuation token is not valid", "Start again from the first page."),
  f("SLR_4010", 400, "the continuation token holds invalid data", "Start again from the first page."),
  f("SLR_4011", 400, "the date is not of the form yyyyMMdd", "Send the date as yyyyMMdd."),
];

// Codes that mean something of their own in one area. Source: IAP Orders API, Subscription API, Receipt API.
const AREA_FAILURES: Readonly<Record<string, readonly FailureCode[]>> = {
  orders: [
    f(
      "SLR_4008",
      401,
      "the gateway's authorization could not be verified",
      "Check the service account and the access token.",
    ),
  ],
  subscriptions: [f("SLR_4008", 400, "the purchase id is not valid", "Check the purchase id.")],
  receipts: [
    f("1", 400, "the purchase could not be verified", "Check the purchase id; grant nothing for it."),
    f("1000", 400, "an unexpected error of the receipt service", "Try again later."),
    f("9135", 400, "there is no such purchase", "Check the purchase id; grant nothing for it."),
    f("9153", 400, "the purchase id is not one", "Check the purchase id; grant nothing for it."),
  ],
};

// Source: public client code and its recorded answers; the gateway's codes are not documented in one place.
const GATEWAY_FAILURES: readonly FailureCode[] = [
  f(
    "AUTH_REQUIRE",
    401,
    "the access token or the service account was not accepted",
    "Check the service account id and its private key.",
  ),
  f(
    "NO_PERMISSION",
    403,
    "the service account lacks the needed scope",
    "Give the service account the service that this call belongs to (Publishing & ITEM, or GSS) in the Seller Portal.",
  ),
];

function f(code: string, httpStatus: 400 | 401 | 403, meaning: string, fix: string): FailureCode {
  return { code, httpStatus, meaning, fix };
}

const ALL = new Map(
  [...CONTENT_FAILURES, ...IAP_FAILURES, ...GATEWAY_FAILURES].map((failure) => [failure.code, failure]),
);

/**
 * What is known of a failure code, or undefined for one that no document lists. Some codes mean different things in
 * different areas; `operation` (e.g. `orders.list`) tells them apart.
 */
export function failureByCode(code: string, operation = ""): FailureCode | undefined {
  const area = AREA_FAILURES[operation.split(".")[0] ?? ""] ?? [];
  return area.find((failure) => failure.code === code) ?? ALL.get(code);
}
