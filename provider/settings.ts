/** Credentials, endpoint and how often to look, from the stack's configuration or the environment, at run time and never into state. */

import type { GalaxyStore } from "../sdk";
import { Refusal } from "./lifecycle";
import { DEFAULT_POLL_SECONDS, StoreSession } from "./session";
import { waitUnlessStopped } from "./stop";

/** Reads one key of the `galaxystore:` configuration namespace. */
export interface Settings {
  get(key: string): string | undefined;
}

/** Configuration keys and the environment variables that stand in for them. */
export const SETTINGS = {
  serviceAccountId: "GALAXY_STORE_SERVICE_ACCOUNT_ID",
  privateKey: "GALAXY_STORE_PRIVATE_KEY",
  accessToken: "GALAXY_STORE_ACCESS_TOKEN",
  endpoint: "GALAXY_STORE_ENDPOINT",
  pollSeconds: "GALAXY_STORE_POLL_SECONDS",
} as const;

/**
 * Requests at once to a host of the store, which documents no limit. The user's own limit comes first: the engine works on four
 * resources per core at once, or as many as `--parallel` says, and these are not to wait for each other here a second time.
 */
const REQUESTS_AT_ONCE = 32;

export type Setting = keyof typeof SETTINGS;
type Values = Partial<Record<Setting, string>>;

/** Where each setting that is there was found. */
export type FoundSettings = Partial<Record<Setting, { value: string; from: "configuration" | "environment" }>>;

const sessions = new Map<string, StoreSession>();

/** The conversation that all resources with the same credentials share in this process. */
export function sessionFor(settings: Settings): StoreSession {
  const values = readValues(settings);
  const key = JSON.stringify(values);
  const known = sessions.get(key);
  if (known !== undefined) return known;
  const pollMs = pollMilliseconds(values.pollSeconds);
  let api: GalaxyStore | undefined;
  const session = new StoreSession(
    async () => {
      api ??= connect(values, pollMs);
      return api;
    },
    pollMs === undefined ? {} : { pollMs },
  );
  sessions.set(key, session);
  return session;
}

/** The configuration wins over the environment; what is empty counts as absent. */
export function findSettings(settings: Settings): FoundSettings {
  const found: FoundSettings = {};
  for (const [key, variable] of Object.entries(SETTINGS) as [Setting, string][]) {
    const configured = settings.get(key);
    const value = configured ?? process.env[variable];
    const from = configured === undefined ? "environment" : "configuration";
    if (value !== undefined && value !== "") found[key] = { value, from };
  }
  return found;
}

/** What cannot be done without: the service account id, and a private key where no access token stands in for it. */
export function missingSettings(found: Partial<Record<Setting, unknown>>): Setting[] {
  const needed: Setting[] = found.accessToken === undefined ? ["serviceAccountId", "privateKey"] : ["serviceAccountId"];
  return needed.filter((key) => found[key] === undefined);
}

function readValues(settings: Settings): Values {
  const values: Values = {};
  for (const [key, { value }] of Object.entries(findSettings(settings)) as [Setting, { value: string }][])
    values[key] = value;
  return values;
}

function connect({ pollSeconds: _, ...credentials }: Values, pollMs: number | undefined): GalaxyStore {
  const [missing] = missingSettings(credentials);
  if (missing !== undefined) throw notConfigured(missing);
  // Loaded with the first request, so that previews without any start faster.
  const sdk: typeof import("../sdk") = require("../sdk");
  return new sdk.GalaxyStore({
    ...credentials,
    concurrency: REQUESTS_AT_ONCE,
    sleep: waitUnlessStopped,
    ...(pollMs !== undefined && { queue: { intervalMs: pollMs } }),
  });
}

function pollMilliseconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const problem = pollSecondsProblem(text);
  if (problem !== undefined)
    throw new Refusal(
      `galaxystore:pollSeconds (${SETTINGS.pollSeconds}) ${problem}. Correct it, or leave it out for ${DEFAULT_POLL_SECONDS} seconds.`,
    );
  return Number(text) * 1000;
}

/** What is wrong with the seconds between two looks at the store, or undefined when nothing is. */
export function pollSecondsProblem(text: string): string | undefined {
  const usable = /^\d+(\.\d+)?$/.test(text.trim()) && Number(text) >= 1;
  return usable ? undefined : `is ${JSON.stringify(text)}, not a number of seconds of at least 1`;
}

function notConfigured(key: Setting): Refusal {
  const secret = key === "privateKey" ? " --secret" : "";
  return new Refusal(
    `No ${key} is configured for the Galaxy Store. Set it with \`pulumi config set${secret} galaxystore:${key} ...\` or in the environment variable ${SETTINGS[key]}. A refresh uses the configuration of the last \`pulumi up\`: add --run-program when it was set since.`,
  );
}
