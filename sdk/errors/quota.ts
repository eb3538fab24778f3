/** The error of an allowance that is used up. */

import { GalaxyStoreError, guardOf } from "./base";

/** The store asked to come back much later (HTTP 429 with a `Retry-After` beyond what a call waits). Nothing was done. */
export class QuotaError extends GalaxyStoreError {
  readonly kind = "quota";
}

/** True for a {@link QuotaError}, from whichever copy of the package. */
export const isQuotaError = guardOf<QuotaError>("quota");
