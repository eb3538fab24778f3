/** The drift report as Markdown, for an issue or a chat. */

import { appSection } from "../changes/appSection";
import { type Block, fitted, type Sides } from "../changes/blocks";
import { TYPE_WORDS } from "../changes/words";
import { code } from "../markdown";
import type { DriftedResource, DriftReport, Findings } from "./report";
import { stateText, verdict, waysOut } from "./words";

const SIDES: Sides = { before: "program", after: "store", planned: false };

export function markdownReport(report: DriftReport, findings: readonly Findings[], maxBytes: number): string {
  const marker = "<!-- galaxystore:drift -->";
  const stack = report.stack === undefined ? "" : `Stack ${code(report.stack)}. `;
  const top = [
    marker,
    `## Galaxy Store: ${report.drift ? "drift" : "no drift"}`,
    "",
    `${stack}${verdict(report)}`,
  ].join("\n");
  const sections = findings.map(({ app, drifted, changes }) => {
    const section = appSection(
      app,
      changes.filter(({ differences }) => differences.length > 0),
      SIDES,
    );
    return { ...section, blocks: [...drifted.resources.map(stateBlock), ...section.blocks] };
  });
  const ways = waysOut(report).map((way) => `- ${way}`);
  const bottom = ways.length === 0 ? "" : ["### What to do", ways.join("\n")].join("\n\n");
  return fitted(top, sections, bottom, maxBytes).text;
}

function stateBlock(resource: DriftedResource): Block {
  const { type, name, state, observed, guesses, differences } = resource;
  const title = `- ${TYPE_WORDS[type]} ${code(name)}: **${stateText(resource)}**`;
  const both = differences.filter(({ changedBy }) => changedBy !== "store" && state === "changed");
  const paths = both.map(({ path }) => code(path)).slice(0, 10);
  const lines = [
    title,
    ...(paths.length > 0 ? [`  - the program changed as well, and is not applied yet: ${paths.join(", ")}`] : []),
    ...observed.map((line) => `  - seen: ${code(line, 400)}`),
    ...guesses.map((guess) => `  - perhaps: ${guess}`),
  ];
  return { importance: 120, renditions: [lines.join("\n"), title] };
}
