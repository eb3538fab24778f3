/** A Galaxy Store on loopback: the package's entry `pulumi-galaxystore/emulator`. */
import { buildEmulator } from "./emulator";
import { listen } from "./listen";
import { defaultSeed } from "./seed";
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
  const { fetch, end } = buildEmulator(options.seed ?? defaultSeed(), !isLoopback(host));
  const { url, port, close } = await listen(fetch, options.port ?? 0, host);
  return {
    url,
    port,
    close() {
      end();
      return close();
    },
    fetch: (request) => fetch(request),
  };
}

/** Makes a store that is called in-process and listens nowhere. */
export function createEmulator(options: Pick<EmulatorOptions, "seed"> = {}): {
  fetch(request: Request): Promise<Response>;
} {
  const { fetch } = buildEmulator(options.seed ?? defaultSeed());
  return { fetch: (request) => fetch(request) };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}
