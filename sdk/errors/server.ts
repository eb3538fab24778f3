/** The error of a failure inside the store. */

import { GalaxyStoreError, guardOf } from "./base";

/** The store failed (HTTP 5xx). */
export class ServerError extends GalaxyStoreError {
  readonly kind = "server";
}

/** True for a {@link ServerError}, from whichever copy of the package. */
export const isServerError = guardOf<ServerError>("server");
