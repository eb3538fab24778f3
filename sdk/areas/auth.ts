/** The access tokens: whether they are good, and ending them. */

import { z } from "zod";
import type { Client } from "../core/client";
import type { RequestOptions } from "../options";

export class Auth {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Proves the credentials: mints a token when there is none and asks the store about it. Fails when it is refused. */
  async check(options?: RequestOptions): Promise<void> {
    await this.#client.call("auth.check", { object: "the access token" }, z.unknown(), options);
  }

  /** Ends the tokens in use. Without one there is nothing to do; the next call mints a new one. */
  async revoke(options?: RequestOptions): Promise<void> {
    for (const token of this.#client.tokens.current) await this.#client.revoke(token, options);
  }
}
