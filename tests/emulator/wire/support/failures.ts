/** The failures that the store is documented to give, their envelopes, and which of them the scenarios have met. */
import assert from "node:assert/strict";
import type { Answer, Json } from "./http";
import { exactly, hasShape, nullOr, type Shape } from "./shapes";

interface Failure {
  readonly http: number;
  /** Where it is documented, in short. */
  readonly source: string;
}

// The failure codes as they are documented, by API.
const CONTENT: Readonly<Record<string, Failure>> = {
  "1000": { http: 400, source: "Content Publish: invalid parameters" },
  "3001": { http: 400, source: "Content Publish: too few screenshots, at least 4 are needed" },
  "3050": { http: 400, source: "Content Publish: paid app with price zero" },
  "3100": { http: 400, source: "Content Publish: nothing found for that contentId, or none with that appStatus" },
  "3103": { http: 400, source: "Content Publish: rollout has begun, the rate may not go down" },
  "3104": { http: 400, source: "Content Publish: rate smaller than the previous setting" },
  "3105": { http: 400, source: "Content Publish: per-country rate invalid" },
  "3201": { http: 400, source: "Content Publish: app status is not REGISTERING" },
  "3202": { http: 400, source: "Content Publish: content is not a closed-beta app" },
  "3203": { http: 400, source: "Content Publish: same meaning as 3104" },
  "3204": { http: 400, source: "Content Publish: same meaning as 3105" },
  "3205": { http: 400, source: "Content Publish: pre-registered app, no staged rollout" },
  "3206": { http: 400, source: "Content Publish: rollout call not allowed in the current status" },
  "3207": { http: 400, source: "Content Publish: add rollout binaries before setting the rate" },
  "3208": { http: 400, source: "Content Publish: no binaries set to roll out" },
  "4008": { http: 403, source: "Content Publish: content belongs to another seller" },
  "4104": { http: 400, source: "Content Publish: no content, no REGISTRATION record to work on" },
  "4105": { http: 403, source: "Content Publish: not ready for distribution, or no ownership" },
  "4106": { http: 400, source: "Content Publish: failed to distribute" },
  "4125": { http: 400, source: "Content Publish: image upload key null" },
  "4128": { http: 400, source: "Content Publish: app must already be in service" },
  "4129": { http: 403, source: "Content Publish: not ready for distribution, beta app" },
  "5021": { http: 400, source: "Content Publish: this binary is already in use" },
  "5030": { http: 400, source: "Content Publish: no device configuration for the binary" },
  "7001": { http: 403, source: "File upload: required file part missing" },
  "7002": { http: 403, source: "File upload: session id does not exist" },
  "8014": { http: 400, source: "Content Publish: request contains binaryList" },
};

// Refusals whose text is known and whose code is not.
const CONTENT_TEXTS: Readonly<Record<string, Failure & { readonly text: RegExp }>> = {
  "short description": { http: 400, text: /20.*240/, source: "Samsung's plugin, test data: range 20 to 240 bytes" },
  title: { http: 400, text: /title is invalid/i, source: "Samsung's plugin, test data: title is invalid" },
};

const GATEWAY: Readonly<Record<string, Failure & { readonly code?: string; readonly text: RegExp }>> = {
  "no jwt": {
    http: 401,
    code: "AUTH_REQUIRE",
    text: /Bearer <jwt>/,
    source: "client code: JWT missing from the header",
  },
  "unknown token": { http: 401, code: "AUTH_REQUIRE", text: /^Invalid accessToken$/, source: "Use the access token" },
  "unknown account": {
    http: 401,
    code: "AUTH_REQUIRE",
    // The documents print it with a space.
    text: /^Not found service ?account by serviceAccountId$/i,
    source: "Use the access token",
  },
  "missing scope": {
    http: 403,
    code: "NO_PERMISSION",
    text: /^(Insufficient scopes|No permission to access)$/,
    source: "client code: asked for a scope that the account or the token lacks",
  },
  "invalid signature": { http: 500, text: /^invalid signature$/, source: "client code: JWT badly signed or encoded" },
};

const IAP: Readonly<Record<string, Failure>> = {
  "106": { http: 400, source: "IAP Publish: a precondition is not met" },
  SLR_4006: { http: 400, source: "client code: package belongs to another seller" },
};

const ORDERS: Readonly<Record<string, Failure>> = {
  SLR_4001: { http: 400, source: "Orders: sellerSeq does not belong to the caller" },
  SLR_4008: { http: 401, source: "Orders: gateway server authorization could not be verified" },
  SLR_4009: { http: 400, source: "Orders: continuation token is invalid" },
  SLR_4010: { http: 400, source: "Orders: decrypted continuation token holds invalid data types" },
  SLR_4011: { http: 400, source: "Orders: date format wrong" },
};

const SUBSCRIPTION: Readonly<Record<string, Failure>> = {
  SLR_4006: { http: 400, source: "Subscription: package is not the caller's content" },
  SLR_4008: { http: 400, source: "Subscription: purchase id is invalid" },
};

const RECEIPT: Readonly<Record<string, Failure>> = {
  "1": { http: 200, source: "Receipt: fail" },
  "1000": { http: 200, source: "Receipt: unexpected system error" },
  "9135": { http: 200, source: "Receipt: not exist order" },
  "9153": { http: 200, source: "Receipt: wrong parameter, purchase id invalid" },
};

/** `statusCode` of single purchases, of which 0 is success. */
const ACKNOWLEDGMENT = ["0", "1", "2", "3", "4", "5"] as const;

