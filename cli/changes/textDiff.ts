/** Two texts as the lines that differ, with the lines around them. */

import { structuredPatch } from "diff";

const CONTEXT = 2;

/** Lines as in a code review: `-` what was, `+` what is, a space before what stays; `...` where lines are left out. */
export function lineDiff(before: string, after: string): string[] {
  const text = (value: string) => (value === "" ? "" : `${value.replaceAll("\r\n", "\n").replace(/\n$/, "")}\n`);
  const { hunks } = structuredPatch("", "", text(before), text(after), "", "", { context: CONTEXT });
  const total = text(before).split("\n").length - 1;
  return hunks.flatMap(({ oldStart, oldLines, lines }, index) => {
    const last = index === hunks.length - 1;
    return [
      ...(oldStart > 1 ? [" ..."] : []),
      ...lines.filter((line) => !line.startsWith("\\")),
      ...(last && oldStart + oldLines - 1 < total ? [" ..."] : []),
    ];
  });
}
