/** Every documented failure code, sent by the emulator in the words of its backend, is the error that its meaning says. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { GalaxyStoreErrorKind, OperationId } from "../../sdk";
import { busySeller, CALLS } from "./support/busySeller";
import { failureOf } from "./support/failing";
import { rehearsal } from "./support/rehearsal";

type Row = [status: number, code: string, operation: OperationId, kind: GalaxyStoreErrorKind, fix: RegExp];

const SELLER_PORTAL = /Seller Portal/;
const CREDENTIALS = /GALAXY_STORE_(SERVICE_ACCOUNT_ID|ACCESS_TOKEN)/;

/** What the documents and known clients list: status and code, a call that answers it, what it is, what helps. */
const ROWS: readonly Row[] = [
  // The gateway.
  [401, "AUTH_REQUIRE", "apps.list", "authentication", CREDENTIALS],
  [401, "AUTH_REQUIRE", "auth.create", "authentication", CREDENTIALS],
  [403, "NO_PERMISSION", "apps.list", "permission", /scope publishing/],
  [403, "NO_PERMISSION", "metrics.seller", "permission", /scope gss/],
  [403, "NO_PERMISSION", "auth.create", "permission", /SERVICE_ACCOUNT_ID/],
  // Content Publish.
  [400, "1000", "apps.update", "validation", /Check the values/],
  [400, "3001", "apps.update", "validation", /4 screenshots/],
  [400, "3050", "apps.update", "validation", /above 0/],
  [400, "3100", "rollout.getBinaries", "notFound", /content id/],
  [400, "3103", "rollout.setRate", "validation", /Raise the rate/],
  [400, "3104", "rollout.setRate", "validation", /Raise the rate/],
  [400, "3105", "rollout.setRate", "validation", /every country/],
  [400, "3201", "apps.submit", "state", SELLER_PORTAL],
  [400, "3201", "beta.update", "state", SELLER_PORTAL],
  [400, "3201", "binaries.remove", "state", SELLER_PORTAL],
  [400, "3202", "beta.get", "state", /closed beta/],
  [400, "3203", "rollout.setRate", "validation", /Raise the rate/],
  [400, "3204", "rollout.setRate", "validation", /every country/],
  [400, "3205", "rollout.getRate", "state", /pre-registration/],
  [400, "3206", "rollout.setRate", "state", /review/],
  [400, "3207", "rollout.setRate", "state", /Add a binary/],
  [400, "3208", "rollout.getRate", "state", /Add a binary/],
  [400, "4104", "binaries.add", "state", /Open an update/],
  [400, "4106", "apps.submit", "state", SELLER_PORTAL],
  [400, "4125", "apps.update", "validation", /file key/],
  [400, "4128", "apps.update", "state", /first registration/],
  [400, "5021", "binaries.add", "state", /new name/],
  [400, "5030", "binaries.add", "state", /devices/],
  [400, "8014", "apps.update", "validation", /binary calls/],
  [403, "4008", "apps.get", "permission", /service account/],
  [403, "4105", "apps.setStatus", "state", SELLER_PORTAL],
  [403, "4129", "apps.submit", "state", SELLER_PORTAL],
  [403, "7001", "uploads.file", "upload", /file/],
  [403, "7002", "uploads.file", "upload", /session/],
  [200, "7002", "uploads.file", "upload", /session/],
  [400, "9999", "apps.update", "validation", /what the store names/],
  // In-app purchases. The same code means something else in another API.
  [400, "106", "items.list", "state", /IAP SDK/],
  [400, "SLR_4006", "items.get", "permission", /package name/],
  [400, "SLR_4006", "subscriptions.get", "permission", /package name/],
  [400, "SLR_4008", "subscriptions.cancel", "validation", /purchase id/],
  [401, "SLR_4008", "orders.list", "authentication", CREDENTIALS],
  [400, "SLR_4001", "orders.list", "permission", /Seller deeplink/],
  [400, "SLR_4009", "orders.list", "validation", /first page/],
  [400, "SLR_4010", "orders.list", "validation", /first page/],
  [400, "SLR_4011", "orders.list", "validation", /yyyyMMdd/],
  // Receipts, under 200 as in all clients.
  [200, "1", "receipts.verify", "validation", /grant nothing/],
  [200, "1000", "receipts.verify", "server", /later/],
  [200, "9135", "receipts.verify", "notFound", /grant nothing/],
  [200, "9153", "receipts.verify", "validation", /grant nothing/],
];

describe("the store's failure codes", () => {
  const store = rehearsal();

  for (const [status, code, operation, kind, fix] of ROWS) {
    it(`${status} ${code} of ${operation} is a failure of kind ${kind}`, async () => {
      await store.seed(busySeller());
      const client = store.client({ retries: 0 });
      await store.fault(operation, ...Array<string>(2).fill(`return-${status}-${code}`));
      const error = await failureOf(CALLS[operation](client));
      assert.equal(error.kind, kind);
      assert.deepEqual([error.code, error.status, error.operation], [code, status, operation]);
      assert.equal(error.unclear, false, "a refusal is clear");
      assert.match(error.fix, fix);
      assert.ok(error.object, "says what the call was about");
      for (const part of [error.object, error.fix, code]) assert.ok(error.message.includes(part), part);
    });
  }

  it("without a code the status says what it is", async () => {
    const byStatus: [number, GalaxyStoreErrorKind][] = [
      [401, "authentication"],
      [403, "permission"],
      [404, "notFound"],
      [408, "timeout"],
      [409, "state"],
      [429, "rate"],
      [500, "server"],
      [502, "server"],
    ];
    for (const [status, kind] of byStatus) {
      await store.fault("apps.list", `return-${status}`, `return-${status}`);
      const error = await failureOf(store.client({ retries: 0 }).apps.list());
      assert.deepEqual([error.kind, error.status], [kind, status]);
      await store.clearFaults();
    }
    await store.fault("apps.list", "return-429-after-3600");
    assert.equal((await failureOf(store.client().apps.list())).kind, "quota");
  });
});
