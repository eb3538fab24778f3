/** How a pull ends, for scripts. The first four are those of the doctor. */

import { EXIT_CODES } from "../doctor/report";

export const PULL_EXIT_CODES = {
  configuration: EXIT_CODES.configuration,
  refused: EXIT_CODES.refused,
  scope: EXIT_CODES.scope,
  unreachable: EXIT_CODES.unreachable,
  edited: { code: 8, means: "files were edited since the last pull: nothing was written; --force overwrites them" },
  images: { code: 9, means: "the project was written without images that could not be downloaded" },
} as const;
