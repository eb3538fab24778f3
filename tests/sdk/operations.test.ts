/** The operations table and what is made from it. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { GalaxyStore, OPERATIONS, type Operation } from "../../sdk";
import { apiPage } from "../../tools/api-docs";

const rows = Object.entries(OPERATIONS) as [string, Operation][];

describe("the operations table", () => {
  it("docs/api.md is made from it and up to date (ts-node tools/api-docs.ts)", () => {
    const page = readFileSync(join(__dirname, "..", "..", "docs", "api.md"), "utf8");
    assert.equal(page, apiPage());
    for (const [id] of rows) assert.ok(page.includes(`\`${id}\``), id);
  });

  it("names methods that the SDK has, and every method of the SDK is named", () => {
    const store = new GalaxyStore({ accessToken: "token-ready", serviceAccountId: "account" });
    const areas = [
      "auth",
      "apps",
      "uploads",
      "binaries",
      "betaTests",
      "rollouts",
      "reviews",
      "items",
      "orders",
      "subscriptions",
      "purchases",
      "receipts",
      "metrics",
    ] as const;
    const methods = areas.flatMap((area) =>
      Object.getOwnPropertyNames(Object.getPrototypeOf(store[area]))
        .filter((name) => name !== "constructor")
        .map((name) => `${area}.${name}`),
    );
    assert.deepEqual([...new Set(rows.flatMap(([, { sdk }]) => sdk))].sort(), methods.sort());
  });

  it("repeats no read less than safely, and says of every write whether it changes something", () => {
    for (const [id, { method, retry, changes }] of rows) {
      if (method === "GET") assert.deepEqual([retry, changes], ["safe", false], id);
    }
  });
});
