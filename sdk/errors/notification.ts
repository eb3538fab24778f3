/** The error of a notification that is refused. */

import { GalaxyStoreError, guardOf } from "./base";

/**
 * A notification that is not from the store, not for this receiver, not fresh, or not understood. `code` says which:
 * `malformed`, `algorithm`, `signature`, `issuer`, `audience`, `expired`, `early`, `replayed`, `claims` or `data`.
 */
export class NotificationError extends GalaxyStoreError {
  readonly kind = "notification";
}

/** True for a {@link NotificationError}, from whichever copy of the package. */
export const isNotificationError = guardOf<NotificationError>("notification");
