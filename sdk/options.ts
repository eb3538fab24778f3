/** What a {@link GalaxyStore} can be told. */

import type { AxiosAdapter, AxiosInstance } from "axios";
import type { NotificationOptions } from "./notifications/options";
import type { TokenStore } from "./tokenStore";
import type { Trace } from "./trace";

/** A service of the Developer API that a service account is made for. `publishing` is "Publishing & ITEM" in the Seller Portal. */
export type Scope = "publishing" | "gss";

/** What one call may be told, as the last argument of every method. */
export interface RequestOptions {
  /** Milliseconds for one request and its answer; for an upload, of silence. Default: that of the client. */
  timeoutMs?: number;
  /** Ends the call: nothing more is sent, waited for or looked at. It fails with a `CancelledError`. */
  signal?: AbortSignal;
  /** How often the request is repeated when its operation allows it. Default: that of the client. */
  retries?: number;
}

export interface GalaxyStoreOptions {
  /** Id of the service account (Seller Portal: Assistance, API Service). Sent with every call. */
  serviceAccountId?: string;
  /**
   * RSA private key of the service account: PEM text (PKCS#1 or PKCS#8), also on one line or with literal `\n`, bare
   * base64, or the path of a file that holds any of these. Read at the first call that needs it.
   */
  privateKey?: string;
  /**
   * A ready access token, used as it is. The service account id is still needed. With a private key beside it, a new
   * token is minted once this one is refused; without, the call fails.
   */
  accessToken?: string;
  /**
   * Scopes of the one token that serves all calls; a call that needs another scope fails before it is sent, and a scope
   * that the account lacks makes every call fail. Default: a token for each scope, minted at the first call that needs
   * it, so that an account made for one service works without being told which.
   */
  scopes?: Scope[];
  /** One base URL in place of all hosts of the store, e.g. `http://127.0.0.1:4010` of the emulator. */
  endpoint?: string;
  /** How notifications of the store are verified; needed for `store.notifications` only. */
  notifications?: NotificationOptions;
  /** Milliseconds for one request and its answer. Default: 60,000. */
  timeoutMs?: number;
  /** Milliseconds of silence after which an upload is given up. Default: 900,000; uploads take minutes. */
  uploadTimeoutMs?: number;
  /** How often a request is repeated when its operation allows it, see `docs/sdk.md`. Default: 3. */
  retries?: number;
  /** Requests that may be under way at one host at the same time; files count apart. Default: 4. */
  concurrency?: number;
  /** Where minted tokens are kept for other processes too, e.g. `new FileTokenStore(path)`. Default: nowhere. */
  tokenStore?: TokenStore;
  /** Is told of each request, answer, failure and repeat. `DEBUG=galaxystore` prints the same. */
  trace?: Trace;
  /** How a queued request (303, 302) is followed. Default: every 10,000 ms, 30 times. */
  queue?: { intervalMs?: number; attempts?: number };
  /** Milliseconds since the epoch. Default: `Date.now`. */
  clock?: () => number;
  /** Waits. Default: a timer. */
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** A number from 0 up to 1, for the spread of retries. Default: `Math.random`. */
  random?: () => number;
  /** An axios adapter or instance that requests go through. Default: axios over HTTP with kept-alive connections. */
  transport?: AxiosAdapter | AxiosInstance;
}

/**
 * The options that the environment gives: `GALAXY_STORE_SERVICE_ACCOUNT_ID`, `GALAXY_STORE_PRIVATE_KEY`,
 * `GALAXY_STORE_ACCESS_TOKEN` and `GALAXY_STORE_ENDPOINT`. Empty variables count as absent.
 */
export function optionsFromEnvironment(environment: NodeJS.ProcessEnv = process.env): GalaxyStoreOptions {
  const options: GalaxyStoreOptions = {};
  if (environment.GALAXY_STORE_SERVICE_ACCOUNT_ID)
    options.serviceAccountId = environment.GALAXY_STORE_SERVICE_ACCOUNT_ID;
  if (environment.GALAXY_STORE_PRIVATE_KEY) options.privateKey = environment.GALAXY_STORE_PRIVATE_KEY;
  if (environment.GALAXY_STORE_ACCESS_TOKEN) options.accessToken = environment.GALAXY_STORE_ACCESS_TOKEN;
  if (environment.GALAXY_STORE_ENDPOINT) options.endpoint = environment.GALAXY_STORE_ENDPOINT;
  return options;
}
