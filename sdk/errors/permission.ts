/** The error of something that belongs to somebody else, or of a missing scope. */

import { GalaxyStoreError, guardOf } from "./base";

/** The service account may not do this: a scope is missing, or the object belongs to another seller. */
export class PermissionError extends GalaxyStoreError {
  readonly kind = "permission";
}

/** True for a {@link PermissionError}, from whichever copy of the package. */
export const isPermissionError = guardOf<PermissionError>("permission");
