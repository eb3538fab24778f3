/** Typed SDK of Samsung's Galaxy Store Developer API. */

export type { Apps, SettableStatus } from "./areas/apps";
export type { Auth } from "./areas/auth";
export type { BetaTestChange, BetaTestPage, BetaTestQuery, BetaTests, RefusedTesters } from "./areas/betaTests";
export type { Binaries, BinaryRef, NewBinary } from "./areas/binaries";
export type { ItemPageResult, Items } from "./areas/items";
export type { RecordRef, RolloutBinary, RolloutRates, RolloutRatesChange, Rollouts } from "./areas/rollouts";
export type { UploadedFile, UploadInput, UploadProgress, UploadSessionAnswer, Uploads } from "./areas/uploads";
export * from "./errors";
export type { AppStatus } from "./facts/states";
export { OPERATIONS, type Operation, type OperationId, type RetryClass } from "./operations";
export { type GalaxyStoreOptions, optionsFromEnvironment, type Scope } from "./options";
export { GalaxyStore } from "./store";
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
