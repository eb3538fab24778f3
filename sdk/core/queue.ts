/** Follows a queued request to its end: the store may answer 303 (or 302) and a place to ask for the outcome. */

import type { WireResponse } from "./envelope";
import { AttemptFailed } from "./failure";
import { givenUrl } from "./hosts";
import { pause } from "./pause";
import type { Settings } from "./settings";
import { protocolFailure, usualFix } from "./storeFailure";

/** True for an answer that says where to look later. */
export function isQueued(response: WireResponse): boolean {
  return response.status === 303 || response.status === 302;
}

/**
 * The outcome of a queued request. Finished: 200 or 204; failed: 400 and above; anything else is pending.
 * Source: Samsung's fastlane plugin, which asks every 10 s, 30 times.
 */
export async function followQueue(
  queued: WireResponse,
  requestUrl: string,
  settings: Settings,
  ask: (url: string) => Promise<WireResponse>,
  signal?: AbortSignal,
): Promise<WireResponse> {
  let url = locationOf(queued, requestUrl, settings);
  if (url === undefined) {
    throw new AttemptFailed(protocolFailure(`the answer is HTTP ${queued.status} without a Location`, queued));
  }
  for (let attempt = 0; attempt < settings.queue.attempts; attempt += 1) {
    await pause(settings, settings.queue.intervalMs, { fateUnknown: true, signal });
    const answer = await askOnce(url, ask);
    if (answer === undefined) continue;
    if (answer.status === 200 || answer.status === 204 || answer.status >= 400) return answer;
    url = locationOf(answer, url, settings) ?? url;
  }
  throw new AttemptFailed({
    kind: "timeout",
    what: `the request was queued and not finished after ${settings.queue.attempts} looks, ${settings.queue.intervalMs / 1000} s apart`,
    fix: usualFix("timeout"),
    transient: false,
    fateUnknown: true,
  });
}

// The question is harmless: when its answer is lost, or a proxy fails, it is asked again at the next look.
async function askOnce(url: string, ask: (url: string) => Promise<WireResponse>): Promise<WireResponse | undefined> {
  try {
    const answer = await ask(url);
    return [408, 429, 502, 503, 504].includes(answer.status) ? undefined : answer;
  } catch (error) {
    if (error instanceof AttemptFailed && error.failure.transient) return undefined;
    throw error;
  }
}

function locationOf(response: WireResponse, requestUrl: string, settings: Settings): string | undefined {
  const { location } = response.headers;
  return location ? givenUrl(settings, location, requestUrl) : undefined;
}
