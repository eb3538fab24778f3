/** The store's failure codes that a resource decides by. */

import { isGalaxyStoreError } from "../sdk/errors";

/** Whether the store answered with this code. */
export function hasCode(error: unknown, code: FailureCodeThatDecides): boolean {
  return isGalaxyStoreError(error) && error.code === code;
}

/**
 * 106: the package cannot have items, as a whole. 3100: nothing found for that content id and record. 3206: a rollout call that the status does not allow. 3208: no staged rollout is
 * configured. 5021: the binary is in use already. 5030: it has no device configuration.
 */
type FailureCodeThatDecides = "106" | "3100" | "3206" | "3208" | "5021" | "5030";
