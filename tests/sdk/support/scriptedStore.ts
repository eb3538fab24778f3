/** A local HTTP server that answers as a test says: for shapes that the emulator, being a good store, never sends. */

import { generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach } from "mocha";
import { GalaxyStore, type GalaxyStoreOptions } from "../../../sdk";

export interface SeenRequest {
  method: string;
  /** Path with query. */
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** An answer: an object becomes JSON, text goes as it is, `act` takes the connection over. */
export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  act?: (response: ServerResponse) => void;
}

export interface ScriptedStore {
  url: string;
  /** Everything that arrived, in order. */
  seen: SeenRequest[];
  /** `METHOD /path` of everything that arrived but requests for a token. */
  calls(): string[];
  tokensMinted(): number;
}

/** Breaks the connection without an answer. */
export const HANG_UP: Answer = { act: (response) => response.socket?.destroy() };

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

/** Starts a server; it ends after the test. Tokens `token-0001`, `token-0002`, ... are given out unless the script does it. */
export async function scriptedStore(script: (request: SeenRequest, nth: number) => Answer): Promise<ScriptedStore> {
  const seen: SeenRequest[] = [];
  let tokens = 0;
  let calls = 0;
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const { method = "", url = "", headers } = incoming;
      const request = { method, url, headers, body: Buffer.concat(chunks).toString("latin1") };
      seen.push(request);
      const minting = url === "/auth/accessToken";
      if (minting) tokens += 1;
      const token = `token-${String(tokens).padStart(4, "0")}`;
      if (!minting) calls += 1;
      const given = script(request, minting ? tokens : calls);
      const answer =
        minting && Object.keys(given).length === 0
          ? { body: { ok: true, createdItem: { accessToken: token } } }
          : given;
      if (answer.act) return answer.act(response);
      const text =
        typeof answer.body === "string" ? answer.body : answer.body === undefined ? "" : JSON.stringify(answer.body);
      response.writeHead(answer.status ?? 200, answer.headers).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    calls: () => seen.filter(({ url }) => url !== "/auth/accessToken").map(({ method, url }) => `${method} ${url}`),
    tokensMinted: () => tokens,
  };
}

/** Answers every call with `answer`, tokens as usual. */
export function always(answer: Answer): (request: SeenRequest) => Answer {
  return ({ url }) => (url === "/auth/accessToken" ? {} : answer);
}

/** Answers the first calls with `answers`, one each, and every later one with the last. */
export function inTurn(...answers: Answer[]): (request: SeenRequest, nth: number) => Answer {
  return ({ url }, nth) => (url === "/auth/accessToken" ? {} : (answers[Math.min(nth, answers.length) - 1] ?? {}));
}

let madeKey: string | undefined;
/** A private key, the same for all tests of a run. */
export function testKey(): string {
  madeKey ??= generateKeyPairSync("rsa", { modulusLength: 2048 })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();
  return madeKey;
}

/** A client of a local store that notes its waits instead of waiting. */
export function clientOf(url: string, options: GalaxyStoreOptions = {}): { store: GalaxyStore; waits: number[] } {
  const waits: number[] = [];
  const store = new GalaxyStore({
    serviceAccountId: "00000000-0000-4000-8000-000000000001",
    ...(options.accessToken === undefined ? { privateKey: testKey() } : {}),
    endpoint: url,
    random: () => 1,
    sleep: async (ms) => void waits.push(ms),
    ...options,
  });
  open.push(async () => store.close());
  return { store, waits };
}
