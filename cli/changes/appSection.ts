/** Everything that differs of one app, as one section of a report in Markdown. */

import { code } from "../markdown";
import type { AppResources } from "../preview/apps";
import type { ResourceType } from "../preview/digest";
import { appBlocks } from "./app";
import { type Block, linesBlock, type Section, type Sides } from "./blocks";
import type { Change } from "./change";
import { itemBlocks } from "./items";
import { betaBlocks, binaryBlocks, rolloutBlocks, submissionBlocks } from "./release";

const BLOCKS: Readonly<
  Record<Exclude<ResourceType, "InAppItem" | "ItemCatalog">, (change: Change, sides: Sides) => Block[]>
> = {
  App: appChange,
  Binary: binaryBlocks,
  StagedRollout: rolloutBlocks,
  BetaTest: betaBlocks,
  Submission: submissionBlocks,
};

export function appSection(
  app: AppResources,
  changes: readonly Change[],
  sides: Sides,
  notes: readonly Block[] = [],
): Section {
  const single = changes.flatMap((change) => {
    const { type } = change.resource;
    if (type === "InAppItem" || type === "ItemCatalog") return [];
    return [...BLOCKS[type](change, sides), ...unseen(change, sides)];
  });
  const items = changes.filter(({ resource: { type } }) => type === "InAppItem" || type === "ItemCatalog");
  return {
    heading: `### ${appName(app)}`,
    blocks: [...single, ...itemBlocks(items, sides), ...items.flatMap((change) => unseen(change, sides)), ...notes],
  };
}

/** Title and names of an app. */
export function appName({ title, packageName, contentId }: AppResources): string {
  const names = [packageName, contentId].flatMap((name) => (name === undefined ? [] : [code(name)]));
  if (title !== undefined) return `${code(title)} (${names.join(", ")})`;
  return names.join(", ") || "An app that is not known yet";
}

function appChange(change: Change, sides: Sides): Block[] {
  const { resource, after } = change;
  if (after === undefined && sides.planned)
    return [
      linesBlock(
        80,
        change.before?.onDelete === "suspend"
          ? "- **The app leaves the program, and its sale is stopped** (`onDelete`)."
          : "- The app leaves the program; the store keeps it as it is.",
      ),
    ];
  const lines = [
    ...(resource.op === "create"
      ? ["- The app comes under the program: of what follows, only what the store has otherwise is sent."]
      : []),
    "- It goes into the open update; users see it when that has been submitted and has passed the review.",
  ];
  const seen = change.differences.some(
    ({ path }) => !["contentId", "packageName", "exclusive", "onDelete"].includes(path[0] ?? ""),
  );
  return [...(sides.planned && seen ? [linesBlock(20, lines.join("\n"))] : []), ...appBlocks(change, sides)];
}

/** An update of which nothing can be shown: a secret, an instruction, or something that is tried again. */
function unseen({ resource, differences, before, after }: Change, { planned }: Sides): Block[] {
  const { type, name, op, outputs } = resource;
  if (differences.length > 0 || op !== "update" || !planned) return [];
  if (type === "Submission" && outputs.unfinished === true) return [];
  if (type === "BetaTest" && Array.isArray(outputs.refusedTesters) && outputs.refusedTesters.length > 0) return [];
  const secrets = JSON.stringify([before, after]).includes('"[secret]"');
  return [
    linesBlock(
      20,
      secrets
        ? `- ${code(name)}: a value that is secret changes, which is not shown.`
        : `- ${code(name)}: only instructions of the program change; nothing is sent.`,
    ),
  ];
}
