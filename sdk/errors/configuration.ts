/** The error of a missing or unusable setting. */

import { GalaxyStoreError, guardOf } from "./base";

/** A setting is missing or cannot be used; the message names it. Nothing was sent. */
export class ConfigurationError extends GalaxyStoreError {
  readonly kind = "configuration";
}

/** True for a {@link ConfigurationError}, from whichever copy of the package. */
export const isConfigurationError = guardOf<ConfigurationError>("configuration");
