/** A call of an operation that the table does not know yet. */

import { z } from "zod";
import { badValue } from "./core/badValue";
import type { Caller } from "./core/caller";
import type { NamedOperation, Operation } from "./operations";
import type { RequestOptions } from "./options";

export interface StoreRequest {
  /** HTTP method. */
  method: Operation["method"];
  /** Path on the host, starting with a slash; parts of it are the caller's to encode. */
  path: string;
  /** Values after the `?`; undefined ones are left out. */
  query?: Record<string, string | number | undefined>;
  /** Sent as JSON. */
  json?: unknown;
  /** Default: `api`. */
  host?: Operation["host"];
  /** Default: `gss` for `/gss/`, `any` for `/auth/`, else `publishing`; on the host `iap`, which takes no token, `none`. */
  scope?: Operation["scope"];
  /** Default: `safe` for GET, `conditional` for everything else. */
  retry?: Operation["retry"];
  /** What the call is about, for messages. */
  object?: string;
}

export async function sendRequest(caller: Caller, request: StoreRequest, options?: RequestOptions): Promise<unknown> {
  // Anything else in front would become part of the host, and the token go there.
  if (!request.path.startsWith("/")) {
    throw badValue("request", `path ${JSON.stringify(request.path)} does not start with a slash`, "Give a path only.");
  }
  const { method, path, host = "api", retry = method === "GET" ? "safe" : "conditional" } = request;
  const scope = host === "iap" ? "none" : (request.scope ?? scopeOf(path));
  const operation: NamedOperation = {
    id: "request",
    method,
    host,
    // The path goes as it is given.
    path: path.replace(/[{}]/g, (brace) => encodeURIComponent(brace)),
    scope,
    retry,
    changes: method !== "GET",
    sdk: ["request"],
    does: "A call that the table does not know yet.",
    source: "",
  };
  const { query, json, object = `${method} ${path}` } = request;
  const values = { object, json, ...(query === undefined ? {} : { query }) };
  return caller.call(operation, values, z.unknown(), options);
}

function scopeOf(path: string): Operation["scope"] {
  if (path.startsWith("/auth/")) return "any";
  return path.startsWith("/gss/") ? "gss" : "publishing";
}
