/** The error of an answer that cannot be understood. */

import { GalaxyStoreError, guardOf } from "./base";

/** An answer is not what the interface describes; the message names the place in it. */
export class ProtocolError extends GalaxyStoreError {
  readonly kind = "protocol";
}

/** True for a {@link ProtocolError}, from whichever copy of the package. */
export const isProtocolError = guardOf<ProtocolError>("protocol");
