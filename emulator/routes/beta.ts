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
  // The view has one page of testers, by `offset` and `limit`, of the record that `appStatus` names. [D]
  serve("beta.get", (c) => {
    const app = ownApp(store, c.get("account"), contentIdOf(c.req.query("contentId")));
    const appStatus = appStatusOf(c.req.query("appStatus"));
    const beta = requireBeta(requireRecord(app, appStatus));
    const offset = pageNumber(c.req.query("offset"), 0, Number.MAX_SAFE_INTEGER, "offset");
    // `limit` is 1,000 unless it is given, and at most that. [D]
    const limit = pageNumber(c.req.query("limit"), BETA_TESTERS.perCall, BETA_TESTERS.perCall, "limit");
    return c.json(v2Success(viewBeta(app, beta, offset, limit)));
  });
  // Testers are added and deleted, and the feedback channel is replaced, by one call. [D]
  serve("beta.update", async (c) => c.json(v2Success(updateBeta(store, c.get("account"), await jsonBody(c)))));
}

/** `offset` and `limit` are whole numbers in their range. [D; code: G] */
function pageNumber(text: string | undefined, fallback: number, max: number, name: string): number {
  if (text === undefined) return fallback;
  const value = wholeNumber(text);
  if (value === undefined || value < 0 || value > max)
    throw invalid(`${name} must be a whole number from 0 to ${max}.`);
  return value;
}
