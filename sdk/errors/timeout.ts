/** The error of an answer that did not come in time. */

import { GalaxyStoreError, guardOf } from "./base";

/** No answer arrived in time, or a queued request was not finished in time. */
export class TimeoutError extends GalaxyStoreError {
  readonly kind = "timeout";
}

/** True for a {@link TimeoutError}, from whichever copy of the package. */
export const isTimeoutError = guardOf<TimeoutError>("timeout");
