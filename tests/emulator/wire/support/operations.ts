/** Every operation of the Developer API, and which of them have been answered with success so far. */

const CONTENT = "/seller/v2/content";
const ITEMS = "/iap/v6/applications/[^/]+/items";
const SUBSCRIPTION = "/iap/seller/v6/applications/[^/]+/purchases/subscriptions/[^/]+";
const PURCHASE = "/iap/(?:seller/)?v6/applications/[^/]+/purchases/[^/]+";

// Method, path and, where one path serves several, the `action` of the body.
const OPERATIONS: Readonly<Record<string, readonly [string, string, string?]>> = {
  "auth.create": ["POST", "/auth/accessToken"],
  "auth.check": ["GET", "/auth/checkAccessToken"],
  "auth.revoke": ["DELETE", "/auth/revokeAccessToken"],
  "apps.list": ["GET", "/seller/contentList"],
  "apps.get": ["GET", "/seller/contentInfo"],
  "apps.update": ["POST", "/seller/contentUpdate"],
  "apps.submit": ["POST", "/seller/contentSubmit"],
  "apps.setStatus": ["POST", "/seller/contentStatusUpdate"],
  "uploads.createSession": ["POST", "/seller/createUploadSessionId"],
  "uploads.file": ["POST", "/galaxyapi/fileUpload"],
  "binaries.add": ["POST", `${CONTENT}/binary`],
  "binaries.modify": ["PUT", `${CONTENT}/binary`],
  "binaries.remove": ["DELETE", `${CONTENT}/binary`],
  "beta.get": ["GET", `${CONTENT}/betaTest`],
  "beta.update": ["PUT", `${CONTENT}/betaTest`],
  "rollout.getRate": ["GET", `${CONTENT}/stagedRolloutRate`],
  "rollout.setRate": ["PUT", `${CONTENT}/stagedRolloutRate`],
  "rollout.getBinaries": ["GET", `${CONTENT}/stagedRolloutBinary`],
  "rollout.setBinary": ["PUT", `${CONTENT}/stagedRolloutBinary`],
  "comments.list": ["GET", `${CONTENT}/comment`],
  "comments.reply": ["POST", `${CONTENT}/comment/reply`],
  "comments.deleteReply": ["DELETE", `${CONTENT}/comment/reply`],
  "items.list": ["GET", ITEMS],
  "items.get": ["GET", `${ITEMS}/[^/]+`],
  "items.create": ["POST", ITEMS],
  "items.replace": ["PUT", ITEMS],
  "items.patch": ["PATCH", ITEMS],
  "items.remove": ["DELETE", `${ITEMS}/[^/]+`],
  "orders.list": ["POST", "/iap/seller/orders"],
  "subscriptions.get": ["GET", SUBSCRIPTION],
  "subscriptions.cancel": ["PATCH", SUBSCRIPTION, "cancel"],
  "subscriptions.refund": ["PATCH", SUBSCRIPTION, "refund"],
  "subscriptions.revoke": ["PATCH", SUBSCRIPTION, "revoke"],
  "purchases.consume": ["PATCH", PURCHASE, "consume"],
  "purchases.acknowledge": ["PATCH", PURCHASE, "acknowledge"],
  "receipts.verify": ["GET", "/iap/v6/receipt"],
  "metrics.seller": ["POST", "/gss/query/sellerMetric"],
  "metrics.content": ["POST", "/gss/query/contentMetric"],
};

const answered = new Set<string>();

/** Remembers a call by its operation when it was answered with 200 or 204. */
export function note(method: string, path: string, body: unknown, status: number): void {
  if (status !== 200 && status !== 204) return;
  const action = typeof body === "object" && body !== null && "action" in body ? body.action : undefined;
  for (const [id, [verb, pattern, wanted]] of Object.entries(OPERATIONS))
    if (verb === method && new RegExp(`^${pattern}$`).test(path) && (wanted === undefined || wanted === action))
      answered.add(id);
}

/** Operations that no scenario has had an answer from. */
export function unanswered(): string[] {
  return Object.keys(OPERATIONS).filter((id) => !answered.has(id));
}
