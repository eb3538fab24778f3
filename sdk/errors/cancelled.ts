/** The error of a call that its own signal ended. */

import { GalaxyStoreError, guardOf } from "./base";

/** The call's `signal` was aborted. `unclear` says whether the request may have been carried out already. */
export class CancelledError extends GalaxyStoreError {
  readonly kind = "cancelled";
}

/** True for a {@link CancelledError}, from whichever copy of the package. */
export const isCancelledError = guardOf<CancelledError>("cancelled");
