/** The access token of a store: minted once for all callers, reused, minted anew after it was refused. */

import type { KeyObject } from "node:crypto";
import { looksLikePath, readPrivateKey } from "./privateKey";
import type { Redactor } from "./redact";
import { requirePrivateKey, requireServiceAccountId, type Settings } from "./settings";

/** Life of the JWT; the store takes 20 minutes at most. Source: "Create an access token". */
const JWT_SECONDS = 10 * 60;

/** Exchanges a JWT for an access token. */
export type TokenExchange = (jwt: string, serviceAccountId: string) => Promise<string>;

export class TokenSource {
  readonly #settings: Settings;
  readonly #redactor: Redactor;
  readonly #exchange: TokenExchange;
  #token: string | undefined;
  #minting: Promise<string> | undefined;
  #key: KeyObject | undefined;

  constructor(settings: Settings, redactor: Redactor, exchange: TokenExchange) {
    this.#settings = settings;
    this.#redactor = redactor;
    this.#exchange = exchange;
    this.#token = settings.accessToken;
    redactor.add(settings.accessToken);
    if (settings.privateKey !== undefined && !looksLikePath(settings.privateKey)) redactor.add(settings.privateKey);
  }

  /** The token in use, or undefined before the first call. */
  get current(): string | undefined {
    return this.#token;
  }

  /** True when a refused token can be replaced. */
  get canMint(): boolean {
    return this.#settings.privateKey !== undefined;
  }

  /** The token, minted when there is none. Callers that ask at the same time share one mint. */
  get(): Promise<string> {
    if (this.#token !== undefined) return Promise.resolve(this.#token);
    this.#minting ??= this.#mint().finally(() => {
      this.#minting = undefined;
    });
    return this.#minting;
  }

  /** Drops a token that was refused; one that was minted since is kept. */
  forget(token: string): void {
    if (this.#token === token) this.#token = undefined;
  }

  async #mint(): Promise<string> {
    const serviceAccountId = requireServiceAccountId(this.#settings);
    const jwt = await this.#sign(serviceAccountId);
    this.#redactor.add(jwt);
    const token = await this.#exchange(jwt, serviceAccountId);
    this.#redactor.add(token);
    this.#token = token;
    return token;
  }

  // Header and claims: "Create an access token". No `aud`, `sub`, `jti` or `kid`; `scopes` is a plural array.
  async #sign(serviceAccountId: string): Promise<string> {
    this.#key ??= readPrivateKey(requirePrivateKey(this.#settings));
    const { SignJWT } = require("jose") as typeof import("jose");
    const now = Math.floor(this.#settings.clock() / 1000);
    return new SignJWT({ scopes: [...this.#settings.scopes] })
      .setProtectedHeader({ alg: "RS256", typ: "JWT" })
      .setIssuer(serviceAccountId)
      .setIssuedAt(now)
      .setExpirationTime(now + JWT_SECONDS)
      .sign(this.#key);
  }
}
