/** How a request came: by the base URL, where everything is served, or by one of the store's own host names over TLS. */
import type { MiddlewareHandler } from "hono";
import { API_HOST, IMAGE_HOST, isStoreHost, type StoreHost } from "../../sdk/facts/hosts";
import { OPERATIONS, type Operation } from "../operations";
import { type EmulatorContext, type EmulatorEnv, headerOf } from "./context";

/** Paths of operations that another host than the API's serves. */
const ELSEWHERE = new Map<string, StoreHost>(
  OPERATIONS.flatMap(({ path, host }: Operation) => (host === undefined ? [] : [[path, host]])),
);

/** Where queued answers are polled; each host keeps its own. */
export const QUEUE_PATH = "/seller/queue/";

export const arrival: MiddlewareHandler<EmulatorEnv> = async (c, next) => {
  const hostname = hostOf(c).replace(/:\d+$/, "").toLowerCase();
  const named = isStoreHost(hostname) ? hostname : undefined;
  // A request whose target is a whole address was meant for a proxy.
  const proxied = c.env.incoming?.url?.startsWith("/") === false;
  // By the store's own names plain HTTP is refused. [D: HTTPS only; form and status of the refusal: G]
  if (proxied || (named && c.req.url.startsWith("http:")))
    return c.json({ message: "The Galaxy Store is reached by HTTPS only, and nothing leaves this machine." }, 403);
  // A path of one of the store's hosts is unknown to the others. [G]
  if (named && !isServedBy(named, c.req.path)) return c.notFound();
  await next();
};

function isServedBy(host: StoreHost, path: string): boolean {
  if (path.startsWith("/_emulator")) return false;
  if (path.startsWith(QUEUE_PATH)) return host === API_HOST || [...ELSEWHERE.values()].includes(host);
  if (path.startsWith("/content/")) return host === IMAGE_HOST;
  return host === (ELSEWHERE.get(path) ?? API_HOST);
}

/** Host and port as the caller named them. */
export function hostOf(c: EmulatorContext): string {
  return headerOf(c, "host") ?? new URL(c.req.url).host;
}

/** The address of this path by the way the caller came; by the store's own names it is on this host, else that of the caller. */
export function addressOf(c: EmulatorContext, path: string, host?: StoreHost): string {
  const address = new URL(path, c.req.url);
  if (host !== undefined && isStoreHost(address.hostname)) address.hostname = host;
  return address.href;
}
