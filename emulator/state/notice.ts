/** One server notification before it is signed. */
import type { App } from "./store";

// [D: event names; ARS_RESUBSCRIBED: C]
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
