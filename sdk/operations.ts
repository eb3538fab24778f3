/** Every operation of the Developer API that the SDK calls: where it is, what it needs and when it may be repeated. */

import type { Scope } from "./options";

/**
 * When a request may be repeated.
 * `safe`: after any transient failure, because a second time changes nothing more.
 * `conditional`: only when the failure proves that nothing was done, or the store shows it when it is read back.
 * `never`: not at all.
 */
export type RetryClass = "safe" | "conditional" | "never";

export interface Operation {
  /** HTTP method. */
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** `api`: devapi.samsungapps.com; `upload`: seller.samsungapps.com; `iap`: iap.samsungapps.com. */
  readonly host: "api" | "upload" | "iap";
  /** Path with `{name}` in place of values. */
  readonly path: string;
  /** `any`: every token will do; `none`: the call is public, and carries no token. */
  readonly scope: Scope | "any" | "none";
  /** When it may be repeated. */
  readonly retry: RetryClass;
  /** True when carrying it out changes something at the store that a caller has to care about. */
  readonly changes: boolean;
  /** Methods of the SDK that make this call. */
  readonly sdk: readonly string[];
  /** What it does, in a sentence. */
  readonly does: string;
  /** Page of Samsung's documentation. */
  readonly source: string;
}

const AUTH = "Galaxy Store Developer API";
const CONTENT = "Content Publish API";
const ITEMS = "Samsung IAP Publish API";
const STATISTICS = "GSS Metric API";
const SUBSCRIPTION_PATH = "/iap/seller/v6/applications/{packageName}/purchases/subscriptions/{purchaseId}";

