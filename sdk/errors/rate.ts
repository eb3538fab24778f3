/** The error of too many requests. */

import { GalaxyStoreError, guardOf } from "./base";

/** The store asked to slow down (HTTP 429). Nothing was done. */
export class RateError extends GalaxyStoreError {
  readonly kind = "rate";
}

/** True for a {@link RateError}, from whichever copy of the package. */
export const isRateError = guardOf<RateError>("rate");
