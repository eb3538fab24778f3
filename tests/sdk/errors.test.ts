/** Errors: one class per kind, recognised also when two copies of the package are loaded. */

import assert from "node:assert/strict";
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
  network: [sdk.NetworkError, sdk.isNetworkError],
  timeout: [sdk.TimeoutError, sdk.isTimeoutError],
  server: [sdk.ServerError, sdk.isServerError],
  protocol: [sdk.ProtocolError, sdk.isProtocolError],
  configuration: [sdk.ConfigurationError, sdk.isConfigurationError],
} as const;

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
