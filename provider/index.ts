/** Galaxy Store resources for Pulumi programs. */

export { App, type AppArgs, type AppBinary, type ListingArgs, type PublicationArgs } from "./app";
export { BetaTest, type BetaTestArgs } from "./betaTest";
export { InAppItem, type InAppItemArgs, type ItemPrice } from "./inAppItem";
export { StagedRollout, type StagedRolloutArgs } from "./stagedRollout";
