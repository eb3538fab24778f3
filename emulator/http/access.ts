/** The gateway before every call: access token, service account and scope. */
import type { MiddlewareHandler } from "hono";
import { gatewayFailure } from "../failure";
import type { Scope } from "../operations";
import type { Store } from "../state/store";
import type { EmulatorEnv } from "./context";

export function access(store: Store, scope: Scope | undefined): MiddlewareHandler<EmulatorEnv> {
  return async (c, next) => {
    const token = /^Bearer (\S+)$/.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
    const grant = store.tokens.get(token);
    const account = grant && store.accounts.get(grant.accountId);
    // [D, C]
    if (!grant || !account) throw gatewayFailure(401, "AUTH_REQUIRE", "Invalid accessToken");
    // Missing, unknown, or not the account of the token. [C; missing: G, 401 rather than 403]
    if (c.req.header("service-account-id") !== account.id)
      throw gatewayFailure(401, "AUTH_REQUIRE", "Not found serviceAccount by serviceAccountId");
    // [C: Mozilla test]
    if (scope && !grant.scopes.includes(scope)) throw gatewayFailure(403, "NO_PERMISSION", "Insufficient scopes");
    c.set("account", account);
    c.set("token", token);
    await next();
  };
}
