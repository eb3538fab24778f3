/** Closed beta: who may see its testers, who may change them, and which ids the store refuses. */
import { BETA_TESTERS } from "../../sdk/facts/limits";
import { BETA_EDITABLE_STATUSES, BETA_STATUSES } from "../../sdk/facts/states";
import { invalid, storeFailure } from "../failure";
import type { JsonObject } from "../http/body";
import type { AppRecord, BetaTest } from "../state/model";
import type { App, ServiceAccount, Store } from "../state/store";
import { contentIdOf, ownApp } from "./apps";

type BetaRecord = AppRecord & { betaTest: BetaTest };

const isBeta = (record: AppRecord | null): record is BetaRecord =>
  record?.betaTest != null && BETA_STATUSES.includes(record.contentStatus);

/** Whether this app is a closed beta, which the API neither submits nor publishes. */
export function isBetaApp(app: App): boolean {
  return isBeta(app.registration) || isBeta(app.sale);
}

/** Testers are read in all beta statuses of a closed beta app, and in no other. [D: failure codes 3202] */
export function requireBeta(record: AppRecord): BetaTest {
  if (!isBeta(record)) throw storeFailure(400, "3202", "The content is not a closed beta app.");
  return record.betaTest;
}

/** "View beta test" gives the number of testers, a page of them, the feedback channel and the address for testing. [D] */
export function viewBeta(app: App, beta: BetaTest, offset: number, limit: number): object {
  return {
    totalNumberOfBetaTesters: beta.testers.length,
    betaTesters: beta.testers.slice(offset, offset + limit),
    feedbackChannel: beta.feedbackChannel,
    betaTestingUrl: { android: `https://apps.samsung.com/appquery/appDetail.as?appId=${app.packageName}` },
  };
}

export function updateBeta(store: Store, account: ServiceAccount, body: JsonObject): object {
  const app = ownApp(store, account, contentIdOf(body.contentId));
  const record = isBeta(app.registration) ? app.registration : isBeta(app.sale) ? app.sale : undefined;
  // Testers are changed in a closed beta app only. [D: failure codes 3202]
  if (!record) throw storeFailure(400, "3202", "The content is not a closed beta app.");
  // Testers and feedback channel are changed in `BETA_REGISTERING` and `BETA_UPDATING` only. [D: failure codes 3201]
  if (!BETA_EDITABLE_STATUSES.includes(record.contentStatus))
    throw storeFailure(400, "3201", `The beta test cannot be changed while the app is ${record.contentStatus}.`);
  const adding = idList(body, "betaTestersToBeAdded");
  const deleting = new Set(idList(body, "betaTestersToBeDeleted"));
  const { testers } = record.betaTest;
  const present = new Set(testers);
  const refused = adding.filter((id) => !isSamsungAccount(store, id));
  const deletionFailedTesters = [...deleting].filter((id) => !present.has(id) && !adding.includes(id));
  for (const id of adding) if (!refused.includes(id)) present.add(id);
  // Adding a tester who is there already is no failure; deleting one who is not there is named. [G]
  // An id in both lists ends up deleted. [D]
  for (const id of deleting) present.delete(id);
  // A closed beta has at most 20,000 testers. [D; code: G]
  if (present.size > BETA_TESTERS.max)
    throw invalid(`A closed beta has at most ${BETA_TESTERS.max} testers; there would be ${present.size}.`);
  const channel = feedbackChannel(body.feedbackChannel);
  record.betaTest = { testers: [...present], feedbackChannel: channel ?? record.betaTest.feedbackChannel };
  record.modifyDate = store.clock.moment();
  // Ids that are no Samsung accounts are named while the call succeeds. [D]
  return { additionFailedTesters: refused, deletionFailedTesters };
}

// Each list of ids has at most 1,000. [D; code: G]
function idList(body: JsonObject, key: string): string[] {
  const value = body[key] ?? [];
  if (!Array.isArray(value) || !value.every((id) => typeof id === "string"))
    throw invalid(`${key} must be a list of texts.`);
  if (value.length > BETA_TESTERS.perCall)
    throw invalid(`${key} holds ${value.length} ids; at most ${BETA_TESTERS.perCall} are allowed in one request.`);
  return [...new Set(value)];
}

/**
 * Every e-mail address is a Samsung account, but for the domain `not-samsung.example` and the seed's `unknownAccounts`. [G: a
 * rehearsal needs a rule]
 */
function isSamsungAccount(store: Store, id: string): boolean {
  const address = id.toLowerCase();
  return (
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address) &&
    !address.endsWith("@not-samsung.example") &&
    !store.unknownAccounts.has(address)
  );
}

// A feedback channel is an e-mail address or a URL. [D; code: G]
function feedbackChannel(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string" && (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) || URL.canParse(value))) return value;
  throw invalid("feedbackChannel must be an e-mail address or a URL.");
}
