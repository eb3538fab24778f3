/** The access token: whether it is good, and ending it. */

import { z } from "zod";
import type { Caller } from "../core/caller";
import type { TokenSource } from "../core/token";

export class Auth {
  readonly #caller: Caller;
  readonly #tokens: TokenSource;

  constructor(caller: Caller, tokens: TokenSource) {
    this.#caller = caller;
    this.#tokens = tokens;
  }

  /** Proves the credentials: mints a token when there is none and asks the store about it. Fails when it is refused. */
  async check(): Promise<void> {
    await this.#caller.call("auth.check", { object: "the access token" }, z.unknown());
  }

  /** Ends the token in use. Without one there is nothing to do; the next call mints a new one. */
  async revoke(): Promise<void> {
    const token = this.#tokens.current;
    if (token === undefined) return;
    await this.#caller.call("auth.revoke", { object: "the access token" }, z.unknown());
    this.#tokens.forget(token);
  }
}
