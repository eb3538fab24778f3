/** The one failure that rules and routes throw; `http/envelopes.ts` renders it as the store would. */

/** Each backend has its own shape of failures: the gateway, and what is behind it. [D, C: three observed envelopes] */
export type FailureOrigin = "gateway" | "operation";

export class StoreFailure extends Error {
  constructor(
    readonly httpStatus: number,
    readonly code: string | undefined,
    message: string,
    readonly origin: FailureOrigin = "operation",
  ) {
    super(message);
    this.name = "StoreFailure";
  }
}

/** A failure of the operation's own backend, with the store's code. */
export function storeFailure(httpStatus: number, code: string, message: string): StoreFailure {
  return new StoreFailure(httpStatus, code, message);
}

/** A failure of the gateway that stands before every backend: authentication and scopes. */
export function gatewayFailure(httpStatus: number, code: string | undefined, message: string): StoreFailure {
  return new StoreFailure(httpStatus, code, message, "gateway");
}

/**
 * Invalid parameters are refused with 1000. [D: failure codes] 1000 also stands for a refusal whose code nobody has published.
 * [G]
 */
export function invalid(message: string): StoreFailure {
  return storeFailure(400, "1000", message);
}

/** A control call that cannot be done; rendered as `{ error, path? }`. */
export class ControlFailure extends Error {
  constructor(
    readonly httpStatus: 400 | 401 | 403 | 404 | 409 | 413,
    message: string,
    readonly path?: string,
  ) {
    super(message);
    this.name = "ControlFailure";
  }
}
