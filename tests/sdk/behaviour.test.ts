/** How many requests run at once, what can be watched of them, and tokens that processes share. */

import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import createDebug from "debug";
import { after, afterEach, describe, it } from "mocha";
import { FileTokenStore, type TraceEvent } from "../../sdk";
import { failureOf } from "./support/failing";
import { always, clientOf, inTurn, scriptedStore } from "./support/scriptedStore";

const APP = "000001000101";

describe("requests at once", () => {
  /** A store that answers a request only when as many wait as are expected, or none is left to come. */
  async function crowd(options: { concurrency?: number }, calls: number) {
    const waiting: ServerResponse[] = [];
    let most = 0;
    let seen = 0;
    const size = options.concurrency ?? 4;
    const local = await scriptedStore(() => ({
      act: (response) => {
        waiting.push(response);
        seen += 1;
        most = Math.max(most, waiting.length);
        if (waiting.length >= size || seen === calls) for (const one of waiting.splice(0)) one.end("[]");
      },
    }));
    const { store } = clientOf(local.url, { accessToken: "token-ready", ...options });
    await Promise.all(Array.from({ length: calls }, () => store.apps.list()));
    return most;
  }

  it("are four at a host", async () => assert.equal(await crowd({}, 12), 4));
  it("are as many as asked for", async () => assert.equal(await crowd({ concurrency: 2 }, 6), 2));

  it("a cancelled call leaves the line, and was not sent", async () => {
    const held: ServerResponse[] = [];
    const ending = new AbortController();
    const local = await scriptedStore(() => ({
      act: (response) => {
        held.push(response);
        ending.abort();
      },
    }));
    const { store } = clientOf(local.url, { accessToken: "token-ready", concurrency: 1 });
    const first = store.apps.list();
    const error = await failureOf(store.apps.submit(APP, { signal: ending.signal }));
    assert.deepEqual([error.kind, error.unclear], ["cancelled", false]);
    held[0]?.end("[]");
    assert.deepEqual(await first, []);
    const third = store.apps.list();
    while (held.length < 2) await new Promise(setImmediate);
    held[1]?.end("[]");
    assert.deepEqual(await third, [], "the place is free again");
  });
});

describe("watching", () => {
  afterEach(() => createDebug.disable());

  it("tells each step in order, without secrets", async () => {
    const local = await scriptedStore(inTurn({ status: 503 }, { body: [] }));
    const events: TraceEvent[] = [];
    const { store } = clientOf(local.url, { trace: (event) => events.push(event) });
    await store.apps.list();
    assert.deepEqual(
      events.map((event) => [event.operation, event.type, event.type === "response" ? event.status : undefined]),
      [
        ["auth.create", "request", undefined],
        ["auth.create", "response", 200],
        ["apps.list", "request", undefined],
        ["apps.list", "response", 503],
        ["apps.list", "repeat", undefined],
        ["apps.list", "request", undefined],
        ["apps.list", "response", 200],
      ],
    );
    assert.doesNotMatch(JSON.stringify(events), /token-0001|eyJ|PRIVATE/);
  });

  it("tells of failures, and does not change a call when it fails itself", async () => {
    const local = await scriptedStore(() => ({ act: (response) => response.socket?.destroy() }));
    const kinds: string[] = [];
    const trace = (event: TraceEvent) => {
      if (event.type === "failure") kinds.push(event.kind);
      throw new Error("no disk");
    };
    const { store } = clientOf(local.url, { accessToken: "token-ready", retries: 1, trace });
    assert.equal((await failureOf(store.apps.list())).kind, "network");
    assert.deepEqual(kinds, ["network", "network"]);
  });

  it("DEBUG=galaxystore prints the steps, a secret in an address taken out", async () => {
    const local = await scriptedStore(always({ body: [] }));
    const { store } = clientOf(local.url, { accessToken: "token-ready" });
    const lines: string[] = [];
    const { log } = createDebug;
    createDebug.log = (...args: unknown[]) => lines.push(args.map(String).join(" "));
    createDebug.enable("galaxystore");
    try {
      await store.request({ method: "GET", path: "/x", query: { leak: "token-ready" } });
    } finally {
      createDebug.log = log;
    }
    assert.equal(lines.length, 2);
    assert.match(lines.join("\n"), /> request GET .*leak=\[secret\][\s\S]*< request GET .* 200 \(\d+ ms\)/);
    assert.doesNotMatch(lines.join("\n"), /token-ready/);
  });
});

