/** The error of an object that the store does not have. */

import { GalaxyStoreError, guardOf } from "./base";

/** The store knows no such app, record or item. */
export class NotFoundError extends GalaxyStoreError {
  readonly kind = "notFound";
}

/** True for a {@link NotFoundError}, from whichever copy of the package. */
export const isNotFoundError = guardOf<NotFoundError>("notFound");
