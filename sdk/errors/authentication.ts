/** The error of credentials that the store does not accept. */

import { GalaxyStoreError, guardOf } from "./base";

/** The service account, its key or the access token was refused. */
export class AuthenticationError extends GalaxyStoreError {
  readonly kind = "authentication";
}

/** True for a {@link AuthenticationError}, from whichever copy of the package. */
export const isAuthenticationError = guardOf<AuthenticationError>("authentication");
