/** A Galaxy Store on loopback: the package's entry `pulumi-galaxystore/emulator`. */
import { buildEmulator } from "./emulator";
import { listen } from "./listen";
import { defaultSeed } from "./seed";
import { Database } from "./state/database";
import type { Seed } from "./state/model";

export { defaultSeed } from "./seed";
export type { Dump, Seed } from "./state/model";
export { AUTHORITY_FILE } from "./tls/authority";

export interface EmulatorOptions {
  /** Port to listen on. Default 0: a free one. */
  port?: number;
  /** Address to listen on. Default `127.0.0.1`. With one of the network, `/_emulator/` asks for {@link Emulator.token}. */
  host?: string;
  /** Port for TLS by the store's own host names, 0 for a free one; for 443 and a hosts file. Default: none. */
  tlsPort?: number;
  /** What the store holds at the start and after a reset. Default: {@link defaultSeed}. */
  seed?: Seed;
  /**
   * Folder that keeps the store, its keys, access tokens and certificate authority when the process ends, however it ends. A folder that holds a store goes on
   * from there, and `seed` is then only what a reset goes back to; left out, the one of the first start. Default: nothing is kept.
   */
  data?: string;
  /** Nothing else runs in this process: the global `Request` and `Response` may be replaced by faster ones. Default: false. */
  ownProcess?: boolean;
}

export interface Emulator {
  /** Base URL for every host of the real store, e.g. `http://127.0.0.1:4010`. */
  readonly url: string;
  readonly port: number;
  /** Base URL over TLS, when there is a `tlsPort`. */
  readonly tlsUrl?: string;
  readonly tlsPort?: number;
  /** What `/_emulator/` asks for as `Authorization: Bearer <token>`, when {@link EmulatorOptions.host} is one of the network. */
  readonly token?: string;
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
  const { fetch, authority, token, end } = buildEmulator({ seed, database, host });
  const listening = listen(fetch, {
    host,
    port: options.port ?? 0,
    tlsPort: options.tlsPort,
    ownProcess: options.ownProcess ?? false,
    identity: () => authority.identity(),
  });
  // A port that cannot be had leaves nothing open.
  listening.catch(end);
  const { url, port, tls, close } = await listening;
  return {
    url,
    port,
    ...(tls && { tlsUrl: tls.url, tlsPort: tls.port }),
    ...(token !== undefined && { token }),
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
