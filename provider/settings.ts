/** Credentials and endpoint, from the stack's configuration or the environment, at run time and never into state. */

import type { GalaxyStore } from "../sdk";
import { Refusal } from "./lifecycle";
import { StoreSession } from "./session";

/** Reads one key of the `galaxystore:` configuration namespace. */
export interface Settings {
  get(key: string): string | undefined;
}

/** Configuration keys and the environment variables that stand in for them. */
const SETTINGS = {
  serviceAccountId: "GALAXY_STORE_SERVICE_ACCOUNT_ID",
  privateKey: "GALAXY_STORE_PRIVATE_KEY",
  accessToken: "GALAXY_STORE_ACCESS_TOKEN",
  endpoint: "GALAXY_STORE_ENDPOINT",
} as const;

type Setting = keyof typeof SETTINGS;
type Credentials = Partial<Record<Setting, string>>;

const sessions = new Map<string, StoreSession>();

/** The conversation that all resources with the same credentials share in this process. */
export function sessionFor(settings: Settings): StoreSession {
  const credentials = readCredentials(settings);
  const key = JSON.stringify(credentials);
  const known = sessions.get(key);
  if (known !== undefined) return known;
  let api: GalaxyStore | undefined;
  const session = new StoreSession(async () => {
    api ??= connect(credentials);
    return api;
  });
  sessions.set(key, session);
  return session;
}

function readCredentials(settings: Settings): Credentials {
  const found: Credentials = {};
  for (const [key, variable] of Object.entries(SETTINGS) as [Setting, string][]) {
    const value = settings.get(key) ?? process.env[variable];
    if (value !== undefined && value !== "") found[key] = value;
  }
  return found;
}

function connect(credentials: Credentials): GalaxyStore {
  const { accessToken, privateKey } = credentials;
  requireSetting(credentials, "serviceAccountId");
  if (accessToken === undefined && privateKey === undefined) requireSetting(credentials, "privateKey");
  // Loaded with the first request, so that previews without any start faster.
  const sdk: typeof import("../sdk") = require("../sdk");
  return new sdk.GalaxyStore(credentials);
}

function requireSetting(credentials: Credentials, key: Setting): void {
  if (credentials[key] !== undefined) return;
  const secret = key === "privateKey" ? " --secret" : "";
  throw new Refusal(
    `No ${key} is configured for the Galaxy Store. Set it with \`pulumi config set${secret} galaxystore:${key} ...\` or in the environment variable ${SETTINGS[key]}. A refresh uses the configuration of the last \`pulumi up\`: add --run-program when it was set since.`,
  );
}
