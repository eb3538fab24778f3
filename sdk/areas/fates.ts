/** How a write whose answer was lost is recognised in the store: one function per write, from what is read back. */

import type { Fate } from "../core/caller";
import { EDITABLE_STATUSES, PUBLISHABLE_STATUSES, SALE_STATUSES } from "../facts/states";
import type { ContentRecord, UpdateAnswer } from "../wire/content";
import type { ContentChange } from "../wire/contentChange";
import type { Item } from "../wire/items";
import type { Comment } from "../wire/reviews";
import type { Subscription } from "../wire/subscriptions";
import type { SettableStatus } from "./apps";
import type { RolloutBinary, RolloutRates } from "./rollouts";

const DONE = { done: undefined };
const doneIf = (seen: boolean): Fate<undefined> => (seen ? DONE : "undone");

const isLive = ({ contentStatus }: ContentRecord): boolean => SALE_STATUSES.includes(contentStatus);
const openOf = (records: readonly ContentRecord[]) => records.find((record) => !isLive(record));

// What an uploaded file became has another name than its key; the store rewrites lists, so that they say too little.
const UNRECOGNISABLE = /Key$|^reviewFilekey$|^(screenshots|addLanguage|sellCountryList|miitData)$/;

/** A change of texts and single values shows in the open update; files and lists do not. */
export function updateFate(change: ContentChange, records: readonly ContentRecord[]): Fate<UpdateAnswer> {
  const open = openOf(records);
  if (open === undefined) return records.length > 0 ? "undone" : "unknown";
  const sent = Object.entries(change).filter(([, value]) => value !== undefined && value !== null);
  if (sent.some(([key]) => UNRECOGNISABLE.test(key))) return "unknown";
  const same = sent.every(([key, value]) => key === "contentId" || sameValue(value, open[key]));
  return same ? { done: { contentId: open.contentId, contentStatus: open.contentStatus } } : "undone";
}

/** A submitted update is in review. One that is gone may have passed, or never have been there. */
export function submitFate(records: readonly ContentRecord[]): Fate<undefined> {
  const open = openOf(records);
  return open === undefined ? "unknown" : doneIf(!EDITABLE_STATUSES.includes(open.contentStatus));
}

/** The live record has the status; a release that still waits for its publication was not published. */
export function statusFate(status: SettableStatus, records: readonly ContentRecord[]): Fate<undefined> {
  if (records.length === 0) return "unknown";
  const waits = status === "FOR_SALE" && PUBLISHABLE_STATUSES.includes(openOf(records)?.contentStatus ?? "");
  return doneIf(!waits && records.some(({ contentStatus }) => contentStatus === status));
}

/** A file name is good for one binary of an app: it tells the new one. Without it nothing does. */
export function addedFate(
  fileName: string | undefined,
  records: readonly ContentRecord[],
): Fate<{ binarySeq?: string }> {
  const open = openOf(records);
  if (fileName === undefined || open === undefined) return "unknown";
  const added = open.binaryList.find((binary) => binary.fileName === fileName);
  return added === undefined ? "undone" : { done: { binarySeq: added.binarySeq } };
}

export function removedBinaryFate(binarySeq: string, records: readonly ContentRecord[]): Fate<undefined> {
  const open = openOf(records);
  if (open === undefined) return "unknown";
  return doneIf(open.binaryList.every((binary) => Number(binary.binarySeq) !== Number(binarySeq)));
}

/** `rates`: what is set now, or undefined when there is no rollout. */
export function rateFate(
  wanted: { rate?: number | undefined; countries?: Record<string, number> | undefined },
  rates: RolloutRates | undefined,
): Fate<undefined> {
  if (rates === undefined) return "undone";
  const { rate, countries } = wanted;
  return doneIf((rate === undefined || rate === rates.rate) && (!countries || sameValue(countries, rates.countries)));
}

/** Everybody has the release when there is no rollout any more. */
export function releasedFate(rates: RolloutRates | undefined): Fate<undefined> {
  return doneIf(rates === undefined);
}

export function rolloutBinaryFate(
  change: "ADD" | "REMOVE",
  binarySeq: string,
  binaries: readonly RolloutBinary[],
): Fate<undefined> {
  const binary = binaries.find((candidate) => Number(candidate.binarySeq) === Number(binarySeq));
  if (binary === undefined) return "unknown";
  return doneIf((binary.rolloutStatus !== "DISABLED") === (change === "ADD"));
}

/** An item that is there and says what was sent is the one that was to be created; another one is somebody else's. */
export function createdFate(sent: Item, found: Item | undefined): Fate<Item> {
  if (found === undefined || found.status === "REMOVED") return "undone";
  const same = Object.entries(sent).every(([key, value]) => value === undefined || sameValue(value, found[key]));
  return same ? { done: found } : "unknown";
}

export function removedItemFate(found: Item | undefined): Fate<undefined> {
  return doneIf(found === undefined || found.status === "REMOVED");
}

/** A cancelled subscription stays so; cancelling it once more is not dangerous. */
export function cancelledFate({ subscriptionStatus }: Subscription): Fate<undefined> {
  return doneIf(subscriptionStatus === "CANCEL");
}

/** A comment has one reply. */
export function repliedFate(replyText: string, comment: Comment | undefined): Fate<undefined> {
  if (comment === undefined) return "unknown";
  if (!comment.replyId && !comment.replyText) return "undone";
  return sameValue(replyText, comment.replyText) ? DONE : "unknown";
}

// Decimals may come back as `1.5` for `1.50`, texts without blanks at their ends, lists and keys in another order, and with more keys.
function sameValue(sent: unknown, found: unknown): boolean {
  if (Array.isArray(sent)) {
    if (!Array.isArray(found) || found.length !== sent.length) return false;
    return sent.every((element) => found.some((candidate) => sameValue(element, candidate)));
  }
  if (typeof sent === "object" && sent !== null) {
    if (typeof found !== "object" || found === null) return false;
    const there = new Map<string, unknown>(Object.entries(found));
    return Object.entries(sent).every(([key, value]) => value === undefined || sameValue(value, there.get(key)));
  }
  const [one, other] = [String(sent ?? "").trim(), String(found ?? "").trim()];
  return one === other || (DECIMAL.test(one) && DECIMAL.test(other) && Number(one) === Number(other));
}

const DECIMAL = /^\d+(\.\d+)?$/;
