/** The error of a call that the object's current state forbids. */

import { GalaxyStoreError, guardOf } from "./base";

/** The app, update, beta or rollout is not in a state in which the store allows this. */
export class StateError extends GalaxyStoreError {
  readonly kind = "state";
}

/** True for a {@link StateError}, from whichever copy of the package. */
export const isStateError = guardOf<StateError>("state");
