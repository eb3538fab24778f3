/** Key, JWT and token are in no message, property, inspection or cause of an error, nor in the store itself. */

import assert from "node:assert/strict";
import { inspect } from "node:util";
import axios, { type AxiosAdapter, AxiosError, type AxiosResponse, type InternalAxiosRequestConfig } from "axios";
import { describe, it } from "mocha";
import { failureOf } from "./support/failing";
import {
  type Answer,
  always,
  clientOf,
  HANG_UP,
  type SeenRequest,
  scriptedStore,
  testKey,
} from "./support/scriptedStore";

/** Everything that a program, a logger or a debugger may print of a value. */
function printed(value: unknown): string {
  const error = value as Error;
  const own = Object.getOwnPropertyNames(value).map((name) => inspect(Reflect.get(error, name), { depth: null }));
  return [
    String(value),
    JSON.stringify(value),
    error.stack ?? "",
    inspect(value, { depth: null, showHidden: true, getters: true }),
    inspect(error.cause, { depth: null }),
    ...own,
  ].join("\n");
}

function assertNoSecret(text: string, seen: SeenRequest[]): void {
  const jwts = seen.map(({ headers }) => String(headers.authorization).replace(/^Bearer /, ""));
  const lines = testKey()
    .split("\n")
    .filter((line) => line.length > 20 && !line.startsWith("-----"));
  for (const secret of [...jwts, ...lines, "token-0001"])
    assert.ok(!text.includes(secret), `found ${secret.slice(0, 8)}...`);
}

/** An answer that repeats what it was sent, as badly made proxies do. */
const echo =
  (status: number): ((request: SeenRequest) => Answer) =>
  (request) => ({
    status,
    body: {
      errorCode: "1000",
      errorMsg: `cannot serve ${request.headers.authorization} ${String(request.headers.authorization).slice(7)} ${testKey()}`,
    },
  });

describe("secrets", () => {
  const failing: [string, (request: SeenRequest) => Answer][] = [
    ["a refusal that repeats the token", (request) => (request.url === "/auth/accessToken" ? {} : echo(400)(request))],
    [
      "a server failure that repeats the token",
      (request) => (request.url === "/auth/accessToken" ? {} : echo(500)(request)),
    ],
    ["a mint whose failure repeats the JWT", echo(500)],
    ["a mint whose refusal repeats the JWT", echo(401)],
    [
      "a page that repeats the token",
      (request) =>
        request.url === "/auth/accessToken" ? {} : { body: `<html>${request.headers.authorization}</html>` },
    ],
    ["an answer that cannot be understood", always({ body: { odd: true } })],
    ["a lost connection", always(HANG_UP)],
    [
      "an answer that is cut off",
      always({
        act: (response) => response.writeHead(200, { "content-length": "99" }).write("[", () => response.destroy()),
      }),
    ],
    ["a redirect to another host", always({ status: 303, headers: { location: "https://example.com/token-0001" } })],
  ];
  for (const [name, script] of failing) {
    it(`are not in the error of ${name}`, async () => {
      const local = await scriptedStore(script);
      const error = await failureOf(clientOf(local.url, { retries: 1 }).store.apps.get("000001000101"));
      assertNoSecret(printed(error), local.seen);
      assert.equal(error.cause, undefined);
    });
  }

  it("are not in the error of a slow answer, nor of a closed port", async () => {
    const local = await scriptedStore(always({ act: () => undefined }));
    const slow = await failureOf(
      clientOf(local.url, { timeoutMs: 50, retries: 0, accessToken: "token-0001" }).store.apps.list(),
    );
    assertNoSecret(printed(slow), local.seen);
    const closed = await failureOf(
      clientOf("http://127.0.0.1:9", { retries: 0, privateKey: testKey() }).store.apps.list(),
    );
    assertNoSecret(printed(closed), []);
  });

  it("are not in the error of a transport that fails with everything it knows", async () => {
    const local = await scriptedStore(always({ body: [] }));
    const leak = (config: InternalAxiosRequestConfig) => {
      const response = { data: testKey(), status: 502, statusText: "token-0001", headers: {}, config };
      const request = { _header: String(config.headers.Authorization) };
      const error = new AxiosError(`sent ${config.headers.Authorization}`, "E_token-0001", config, request, response);
      error.cause = new Error(`token-0001 ${testKey()}`);
      return error;
    };
    const failing: AxiosAdapter = async (config) => Promise.reject(leak(config));
    const throwing: AxiosAdapter = async (config) => Promise.reject(`token-0001 ${config.headers.Authorization}`);
    const silent: AxiosAdapter = async () => undefined as unknown as AxiosResponse;
    const transports = { failing, throwing, silent, instance: axios.create({ adapter: failing }) };
    for (const [name, transport] of Object.entries(transports)) {
      const { store } = clientOf(local.url, { retries: 0, accessToken: "token-0001", transport });
      const error = await failureOf(store.apps.list());
      assertNoSecret(printed(error), local.seen);
      assert.equal(error.cause, undefined, name);
      for (const key of ["config", "request", "response"]) assert.ok(!(key in error), `${name}: ${key}`);
    }
  });

  it("are not in the store or its areas", async () => {
    const local = await scriptedStore(always({ body: [] }));
    const { store } = clientOf(local.url, { privateKey: testKey() });
    await store.apps.list();
    for (const value of [store, store.apps, store.auth, store.uploads]) assertNoSecret(printed(value), local.seen);
  });
});
