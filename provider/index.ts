/** Galaxy Store resources for Pulumi programs. */

export type { AppArgs, ListingArgs, PublicationArgs } from "./app";
export type { AppBinary } from "./app/outputs";
export type { BetaTestArgs } from "./betaTest";
export type { BinaryArgs } from "./binary";
export type { InAppItemArgs, ItemArgs, ItemPrice } from "./inAppItem";
export type { ItemCatalogArgs } from "./itemCatalog";
export { charm, localPrices, type PriceTable, type Rounding, type RoundingDirection, toSteps } from "./prices";
export { App, BetaTest, Binary, InAppItem, ItemCatalog, StagedRollout, Submission } from "./resources";
export type { StagedRolloutArgs } from "./stagedRollout";
export type { SubmissionArgs } from "./submission";
