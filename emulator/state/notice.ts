/** Server notifications: what has happened, and what is on its way or done with. */
import type { App } from "./store";

// Not emulated: `ARS_UPDOWNGRADED`, since plans cannot be changed here. What has not been delivered, like keys and tokens, is
// in no dump, but in the data folder.

// The events have the names of the documents. [D; `ARS_RESUBSCRIBED`: C]
export type NoticeEvent =
  | "ITEM_PURCHASED"
  | "ITEM_REFUNDED"
  | "ARS_SUBSCRIBED"
  | "ARS_UNSUBSCRIBED"
  | "ARS_REFUNDED"
  | "ARS_RENEWED"
  | "ARS_RESUBSCRIBED"
  | "ARS_PRICECHANGE_AGREED"
  | "ARS_IN_GRACE_PERIOD"
  | "ARS_OUT_GRACE_PERIOD"
  | "ORDER_HISTORY_DELETED"
  | "TEST";

export interface Notice {
  readonly event: NoticeEvent;
  readonly app: App;
  /** When it happened, in milliseconds since the epoch. */
  readonly at: number;
  readonly data: Readonly<Record<string, unknown>>;
  /** Where it goes when not to the address of the app. */
  readonly url?: string;
}

export interface Delivery {
  readonly id: number;
  readonly event: NoticeEvent;
  readonly packageName: string;
  readonly sellerSeq: string;
  readonly url: string;
  readonly claims: Readonly<Record<string, unknown>>;
  /** The token as it is sent, the same at every attempt; null before the first one. */
  readonly token: string | null;
  readonly state: "pending" | "delivered" | "failed";
  /** HTTP status, or why there was none. */
  readonly attempts: readonly { readonly at: string; readonly status: number | null; readonly error: string | null }[];
  /** When the next attempt is due, in milliseconds since the epoch; null when there is none. */
  readonly dueAt: number | null;
}
