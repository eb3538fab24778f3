/** What the store says to the credentials: a token and one harmless read for each scope. Tokens made here are revoked. */

import { GalaxyStore, type GalaxyStoreError, type GalaxyStoreOptions, isGalaxyStoreError, type Scope } from "../../sdk";
import type { ProblemKind, Report } from "./report";

export interface Credentials {
  readonly options: GalaxyStoreOptions;
  readonly privateKey: string | undefined;
  readonly accessToken: string | undefined;
}

const SCOPES: readonly Scope[] = ["publishing", "gss"];

export async function checkCredentials(report: Report, credentials: Credentials): Promise<void> {
  const minted = new Map<Scope, MintingStore>();
  try {
    for (const scope of SCOPES) await checkScope(report, credentials, scope, minted);
    const ready = await checkAccessToken(report, credentials);
    for (const scope of SCOPES) {
      const own = minted.get(scope);
      await checkRead(report, scope, ready ?? (own?.accepted ? own.store : undefined));
    }
    ready?.close();
  } finally {
    await revoke(report, [...minted.values()]);
  }
}

/** A store that mints for one scope, and how many tokens it got and ended. */
interface MintingStore {
  readonly store: GalaxyStore;
  readonly tokens: { minted: number; revoked: number };
  accepted: boolean;
}

async function checkScope(
  report: Report,
  { options, privateKey }: Credentials,
  scope: Scope,
  minted: Map<Scope, MintingStore>,
): Promise<void> {
  const id = `token.${scope}`;
  if (privateKey === undefined) return report.skipped(id, "there is no private key to ask for a token with");
  if (report.kind === "refused") return report.skipped(id, "the store refuses the credentials");
  const minting = mintingStore({ ...options, privateKey, scopes: [scope] });
  minted.set(scope, minting);
  try {
    await minting.store.auth.check();
    minting.accepted = true;
    report.ok(id, `the store gives a token for the scope ${scope}, and accepts it`);
  } catch (error) {
    refuse(report, id, scope, error);
    if (minting.tokens.minted === 0) minted.delete(scope);
  }
}

function mintingStore(options: GalaxyStoreOptions): MintingStore {
  const tokens = { minted: 0, revoked: 0 };
  const trace: GalaxyStoreOptions["trace"] = (event) => {
    if (event.type !== "response" || event.status >= 300) return;
    if (event.operation === "auth.create") tokens.minted += 1;
    if (event.operation === "auth.revoke") tokens.revoked += 1;
  };
  return { store: new GalaxyStore({ ...options, trace }), tokens, accepted: false };
}

/** The configured token, which the provider uses for everything until it is refused. It is never revoked here. */
async function checkAccessToken(
  report: Report,
  { options, accessToken, privateKey }: Credentials,
): Promise<GalaxyStore | undefined> {
  if (accessToken === undefined) return undefined;
  const id = "accessToken";
  const store = new GalaxyStore({ ...options, accessToken });
  try {
    await store.auth.check();
    report.ok(id, "the store accepts it");
    return store;
  } catch (error) {
    const known = knownError(error);
    store.close();
    const replaced = known.kind === "authentication" && privateKey !== undefined && report.kind === undefined;
    if (replaced)
      report.warning(id, `${whatOf(known)} It is replaced with the private key`, "Leave the access token out.");
    else report.problem(id, kindOf(known), whatOf(known), known.fix);
    return undefined;
  }
}

async function checkRead(report: Report, scope: Scope, store: GalaxyStore | undefined): Promise<void> {
  const id = `read.${scope}`;
  if (store === undefined) return report.skipped(id, `there is no token for the scope ${scope}`);
  try {
    if (scope === "publishing") await readApps(report, id, store);
    else await readFigures(report, id, store);
  } catch (error) {
    refuse(report, id, scope, error);
  }
}

async function readApps(report: Report, id: string, store: GalaxyStore): Promise<void> {
  const apps = new Set((await store.apps.list()).map((app) => app.contentId)).size;
  if (apps > 0) return report.ok(id, `the seller has ${apps} ${apps === 1 ? "app" : "apps"}`, { apps });
  // New apps cannot be registered by the API. [D]
  report.warning(id, "the seller has no apps", "Register the first app in the Seller Portal; the API cannot.");
}

async function readFigures(report: Report, id: string, store: GalaxyStore): Promise<void> {
  const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  const periods = [{ startDate: yesterday, endDate: yesterday }];
  await store.metrics.seller({ metrics: ["total_unique_installs_filter"], periods });
  report.ok(id, "the seller's statistics can be read");
}

async function revoke(report: Report, minting: readonly MintingStore[]): Promise<void> {
  const id = "revoked";
  const total = () => minting.reduce((sum, { tokens }) => sum + tokens.minted, 0);
  if (total() === 0) return report.skipped(id, "no token was made");
  const failures: GalaxyStoreError[] = [];
  for (const { store } of minting) {
    await store.auth.revoke().catch((error: unknown) => failures.push(knownError(error)));
    store.close();
  }
  const [failure] = failures;
  const tokens = total();
  const made =
    tokens === 1 ? "the token that was made for this check" : `the ${tokens} tokens that were made for this check`;
  if (failure === undefined) return report.ok(id, `${made} ${tokens === 1 ? "is" : "are"} revoked`, { tokens });
  const fix = "Tokens do not end by themselves: cancel them in the Seller Portal (Assistance, API Service).";
  report.warning(id, `not all of ${made} could be revoked: ${whatOf(failure)}`, fix);
}

/** The provider needs the scope publishing; without the statistics everything else works. */
function refuse(report: Report, id: string, scope: Scope, error: unknown): void {
  const known = knownError(error);
  const what = whatOf(known);
  if (scope === "gss")
    report.warning(id, what, `${known.fix} Only the SDK's metrics need this scope; without them, leave it.`);
  else report.problem(id, kindOf(known), what, known.fix);
}

function knownError(error: unknown): GalaxyStoreError {
  if (isGalaxyStoreError(error)) return error;
  throw error;
}

const KINDS: Partial<Record<GalaxyStoreError["kind"], ProblemKind>> = {
  authentication: "refused",
  permission: "scope",
  configuration: "configuration",
};

function kindOf({ kind }: GalaxyStoreError): ProblemKind {
  return KINDS[kind] ?? "unreachable";
}

/** What happened, without the object in front and the fix behind. */
function whatOf({ message, object, fix }: GalaxyStoreError): string {
  return message.replace(`${object}: `, "").replace(fix, "").trim();
}
