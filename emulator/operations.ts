/** Every operation that the emulator serves: id, method, path, the scope it needs and the shape of its answers. */
import { RECEIPT_HOST, type StoreHost, UPLOAD_HOST } from "../sdk/facts/hosts";

/** How an operation's backend words its failures. */
export type EnvelopeKind = "gateway" | "legacy" | "v2" | "upload" | "iap" | "receipt";
type Scope = "publishing" | "gss";

export interface Operation {
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path with `:name` for its variable parts. */
  readonly path: string;
  /** The store's host, when it is not that of the API. */
  readonly host?: StoreHost;
  readonly envelope: EnvelopeKind;
  /** Undefined: any access token will do, or none is needed. */
  readonly scope?: Scope;
  /** Needs no access token. */
  readonly open?: true;
  /** `service-account-id` may be left out. */
  readonly accountHeader?: "optional";
  /** Tells the operations of one path apart, by the body's key of this name. */
  readonly action?: string;
  /** Other paths of the same call. */
  readonly alsoAt?: readonly string[];
}

const SUBSCRIPTION = "/iap/seller/v6/applications/:packageName/purchases/subscriptions/:purchaseId";
/** Purchases are consumed and acknowledged under both paths with which the page was printed. [D] */
const PURCHASE = {
  path: "/iap/v6/applications/:packageName/purchases/:purchaseId",
  alsoAt: ["/iap/seller/v6/applications/:packageName/purchases/:purchaseId"],
};
const ITEMS = "/iap/v6/applications/:packageName/items";

// One base URL serves the paths of all hosts; by the store's own names each host serves its own. [D: the hosts; one base URL:
// G]
// Paths, methods and scopes are the documented ones. [D: overviews of the APIs, "Use the access token"]
export const OPERATIONS = [
  { id: "auth.create", method: "POST", path: "/auth/accessToken", envelope: "gateway", open: true },
  { id: "auth.check", method: "GET", path: "/auth/checkAccessToken", envelope: "gateway" },
  { id: "auth.revoke", method: "DELETE", path: "/auth/revokeAccessToken", envelope: "gateway" },
  { id: "apps.list", method: "GET", path: "/seller/contentList", envelope: "legacy", scope: "publishing" },
  { id: "apps.get", method: "GET", path: "/seller/contentInfo", envelope: "legacy", scope: "publishing" },
  { id: "apps.update", method: "POST", path: "/seller/contentUpdate", envelope: "legacy", scope: "publishing" },
  { id: "apps.submit", method: "POST", path: "/seller/contentSubmit", envelope: "legacy", scope: "publishing" },
  {
    id: "apps.setStatus",
    method: "POST",
    path: "/seller/contentStatusUpdate",
    envelope: "legacy",
    scope: "publishing",
  },
  {
    id: "uploads.createSession",
    method: "POST",
    path: "/seller/createUploadSessionId",
    envelope: "legacy",
    scope: "publishing",
  },
  {
    id: "uploads.file",
    method: "POST",
    path: "/galaxyapi/fileUpload",
    // Files go to a host of their own. [D]
    host: UPLOAD_HOST,
    envelope: "upload",
    scope: "publishing",
  },
  { id: "binaries.add", method: "POST", path: "/seller/v2/content/binary", envelope: "v2", scope: "publishing" },
  { id: "binaries.modify", method: "PUT", path: "/seller/v2/content/binary", envelope: "v2", scope: "publishing" },
  { id: "binaries.remove", method: "DELETE", path: "/seller/v2/content/binary", envelope: "v2", scope: "publishing" },
  { id: "beta.get", method: "GET", path: "/seller/v2/content/betaTest", envelope: "v2", scope: "publishing" },
  { id: "beta.update", method: "PUT", path: "/seller/v2/content/betaTest", envelope: "v2", scope: "publishing" },
  {
    id: "rollout.getRate",
    method: "GET",
    path: "/seller/v2/content/stagedRolloutRate",
    envelope: "v2",
    scope: "publishing",
  },
  {
    id: "rollout.setRate",
    method: "PUT",
    path: "/seller/v2/content/stagedRolloutRate",
    envelope: "v2",
    scope: "publishing",
  },
  {
    id: "rollout.getBinaries",
    method: "GET",
    path: "/seller/v2/content/stagedRolloutBinary",
    envelope: "v2",
    scope: "publishing",
  },
  {
    id: "rollout.setBinary",
    method: "PUT",
    path: "/seller/v2/content/stagedRolloutBinary",
    envelope: "v2",
    scope: "publishing",
  },
  { id: "comments.list", method: "GET", path: "/seller/v2/content/comment", envelope: "v2", scope: "publishing" },
  {
    id: "comments.reply",
    method: "POST",
    path: "/seller/v2/content/comment/reply",
    envelope: "v2",
    scope: "publishing",
  },
  {
    id: "comments.deleteReply",
    method: "DELETE",
    path: "/seller/v2/content/comment/reply",
    envelope: "v2",
    scope: "publishing",
  },
  { id: "items.list", method: "GET", path: ITEMS, envelope: "iap", scope: "publishing" },
  { id: "items.get", method: "GET", path: `${ITEMS}/:id`, envelope: "iap", scope: "publishing" },
  { id: "items.create", method: "POST", path: ITEMS, envelope: "iap", scope: "publishing" },
  { id: "items.replace", method: "PUT", path: ITEMS, envelope: "iap", scope: "publishing" },
  { id: "items.patch", method: "PATCH", path: ITEMS, envelope: "iap", scope: "publishing" },
  { id: "items.remove", method: "DELETE", path: `${ITEMS}/:id`, envelope: "iap", scope: "publishing" },
  { id: "orders.list", method: "POST", path: "/iap/seller/orders", envelope: "iap", scope: "publishing" },
  { id: "subscriptions.get", method: "GET", path: SUBSCRIPTION, envelope: "iap", scope: "publishing" },
  subscriptionAction("subscriptions.cancel", "cancel"),
  subscriptionAction("subscriptions.refund", "refund"),
  subscriptionAction("subscriptions.revoke", "revoke"),
  purchaseAction("purchases.consume", "consume"),
  purchaseAction("purchases.acknowledge", "acknowledge"),
  {
    id: "receipts.verify",
    method: "GET",
    path: "/iap/v6/receipt",
    // Receipts are verified on a public host of their own. [D]
    host: RECEIPT_HOST,
    envelope: "receipt",
    open: true,
  },
  // The failures of the statistics are not known; they are worded as `{code, message}`, like those of in-app purchases. [G]
  { id: "metrics.seller", method: "POST", path: "/gss/query/sellerMetric", envelope: "iap", scope: "gss" },
  {
    id: "metrics.content",
    method: "POST",
    path: "/gss/query/contentMetric",
    envelope: "iap",
    scope: "gss",
    // The figures of an app need no `service-account-id`. [D]
    accountHeader: "optional",
  },
] as const satisfies readonly Operation[];

function subscriptionAction<Id extends string>(id: Id, action: string) {
  return { id, action, method: "PATCH", path: SUBSCRIPTION, envelope: "iap", scope: "publishing" } as const;
}

function purchaseAction<Id extends string>(id: Id, action: string) {
  return { id, action, method: "PATCH", ...PURCHASE, envelope: "iap", scope: "publishing" } as const;
}

export type OperationId = (typeof OPERATIONS)[number]["id"];

const BY_ID = new Map<string, Operation>(OPERATIONS.map((operation) => [operation.id, operation]));

/** The operation with this id, or undefined. */
export function operationById(id: string): Operation | undefined {
  return BY_ID.get(id);
}
