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

/**
 * What a look at the store says of a write whose answer was lost: it was done, with what it would have answered; it was
 * not; or that cannot be told.
 */
export type Fate<T> = { readonly done: T } | "undone" | "unknown";

/** Looks. Only for writes that the store refuses, or that change nothing more, when they come a second time. */
export type ReadBack<T> = () => Promise<Fate<T>>;

export interface Caller {
  /**
   * Makes the call, with token, retries and queued answers, and reads the answer with `schema`. When it is not clear
   * whether a write was done, `readBack` decides.
   */
  call<S extends z.ZodType>(
    operation: OperationId | NamedOperation,
    values: CallValues & { readBack?: ReadBack<z.output<S>> },
    schema: S,
    options?: RequestOptions,
  ): Promise<z.output<S>>;
}
