/** Ends an `up` with all its processes while the store works on one of its requests. */

import assert from "node:assert/strict";
import type { TestStore } from "../../support/testStore";
import type { Stack } from "./stack";
import { until } from "./until";

/** Long enough for the kill to come first. What is held is carried out all the same, for nobody. */
const HELD_MS = 3000;

/**
 * Kills everything at the nth request of an operation, while the store holds it.
 *
 * @returns is over when the store is done with what it held
 */
export async function killAt(
  store: TestStore,
  stack: Stack,
  operation: string,
  nth: number,
): Promise<() => Promise<void>> {
  const held = `stall-${HELD_MS}`;
  await store.faults(operation, ...Array.from({ length: nth - 1 }, () => "stall-0"), held);
  const before = await count(store, operation);
  const up = await stack.start("up", "--yes", "--skip-preview");
  await until(async () => !JSON.stringify(await store.faultsLeft()).includes(held));
  up.kill();
  assert.notEqual((await up.ended).code, 0);
  stack.removeTornAttributes();
  return () => until(async () => (await count(store, operation)) >= before + nth);
}

async function count(store: TestStore, operation: string): Promise<number> {
  return (await store.writes()).filter((write) => write.operation === operation).length;
}
