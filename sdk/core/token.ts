/** The access tokens of a store: minted once for all callers, reused, minted anew after they were refused. */

import { createHash, type KeyObject } from "node:crypto";
import type { NamedOperation } from "../operations";
import type { Scope } from "../options";
import { looksLikePath, readPrivateKey } from "./privateKey";
import type { Redactor } from "./redact";
import { requirePrivateKey, requireServiceAccountId, type Settings } from "./settings";

/** Life of the JWT; the store takes 20 minutes at most. Source: "Create an access token". */
const JWT_SECONDS = 10 * 60;
/** The place of a token that was given instead of minted. */
const READY = "ready";

/** Exchanges a JWT for an access token. */
export type TokenExchange = (jwt: string, serviceAccountId: string, scopes: readonly Scope[]) => Promise<string>;

/** The token of one set of scopes. */
interface Slot {
  token?: string | undefined;
  minting?: Promise<string> | undefined;
  /** The last token that was refused; one in the token store may still be it. */
  refused?: string;
}

export class TokenSource {
  readonly #settings: Settings;
  readonly #redactor: Redactor;
  readonly #exchange: TokenExchange;
  readonly #slots = new Map<string, Slot>();
  #key: KeyObject | undefined;

  constructor(settings: Settings, redactor: Redactor, exchange: TokenExchange) {
    this.#settings = settings;
    this.#redactor = redactor;
    this.#exchange = exchange;
    if (settings.accessToken !== undefined) this.#slots.set(READY, { token: settings.accessToken });
    redactor.add(settings.accessToken);
    if (settings.privateKey !== undefined && !looksLikePath(settings.privateKey)) redactor.add(settings.privateKey);
  }

  /** The tokens in use; none before the first call. */
  get current(): string[] {
    return [...this.#slots.values()].flatMap(({ token }) => (token === undefined ? [] : [token]));
  }

  /** True when a refused token can be replaced. */
  get canMint(): boolean {
    return this.#settings.privateKey !== undefined;
  }

  /** A token for the operation, minted when there is none. Callers that ask at the same time share one mint. */
  get({ scope }: NamedOperation): Promise<string> {
    const slots = this.#slots;
    // A ready token serves everything until it is refused; a call that any token will do for takes one that exists.
    const ready = slots.get(READY)?.token ?? (scope === "any" ? this.current[0] : undefined);
    if (ready !== undefined) return Promise.resolve(ready);
    const scopes = this.#settings.scopes ?? [scope === "gss" ? "gss" : "publishing"];
    const key = scopes.join(" ");
    const slot = slots.get(key) ?? {};
    slots.set(key, slot);
    if (slot.token !== undefined) return Promise.resolve(slot.token);
    slot.minting ??= this.#mint(slot, scopes).finally(() => {
      slot.minting = undefined;
    });
    return slot.minting;
  }

  /** Drops a token that was refused; one that was minted since is kept. */
  forget(token: string): void {
    for (const slot of this.#slots.values()) {
      if (slot.token !== token) continue;
      slot.token = undefined;
      slot.refused = token;
    }
  }

  async #mint(slot: Slot, scopes: readonly Scope[]): Promise<string> {
    const serviceAccountId = requireServiceAccountId(this.#settings);
    const store = this.#settings.tokenStore;
    const key = storeKey(this.#settings.endpoint, serviceAccountId, scopes);
    const stored = await store?.read(key);
    this.#redactor.add(stored);
    if (stored !== undefined && stored !== slot.refused) {
      slot.token = stored;
      return stored;
    }
    const jwt = await this.#sign(serviceAccountId, scopes);
    this.#redactor.add(jwt);
    const token = await this.#exchange(jwt, serviceAccountId, scopes);
    this.#redactor.add(token);
    slot.token = token;
    await store?.write(key, token);
    return token;
  }

  // Header and claims: "Create an access token". No `aud`, `sub`, `jti` or `kid`; `scopes` is a plural array.
  async #sign(serviceAccountId: string, scopes: readonly Scope[]): Promise<string> {
    this.#key ??= readPrivateKey(requirePrivateKey(this.#settings));
    // The one module and not the whole library, which takes five times as long to load.
    const { SignJWT } = require("jose/jwt/sign") as typeof import("jose/jwt/sign");
    const now = Math.floor(this.#settings.clock() / 1000);
    return new SignJWT({ scopes: [...scopes] })
      .setProtectedHeader({ alg: "RS256", typ: "JWT" })
      .setIssuer(serviceAccountId)
      .setIssuedAt(now)
      .setExpirationTime(now + JWT_SECONDS)
      .sign(this.#key);
  }
}

function storeKey(endpoint: URL | undefined, serviceAccountId: string, scopes: readonly Scope[]): string {
  const parts = [endpoint?.href ?? "", serviceAccountId, ...scopes.toSorted()];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
