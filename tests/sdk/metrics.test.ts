/** Statistics: what is asked, series, and the scope that they need. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { failureOf } from "./support/failing";
import { CONTENT_FIGURES, DAY, SELLER_FIGURES } from "./support/samples";
import { always, clientOf, scriptedStore } from "./support/scriptedStore";

const scopesOf = (authorization: string | undefined): unknown =>
  JSON.parse(Buffer.from(String(authorization?.split(".")[1]), "base64url").toString()).scopes;

describe("statistics", () => {
  it("an app's figures are series, oldest day first, with their breakdown", async () => {
    const local = await scriptedStore(always({ body: CONTENT_FIGURES }));
    const query = {
      contentId: "000000000042",
      metrics: ["revenue_total", "daily_rat_score"],
      periods: [DAY],
      breakdown: true,
    };
    const { periods, app } = await clientOf(local.url).store.metrics.content(query);
    assert.deepEqual(periods[0]?.series, {
      revenue_total: [
        { date: "2025-01-01", value: 3.5, countries: { USA: 3.5 }, devices: { "Galaxy S24": 3.5 } },
        { date: "2025-01-02", value: 4 },
      ],
      daily_rat_score: [],
    });
    assert.equal(app.content_name, "Oak");
    assert.deepEqual(JSON.parse(local.seen[1]?.body ?? ""), {
      contentId: "000000000042",
      metricIds: ["revenue_total", "daily_rat_score"],
      periods: [DAY],
      noBreakdown: false,
      filters: {},
      trendAggregation: "day",
    });
  });

  it("the seller's figures are asked for all metrics that are documented for them", async () => {
    const local = await scriptedStore(always({ body: SELLER_FIGURES }));
    const { metrics } = clientOf(local.url).store;
    const { periods, apps } = await metrics.seller({
      periods: [DAY],
      aggregation: "week",
      filters: { country: ["USA"] },
      apps: true,
    });
    assert.deepEqual(periods[0]?.series.revenue_total, [{ date: "2025-01-01", value: 7 }]);
    assert.deepEqual([periods[0]?.startDate, periods[0]?.endDate], ["2025-01-01", "2025-01-01"]);
    assert.deepEqual(apps, [{ contentId: "000000000042", name: "Oak" }]);
    assert.deepEqual(JSON.parse(local.seen[1]?.body ?? ""), {
      metricIds: ["total_unique_installs_filter", "revenue_total", "dn_by_total_dvce", "revenue_item"],
      periods: [DAY],
      getDailyMetric: true,
      getBreakdownsByFilter: false,
      noContentMetadata: false,
      filters: { country: ["USA"] },
      trendAggregation: "week",
    });
  });

  it("a figure that is none is named by its place", async () => {
    const answer = structuredClone(SELLER_FIGURES) as { data: { periods: object[] } };
    Object.assign(answer.data.periods[0] ?? {}, { revenue_total: { dailyTrend: { "2025-01-01": { value: "many" } } } });
    const local = await scriptedStore(always({ body: answer }));
    const error = await failureOf(clientOf(local.url).store.metrics.seller({ periods: [DAY] }));
    assert.equal(error.kind, "protocol");
    assert.match(error.message, /data\.periods\.0\.revenue_total\.2025-01-01/);
  });

  describe("tokens", () => {
    it("are minted for the scope of the call, one for each, when nothing else is asked for", async () => {
      const local = await scriptedStore(({ url }) =>
        url === "/auth/accessToken" ? {} : url.startsWith("/gss") ? { body: SELLER_FIGURES } : { body: [] },
      );
      const { store } = clientOf(local.url);
      await store.apps.list();
      await store.metrics.seller({ periods: [DAY] });
      await store.apps.list();
      await store.metrics.seller({ periods: [DAY] });
      const mints = local.seen.filter(({ url }) => url === "/auth/accessToken");
      assert.deepEqual(
        mints.map(({ headers }) => scopesOf(headers.authorization)),
        [["publishing"], ["gss"]],
      );
      assert.deepEqual(
        local.seen.filter((request) => !mints.includes(request)).map(({ headers }) => headers.authorization),
        ["token-0001", "token-0002", "token-0001", "token-0002"].map((token) => `Bearer ${token}`),
      );
    });

    it("are ended all together", async () => {
      const local = await scriptedStore(({ url, method }) =>
        url === "/auth/accessToken" ? {} : method === "DELETE" ? { body: { ok: true } } : { body: SELLER_FIGURES },
      );
      const { store } = clientOf(local.url);
      await store.metrics.seller({ periods: [DAY] });
      await store.receipts.verify("aa11").catch(() => {});
      await store.subscriptions.cancel({ packageName: "com.example.oak", purchaseId: "aa11" });
      await store.auth.revoke();
      assert.deepEqual(
        local.seen.filter(({ method }) => method === "DELETE").map(({ headers }) => headers.authorization),
        ["Bearer token-0001", "Bearer token-0002"],
      );
    });

    it("for publishing only: the call fails before it is sent, and the scope is named", async () => {
      const local = await scriptedStore(always({ body: SELLER_FIGURES }));
      const { store } = clientOf(local.url, { scopes: ["publishing"] });
      const error = await failureOf(store.metrics.seller({ periods: [DAY] }));
      assert.equal(error.kind, "permission");
      assert.equal(error.operation, "metrics.seller");
      assert.match(error.message, /needs the scope gss, and this client's tokens are for publishing/);
      assert.deepEqual(local.seen, []);
    });

    it("that the store finds too narrow: the scope and the service are named", async () => {
      const local = await scriptedStore(
        always({ status: 403, body: { code: "NO_PERMISSION", message: "Insufficient scopes", from: "asgw" } }),
      );
      const { store } = clientOf(local.url, { accessToken: "token-ready" });
      const error = await failureOf(store.metrics.content({ contentId: "000000000042", periods: [DAY] }));
      assert.deepEqual([error.kind, error.code], ["permission", "NO_PERMISSION"]);
      assert.match(error.fix, /scope gss.*service GSS/);
    });
  });
});
