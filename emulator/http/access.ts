/** The gateway before every call: access token, service account and scope. */
import type { MiddlewareHandler } from "hono";
import { gatewayFailure } from "../failure";
import type { Store } from "../state/store";
import type { EmulatorEnv } from "./context";

export function access(store: Store): MiddlewareHandler<EmulatorEnv> {
  return async (c, next) => {
    const operation = c.get("operation");
    if (operation?.open) return next();
    const token = /^Bearer (\S+)$/.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
    const grant = store.tokens.get(token);
    const account = grant && store.accounts.get(grant.accountId);
    // [D, C]
    if (!grant || !account) throw gatewayFailure(401, "AUTH_REQUIRE", "Invalid accessToken");
    // Missing, unknown, or not the account of the token. [C; missing: G, 401 rather than 403]
    const named = c.req.header("service-account-id");
    if (named !== account.id && !(operation?.accountHeader === "optional" && named === undefined))
      throw gatewayFailure(401, "AUTH_REQUIRE", "Not found serviceAccount by serviceAccountId");
    // [C: Mozilla test]
    if (operation?.scope && !grant.scopes.includes(operation.scope))
      throw gatewayFailure(403, "NO_PERMISSION", "Insufficient scopes");
    c.set("account", account);
    c.set("token", token);
    await next();
  };
}
