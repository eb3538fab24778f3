/** Keeps the control API to this machine, or on a network to who has the token, and never open to pages of other origins. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { ControlFailure } from "../failure";
import { hostOf } from "../http/arrival";
import type { EmulatorContext, EmulatorEnv } from "../http/context";
import { isLoopbackName } from "../tls/names";

const LOOPBACK_ADDRESS = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/;
const COOKIE = "galaxystore-emulator";

/** `token`: asked for on every connection, where other machines reach this one. */
export function guard(token: string | undefined): MiddlewareHandler<EmulatorEnv> {
  return async (c, next) => {
    if (token === undefined) loopbackOnly(c);
    sameOriginOnly(c);
    // Who calls without a connection is this process itself.
    if (token === undefined || !c.env.incoming) return next();
    const asked = c.req.method === "GET" ? c.req.query("token") : undefined;
    if (!isToken(asked ?? bearer(c) ?? getCookie(c, COOKIE), token)) {
      c.header("www-authenticate", "Bearer");
      throw new ControlFailure(
        401,
        "The control API asks for the token that was printed at the start: Authorization: Bearer <token>, or in a browser /_emulator/?token=<token>.",
      );
    }
    return asked === undefined ? next() : signedIn(c, token);
  };
}

/** No other host names (DNS rebinding), no other machines. */
function loopbackOnly(c: EmulatorContext): void {
  const host = hostOf(c);
  if (!isLoopbackName(host.replace(/:\d+$/, "")))
    throw new ControlFailure(403, `The control API is not served to the host ${host}.`);
  const remote = c.env.incoming?.socket.remoteAddress;
  if (remote !== undefined && !LOOPBACK_ADDRESS.test(remote))
    throw new ControlFailure(403, `The control API is not served to ${remote}.`);
}

function sameOriginOnly(c: EmulatorContext): void {
  const host = hostOf(c);
  const origin = c.req.header("origin");
  const site = c.req.header("sec-fetch-site");
  const foreign = origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`;
  if (foreign || site === "cross-site" || site === "same-site")
    throw new ControlFailure(403, "The control API is not served to pages of other origins.");
}

function bearer(c: EmulatorContext): string | undefined {
  return /^Bearer (\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
}

/** Compared in constant time, whatever the length. */
function isToken(given: string | undefined, token: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given ?? ""), hash(token));
}

/** The browser keeps the token in a cookie, and its address no longer shows it. */
function signedIn(c: EmulatorContext, token: string): Response {
  const url = new URL(c.req.url);
  url.searchParams.delete("token");
  setCookie(c, COOKIE, token, {
    path: "/_emulator",
    httpOnly: true,
    sameSite: "Strict",
    secure: url.protocol === "https:",
  });
  c.header("cache-control", "no-store");
  c.header("referrer-policy", "no-referrer");
  return c.redirect(url.pathname + url.search);
}
