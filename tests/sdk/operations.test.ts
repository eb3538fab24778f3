/** The operations: the SDK's table, its methods, the emulator's routes and docs/api.md say the same. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { OPERATIONS as ROUTES, type Operation as Route } from "../../emulator/operations";
import { GalaxyStore, OPERATIONS, type Operation } from "../../sdk";
import { API_HOST, RECEIPT_HOST, UPLOAD_HOST } from "../../sdk/facts/hosts";
import { apiPage } from "../../tools/api-docs";
import { CALLS } from "./support/everyMethod";
import { rehearsal } from "./support/rehearsal";

const rows: readonly [string, Operation][] = Object.entries(OPERATIONS);
const routes: readonly Route[] = ROUTES;
const page = readFileSync(join(__dirname, "..", "..", "docs", "api.md"), "utf8");

const HOSTS = { api: API_HOST, upload: UPLOAD_HOST, iap: RECEIPT_HOST } as const;

/** Getters of a store that lead to an area of calls. */
const AREAS = Object.entries(Object.getOwnPropertyDescriptors(GalaxyStore.prototype))
  .filter(([name, { get }]) => get !== undefined && name !== "notifications")
  .map(([name]) => name);

function methodsOf(store: object): string[] {
  return AREAS.flatMap((area) => {
    const room: unknown = Reflect.get(store, area);
    assert.ok(typeof room === "object" && room !== null, area);
    return Object.getOwnPropertyNames(Object.getPrototypeOf(room))
      .filter((name) => name !== "constructor")
      .map((name) => `${area}.${name}`);
  }).sort();
}

/** The rows of an operation's section in docs/api.md. */
function section(id: string): { request?: string; scope?: string; sdk?: string } {
  const text = page.split(/^### /m).find((part) => part.startsWith(`\`${id}\`\n`)) ?? assert.fail(`no section ${id}`);
  const [request, scope, sdk] = ["Request", "Scope", "SDK"].map(
    (row) => new RegExp(`^\\| ${row} \\| (.*) \\|$`, "m").exec(text)?.[1],
  );
  return { ...(request && { request }), ...(scope && { scope }), ...(sdk && { sdk }) };
}

describe("the operations", () => {
  const store = rehearsal();

  it("are the same in the table and in the emulator: id, method, path, host and scope", () => {
    const ofTable = rows.map(([id, { method, path, host, scope }]) => ({
      id,
      method,
      path: path.replace(/\{(\w+)\}/g, ":$1"),
      host: HOSTS[host],
      scope,
    }));
    const ofEmulator = routes.map(({ id, method, path, host = API_HOST, scope, open }) => ({
      id,
      method,
      path,
      host,
      // A request for a token comes without one, and does for every scope.
      scope: scope ?? (open && id !== "auth.create" ? "none" : "any"),
    }));
    assert.deepEqual(ofTable, ofEmulator);
  });

  it("are all in docs/api.md as the emulator serves them", () => {
    const ids = [...page.matchAll(/^### `(.*)`$/gm)].map(([, id]) => id);
    assert.deepEqual(ids.sort(), routes.map(({ id }) => id).sort());
    for (const { id, method, path, host = API_HOST, scope } of routes) {
      const shown = section(id);
      const name = Object.entries(HOSTS).find(([, each]) => each === host)?.[0];
      const told = path.replace(/:(\w+)/g, "{$1}");
      assert.equal(shown.request, `\`${method} ${told}\` on \`${name}\``, id);
      if (scope !== undefined) assert.equal(shown.scope, `\`${scope}\``, id);
    }
  });

  it("docs/api.md is made from the table and up to date (ts-node tools/api-docs.ts)", () => {
    assert.equal(page, apiPage());
  });

  it("every public method of the SDK is in the table and in docs/api.md, and no other", () => {
    const methods = methodsOf(store.client());
    assert.deepEqual([...new Set(rows.flatMap(([, { sdk }]) => sdk))].sort(), methods);
    assert.deepEqual(Object.keys(CALLS).sort(), methods);
    const told = rows.flatMap(([id]) => [...(section(id).sdk ?? "").matchAll(/`store\.([\w.]+)\(\)`/g)]);
    assert.deepEqual([...new Set(told.map(([, name]) => name))].sort(), methods);
  });

  for (const [name, call] of Object.entries(CALLS))
    it(`${name} makes the calls that the table names, and the store knows them by the same ids`, async () => {
      const sent: string[] = [];
      const client = store.client({
        retries: 0,
        trace: (event) => event.type === "request" && sent.push(event.operation),
      });
      if (name === "auth.revoke") await client.auth.check();
      const before = (await store.journal()).length;
      sent.length = 0;
      // Whether the store grants it is not asked here.
      await call(client).catch(() => undefined);
      const calls = name === "auth.check" ? sent : sent.filter((id) => id !== "auth.create");
      const expected = rows.filter(([, { sdk }]) => sdk.includes(name)).map(([id]) => id);
      assert.deepEqual([...new Set(calls)].sort(), expected.sort());
      const known = (await store.journal()).slice(before).map(({ operation }) => operation);
      assert.deepEqual(
        known,
        calls.filter((id) => id !== "auth.create"),
      );
    });

  it("repeats no read less than safely, and says of every write whether it changes something", () => {
    for (const [id, { method, retry, changes }] of rows) {
      if (method === "GET") assert.deepEqual([retry, changes], ["safe", false], id);
    }
  });
});
