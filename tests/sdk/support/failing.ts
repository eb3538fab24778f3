/** Catches the error of a call that is expected to fail. */

import assert from "node:assert/strict";
import { type GalaxyStoreError, isGalaxyStoreError } from "../../../sdk";

/** The SDK error that a call fails with; anything else fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<GalaxyStoreError> {
  const outcome = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  assert.ok("error" in outcome, `expected a failure, got ${JSON.stringify(outcome)}`);
  assert.ok(isGalaxyStoreError(outcome.error), `not an error of the SDK: ${String(outcome.error)}`);
  return outcome.error;
}
