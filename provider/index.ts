/** Galaxy Store resources for Pulumi programs. */

export type { AppArgs, AppBinary, ListingArgs, PublicationArgs } from "./app";
export type { BetaTestArgs } from "./betaTest";
export type { InAppItemArgs, ItemPrice } from "./inAppItem";
export { App, BetaTest, InAppItem, StagedRollout } from "./resources";
export type { StagedRolloutArgs } from "./stagedRollout";
