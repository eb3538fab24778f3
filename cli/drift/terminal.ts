/** The drift report for a terminal: coloured there, plain elsewhere. */

import { styleText } from "node:util";
import type { Difference } from "../changes/differences";
import { percentChange } from "../changes/percent";
import { lineDiff } from "../changes/textDiff";
import { TYPE_WORDS, valueText } from "../changes/words";
import { visible } from "../text";
import type { DriftedResource, DriftedValue, DriftReport, Findings } from "./report";
import { stateText, verdict, waysOut } from "./words";

/** More values of one resource are counted. */
const VALUES_SHOWN = 50;
const TESTERS_SHOWN = 10;

/** Of one line. */
const LONGEST = 1000;

type Style = Parameters<typeof styleText>[0];

export function terminalReport(report: DriftReport, findings: readonly Findings[], stream: NodeJS.WriteStream): string {
  const style = (format: Style, text: string) => styleText(format, text, { stream });
  const lines: string[] = [];
  for (const { drifted, changes } of findings) {
    const { title, packageName, contentId, resources } = drifted;
    const names = [packageName, contentId].filter((name) => name !== undefined).join(", ");
    lines.push(style("bold", title === undefined ? names : `${visible(title)} (${names})`));
    resources.forEach((resource, index) => {
      lines.push(`  ${TYPE_WORDS[resource.type]} ${resource.name}: ${style("yellow", stateText(resource))}`);
      const { differences } = changes[index] as (typeof changes)[number];
      lines.push(...valueLines(resource, differences, style));
      lines.push(...resource.observed.map((line) => `    seen: ${visible(line, LONGEST)}`));
      lines.push(...resource.guesses.map((guess) => `    ${style("gray", `perhaps: ${visible(guess, LONGEST)}`)}`));
    });
    lines.push("");
  }
  lines.push(verdict(report), ...waysOut(report).map((way) => `- ${way}`));
  if (report.otherResources > 0)
    lines.push(`Beside the Galaxy Store, ${report.otherResources} other resources of the stack would change.`);
  return `${lines.join("\n")}\n`;
}

function valueLines(
  { type, differences: values }: DriftedResource,
  differences: readonly Difference[],
  style: (format: Style, text: string) => string,
): string[] {
  const lines = values.slice(0, VALUES_SHOWN).flatMap((value, index) => {
    const { path, before, after } = differences[index] as Difference;
    const head = `    ${value.label} (${value.path})${byWords(value)}`;
    if (isLong(before) || isLong(after))
      return [
        `${head}:`,
        ...lineDiff(String(before ?? ""), String(after ?? "")).map(
          (line) => `      ${coloured(visible(line, LONGEST), style)}`,
        ),
      ];
    if (Array.isArray(before) && Array.isArray(after)) return [`${head}: ${listChange(before, after)}`];
    const percent = percentChange(before, after);
    return [
      `${head}: ${valueText(type, path, before)} -> ${valueText(type, path, after)}${percent === undefined ? "" : ` (${percent})`}`,
    ];
  });
  if (values.length > VALUES_SHOWN) lines.push(`    and ${values.length - VALUES_SHOWN} more values`);
  return lines;
}

function byWords({ changedBy }: DriftedValue): string {
  if (changedBy === "store") return "";
  return changedBy === "program" ? ", not applied yet" : ", changed on both sides";
}

function isLong(value: unknown): boolean {
  return typeof value === "string" && (value.includes("\n") || value.length > 80);
}

function listChange(program: readonly unknown[], store: readonly unknown[]): string {
  const [declared, live] = [new Set(program), new Set(store)];
  const names = (list: unknown[]) =>
    list.length <= TESTERS_SHOWN ? list.map((each) => visible(String(each))).join(", ") : `${list.length} of them`;
  const missing = program.filter((each) => !live.has(each));
  const more = store.filter((each) => !declared.has(each));
  return [
    ...(missing.length > 0 ? [`the store does not have ${names(missing)}`] : []),
    ...(more.length > 0 ? [`the store also has ${names(more)}`] : []),
    ...(missing.length + more.length === 0 ? ["another order"] : []),
  ].join("; ");
}

function coloured(line: string, style: (format: Style, text: string) => string): string {
  if (line.startsWith("+")) return style("green", line);
  return line.startsWith("-") ? style("red", line) : line;
}
