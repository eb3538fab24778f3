/** What an area needs to make a call: operation, values, and how the answer reads. */

import type { z } from "zod";
import type { NamedOperation, OperationId } from "../operations";
import type { RequestOptions } from "../options";

export interface CallValues {
  /** What the call is about, for messages: `app 000001000101`. */
  object?: string;
  /** Values of the `{name}` parts of the path. */
  path?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
  /** Sent as JSON. */
  json?: unknown;
}

export interface Caller {
  /** Makes the call, with token, retries and queued answers, and reads the answer with `schema`. */
  call<S extends z.ZodType>(
    operation: OperationId | NamedOperation,
    values: CallValues,
    schema: S,
    options?: RequestOptions,
  ): Promise<z.output<S>>;
}
