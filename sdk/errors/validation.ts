/** The error of a value that the store does not take. */

import { GalaxyStoreError, guardOf } from "./base";

/** A value was refused, by the store or already before anything was sent. */
export class ValidationError extends GalaxyStoreError {
  readonly kind = "validation";
}

/** True for a {@link ValidationError}, from whichever copy of the package. */
export const isValidationError = guardOf<ValidationError>("validation");
