/** What every request handler of the emulator finds in its context. */
import type { HttpBindings } from "@hono/node-server";
import type { Context, Hono } from "hono";
import type { Operation } from "../operations";
import type { Change } from "../state/ledger";
import type { ServiceAccount } from "../state/store";

export interface EmulatorEnv {
  /** Present on real sockets, absent when the emulator is called in-process. */
  Bindings: Partial<HttpBindings>;
  Variables: {
    /** Absent for paths that the store does not have. */
    operation: Operation | undefined;
    account: ServiceAccount;
    /** The access token that the caller sent. */
    token: string;
    /** The body of the request as the journal shows it. */
    journalBody: unknown;
    /** The body, once it was read. */
    bodyText: string | undefined;
    /** The store's failure code, once there is one. */
    failureCode: string | undefined;
    /** The fault that was ordered for this request. */
    fault: string | undefined;
    /** What the request changed in the store. */
    changes: readonly Change[] | undefined;
  };
}

export type EmulatorContext = Context<EmulatorEnv>;
export type EmulatorApp = Hono<EmulatorEnv>;

/** A header of the request by its name in lower case, without making a `Headers` of all of them. */
export function headerOf(c: EmulatorContext, name: string): string | undefined {
  const { incoming } = c.env;
  if (!incoming) return c.req.header(name);
  const value = incoming.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}
