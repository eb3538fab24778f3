/** A closed beta as the store holds it. */

import type { BetaTestPage } from "../../sdk";
import { type AppStatus, BETA_STATUSES } from "../../sdk/facts/states";
import { hasCode } from "../codes";
import type { StoreSession } from "../session";

export interface BetaInputs {
  contentId: string;
  testers?: string[];
  feedbackChannel?: string;
  exclusive?: "testers"[];
}

/** A closed beta as the store holds it, with all testers. */
export interface LiveBeta {
  readonly testers: ReadonlySet<string>;
  readonly page: BetaTestPage;
}

/**
 * Which record holds the beta. The status tells; whether a deployed or suspended beta counts as SALE is not certain, so
 * the other record is asked when the store has no beta under the first. [content-publish 7.1]
 */
export async function observe(store: StoreSession, contentId: string): Promise<LiveBeta> {
  const { sale, registration } = await store.app(contentId);
  const status = [registration, sale].find((record) => record && BETA_STATUSES.includes(record.contentStatus));
  const deployed = /^BETA_(DEPLOYED|SUSPENDED)$/.test(status?.contentStatus ?? "");
  const order: AppStatus[] = deployed ? ["SALE", "REGISTRATION"] : ["REGISTRATION", "SALE"];
  const api = await store.api();
  const [first, second] = order as [AppStatus, AppStatus];
  try {
    return await readAll(api, contentId, first);
  } catch (error) {
    if (!hasCode(error, "3100") || !deployed) throw error;
    return readAll(api, contentId, second);
  }
}

async function readAll(
  api: Awaited<ReturnType<StoreSession["api"]>>,
  contentId: string,
  appStatus: AppStatus,
): Promise<LiveBeta> {
  const page = await api.betaTests.get({ contentId, appStatus });
  const testers = new Set(page.testers);
  if (testers.size < page.totalTesters)
    for await (const tester of api.betaTests.testers({ contentId, appStatus })) testers.add(tester);
  return { testers, page };
}
