/** A Galaxy Store on loopback: the package's entry `pulumi-galaxystore/emulator`. */
import { buildEmulator } from "./emulator";
import { listen } from "./listen";
import { defaultSeed } from "./seed";
import { Database } from "./state/database";
import type { Seed } from "./state/model";

export { defaultSeed } from "./seed";
export type { Dump, Seed } from "./state/model";

export interface EmulatorOptions {
  /** Port to listen on. Default 0: a free one. */
  port?: number;
  /** Address to listen on. Default `127.0.0.1`. */
  host?: string;
  /** What the store holds at the start and after a reset. Default: {@link defaultSeed}. */
  seed?: Seed;
  /**
   * Folder that keeps the store, its keys and access tokens when the process ends, however it ends. A folder that holds a store goes on
   * from there, and `seed` is then only what a reset goes back to; left out, the one of the first start. Default: nothing is kept.
   */
  data?: string;
}

export interface Emulator {
  /** Base URL for every host of the real store, e.g. `http://127.0.0.1:4010`. */
  readonly url: string;
  readonly port: number;
  /** Ends at once, also while clients keep connections open. */
  close(): Promise<void>;
  /** Calls the emulator without a socket. */
  fetch(request: Request): Promise<Response>;
}

/** Starts a store that listens. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const host = options.host ?? "127.0.0.1";
  const database = options.data === undefined ? undefined : Database.open(options.data);
  const seed = seedOf(options.seed, database);
  const { fetch, end } = buildEmulator({ seed, database, notifyAnywhere: !isLoopback(host) });
  const { url, port, close } = await listen(fetch, options.port ?? 0, host);
  return {
    url,
    port,
    async close() {
      await close();
      end();
    },
    fetch: (request) => fetch(request),
  };
}

/** Makes a store that is called in-process and listens nowhere. */
export function createEmulator(options: Pick<EmulatorOptions, "seed"> = {}): {
  fetch(request: Request): Promise<Response>;
} {
  const { fetch } = buildEmulator({ seed: options.seed ?? defaultSeed() });
  return { fetch: (request) => fetch(request) };
}

const SEED = "seed";

function seedOf(given: Seed | undefined, database: Database | undefined): Seed {
  const earlier = given === undefined ? database?.read(SEED) : undefined;
  if (earlier !== undefined) return JSON.parse(earlier) as Seed;
  const seed = given ?? defaultSeed();
  database?.write(SEED, JSON.stringify(seed));
  return seed;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}
