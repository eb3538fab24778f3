/** The Galaxy Store Statistics. */
import { jsonBody } from "../http/body";
import type { Serve } from "../http/serve";
import { contentMetric, sellerMetric } from "../rules/commerce/metrics";
import type { Store } from "../state/store";

export function metricRoutes(serve: Serve, store: Store): void {
  serve("metrics.seller", async (c) => c.json(sellerMetric(store, c.get("account"), await jsonBody(c))));
  serve("metrics.content", async (c) => c.json(contentMetric(store, c.get("account"), await jsonBody(c))));
}
