/** Staged rollout: rate and binaries. */
import type { AppStatus } from "../../sdk/facts/states";
import { jsonBody } from "../http/body";
import { v2Success } from "../http/envelopes";
import type { Serve } from "../http/serve";
import { appStatusOf, recordOf, requireRecord } from "../rules/apps";
import { rolloutApp, setBinary, setRate, viewBinaries, viewRate } from "../rules/rollout";
import type { App, Store } from "../state/store";

function presentIn(app: App): AppStatus[] {
  return (["REGISTRATION", "SALE"] as const).filter((appStatus) => recordOf(app, appStatus) !== null);
}

export function rolloutRoutes(serve: Serve, store: Store): void {
  // The rate is that of the record which `appStatus` names. [D]
  serve("rollout.getRate", (c) => {
    const app = rolloutApp(store, c.get("account"), c.req.query("contentId"));
    return c.json(v2Success(viewRate(store, requireRecord(app, appStatusOf(c.req.query("appStatus"))))));
  });
  // A change of the rate is answered with empty data. [D]
  serve("rollout.setRate", async (c) => {
    setRate(store, c.get("account"), await jsonBody(c));
    return c.json(v2Success({}));
  });
  // Without `appStatus`, which is optional, the binaries of both records are listed, each with its own `appStatus`.
  // [D: optional; both records: G]
  serve("rollout.getBinaries", (c) => {
    const app = rolloutApp(store, c.get("account"), c.req.query("contentId"));
    const asked = c.req.query("appStatus");
    const wanted = asked === undefined ? presentIn(app) : [appStatusOf(asked)];
    const binaries = wanted.flatMap(
      (appStatus) => viewBinaries(store, requireRecord(app, appStatus), appStatus).binaries,
    );
    return c.json(v2Success({ binaries }));
  });
  // A binary is put into the rollout of the open update, or taken out, without data in the answer. [D]
  serve("rollout.setBinary", async (c) => {
    setBinary(store, c.get("account"), await jsonBody(c));
    return c.json(v2Success());
  });
}
