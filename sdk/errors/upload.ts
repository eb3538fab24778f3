/** The error of a file that did not arrive as it should. */

import { GalaxyStoreError, guardOf } from "./base";

/** A file could not be read, was refused by the upload host, or arrived with another size. */
export class UploadError extends GalaxyStoreError {
  readonly kind = "upload";
}

/** True for a {@link UploadError}, from whichever copy of the package. */
export const isUploadError = guardOf<UploadError>("upload");
