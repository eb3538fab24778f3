/** What the constant `__provider` texts require: one handler per resource, in the process of Pulumi's dynamic provider. */

import { app } from "../app";
import { betaTest } from "../betaTest";
import { binary } from "../binary";
import { inAppItem } from "../inAppItem";
import { itemCatalog } from "../itemCatalog";
import { stagedRollout } from "../stagedRollout";
import { requestStop } from "../stop";
import { submission } from "../submission";
import { onCancel } from "./cancellation";
import { dynamicProvider } from "./dynamicProvider";

onCancel(requestStop);

export const App = dynamicProvider(app);
export const Binary = dynamicProvider(binary);
export const InAppItem = dynamicProvider(inAppItem);
export const ItemCatalog = dynamicProvider(itemCatalog);
export const StagedRollout = dynamicProvider(stagedRollout);
export const BetaTest = dynamicProvider(betaTest);
export const Submission = dynamicProvider(submission);
