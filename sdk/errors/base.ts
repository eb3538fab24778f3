/** The one error type that every call of the SDK fails with, and the guard that recognises it. */

import { inspect } from "node:util";

/** What went wrong, in the words a caller decides by. */
export type GalaxyStoreErrorKind =
  | "authentication"
  | "permission"
  | "notFound"
  | "validation"
  | "state"
  | "upload"
  | "rate"
  | "quota"
  | "network"
  | "timeout"
  | "server"
  | "protocol"
  | "configuration"
  | "cancelled"
  | "notification";

/** Everything an error says besides its message. */
export interface GalaxyStoreErrorDetails {
  /** The store's failure code, e.g. `4128`, `SLR_4006` or `AUTH_REQUIRE`; for a broken connection the system's, e.g. `ECONNRESET`. */
  code?: string | undefined;
  /** HTTP status of the answer, when there was one. */
  status?: number | undefined;
  /** Operation id of the table in `operations.ts`, e.g. `apps.update`. */
  operation?: string | undefined;
  /** What the call was about, e.g. `app 000001000101` or `item com.example.game/gold`. */
  object?: string | undefined;
  /** What a person does next. */
  fix: string;
  /** True when the store may have carried out the request although the call failed. Read back before trying again. */
  unclear?: boolean | undefined;
}

// The registry symbol is the same in every copy of the package that a program may have loaded.
const BRAND = Symbol.for("pulumi-galaxystore.GalaxyStoreError");

/** A failed call of the Galaxy Store Developer API. Holds no request, header, key or token. */
export abstract class GalaxyStoreError extends Error {
  abstract readonly kind: GalaxyStoreErrorKind;
  /** The store's failure code; for a broken connection the system's, e.g. `ECONNRESET`. */
  declare readonly code?: string;
  /** HTTP status of the answer, when there was one. */
  declare readonly status?: number;
  /** Operation id, e.g. `apps.update`. */
  declare readonly operation?: string;
  /** What the call was about, e.g. `app 000001000101`. */
  declare readonly object?: string;
  /** What a person does next; also the end of the message. */
  readonly fix: string;
  /** True when the store may have carried out the request although the call failed. */
  readonly unclear: boolean;

  constructor(message: string, details: GalaxyStoreErrorDetails) {
    super(message);
    Object.defineProperty(this, BRAND, { value: true });
    Object.defineProperty(this, "name", { value: new.target.name, configurable: true });
    if (details.code !== undefined) this.code = details.code;
    if (details.status !== undefined) this.status = details.status;
    if (details.operation !== undefined) this.operation = details.operation;
    if (details.object !== undefined) this.object = details.object;
    this.fix = details.fix;
    this.unclear = details.unclear ?? false;
  }

  toJSON(): Record<string, unknown> {
    const { name, kind, message, code, status, operation, object, fix, unclear } = this;
    return { name, kind, message, code, status, operation, object, fix, unclear };
  }

  [inspect.custom](): string {
    const facts = Object.entries(this.toJSON()).filter(([key, value]) => key !== "message" && value !== undefined);
    return `${this.stack ?? `${this.name}: ${this.message}`} ${inspect(Object.fromEntries(facts))}`;
  }
}

/** True for every error of this SDK, also when it comes from another installed copy of the package. */
export function isGalaxyStoreError(error: unknown): error is GalaxyStoreError {
  return typeof error === "object" && error !== null && (error as Record<symbol, unknown>)[BRAND] === true;
}

/** A guard for one kind of error. */
export function guardOf<E extends GalaxyStoreError>(kind: E["kind"]): (error: unknown) => error is E {
  return (error): error is E => isGalaxyStoreError(error) && error.kind === kind;
}
