/** Keeps the control API to this machine: no other host names (DNS rebinding), no pages of other origins. */
import type { MiddlewareHandler } from "hono";
import { ControlFailure } from "../failure";
import type { EmulatorEnv } from "../http/context";

const LOOPBACK_NAME = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;
const LOOPBACK_ADDRESS = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/;

export const loopbackOnly: MiddlewareHandler<EmulatorEnv> = async (c, next) => {
  const host = c.req.header("host") ?? new URL(c.req.url).host;
  if (!LOOPBACK_NAME.test(host)) throw new ControlFailure(403, `The control API is not served to the host ${host}.`);
  const remote = c.env.incoming?.socket.remoteAddress;
  if (remote !== undefined && !LOOPBACK_ADDRESS.test(remote))
    throw new ControlFailure(403, `The control API is not served to ${remote}.`);
  const origin = c.req.header("origin");
  const site = c.req.header("sec-fetch-site");
  const foreign = origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`;
  if (foreign || site === "cross-site" || site === "same-site")
    throw new ControlFailure(403, "The control API is not served to pages of other origins.");
  await next();
};
