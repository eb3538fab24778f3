/** Access tokens: made from a signed JWT, checked, revoked. */
import { randomBytes } from "node:crypto";
import type { JWTPayload } from "jose";
import { JWT_MAX_SECONDS } from "../../sdk/facts/limits";
import { gatewayFailure } from "../failure";
import { accountNotFound, bearer } from "../http/access";
import type { Serve } from "../http/serve";
import type { AccessToken, Store } from "../state/store";

/** Clients sign up to half a second into the future, and clocks differ by more: 60 seconds are tolerated. [C; how many: G] */
const CLOCK_TOLERANCE_SECONDS = 60;

export function authRoutes(serve: Serve, store: Store): void {
  // Access tokens do not end with time. [D] Minting another one leaves earlier ones alive. [G]
  serve("auth.create", async (c) => {
    const grant = await verifiedGrant(store, c.req.header("authorization"));
    const accessToken = newToken();
    store.tokens.set(accessToken, grant);
    store.issuedTokens.add(accessToken);
    return c.json({ ok: true, createdItem: { accessToken } });
  });
  // The check needs a token of any scope. [D]
  serve("auth.check", (c) => c.json({ ok: true }));
  // A revoked token is dead afterwards. [D]
  serve("auth.revoke", (c) => {
    store.tokens.delete(c.get("token"));
    return c.json({ ok: true });
  });
}

async function verifiedGrant(store: Store, authorization: string | undefined): Promise<AccessToken> {
  const jwt = bearer(store, authorization);
  // The JWT is in the header `Authorization: Bearer <jwt>`. [C: the message tells to set it]
  if (jwt === undefined) throw gatewayFailure(401, "AUTH_REQUIRE", "Set the authorization header as Bearer <jwt>");
  const claims = await readClaims(store, jwt);
  const account = store.accounts.get(String(claims.iss));
  // `iss` is a service account that the store knows, else `Not found serviceAccount by serviceAccountId`.
  // [C: Mozilla test; 200 without a token, the other reading: C]
  if (!account)
    throw withoutToken(store)
      ? gatewayFailure(200, undefined, accountNotFound(store))
      : gatewayFailure(401, "AUTH_REQUIRE", accountNotFound(store));
  await verifySignature(store, jwt, account.id);
  checkTimes(store, claims);
  const scopes = Array.isArray(claims.scopes) ? claims.scopes : [];
  // The scopes that a JWT asks for are those that its account has, else `Insufficient scopes`. [C: Mozilla test; no scopes at
  // all: G]
  if (scopes.length === 0 || !scopes.every((scope) => account.scopes.includes(scope)))
    throw gatewayFailure(403, "NO_PERMISSION", "Insufficient scopes");
  return { accountId: account.id, scopes };
}

const withoutToken = (store: Store): boolean => store.settings.readings.wrongKeyAnswer === "withoutToken";

function badSignature(store: Store): Error {
  return gatewayFailure(withoutToken(store) ? 200 : 500, undefined, "invalid signature");
}

async function readClaims(store: Store, jwt: string): Promise<JWTPayload> {
  const { decodeJwt } = await import("jose/jwt/decode");
  try {
    return decodeJwt(jwt);
  } catch {
    // A badly encoded JWT is answered with 500 and nothing but the message `invalid signature`.
    // [C: Mozilla test; 200 without a token, the other reading: C]
    throw badSignature(store);
  }
}

async function verifySignature(store: Store, jwt: string, accountId: string): Promise<void> {
  const { compactVerify } = await import("jose/jws/compact/verify");
  const { publicKey } = await store.keys.pair(accountId);
  try {
    // A JWT is signed with RS256. [D]
    await compactVerify(jwt, publicKey, { algorithms: ["RS256"] });
  } catch {
    // A bad signature is answered with 500 and nothing but the message `invalid signature`.
    // [C: Mozilla test; 200 without a token, the other reading: C]
    throw badSignature(store);
  }
}

/**
 * A JWT that is expired, from the future, or without times is refused. [G; 500 with only a message, the other reading: G]
 * The times of a JWT are compared with the machine's clock, which the client's is, also when the store's was moved. [G]
 */
function checkTimes(store: Store, { iat, exp }: JWTPayload): void {
  const now = Date.now() / 1000;
  const refused = (message: string) =>
    store.settings.readings.expiredJwt === "500"
      ? gatewayFailure(500, undefined, message)
      : gatewayFailure(401, "AUTH_REQUIRE", message);
  if (typeof iat !== "number" || typeof exp !== "number") throw refused("The jwt needs iat and exp");
  if (exp <= now - CLOCK_TOLERANCE_SECONDS) throw refused("The jwt is expired");
  if (iat > now + CLOCK_TOLERANCE_SECONDS) throw refused("The jwt is not valid yet");
  // A JWT expires at most 20 minutes after its `iat`. [D; status and code: G]
  if (exp - iat > JWT_MAX_SECONDS) throw refused("The jwt must expire within 20 minutes of its iat");
}

/** An access token is 24 letters and digits, opaque. [D] */
function newToken(): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  return Array.from(randomBytes(24), (byte) => letters[byte % letters.length]).join("");
}
