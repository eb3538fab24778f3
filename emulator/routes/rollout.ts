/** Staged rollout: rate and binaries. */
import { jsonBody } from "../http/body";
import { v2Success } from "../http/envelopes";
import type { Serve } from "../http/serve";
import { appStatusOf, requireRecord } from "../rules/apps";
import { rolloutApp, setBinary, setRate, viewBinaries, viewRate } from "../rules/rollout";
import type { Store } from "../state/store";

export function rolloutRoutes(serve: Serve, store: Store): void {
  serve("rollout.getRate", (c) => {
    const app = rolloutApp(store, c.get("account"), c.req.query("contentId"));
    return c.json(v2Success(viewRate(store, requireRecord(app, appStatusOf(c.req.query("appStatus"))))));
  });
  serve("rollout.setRate", async (c) => {
    setRate(store, c.get("account"), await jsonBody(c));
    return c.json(v2Success({}));
  });
  serve("rollout.getBinaries", (c) => {
    const app = rolloutApp(store, c.get("account"), c.req.query("contentId"));
    // Marked optional, but no document says which record is meant then. [D; required: G]
    const appStatus = appStatusOf(c.req.query("appStatus"));
    return c.json(v2Success(viewBinaries(store, requireRecord(app, appStatus), appStatus)));
  });
  serve("rollout.setBinary", async (c) => {
    setBinary(store, c.get("account"), await jsonBody(c));
    return c.json(v2Success());
  });
}
