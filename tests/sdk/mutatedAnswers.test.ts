/** Real answers of every operation, bent: they are read, or refused with a typed error that names the place; never a crash. */

import assert from "node:assert/strict";
import type { InternalAxiosRequestConfig } from "axios";
import axios from "axios";
import fc from "fast-check";
import { before, describe, it } from "mocha";
import {
  GalaxyStore,
  type GalaxyStoreError,
  type GalaxyStoreOptions,
  isGalaxyStoreError,
  OPERATIONS,
  type OperationId,
} from "../../sdk";
import { TestStore } from "../support/testStore";
import { busySeller, CALLS } from "./support/busySeller";
import { clientOf, type ScriptedStore, scriptedStore } from "./support/scriptedStore";

/** `MUTATION_SEED=7 mocha tests/sdk/mutatedAnswers.test.ts` bends in other ways; `MUTATION_RUNS` is how often per operation. */
const SEED = Number(process.env.MUTATION_SEED ?? 20_261_124);
const RUNS = Number(process.env.MUTATION_RUNS ?? 100);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Way = "drop" | "null" | "retype" | "extra" | "empty" | "wrap";

const operations = Object.keys(CALLS) as OperationId[];

/** The bodies of the answers of one call, as the emulator gave them. */
async function record(operation: OperationId): Promise<Json | undefined> {
  const emulator = await TestStore.start(busySeller());
  const { serviceAccountId, privateKey } = emulator.account();
  const { method, path } = OPERATIONS[operation];
  const wanted = new RegExp(`${path.replace(/\{\w+\}/g, "[^/]+")}$`);
  let body: Json | undefined;
  const store = new GalaxyStore({
    serviceAccountId,
    privateKey,
    endpoint: emulator.url,
    transport: async (config: InternalAxiosRequestConfig) => {
      const response = await axios.getAdapter("http")(config);
      const { pathname } = new URL(String(config.url));
      if (config.method?.toUpperCase() === method && wanted.test(pathname) && response.data) {
        body = JSON.parse(String(response.data)) as Json;
      }
      return response;
    },
  });
  try {
    await CALLS[operation](store);
    return body;
  } finally {
    store.close();
    await emulator.stop();
  }
}

interface Place {
  parent: Record<string, Json>;
  key: string;
}

/** Every place in a value, the whole value first. */
function placesIn(root: Record<string, Json>): Place[] {
  const places: Place[] = [];
  const walk = (parent: Record<string, Json>) => {
    for (const [key, value] of Object.entries(parent)) {
      places.push({ parent, key });
      if (typeof value === "object" && value !== null) walk(value as Record<string, Json>);
    }
  };
  walk(root);
  return places;
}

// A number as text and back, and whatever is neither: what stores and proxies have been seen to do.
function retyped(value: Json | undefined, odd: Json): Json {
  if (typeof value === "number") return String(value);
  if (typeof value === "string" && value !== "" && !Number.isNaN(Number(value))) return Number(value);
  if (typeof value === "boolean") return value ? "Y" : "N";
  return odd;
}

function bend({ parent, key }: Place, way: Way, odd: Json): void {
  const value = parent[key];
  if (way === "drop" && Array.isArray(parent)) parent.splice(Number(key), 1);
  else if (way === "drop") delete parent[key];
  else if (way === "null") parent[key] = null;
  else if (way === "retype") parent[key] = retyped(value, odd);
  else if (way === "wrap") parent[key] = [value ?? null];
  else if (way === "empty") parent[key] = Array.isArray(value) ? [] : typeof value === "string" ? "" : {};
  else if (typeof value === "object" && value !== null && !Array.isArray(value)) value.keyOfTomorrow = odd;
  else parent[key] = odd;
}

