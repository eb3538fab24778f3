/** Judges a refusal of the store: which kind of error it is, what to do, and whether trying again makes sense. */

import type { GalaxyStoreErrorKind } from "../errors";
import { failureByCode } from "../facts/failureCodes";
import type { NamedOperation } from "../operations";
import type { Scope } from "../options";
import type { Failure } from "./failure";
import { WAIT_BUDGET_MS } from "./retry";
import { settingName } from "./settings";

/** What an envelope said. */
export interface StoreFailure {
  readonly status: number;
  readonly code?: string;
  readonly message?: string;
  /** `asgw` for the gateway, `seller` for the backend behind it. */
  readonly from?: string;
}

// Codes whose kind does not follow from the HTTP status. Source of the meanings: facts/failureCodes.
const KIND_BY_CODE: Readonly<Record<string, GalaxyStoreErrorKind>> = {
  "106": "state",
  "3100": "notFound",
  "3201": "state",
  "3202": "state",
  "3205": "state",
  "3206": "state",
  "3207": "state",
  "3208": "state",
  "4008": "permission",
  "4104": "state",
  "4105": "state",
  "4106": "state",
  "4128": "state",
  "4129": "state",
  "5021": "state",
  "5030": "state",
  "7001": "upload",
  "7002": "upload",
  AUTH_REQUIRE: "authentication",
  NO_PERMISSION: "permission",
  SLR_4001: "permission",
  SLR_4006: "permission",
};

// Codes of the receipt service mean something of their own.
const KIND_BY_RECEIPT_CODE: Readonly<Record<string, GalaxyStoreErrorKind>> = {
  "1000": "server",
  "9135": "notFound",
  "9153": "validation",
};

const FIX_BY_KIND: Readonly<Record<GalaxyStoreErrorKind, string>> = {
  authentication: `Check ${settingName("serviceAccountId")} and ${settingName("privateKey")}.`,
  permission:
    "Check that the object belongs to the seller of this service account, and the account's services in the Seller Portal.",
  notFound: "Check the id in the Seller Portal.",
  validation: "Correct what the store names and try again.",
  state: "Look at the app's status in the Seller Portal.",
  upload: "Check the file and try again.",
  rate: "Wait a while and try again with fewer requests at a time.",
  quota: "Try again when the time that the store names is over, with fewer requests.",
  network: "Check the network, a proxy that is needed (HTTPS_PROXY), and try again.",
  timeout: "Try again later, or allow more time.",
  server: "Try again later; the store announces maintenance in the Seller Portal's notices.",
  protocol: "Try again; if it stays, the store's interface has changed and this package needs an update.",
  configuration: "Correct the setting.",
  cancelled: "Call again when the result is wanted.",
  notification: "Do not act on it.",
};

/** The failure of an answer that carries a refusal. */
export function failureOfAnswer(operation: NamedOperation, answer: StoreFailure, retryAfterMs?: number): Failure {
  const known = answer.code === undefined ? undefined : failureByCode(answer.code, operation.id);
  const kind = kindOf(operation, answer, retryAfterMs);
  const { status, code } = answer;
  return {
    kind,
    what:
      whatHappened(answer, known?.meaning) +
      (retryAfterMs ? `, try again after ${Math.ceil(retryAfterMs / 1000)} s` : ""),
    fix: fixOf(operation, kind, answer, known?.fix),
    code,
    status,
    transient: kind === "rate" || kind === "server" || status === 408,
    // A server that failed, or lost patience, may have done the work before; everything else is a refusal.
    fateUnknown: status >= 500 || status === 408,
    retryAfterMs,
  };
}

/** The failure of an answer that cannot be understood; a write behind it has probably been carried out. */
export function protocolFailure(
  what: string,
  details: { status?: number; transient?: boolean; fateUnknown?: boolean },
): Failure {
  return {
    kind: "protocol",
    what,
    fix: FIX_BY_KIND.protocol,
    status: details.status,
    transient: details.transient ?? false,
    fateUnknown: details.fateUnknown ?? true,
  };
}

/** What a person does about a failure of this kind when nothing better is known. */
export function usualFix(kind: GalaxyStoreErrorKind): string {
  return FIX_BY_KIND[kind];
}

function kindOf(
  { id }: NamedOperation,
  { status, code, message }: StoreFailure,
  retryAfterMs = 0,
): GalaxyStoreErrorKind {
  // The gateway answers a badly signed JWT with a bare 500, and some wrong accounts with a 200 without token.
  if (id === "auth.create" && (status < 300 || status === 400 || /invalid signature/i.test(message ?? ""))) {
    return "authentication";
  }
  if (status === 429) return retryAfterMs > WAIT_BUDGET_MS ? "quota" : "rate";
  if (status === 408) return "timeout";
  if (status >= 500) return "server";
  if (status === 401) return "authentication";
  const kinds = id.startsWith("receipts.") ? KIND_BY_RECEIPT_CODE : KIND_BY_CODE;
  const byCode = code === undefined ? undefined : kinds[code];
  if (byCode !== undefined) return byCode;
  if (id === "uploads.file" && status !== 403) return "upload";
  if (status === 403) return "permission";
  if (status === 404 || status === 410) return "notFound";
  if (status === 409) return "state";
  if (status >= 300 && status < 400) return "protocol";
  return "validation";
}

function whatHappened({ status, code, message }: StoreFailure, meaning: string | undefined): string {
  const label = code ?? `HTTP ${status}`;
  const said = message ? `: "${message.replace(/\s+/g, " ").slice(0, 300)}"` : "";
  return meaning ? `${meaning} (${label}${said})` : `the store answered ${label}${said}`;
}

function fixOf(
  { id, scope }: NamedOperation,
  kind: GalaxyStoreErrorKind,
  answer: StoreFailure,
  known: string | undefined,
): string {
  if (id === "auth.create" && kind === "permission")
    return `${known ?? FIX_BY_KIND.permission} Or name another service account in ${settingName("serviceAccountId")}.`;
  if (answer.code === "NO_PERMISSION" && (scope === "publishing" || scope === "gss")) return scopeFix(scope);
  if (kind !== "authentication") return known ?? FIX_BY_KIND[kind];
  if (/service ?account/i.test(answer.message ?? "")) {
    return `Check ${settingName("serviceAccountId")}: the store does not know this service account, or the token belongs to another one.`;
  }
  if (id === "auth.create") {
    return `Check that ${settingName("privateKey")} is the key of the service account in ${settingName("serviceAccountId")}, and that this machine's clock is right.`;
  }
  return `The access token was refused. Check ${settingName("accessToken")}, or give ${settingName("privateKey")} so that a new one can be minted.`;
}

/** What a person does about a call whose scope the token lacks. */
export function scopeFix(scope: Scope): string {
  const service = scope === "gss" ? "GSS" : "Publishing & ITEM";
  return `The call needs the scope ${scope}: name it in the client's scopes, and give the service account the service ${service} in the Seller Portal.`;
}
