/** Why a check for drift tells nothing about the store, and what to do. */

import type { Preview } from "../preview/digest";
import { counted } from "../text";

const PROBLEMS_SHOWN = 10;

/** Undefined when the check was made. */
export function failure({ problems, refreshed, resources }: Preview): string | undefined {
  if (problems.length > 0) {
    // One cause, such as a key that is refused, fails every resource alike.
    const byMessage = new Map<string, string[]>();
    for (const { message, resource } of problems)
      byMessage.set(message, [...(byMessage.get(message) ?? []), ...(resource === undefined ? [] : [resource])]);
    const lines = [...byMessage].slice(0, PROBLEMS_SHOWN).map(([message, names]) => {
      const of =
        names.length === 0 ? "" : names.length === 1 ? `${names[0]}: ` : `${counted(names.length, "resource")}: `;
      return `  ${of}${message.replaceAll("\n", "\n  ")}`;
    });
    const more =
      byMessage.size > PROBLEMS_SHOWN ? [`  and ${counted(byMessage.size - PROBLEMS_SHOWN, "more problem")}`] : [];
    return [
      "The check failed and says nothing about the store:",
      ...lines,
      ...more,
      "fix: Correct what is named above and run it again; `galaxystore doctor --stack <name>` checks credentials and the way to the store.",
    ].join("\n");
  }
  if (!refreshed && resources.length > 0)
    return [
      "The preview has not read the store, so it tells nothing about drift.",
      "fix: Make it with `pulumi preview --refresh --show-sames --json`, or leave the file out.",
    ].join("\n");
  return undefined;
}
