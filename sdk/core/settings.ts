/** Options with their defaults, checked. A setting that is missing or unusable is named by its configuration key. */

import { setTimeout as wait } from "node:timers/promises";
import { ConfigurationError } from "../errors/configuration";
import type { GalaxyStoreOptions, Scope } from "../options";

/** The setting's names in a Pulumi stack and in the environment. */
export function settingName(option: "serviceAccountId" | "privateKey" | "accessToken" | "endpoint"): string {
  const variable = option.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  return `galaxystore:${option} (GALAXY_STORE_${variable})`;
}

export interface Settings {
  readonly serviceAccountId: string | undefined;
  readonly privateKey: string | undefined;
  readonly accessToken: string | undefined;
  /** Undefined: a token for each scope. */
  readonly scopes: readonly Scope[] | undefined;
  readonly endpoint: URL | undefined;
  readonly timeoutMs: number;
  readonly uploadTimeoutMs: number;
  readonly retries: number;
  readonly queue: { readonly intervalMs: number; readonly attempts: number };
  readonly concurrency: number;
  readonly tokenStore: GalaxyStoreOptions["tokenStore"];
  readonly trace: GalaxyStoreOptions["trace"];
  readonly clock: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly random: () => number;
  readonly transport: GalaxyStoreOptions["transport"];
}

export function settingsFrom(options: GalaxyStoreOptions): Settings {
  return {
    serviceAccountId: headerText("serviceAccountId", options.serviceAccountId),
    privateKey: options.privateKey?.trim() || undefined,
    accessToken: headerText("accessToken", options.accessToken),
    scopes: options.scopes,
    endpoint: options.endpoint?.trim() ? endpointUrl(options.endpoint.trim()) : undefined,
    timeoutMs: options.timeoutMs ?? 60_000,
    uploadTimeoutMs: options.uploadTimeoutMs ?? 900_000,
    retries: options.retries ?? 3,
    queue: { intervalMs: options.queue?.intervalMs ?? 10_000, attempts: options.queue?.attempts ?? 30 },
    concurrency: options.concurrency ?? 4,
    tokenStore: options.tokenStore,
    trace: options.trace,
    clock: options.clock ?? Date.now,
    sleep: options.sleep ?? (async (ms, signal) => void (await wait(ms, undefined, signal ? { signal } : {}))),
    random: options.random ?? Math.random,
    transport: options.transport,
  };
}

/** The service account id, which every call needs. */
export function requireServiceAccountId(settings: Settings): string {
  if (settings.serviceAccountId !== undefined) return settings.serviceAccountId;
  throw missing("serviceAccountId", "the id of the service account");
}

/** The private key's text, which minting a token needs. */
export function requirePrivateKey(settings: Settings): string {
  if (settings.privateKey !== undefined) return settings.privateKey;
  throw missing("privateKey", "the private key of the service account, as PEM text or as a path");
}

function missing(option: Parameters<typeof settingName>[0], what: string): ConfigurationError {
  return new ConfigurationError(`${settingName(option)} is not set. Set it to ${what}.`, {
    fix: `Set ${settingName(option)} to ${what}.`,
  });
}

// Both texts travel in headers, which carry visible ASCII only.
function headerText(option: "serviceAccountId" | "accessToken", value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  if (!trimmed) return undefined;
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed;
  const fix = `Copy ${settingName(option)} again; it holds spaces, line breaks or characters outside ASCII.`;
  throw new ConfigurationError(`${settingName(option)} cannot be used. ${fix}`, { fix });
}

function endpointUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && (url.protocol === "http:" || url.protocol === "https:") && !url.search && !url.hash && !url.username) {
    return url;
  }
  const fix = `Set ${settingName("endpoint")} to a base URL such as http://127.0.0.1:4010.`;
  throw new ConfigurationError(`${settingName("endpoint")} is not an http or https base URL. ${fix}`, { fix });
}
