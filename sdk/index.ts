/** Typed SDK of Samsung's Galaxy Store Developer API. */

export type { Apps, SettableStatus } from "./areas/apps";
export type { Auth } from "./areas/auth";
export type { BetaTestChange, BetaTestPage, BetaTestQuery, BetaTests, RefusedTesters } from "./areas/betaTests";
export type { Binaries, BinaryRef, NewBinary } from "./areas/binaries";
export type { ItemListOptions, ItemPageResult, Items } from "./areas/items";
export type {
  ContentMetricQuery,
  ContentMetrics,
  MetricId,
  MetricQuery,
  Metrics,
  Period,
  SellerMetricQuery,
  SellerMetrics,
} from "./areas/metrics";
export type { OrderPage, OrderQuery, OrderRange, Orders } from "./areas/orders";
export type { PurchaseOutcome, PurchaseResult, Purchases } from "./areas/purchases";
export type { Receipts } from "./areas/receipts";
export type { CommentPage, CommentQuery, CommentReply, Reviews } from "./areas/reviews";
export type { RecordRef, RolloutBinary, RolloutRates, RolloutRatesChange, Rollouts } from "./areas/rollouts";
export type { SubscriptionRef, Subscriptions } from "./areas/subscriptions";
export type { UploadedFile, UploadInput, UploadProgress, UploadSessionAnswer, Uploads } from "./areas/uploads";
export * from "./errors";
export { METRICS, type Metric } from "./facts/metrics";
export type { AppStatus } from "./facts/states";
export type { EventType, Notification } from "./notifications/events";
export type {
  ExpressHandler,
  FetchHandler,
  HandlerOptions,
  NodeHandler,
  NotificationHandler,
} from "./notifications/handlers";
export { Notifications } from "./notifications/notifications";
export type { NotificationOptions } from "./notifications/options";
export { MemoryReplayStore, type ReplayStore } from "./notifications/replay";
export { OPERATIONS, type Operation, type OperationId, type RetryClass } from "./operations";
export { type GalaxyStoreOptions, optionsFromEnvironment, type RequestOptions, type Scope } from "./options";
export type { StoreRequest } from "./request";
export { GalaxyStore } from "./store";
export { FileTokenStore, type TokenStore } from "./tokenStore";
export type { Trace, TraceEvent } from "./trace";
export type {
  AddLanguage,
  AppSummary,
  ContentBinary,
  ContentRecord,
  Screenshot,
  SellCountry,
  UpdateAnswer,
} from "./wire/content";
export type { ContentChange, CountryChange, LanguageChange, ScreenshotChange } from "./wire/contentChange";
export type { Item, ItemPatch, ItemPrice } from "./wire/items";
export type { MetricPeriod, MetricPoint } from "./wire/metrics";
export type { Order, OrderStatus } from "./wire/orders";
export type { Receipt, ReceiptStatus } from "./wire/purchases";
export type { Comment } from "./wire/reviews";
export type { PriceChange, Subscription, SubscriptionStatus } from "./wire/subscriptions";
