/** What a seller's account holds, as the inputs of the resources that declare it as it stands. */

import pLimit from "p-limit";
import { APP_SCHEMA, type AppInputs } from "../../provider/app/inputs";
import { wholeInputs } from "../../provider/app/whole";
import type { BetaInputs } from "../../provider/betaTest/live";
import { Refusal } from "../../provider/lifecycle";
import { type AppRecords, packageNameOf, type StoreSession } from "../../provider/session";
import type { RolloutInputs } from "../../provider/stagedRollout/live";
import type { AppSummary, Item } from "../../sdk";
import { type Acceptable, acceptable, type LeftOut, whereReadable } from "./acceptable";
import { knownCodes } from "./known";
import { isTypicalPackageName } from "./names";
import { readBeta, readRollout } from "./releases";

/** One app of the account. */
export interface PulledApp {
  readonly contentId: string;
  readonly packageName: string | undefined;
  readonly title: string;
  /** Status of the live record, else of the other one. */
  readonly status: string;
  /** Images stand by their addresses. Undefined when the app is not managed. */
  readonly app: AppInputs | undefined;
  /** Why the app is not managed. */
  readonly notManaged: string | undefined;
  readonly rollout: RolloutInputs | undefined;
  readonly beta: BetaInputs | undefined;
  readonly items: readonly Item[];
  readonly leftOut: readonly LeftOut[];
}

/** Apps that are read at the same time. */
const APPS_AT_ONCE = 4;

/** The apps that are meant, by their content ids: all, or those with these package names and content ids. */
export async function chosenApps(store: StoreSession, chosen: readonly string[]): Promise<string[]> {
  const api = await store.api();
  const all = [...new Set((await api.apps.list()).map((app: AppSummary) => app.contentId))].sort();
  if (all.length === 0)
    throw new Refusal("The seller has no apps. Register the first one in the Seller Portal; the API cannot.");
  if (chosen.length === 0) return all;
  const ids = await Promise.all(
    chosen.map((id) => {
      if (!/^\d+$/.test(id)) return store.contentIdOf(id);
      if (!all.includes(id))
        throw new Refusal(`The seller has no app ${id}. Name one of ${all.join(", ")}, or a package name.`);
      return id;
    }),
  );
  return [...new Set(ids)].sort();
}

/** Reads the apps, some at a time. `told` is called when one is read. */
export async function readApps(
  store: StoreSession,
  contentIds: readonly string[],
  told: (app: PulledApp) => void,
): Promise<PulledApp[]> {
  const limit = pLimit(APPS_AT_ONCE);
  const reads = contentIds.map((contentId) =>
    limit(async () => {
      const app = await readApp(store, contentId);
      told(app);
      return app;
    }),
  );
  await Promise.allSettled(reads);
  return Promise.all(reads);
}

async function readApp(store: StoreSession, contentId: string): Promise<PulledApp> {
  const records = await store.app(contentId);
  const { sale, registration } = records;
  const packageName = packageNameOf(records);
  const record = sale ?? registration;
  const notManaged = reasonNotManaged(records);
  const whole = notManaged === undefined ? knownCodes(wholeInputs(contentId, records)) : undefined;
  const app = whole && acceptable(APP_SCHEMA, whole.inputs);
  const [rollout, beta, items] = await Promise.all([
    readRollout(store, contentId),
    readBeta(store, records, contentId),
    readItems(store, records, packageName),
  ]);
  return {
    contentId,
    packageName,
    title: record?.appTitle ?? "",
    status: record?.contentStatus ?? "",
    app: app?.inputs,
    notManaged,
    rollout: rollout.inputs,
    beta: beta.inputs,
    items: items.inputs,
    leftOut: [whole, app, rollout, beta, items].flatMap((part) => [...(part?.leftOut ?? [])]),
  };
}

/** Only an app that is in service can be changed by the API. [content-publish: 4128] */
function reasonNotManaged({ sale, registration }: AppRecords): string | undefined {
  const status = (sale ?? registration)?.contentStatus ?? "";
  if (status === "FOR_SALE") return undefined;
  if (sale === undefined)
    return status.startsWith("BETA_") || status === "READY_FOR_BETA_TESTING"
      ? `it is in a closed beta and has never been on sale (status ${status}), and the API edits listings of apps that were on sale only`
      : `it has never been on sale (status ${status}), and the API cannot edit a first registration; finish it in the Seller Portal, then pull again`;
  if (status === "TERMINATED") return `its sale has ended for good (status ${status})`;
  return `it is not in service (status ${status}), and the API changes apps that are on sale only; put it on sale again in the Seller Portal, then pull again`;
}

/** The catalog of an app that sells items. The store refuses to show one of other apps. [IAP Publish API: 106] */
async function readItems(
  store: StoreSession,
  { sale, registration }: AppRecords,
  packageName: string | undefined,
): Promise<Acceptable<readonly Item[]>> {
  const sells = [sale, registration].some((record) => record?.binaryList.some((binary) => binary.iapSdk === true));
  if (!sells || packageName === undefined) return { inputs: [], leftOut: [] };
  const items = await whereReadable("items", async () => [...(await store.items(packageName)).values()]);
  if ("leftOut" in items) return { inputs: [], leftOut: items.leftOut };
  if (items.length > 0 && !isTypicalPackageName(packageName))
    return {
      inputs: [],
      leftOut: [{ path: "items", reason: "belong to a package name that is not one of Android's" }],
    };
  return { inputs: items, leftOut: [] };
}