export const OPERATIONS = {
  "auth.create": {
    method: "POST",
    host: "api",
    path: "/auth/accessToken",
    scope: "any",
    retry: "safe",
    changes: false,
    sdk: ["auth.check"],
    does: "Exchanges a signed JWT for an access token. Made by itself before the first call and after a refused token.",
    source: `${AUTH}, "Create an access token"`,
  },
  "auth.check": {
    method: "GET",
    host: "api",
    path: "/auth/checkAccessToken",
    scope: "any",
    retry: "safe",
    changes: false,
    sdk: ["auth.check"],
    does: "Tells whether the access token is valid.",
    source: `${AUTH}, "Use the access token"`,
  },
  "auth.revoke": {
    method: "DELETE",
    host: "api",
    path: "/auth/revokeAccessToken",
    scope: "any",
    // A token that is gone already is what was asked for.
    retry: "safe",
    changes: true,
    sdk: ["auth.revoke"],
    does: "Ends the access token.",
    source: `${AUTH}, "Use the access token"`,
  },
  "apps.list": read("/seller/contentList", ["apps.list"], "Lists the seller's apps.", "View seller's app list"),
  "apps.get": read("/seller/contentInfo", ["apps.get"], "Reads the records of one app.", "View seller's app details"),
  "apps.update": {
    method: "POST",
    host: "api",
    path: "/seller/contentUpdate",
    scope: "publishing",
    // A file key may be good for one use only, and a first attempt that was carried out moves the record on.
    retry: "conditional",
    changes: true,
    sdk: ["apps.update"],
    does: "Changes the open update of an app; opens one when there is none.",
    source: `${CONTENT}, "Modify app data"`,
  },
  "apps.submit": {
    method: "POST",
    host: "api",
    path: "/seller/contentSubmit",
    scope: "publishing",
    retry: "conditional",
    changes: true,
    sdk: ["apps.submit"],
    does: "Submits the open update for review.",
    source: `${CONTENT}, "Submit app"`,
  },
  "apps.setStatus": {
    method: "POST",
    host: "api",
    path: "/seller/contentStatusUpdate",
    scope: "publishing",
    retry: "conditional",
    changes: true,
    sdk: ["apps.setStatus"],
    does: "Puts a passed release on sale, stops the sale, or ends it for good.",
    source: `${CONTENT}, "Change app status"`,
  },
  "uploads.createSession": {
    method: "POST",
    host: "api",
    path: "/seller/createUploadSessionId",
    scope: "publishing",
    // An unused session ends by itself after 24 hours.
    retry: "safe",
    changes: false,
    sdk: ["uploads.createSession", "uploads.file"],
    does: "Makes an upload session for one file.",
    source: `${CONTENT}, "Create upload session id"`,
  },
  "uploads.file": {
    method: "POST",
    host: "upload",
    path: "/galaxyapi/fileUpload",
    scope: "publishing",
    // Repeated with a fresh session each time. A file that nothing refers to has no effect.
    retry: "safe",
    changes: false,
    sdk: ["uploads.file"],
    does: "Sends one file; the file key that comes back is used in the calls that register it.",
    source: `${CONTENT}, "File upload"`,
  },
  "binaries.add": {
    method: "POST",
    host: "api",
    path: "/seller/v2/content/binary",
    scope: "publishing",
    retry: "conditional",
    changes: true,
    sdk: ["binaries.add"],
    does: "Registers an uploaded APK or AAB in the open update.",
    source: `${CONTENT}, "Add new binary"`,
  },
  "binaries.modify": {
    method: "PUT",
    host: "api",
    path: "/seller/v2/content/binary",
    scope: "publishing",
    // Sets one flag to a given value.
    retry: "safe",
    changes: true,
    sdk: ["binaries.modify"],
    does: "Sets whether a binary uses Google services.",
    source: `${CONTENT}, "Modify binary"`,
  },
  "binaries.remove": {
    method: "DELETE",
    host: "api",
    path: "/seller/v2/content/binary",
    scope: "publishing",
    retry: "conditional",
    changes: true,
    sdk: ["binaries.remove"],
    does: "Takes a binary out of the open update.",
    source: `${CONTENT}, "Delete binary"`,
  },
  "beta.get": read(
    "/seller/v2/content/betaTest",
    ["betaTests.get", "betaTests.testers"],
    "Reads testers, feedback channel and links of a closed beta.",
    "View closed beta test",
  ),
  "beta.update": {
    method: "PUT",
    host: "api",
    path: "/seller/v2/content/betaTest",
    scope: "publishing",
    // A tester is on the list or not; adding or removing twice is the same as once.
    retry: "safe",
    changes: true,
    sdk: ["betaTests.update"],
    does: "Adds and removes testers and sets the feedback channel of a closed beta.",
    source: `${CONTENT}, "Update closed beta test"`,
  },
  "rollout.getRate": read(
    "/seller/v2/content/stagedRolloutRate",
    ["rollouts.getRate"],
    "Reads the default and country rates of a staged rollout.",
    "View staged rollout rate",
  ),
  "rollout.setRate": {
    method: "PUT",
    host: "api",
    path: "/seller/v2/content/stagedRolloutRate",
    scope: "publishing",
    // Setting a live rate a second time is refused, because equal is not greater (3104); releasing cannot be undone.
    retry: "conditional",
    changes: true,
    sdk: ["rollouts.setRate", "rollouts.releaseToEveryone"],
    does: "Sets the rates of a staged rollout, or releases to everyone.",
    source: `${CONTENT}, "Update staged rollout rate"`,
  },
  "rollout.getBinaries": read(
    "/seller/v2/content/stagedRolloutBinary",
    ["rollouts.getBinaries"],
    "Reads the binaries of a record and which of them are in the staged rollout.",
    "View staged rollout binary",
  ),
  "rollout.setBinary": {
    method: "PUT",
    host: "api",
    path: "/seller/v2/content/stagedRolloutBinary",
    scope: "publishing",
    retry: "conditional",
    changes: true,
    sdk: ["rollouts.addBinary", "rollouts.removeBinary"],
    does: "Puts a binary into the staged rollout, or takes it out.",
    source: `${CONTENT}, "Update staged rollout binary"`,
  },
  "comments.list": read(
    "/seller/v2/content/comment",
    ["reviews.page", "reviews.list"],
    "Reads one page of buyers' comments. Its values go in a JSON body, although it is a GET.",
    "Buyer comments",
  ),
  "comments.reply": {
    method: "POST",
    host: "api",
    path: "/seller/v2/content/comment/reply",
    scope: "publishing",
    // A comment takes one reply; what a second one answers is not documented.
    retry: "conditional",
    changes: true,
    sdk: ["reviews.reply"],
    does: "Replies to a buyer's comment.",
    source: `${CONTENT}, "Buyer comments"`,
  },
  "comments.deleteReply": {
    method: "DELETE",
    host: "api",
    path: "/seller/v2/content/comment/reply",
    scope: "publishing",
    retry: "conditional",
    changes: true,
    sdk: ["reviews.deleteReply"],
    does: "Deletes the reply to a buyer's comment.",
    source: `${CONTENT}, "Buyer comments"`,
  },
  "items.list": {
    method: "GET",
    host: "api",
    path: "/iap/v6/applications/{packageName}/items",
    scope: "publishing",
    retry: "safe",
    changes: false,
    sdk: ["items.page", "items.list"],
    does: "Reads one page of a package's in-app items.",
    source: `${ITEMS}, "View item list"`,
  },
  "items.get": {
    method: "GET",
    host: "api",
    path: "/iap/v6/applications/{packageName}/items/{id}",
    scope: "publishing",
    retry: "safe",
    changes: false,
    sdk: ["items.get"],
    does: "Reads one in-app item.",
    source: `${ITEMS}, "View individual item"`,
  },
  "items.create": {
    method: "POST",
    host: "api",
    path: "/iap/v6/applications/{packageName}/items",
    scope: "publishing",
    retry: "conditional",
    changes: true,
    sdk: ["items.create"],
    does: "Creates an in-app item; a published one is on sale at once.",
    source: `${ITEMS}, "Create item"`,
  },
  "items.replace": {
    method: "PUT",
    host: "api",
    path: "/iap/v6/applications/{packageName}/items",
    scope: "publishing",
    // Overwrites the whole item with what is sent.
    retry: "safe",
    changes: true,
    sdk: ["items.replace"],
    does: "Overwrites all of an in-app item.",
    source: `${ITEMS}, "Modify item"`,
  },
  "items.patch": {
    method: "PATCH",
    host: "api",
    path: "/iap/v6/applications/{packageName}/items",
    scope: "publishing",
    // Sets the named values to what is sent.
    retry: "safe",
    changes: true,
    sdk: ["items.patch"],
    does: "Changes the title and named local prices of an in-app item.",
    source: `${ITEMS}, "Partial modification"`,
  },
  "items.remove": {
    method: "DELETE",
    host: "api",
    path: "/iap/v6/applications/{packageName}/items/{id}",
    scope: "publishing",
    // What a second removal answers is not documented, and the id may have been registered anew in between.
    retry: "conditional",
    changes: true,
    sdk: ["items.remove"],
    does: "Removes an in-app item from the store.",
    source: `${ITEMS}, "Remove item"`,
  },
  "orders.list": {
    method: "POST",
    host: "api",
    path: "/iap/seller/orders",
    scope: "publishing",
    // A query, although it is a POST.
    retry: "safe",
    changes: false,
    sdk: ["orders.page", "orders.list"],
    does: "Reads one page of a day's payments and refunds.",
    source: "Samsung IAP Orders API",
  },
  "subscriptions.get": {
    method: "GET",
    host: "api",
    path: SUBSCRIPTION_PATH,
    scope: "publishing",
    retry: "safe",
    changes: false,
    sdk: ["subscriptions.get"],
    does: "Reads the state of a subscription.",
    source: "Samsung IAP Subscription API",
  },
  "subscriptions.cancel": subscriptionAction("cancel", "Ends the renewal of a subscription."),
  "subscriptions.refund": subscriptionAction("refund", "Pays the most recent payment of a subscription back."),
  "subscriptions.revoke": subscriptionAction("revoke", "Pays the most recent payment back and ends a subscription."),
  "purchases.consume": acknowledgment("consume", "Reports items as consumed."),
  "purchases.acknowledge": acknowledgment("acknowledge", "Reports that access to purchases was granted."),
  "receipts.verify": {
    method: "GET",
    host: "iap",
    path: "/iap/v6/receipt",
    scope: "none",
    retry: "safe",
    changes: false,
    sdk: ["receipts.verify"],
    does: "Reads the receipt of a purchase.",
    source: "Samsung IAP Server API, receipt verification",
  },
  "metrics.seller": statistics("/gss/query/sellerMetric", "seller", "Reads figures over all apps of the seller."),
  "metrics.content": statistics("/gss/query/contentMetric", "content", "Reads figures of one app."),
} as const satisfies Record<string, Operation>;