const met = new Set<string>();

/** A documented failure that no scenario has met. */
export interface Unmet extends Failure {
  readonly api: string;
  readonly code: string;
}

const STATUS_CODE: Failure = { http: 200, source: "Purchase Acknowledgment: statusCode of a purchase" };
const STATUS_CODES = Object.fromEntries(ACKNOWLEDGMENT.map((code) => [code, STATUS_CODE]));

export function unmet(): Unmet[] {
  return Object.entries({
    "Content Publish": CONTENT,
    "Content Publish text": CONTENT_TEXTS,
    Gateway: GATEWAY,
    IAP,
    Orders: ORDERS,
    Subscription: SUBSCRIPTION,
    Receipt: RECEIPT,
    consume: STATUS_CODES,
    acknowledge: STATUS_CODES,
  })
    .flatMap(([api, table]) =>
      Object.entries<Failure>(table).map(([code, { http, source }]) => ({ api, code, http, source })),
    )
    .filter(({ api, code }) => !met.has(`${api} ${code}`));
}

/** A single purchase came back with this `statusCode`. */
export function meetStatus(action: "consume" | "acknowledge", statusCode: string): void {
  met.add(`${action} ${statusCode}`);
}

function meet(answer: Answer, api: string, code: string, table: Readonly<Record<string, Failure>>): void {
  const known = table[code];
  assert.ok(known, `${api} ${code} is not documented`);
  assert.equal(answer.status, known.http, `${code}: ${answer.text}`);
  assert.match(String(answer.headers["content-type"]), /^application\/json/);
  met.add(`${api} ${code}`);
}

type ContentCall = "legacy" | "v2" | "upload";

/** An older call behind the proxy names its app; a v2 call has its result; the upload host answers for itself. */
function contentShape(call: ContentCall, { status }: Answer, contentId: string | undefined): Shape {
  const proxied = { from: exactly("seller"), message: exactly(`Request failed with status code ${status}`) };
  switch (call) {
    case "legacy":
      return {
        ...proxied,
        body: {
          ctntId: contentId === undefined ? "string|null" : exactly(contentId),
          contentStatus: "string|null",
          httpStatus: exactly(status === 403 ? "FORBIDDEN" : "BAD_REQUEST"),
          errorCode: "string",
          errorMsg: "string",
        },
      };
    case "v2":
      return { ...proxied, body: { resultCode: "string", resultMessage: "string", "data?": nullOr({}) } };
    case "upload":
      return { fileKey: "null", "fileName?": "null", "fileSize?": "null", errorCode: "string", errorMsg: "string" };
  }
}

function contentCode(answer: Answer, call: ContentCall, contentId?: string): { code: string; text: string } {
  hasShape(answer.json, contentShape(call, answer, contentId));
  const inner = call === "upload" ? answer.json : answer.json.body;
  return call === "v2"
    ? { code: inner.resultCode, text: inner.resultMessage }
    : { code: inner.errorCode, text: inner.errorMsg };
}

/** A call of Content Publish was refused with this code. */
export function refused(answer: Answer, call: ContentCall, code: string, contentId?: string): void {
  meet(answer, "Content Publish", code, CONTENT);
  assert.equal(contentCode(answer, call, contentId).code, code, answer.text);
}

/** A call of Content Publish was refused for a reason whose code is not known. */
export function refusedFor(answer: Answer, call: ContentCall, reason: "short description" | "title"): void {
  meet(answer, "Content Publish text", reason, CONTENT_TEXTS);
  const pattern = CONTENT_TEXTS[reason]?.text;
  assert.ok(pattern);
  assert.match(contentCode(answer, call).text, pattern);
}

/** The gateway refused the call before any backend saw it. */
export function refusedByGateway(answer: Answer, reason: keyof typeof GATEWAY): void {
  meet(answer, "Gateway", reason, GATEWAY);
  const known = GATEWAY[reason];
  assert.ok(known);
  hasShape(
    answer.json,
    known.code === undefined
      ? { message: known.text }
      : { code: exactly(known.code), message: known.text, from: exactly("asgw") },
  );
}

/** A call of in-app purchases was refused; no single envelope is known, so the code is read as clients read it. */
export function refusedInApp(answer: Answer, code: keyof typeof IAP): void {
  meet(answer, "IAP", code, IAP);
  assert.equal(codeIn(answer.json), code, answer.text);
}

export function refusedOrders(answer: Answer, code: keyof typeof ORDERS): void {
  meet(answer, "Orders", code, ORDERS);
  assert.equal(codeIn(answer.json), code, answer.text);
}

export function refusedSubscription(answer: Answer, code: keyof typeof SUBSCRIPTION): void {
  meet(answer, "Subscription", code, SUBSCRIPTION);
  hasShape(answer.json, { code: exactly(code), message: "string" });
}

export function refusedReceipt(answer: Answer, code: keyof typeof RECEIPT): void {
  meet(answer, "Receipt", code, RECEIPT);
  hasShape(answer.json, { status: exactly("fail"), errorCode: exactly(Number(code)), errorMessage: "string" });
}

function codeIn(body: Json): string | undefined {
  const [code, text] = [
    ["errorCode", "code", "responseCode", "resultCode", "statusCode"],
    ["errorMessage", "errorMsg", "message", "responseMessage", "resultMessage"],
  ].map((names) => names.map((name) => body?.[name] ?? body?.error?.[name]).find((value) => value !== undefined));
  assert.equal(typeof text, "string", JSON.stringify(body));
  return code === undefined ? undefined : String(code);
}
