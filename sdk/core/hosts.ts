/** Where requests may go. Tokens are sent to the two hosts that take them, or to the configured endpoint, and nowhere else. */

import { API_HOST, isStoreHost, RECEIPT_HOST, UPLOAD_HOST } from "../facts/hosts";
import type { Operation } from "../operations";
import { AttemptFailed } from "./failure";
import type { Settings } from "./settings";
import { protocolFailure } from "./storeFailure";

const HOSTS = {
  api: `https://${API_HOST}`,
  upload: `https://${UPLOAD_HOST}`,
  iap: `https://${RECEIPT_HOST}`,
} as const;
// Receipts are public: their host is given no token.
const ORIGINS: ReadonlySet<string> = new Set([HOSTS.api, HOSTS.upload]);

/** The address of an operation with its path and query values in place. */
export function operationUrl(
  settings: Settings,
  operation: Operation,
  path: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const filled = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => pathSegment(name, path[name] ?? ""));
  const url = new URL(baseOf(settings, HOSTS[operation.host]) + filled);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url.href;
}

/**
 * The address behind a `url` or `Location` that the store gave, relative to the request that it answered. With an
 * endpoint configured the store's own hosts are replaced by it. Any other host is refused.
 */
export function givenUrl(settings: Settings, given: string, requestUrl: string): string {
  const url = URL.canParse(given, requestUrl) ? new URL(given, requestUrl) : undefined;
  if (url !== undefined && !url.username && !url.password) {
    if (settings.endpoint === undefined) {
      if (ORIGINS.has(url.origin)) return url.href;
    } else {
      if (url.origin === settings.endpoint.origin) return url.href;
      if (ORIGINS.has(url.origin)) return baseOf(settings, url.origin) + url.pathname + url.search;
    }
  }
  const shown = url ? `the host ${url.host}` : "an address that cannot be read";
  throw new AttemptFailed(protocolFailure(`the answer leads to ${shown}, where the token must not go`, {}));
}

/**
 * Where an image of a record is fetched, without credentials. With an endpoint configured the store's own hosts are
 * replaced by it and nothing else is reached.
 */
export function imageUrl(settings: Settings, address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const own = url !== undefined && isStoreHost(url.hostname) && url.port === "";
  if (url !== undefined && settings.endpoint !== undefined) {
    if (url.origin === settings.endpoint.origin) return url.href;
    if (own) return baseOf(settings, url.origin) + url.pathname + url.search;
  } else if (url?.protocol === "https:" && !url.username && !url.password) return url.href;
  const what = url === undefined ? "the address cannot be read" : `nothing is fetched from ${url.origin} here`;
  const fix = "Look at the image in the Seller Portal.";
  throw new AttemptFailed({ kind: "validation", what, fix, transient: false, fateUnknown: false });
}

function baseOf(settings: Settings, origin: string): string {
  return settings.endpoint ? settings.endpoint.href.replace(/\/+$/, "") : origin;
}

// An empty segment or dots would address the collection above: a removal of `..` must not reach the whole package.
function pathSegment(name: string, value: string): string {
  if (value !== "" && value !== "." && value !== "..") return encodeURIComponent(value);
  throw new AttemptFailed({
    kind: "validation",
    what: `${name} "${value}" cannot be part of an address`,
    fix: `Correct the ${name}.`,
    transient: false,
    fateUnknown: false,
  });
}