export type OperationId = keyof typeof OPERATIONS;

/** A row of the table with its id, or a call that the table does not know yet. */
export interface NamedOperation extends Operation {
  readonly id: string;
}

export function operationOf(id: OperationId): NamedOperation {
  return { id, ...OPERATIONS[id] };
}

function read<const S extends readonly string[]>(path: string, sdk: S, does: string, page: string) {
  return {
    method: "GET",
    host: "api",
    path,
    scope: "publishing",
    retry: "safe",
    changes: false,
    sdk,
    does,
    source: `${CONTENT}, "${page}"`,
  } as const satisfies Operation;
}

// What repeating an action answers is not documented, and money is paid back: only what was surely not done is repeated.
function subscriptionAction<const A extends string>(action: A, does: string) {
  return {
    method: "PATCH",
    host: "api",
    path: SUBSCRIPTION_PATH,
    scope: "publishing",
    retry: "conditional",
    changes: true,
    sdk: [`subscriptions.${action}`],
    does,
    source: "Samsung IAP Subscription API",
  } as const satisfies Operation;
}

// A purchase that was reported before answers so (status 4); older pages print the path with /seller before /v6.
function acknowledgment<const A extends string>(action: A, does: string) {
  return {
    method: "PATCH",
    host: "api",
    path: "/iap/v6/applications/{packageName}/purchases/{purchaseId}",
    scope: "publishing",
    retry: "safe",
    changes: true,
    sdk: [`purchases.${action}`],
    does,
    source: "Samsung IAP Purchase Acknowledgment",
  } as const satisfies Operation;
}

function statistics<const Q extends string>(path: string, query: Q, does: string) {
  return {
    method: "POST",
    host: "api",
    path,
    scope: "gss",
    // A query, although it is a POST.
    retry: "safe",
    changes: false,
    sdk: [`metrics.${query}`],
    does,
    source: `${STATISTICS}, "${query}Metric"`,
  } as const satisfies Operation;
}
