/** The gateway before every call: access token, service account and scope. */
import type { MiddlewareHandler } from "hono";
import { gatewayFailure } from "../failure";
import type { Store } from "../state/store";
import { type EmulatorEnv, headerOf } from "./context";

export function access(store: Store): MiddlewareHandler<EmulatorEnv> {
  return (c, next) => {
    const operation = c.get("operation");
    if (operation?.open) return next();
    const { missingAccountHeader } = store.settings.readings;
    const token = bearer(store, headerOf(c, "authorization")) ?? "";
    const grant = store.tokens.get(token);
    const account = grant && store.accounts.get(grant.accountId);
    // The access token is one that was minted and not revoked, else `Invalid accessToken`. [D, C]
    if (!grant || !account) throw gatewayFailure(401, "AUTH_REQUIRE", "Invalid accessToken");
    // `service-account-id` is the account of the token; missing, unknown or another one is refused with 401 `AUTH_REQUIRE`:
    // `Not found serviceAccount by serviceAccountId`. [C; missing, and the status of that, both readings: G]
    const named = headerOf(c, "service-account-id");
    if (named !== account.id && !(operation?.accountHeader === "optional" && named === undefined))
      throw gatewayFailure(
        named === undefined ? Number(missingAccountHeader) : 401,
        "AUTH_REQUIRE",
        accountNotFound(store),
      );
    // The scope that counts is the token's, not the account's, else `Insufficient scopes`. [C: Mozilla test]
    if (operation?.scope && !grant.scopes.includes(operation.scope))
      throw gatewayFailure(403, "NO_PERMISSION", "Insufficient scopes");
    c.set("account", account);
    c.set("token", token);
    return next();
  };
}

/** The scheme of the authorization is written `Bearer`. [C: by every client; in any case, the other reading: G] */
export function bearer(store: Store, authorization: string | undefined): string | undefined {
  const scheme = store.settings.readings.bearerScheme === "anyCase" ? /^Bearer (\S+)$/i : /^Bearer (\S+)$/;
  return scheme.exec(authorization ?? "")?.[1];
}

/** The message about a service account spells it in one word. [C: live answer; in two, the other reading: D] */
export function accountNotFound(store: Store): string {
  const name = store.settings.readings.accountMessage === "oneWord" ? "serviceAccount" : "service account";
  return `Not found ${name} by serviceAccountId`;
}