describe("a token store", () => {
  const folder = mkdtempSync(join(tmpdir(), "tokens-"));
  after(() => rmSync(folder, { recursive: true }));

  it("serves several processes with one token, in a file for its owner only", async () => {
    const path = join(folder, "shared.json");
    const local = await scriptedStore(always({ body: [] }));
    for (let process = 0; process < 3; process += 1) {
      await clientOf(local.url, { tokenStore: new FileTokenStore(path) }).store.apps.list();
    }
    assert.equal(local.tokensMinted(), 1);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(folder), ["shared.json"], "nothing is left beside it");
    assert.doesNotMatch(readFileSync(path, "utf8"), /00000000-0000|127\.0\.0\.1/, "whose token it is stays unsaid");
  });

  it("keeps tokens of other scopes and accounts apart", async () => {
    const tokenStore = new FileTokenStore(join(folder, "apart.json"));
    const local = await scriptedStore(always({ body: [] }));
    await clientOf(local.url, { tokenStore }).store.apps.list();
    await clientOf(local.url, { tokenStore, scopes: ["publishing", "gss"] }).store.apps.list();
    await clientOf(local.url, { tokenStore, serviceAccountId: "another" }).store.apps.list();
    assert.equal(local.tokensMinted(), 3);
  });

  it("a stored token that is refused is replaced for all", async () => {
    const tokenStore = new FileTokenStore(join(folder, "refused.json"));
    let dead = "";
    const local = await scriptedStore(({ url, headers }) => {
      if (url === "/auth/accessToken") return {};
      if (headers.authorization === dead)
        return { status: 401, body: { code: "AUTH_REQUIRE", message: "Invalid accessToken" } };
      return { body: [] };
    });
    const first = clientOf(local.url, { tokenStore }).store;
    await first.apps.list();
    dead = "Bearer token-0001";
    await clientOf(local.url, { tokenStore }).store.apps.list();
    assert.equal(local.tokensMinted(), 2);
    await first.apps.list();
    assert.equal(local.tokensMinted(), 2, "the first process takes the new one from the store");
  });

  it("that others may read is refused; a damaged one is written anew", async () => {
    const local = await scriptedStore(always({ body: [] }));
    const path = join(folder, "open.json");
    writeFileSync(path, "{}");
    chmodSync(path, 0o644);
    const open = await failureOf(clientOf(local.url, { tokenStore: new FileTokenStore(path) }).store.apps.list());
    assert.equal(open.kind, "configuration");
    assert.match(open.message, /may be read by others/);
    assert.deepEqual(local.seen, []);
    const damaged = join(folder, "damaged.json");
    writeFileSync(damaged, "{", { mode: 0o600 });
    await clientOf(local.url, { tokenStore: new FileTokenStore(damaged) }).store.apps.list();
    assert.match(readFileSync(damaged, "utf8"), /token-0001/);
  });

  it("that cannot be used is an error that names the file", async () => {
    const local = await scriptedStore(always({ body: [] }));
    const nowhere = join(folder, "absent", "tokens.json");
    const error = await failureOf(clientOf(local.url, { tokenStore: new FileTokenStore(nowhere) }).store.apps.list());
    assert.match(error.message, /absent.tokens\.json cannot be written \(ENOENT\)/);
    const directory = join(folder, "directory");
    mkdirSync(directory, { mode: 0o700 });
    const other = await failureOf(clientOf(local.url, { tokenStore: new FileTokenStore(directory) }).store.apps.list());
    assert.match(other.message, /cannot be read \(EISDIR\)/);
  });
});
