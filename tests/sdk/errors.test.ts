/** Errors: one class per kind, recognised also when two copies of the package are loaded. */

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, it } from "mocha";
import * as sdk from "../../sdk";

const CLASSES = {
  authentication: [sdk.AuthenticationError, sdk.isAuthenticationError],
  permission: [sdk.PermissionError, sdk.isPermissionError],
  notFound: [sdk.NotFoundError, sdk.isNotFoundError],
  validation: [sdk.ValidationError, sdk.isValidationError],
  state: [sdk.StateError, sdk.isStateError],
  upload: [sdk.UploadError, sdk.isUploadError],
  rate: [sdk.RateError, sdk.isRateError],
  quota: [sdk.QuotaError, sdk.isQuotaError],
  network: [sdk.NetworkError, sdk.isNetworkError],
  timeout: [sdk.TimeoutError, sdk.isTimeoutError],
  server: [sdk.ServerError, sdk.isServerError],
  protocol: [sdk.ProtocolError, sdk.isProtocolError],
  configuration: [sdk.ConfigurationError, sdk.isConfigurationError],
  cancelled: [sdk.CancelledError, sdk.isCancelledError],
  notification: [sdk.NotificationError, sdk.isNotificationError],
} as const satisfies Record<sdk.GalaxyStoreErrorKind, unknown>;

describe("errors", () => {
  for (const [kind, [Class, isThis]] of Object.entries(CLASSES)) {
    it(`${Class.name} is the error of kind ${kind}, and no other guard takes it`, () => {
      const error = new Class("what happened", { fix: "what to do" });
      assert.equal(error.kind, kind);
      assert.equal(error.name, Class.name);
      assert.ok(error instanceof sdk.GalaxyStoreError && error instanceof Error);
      assert.ok(sdk.isGalaxyStoreError(error) && isThis(error));
      for (const [other, [, isOther]] of Object.entries(CLASSES)) if (other !== kind) assert.ok(!isOther(error));
    });
  }

  it("an error of another copy of the package is recognised", () => {
    const files = Object.keys(require.cache).filter((file) => file.includes("/sdk/errors/"));
    const saved = files.map((file) => [file, require.cache[file]] as const);
    for (const file of files) delete require.cache[file];
    const copy = require("../../sdk/errors") as typeof sdk;
    for (const [file, module] of saved) require.cache[file] = module;
    const error: unknown = new copy.StateError("x", { fix: "y" });
    assert.ok(!(error instanceof sdk.StateError), "it really is another copy");
    assert.ok(sdk.isStateError(error) && sdk.isGalaxyStoreError(error));
    assert.ok(!sdk.isServerError(error));
  });

  it("the guards of two installed copies of the package know each other's errors", async () => {
    const root = join(__dirname, "..", "..");
    const folder = mkdtempSync(join(root, "node_modules", ".copies-"));
    try {
      const [one, other] = ["one", "other"].map((name) => {
        cpSync(join(root, "dist", "sdk"), join(folder, name, "dist", "sdk"), { recursive: true });
        return require(join(folder, name, "dist", "sdk", "index.js")) as typeof sdk;
      });
      assert.ok(one && other && one.GalaxyStore !== other.GalaxyStore, "they really are two copies");
      const store = new one.GalaxyStore({ serviceAccountId: "account", accessToken: "token-ready", retries: 0 });
      const refused: unknown = await store.apps.list({ signal: AbortSignal.abort() }).catch((error) => error);
      assert.ok(!(refused instanceof other.CancelledError) && refused instanceof one.CancelledError);
      assert.ok(other.isCancelledError(refused) && other.isGalaxyStoreError(refused) && !other.isStateError(refused));
      for (const kind of Object.keys(CLASSES) as sdk.GalaxyStoreErrorKind[]) {
        const name = `${kind[0]?.toUpperCase()}${kind.slice(1)}Error` as const;
        const Class = Reflect.get(one, name) as typeof sdk.StateError;
        const guard = Reflect.get(other, `is${name}`) as typeof sdk.isStateError;
        assert.ok(guard(new Class("what happened", { fix: "what to do" })), name);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("nothing else is taken for one", () => {
    for (const other of [undefined, null, "x", {}, new Error("x"), { kind: "state" }]) {
      assert.ok(!sdk.isGalaxyStoreError(other));
      assert.ok(!sdk.isStateError(other));
    }
  });

  it("prints its facts", () => {
    const error = new sdk.StateError("app 1: no", {
      code: "4128",
      status: 400,
      operation: "apps.update",
      object: "app 1",
      fix: "wait",
    });
    assert.deepEqual(JSON.parse(JSON.stringify(error)), {
      name: "StateError",
      kind: "state",
      message: "app 1: no",
      code: "4128",
      status: 400,
      operation: "apps.update",
      object: "app 1",
      fix: "wait",
      unclear: false,
    });
    assert.match(inspect(error), /StateError: app 1: no[\s\S]+code: '4128'/);
    assert.ok(!("code" in new sdk.StateError("x", { fix: "y" })));
  });
});
