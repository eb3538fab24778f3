/** Clients of the store: service accounts with keys, JWTs made by hand, access tokens, and calls with the documented headers. */
import assert from "node:assert/strict";
import { sign } from "node:crypto";
import { type Answer, type Json, type Message, send } from "./http";
import { note } from "./operations";
import { at, control } from "./store";

export interface Account {
  readonly serviceAccountId: string;
  /** PEM. */
  readonly privateKey: string;
  readonly scopes: readonly string[];
  readonly seller: string;
  readonly sellerSeq: string;
}

/** A seller's account with both scopes, ones with a single scope, and one of another seller. */
export type Who = "seller" | "publisher" | "analyst" | "stranger";

const SELLER = "Lumen Forge Studio";
const CHOICES: Readonly<Record<Who, { readonly own: boolean; readonly scopes: readonly string[] }>> = {
  seller: { own: true, scopes: ["publishing", "gss"] },
  publisher: { own: true, scopes: ["publishing"] },
  analyst: { own: true, scopes: ["gss"] },
  stranger: { own: false, scopes: ["publishing", "gss"] },
};

let accounts: readonly Account[] | undefined;
const tokens = new Map<Who, string>();

export async function account(who: Who = "seller"): Promise<Account> {
  const { own, scopes } = CHOICES[who];
  accounts ??= await control("GET", "accounts");
  const found = accounts?.find(
    (candidate) => (candidate.seller === SELLER) === own && candidate.scopes.join() === scopes.join(),
  );
  assert.ok(found, `no account for ${who}`);
  return found;
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export interface JwtChanges {
  readonly header?: object;
  readonly claims?: object;
  readonly key?: string;
}

/** A JWT of five minutes for all scopes of the account, but for what is changed. */
export function jwtOf(owner: Account, { header = {}, claims = {}, key = owner.privateKey }: JwtChanges = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const payload = { iss: owner.serviceAccountId, scopes: owner.scopes, iat: now, exp: now + 300, ...claims };
  const text = `${base64url({ alg: "RS256", typ: "JWT", ...header })}.${base64url(payload)}`;
  return `${text}.${sign("sha256", Buffer.from(text), key).toString("base64url")}`;
}

/** Asks for an access token; the JWT is the only thing that it needs. */
export async function askToken(jwt: string, message: Partial<Message> = {}): Promise<Answer> {
  const answer = await send({
    method: "POST",
    url: at("/auth/accessToken"),
    ...message,
    headers: { Authorization: `Bearer ${jwt}`, ...message.headers },
  });
  note("POST", "/auth/accessToken", undefined, answer.status);
  return answer;
}

/** A live access token of the account, asked for once. */
export async function tokenOf(who: Who = "seller"): Promise<string> {
  const known = tokens.get(who);
  if (known !== undefined) return known;
  const answer = await askToken(jwtOf(await account(who)));
  const token: unknown = answer.json?.createdItem?.accessToken;
  assert.equal(typeof token, "string", answer.text);
  tokens.set(who, String(token));
  return String(token);
}

export async function credentials(who: Who = "seller"): Promise<Record<string, string>> {
  return {
    Authorization: `Bearer ${await tokenOf(who)}`,
    "service-account-id": (await account(who)).serviceAccountId,
  };
}

export interface CallOptions {
  readonly as?: Who;
  readonly query?: Readonly<Record<string, string | number>>;
  /** Sent as JSON with its content type. */
  readonly json?: unknown;
  /** Sent as it is; wins over `json`. */
  readonly body?: string | Buffer;
  /** Beside the credentials; an empty text leaves one of those out. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly chunked?: boolean;
}

/** One call of the Developer API. */
export async function call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
  const { as = "seller", query = {}, json, headers = {}, chunked = false } = options;
  const body = options.body ?? (json === undefined ? undefined : JSON.stringify(json));
  const all: Record<string, string> = {
    ...(await credentials(as)),
    ...(options.body === undefined && json !== undefined ? { "Content-Type": "application/json" } : {}),
    ...headers,
  };
  const answer = await send({
    method,
    url: at(path, query),
    headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== "")),
    chunked,
    ...(body === undefined ? {} : { body }),
  });
  note(method, path, json, answer.status);
  return answer;
}

/** A call that succeeds, and what it answers. */
export async function done(method: string, path: string, options: CallOptions = {}): Promise<Json> {
  const answer = await call(method, path, options);
  assert.ok(answer.status === 200 || answer.status === 204, `${method} ${path}: ${answer.status} ${answer.text}`);
  return answer.json;
}
