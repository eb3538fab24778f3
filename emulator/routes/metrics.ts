/** The Galaxy Store Statistics. */
import { jsonBody } from "../http/body";
import type { Serve } from "../http/serve";
import { contentMetric, sellerMetric } from "../rules/commerce/metrics";
import type { Store } from "../state/store";

export function metricRoutes(serve: Serve, store: Store): void {
  // The seller's figures need the scope `gss` and the header `service-account-id`. [D]
  serve("metrics.seller", async (c) => c.json(sellerMetric(store, c.get("account"), await jsonBody(c))));
  // The figures of an app need the scope `gss`, but not the header. [D]
  serve("metrics.content", async (c) => c.json(contentMetric(store, c.get("account"), await jsonBody(c))));
}
