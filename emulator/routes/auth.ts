/** Access tokens: made from a signed JWT, checked, revoked. */
import { randomBytes } from "node:crypto";
import { compactVerify, decodeJwt, type JWTPayload } from "jose";
import { JWT_MAX_SECONDS } from "../../sdk/facts/limits";
import { gatewayFailure } from "../failure";
import type { Serve } from "../http/serve";
import type { AccessToken, Store } from "../state/store";

/** Clients in production sign up to half a second into the future; clocks differ by more. [C] */
const CLOCK_TOLERANCE_SECONDS = 60;

export function authRoutes(serve: Serve, store: Store): void {
  serve("auth.create", async (c) => {
    const grant = await verifiedGrant(store, c.req.header("authorization"));
    const accessToken = newToken();
    store.tokens.set(accessToken, grant);
    store.issuedTokens.add(accessToken);
    return c.json({ ok: true, createdItem: { accessToken } });
  });
  serve("auth.check", (c) => c.json({ ok: true }));
  serve("auth.revoke", (c) => {
    store.tokens.delete(c.get("token"));
    return c.json({ ok: true });
  });
}

async function verifiedGrant(store: Store, authorization: string | undefined): Promise<AccessToken> {
  const jwt = /^Bearer (\S+)$/.exec(authorization ?? "")?.[1];
  // [C: message that tells to set the header]
  if (jwt === undefined) throw gatewayFailure(401, "AUTH_REQUIRE", "Set the authorization header as Bearer <jwt>");
  const claims = readClaims(jwt);
  const account = store.accounts.get(String(claims.iss));
  // [C: Mozilla test]
  if (!account) throw gatewayFailure(401, "AUTH_REQUIRE", "Not found serviceAccount by serviceAccountId");
  await verifySignature(store, jwt, account.id);
  checkTimes(claims);
  const scopes = Array.isArray(claims.scopes) ? claims.scopes : [];
  // [C: Mozilla test; no scopes at all: G]
  if (scopes.length === 0 || !scopes.every((scope) => account.scopes.includes(scope)))
    throw gatewayFailure(403, "NO_PERMISSION", "Insufficient scopes");
  return { accountId: account.id, scopes };
}

// [C: badly encoded or badly signed is a 500 with only a message]
function readClaims(jwt: string): JWTPayload {
  try {
    return decodeJwt(jwt);
  } catch {
    throw gatewayFailure(500, undefined, "invalid signature");
  }
}

async function verifySignature(store: Store, jwt: string, accountId: string): Promise<void> {
  const { publicKey } = await store.keys.pair(accountId);
  try {
    // [D: RS256]
    await compactVerify(jwt, publicKey, { algorithms: ["RS256"] });
  } catch {
    throw gatewayFailure(500, undefined, "invalid signature");
  }
}

/** Times are compared with the machine's clock, which the client's is; the store's own clock may have been moved. [G: 401] */
function checkTimes({ iat, exp }: JWTPayload): void {
  const now = Date.now() / 1000;
  if (typeof iat !== "number" || typeof exp !== "number")
    throw gatewayFailure(401, "AUTH_REQUIRE", "The jwt needs iat and exp");
  if (exp <= now - CLOCK_TOLERANCE_SECONDS) throw gatewayFailure(401, "AUTH_REQUIRE", "The jwt is expired");
  if (iat > now + CLOCK_TOLERANCE_SECONDS) throw gatewayFailure(401, "AUTH_REQUIRE", "The jwt is not valid yet");
  // [D: within 20 minutes of iat]
  if (exp - iat > JWT_MAX_SECONDS)
    throw gatewayFailure(401, "AUTH_REQUIRE", "The jwt must expire within 20 minutes of its iat");
}

/** About 24 letters and digits, opaque. [D] */
function newToken(): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  return Array.from(randomBytes(24), (byte) => letters[byte % letters.length]).join("");
}
