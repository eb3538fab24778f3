/** Closed beta: testers and feedback channel. */
import { BETA_TESTERS } from "../../sdk/facts/limits";
import { invalid } from "../failure";
import { jsonBody, wholeNumber } from "../http/body";
import { v2Success } from "../http/envelopes";
import type { Serve } from "../http/serve";
import { appStatusOf, contentIdOf, ownApp, requireRecord } from "../rules/apps";
import { requireBeta, updateBeta, viewBeta } from "../rules/beta";
import type { Store } from "../state/store";

export function betaRoutes(serve: Serve, store: Store): void {
  serve("beta.get", (c) => {
    const app = ownApp(store, c.get("account"), contentIdOf(c.req.query("contentId")));
    const appStatus = appStatusOf(c.req.query("appStatus"));
    const beta = requireBeta(requireRecord(app, appStatus));
    const offset = pageNumber(c.req.query("offset"), 0, Number.MAX_SAFE_INTEGER, "offset");
    // [D: default and maximum 1,000]
    const limit = pageNumber(c.req.query("limit"), BETA_TESTERS.perCall, BETA_TESTERS.perCall, "limit");
    return c.json(v2Success(viewBeta(app, beta, offset, limit)));
  });
  serve("beta.update", async (c) => c.json(v2Success(updateBeta(store, c.get("account"), await jsonBody(c)))));
}

function pageNumber(text: string | undefined, fallback: number, max: number, name: string): number {
  if (text === undefined) return fallback;
  const value = wholeNumber(text);
  if (value === undefined || value < 0 || value > max)
    throw invalid(`${name} must be a whole number from 0 to ${max}.`);
  return value;
}
