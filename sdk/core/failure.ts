/** One failed attempt of a call, and how it becomes the error that the caller gets. */

import type { GalaxyStoreError, GalaxyStoreErrorKind } from "../errors";
import * as errors from "../errors";
import type { NamedOperation } from "../operations";
import type { Redactor } from "./redact";

/** What one attempt failed with, before it is decided whether there will be another. */
export interface Failure {
  readonly kind: GalaxyStoreErrorKind;
  /** What happened, without object and fix. */
  readonly what: string;
  readonly fix: string;
  readonly code?: string | undefined;
  readonly status?: number | undefined;
  /** The same request may succeed a moment later. */
  readonly transient: boolean;
  /** The store may have carried the request out. */
  readonly fateUnknown: boolean;
  /** Milliseconds that the store asked to wait. */
  readonly retryAfterMs?: number | undefined;
  /** The token that was refused, when the attempt failed for it. */
  readonly refusedToken?: string | undefined;
}

/** The failure of a call that its signal ended. */
export function cancelled({ fateUnknown }: { fateUnknown: boolean }): Failure {
  const fix = "Call again when the result is wanted.";
  return { kind: "cancelled", what: "the call was cancelled", fix, transient: false, fateUnknown };
}

/** Carries a {@link Failure} from where it happens to where it is judged. Never leaves the SDK. */
export class AttemptFailed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.what);
  }
}

const CLASSES = {
  authentication: errors.AuthenticationError,
  permission: errors.PermissionError,
  notFound: errors.NotFoundError,
  validation: errors.ValidationError,
  state: errors.StateError,
  upload: errors.UploadError,
  rate: errors.RateError,
  quota: errors.QuotaError,
  network: errors.NetworkError,
  timeout: errors.TimeoutError,
  server: errors.ServerError,
  protocol: errors.ProtocolError,
  configuration: errors.ConfigurationError,
  cancelled: errors.CancelledError,
  notification: errors.NotificationError,
} as const satisfies Record<GalaxyStoreErrorKind, unknown>;

export interface ErrorContext {
  operation: NamedOperation;
  object: string;
  /** Whether this or an earlier attempt may have been carried out. */
  fateUnknown: boolean;
  attempts: number;
  redactor: Redactor;
}

/** The error of a call that is given up. */
export function errorOf(failure: Failure, context: ErrorContext): GalaxyStoreError {
  const { operation, object, attempts, redactor } = context;
  const unclear = context.fateUnknown && operation.changes;
  const tried = attempts > 1 ? ` (${attempts} attempts)` : "";
  const doubt = unclear ? " The store may have carried out the request; look before repeating it." : "";
  const message = `${object}: ${failure.what}${tried}.${doubt} ${failure.fix}`;
  return new CLASSES[failure.kind](redactor.clean(message), {
    code: failure.code === undefined ? undefined : redactor.clean(failure.code),
    status: failure.status,
    operation: operation.id,
    object: redactor.clean(object),
    fix: redactor.clean(failure.fix),
    unclear,
  });
}

/** The same error, saying that an earlier attempt of the call may have been carried out; `operation`: of which it is then. */
export function asUnclear(error: GalaxyStoreError, operation = error.operation): GalaxyStoreError {
  return new CLASSES[error.kind](error.message, { ...error.toJSON(), operation, fix: error.fix, unclear: true });
}
