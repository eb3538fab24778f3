/** The emulator for one test file, put back to its seed before each test, and clients of its accounts. */

import { after, before, beforeEach } from "mocha";
import { type Dump, type Seed, startEmulator } from "../../../emulator";
import { GalaxyStore, type GalaxyStoreOptions } from "../../../sdk";

/** Accounts of the default seed. */
export const ACCOUNTS = {
  /** Lumen Forge Studio, both scopes. */
  studio: "4f0c6a52-1c1e-4d57-9a53-0d6f1f5b2a01",
  publishingOnly: "4f0c6a52-1c1e-4d57-9a53-0d6f1f5b2a02",
  statisticsOnly: "4f0c6a52-1c1e-4d57-9a53-0d6f1f5b2a03",
  /** Harbor Nine Games, another seller. */
  otherSeller: "9b7d2e14-6a3f-4c88-b1d0-52c7a9e40b01",
} as const;

interface JournalEntry {
  operation: string;
  status: number;
  code: string | null;
}

export interface Rehearsal {
  readonly url: string;
  /** A client of an account; by default of Lumen Forge Studio. */
  client(options?: GalaxyStoreOptions): GalaxyStore;
  /** The waits of all clients of this test. */
  readonly waits: number[];
  /** Orders faults for the next requests of an operation. */
  fault(operation: string, ...instructions: string[]): Promise<void>;
  clearFaults(): Promise<void>;
  /** Requests of this test, in order, without those for tokens. */
  journal(): Promise<JournalEntry[]>;
  dump(): Promise<Dump>;
  seed(state: Seed): Promise<void>;
}

export function rehearsal(): Rehearsal {
  let url = "";
  let close = async () => {};
  const keys = new Map<string, string>();
  const clients: GalaxyStore[] = [];
  const waits: number[] = [];

  const control = async (path: string, method = "GET", body?: unknown): Promise<unknown> => {
    const init = { method, headers: { "content-type": "application/json" } };
    const answer = await fetch(
      `${url}/_emulator/${path}`,
      body === undefined ? init : { ...init, body: JSON.stringify(body) },
    );
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  };

  before(async () => {
    const emulator = await startEmulator({ port: 0 });
    url = emulator.url;
    close = () => emulator.close();
    for (const account of (await control("accounts")) as { serviceAccountId: string; privateKey: string }[]) {
      keys.set(account.serviceAccountId, account.privateKey);
    }
  });
  beforeEach(async () => {
    for (const client of clients.splice(0)) client.close();
    waits.length = 0;
    await control("reset", "POST");
    await control("requests", "DELETE");
    await control("faults", "DELETE");
  });
  after(async () => {
    for (const client of clients.splice(0)) client.close();
    await close();
  });

  return {
    get url() {
      return url;
    },
    waits,
    client(options = {}) {
      const serviceAccountId = options.serviceAccountId ?? ACCOUNTS.studio;
      const privateKey = keys.get(serviceAccountId);
      const client = new GalaxyStore({
        serviceAccountId,
        ...(privateKey === undefined || options.accessToken ? {} : { privateKey }),
        endpoint: url,
        sleep: async (ms) => void waits.push(ms),
        ...options,
      });
      clients.push(client);
      return client;
    },
    fault: async (operation, ...instructions) => void (await control("faults", "POST", { operation, instructions })),
    clearFaults: async () => void (await control("faults", "DELETE")),
    journal: async () =>
      ((await control("requests")) as JournalEntry[]).filter(
        ({ operation }) => operation && operation !== "auth.create",
      ),
    dump: async () => (await control("dump")) as Dump,
    seed: async (state) => void (await control("seed", "PUT", state)),
  };
}