const odd: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(true, false, 0, -1, 1e21, "", " ", "null", "0000", "2026-13-45 25:61:61", [], {}, [[]], [null]),
  fc.string({ unit: "binary" }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const bending = fc.record({
  at: fc.nat(),
  way: fc.constantFrom<Way>("drop", "null", "retype", "extra", "empty", "wrap"),
  odd,
});

type Outcome = { value: unknown } | { error: GalaxyStoreError };

/** Names where in the answer it went wrong: a path of keys and places, or the answer as a whole. */
const NAMES_THE_PLACE = /cannot be understood: (the answer|[\w$-]+(\.[^:]+)*): \S|holds no access token|is not JSON/;

describe("mutated answers", function () {
  this.timeout(60_000);
  const recorded = new Map<OperationId, Json | undefined>();
  before(async () => {
    for (const operation of operations) recorded.set(operation, await record(operation));
  });

  /** A client whose operation is answered with `body`, and everything else as the emulator answers it. */
  async function answering(operation: OperationId, body: () => Json | undefined) {
    const { method, path } = OPERATIONS[operation];
    const wanted = new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}(\\?|$)`);
    const local: ScriptedStore = await scriptedStore((request) => {
      if (request.method === method && wanted.test(request.url)) return { body: JSON.stringify(body()) ?? "" };
      if (request.url === "/seller/createUploadSessionId") {
        return { body: { url: `${local.url}/galaxyapi/fileUpload`, sessionId: "session-1" } };
      }
      return {};
    });
    const client = (options: GalaxyStoreOptions) =>
      clientOf(local.url, { retries: 0, timeoutMs: 5_000, uploadTimeoutMs: 5_000, ...options }).store;
    const one = operation.startsWith("auth.") ? undefined : client({ accessToken: "token-ready" });
    return async (): Promise<Outcome> => {
      try {
        return { value: await CALLS[operation](one ?? client({})) };
      } catch (error) {
        if (!isGalaxyStoreError(error)) throw error;
        return { error };
      }
    };
  }

  for (const operation of operations) {
    it(`${operation}: read, or refused with a typed error that names the place`, async () => {
      let body = recorded.get(operation);
      const outcome = await answering(operation, () => body);
      const whole = await outcome();
      assert.ok("value" in whole, "error" in whole ? whole.error.message : "");
      const original = body;
      await fc.assert(
        fc.asyncProperty(fc.array(bending, { minLength: 1, maxLength: 3 }), async (bendings) => {
          const root: Record<string, Json> = { root: structuredClone(original ?? null) };
          for (const { at, way, odd } of bendings) {
            const places = placesIn(root);
            const place = places[at % Math.max(places.length, 1)];
            if (place !== undefined) bend(place, way, odd);
          }
          body = root.root;
          const result = await outcome();
          if ("value" in result) return;
          const { kind, message, fix, object, unclear } = result.error;
          assert.ok(fix.length > 5 && object !== undefined, message);
          assert.equal(result.error.operation, operation);
          if (kind === "protocol") assert.match(message, NAMES_THE_PLACE);
          // A refusal is what the envelope then says; whatever cannot be read may have been done.
          if (kind === "protocol") assert.equal(unclear, OPERATIONS[operation].changes, message);
        }),
        { seed: SEED, numRuns: RUNS },
      );
    });
  }

  it("keys of tomorrow are kept, at every depth that the SDK hands out", async () => {
    for (const operation of ["apps.get", "apps.list", "items.get", "subscriptions.get", "receipts.verify"] as const) {
      const root: Record<string, Json> = { root: structuredClone(recorded.get(operation) ?? null) };
      let added = 0;
      for (const place of placesIn(root)) {
        const value = place.parent[place.key];
        if (typeof value !== "object" || value === null || Array.isArray(value)) continue;
        bend(place, "extra", `kept-${added}`);
        added += 1;
      }
      const outcome = await (await answering(operation, () => root.root))();
      assert.ok("value" in outcome, operation);
      const text = JSON.stringify(outcome.value);
      for (let nth = 0; nth < added; nth += 1) assert.ok(text.includes(`"kept-${nth}"`), `${operation}: ${nth}`);
    }
  });
});
