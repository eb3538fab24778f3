/** The error of a connection that could not be made or broke. */

import { GalaxyStoreError, guardOf } from "./base";

/** No answer arrived: the connection could not be made or was lost. */
export class NetworkError extends GalaxyStoreError {
  readonly kind = "network";
}

/** True for a {@link NetworkError}, from whichever copy of the package. */
export const isNetworkError = guardOf<NetworkError>("network");
