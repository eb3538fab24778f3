/** The report of a catalog's change as plain text for a terminal. */

import { styleText } from "node:util";
import { counted, visible } from "../text";
import type { CatalogReport } from "./report";
import { type Cell, type Section, sectionsOf } from "./sections";
import { acknowledgement, summaryLines } from "./words";

export function tableReport(report: CatalogReport, limit: number): string {
  const { base, countries, others } = sectionsOf(report);
  const parts = [
    [`${visible(report.before)} -> ${visible(report.after)}`, ...summaryLines(report)],
    ...warnings(report, limit),
    ...[...base, ...countries, ...others].map((section) => sectionLines(section, limit)),
  ];
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function warnings(report: CatalogReport, limit: number): string[][] {
  const { prices, deletions } = report.warnings;
  const warning = (text: string) => styleText("yellow", `Warning: ${text}`, { stream: process.stdout });
  const parts: string[][] = [];
  if (deletions !== undefined)
    parts.push([
      warning('many items are listed no longer; this matters with exclusive: ["items"]'),
      `  ${visible(report.after)} ${visible(deletions, 500)}`,
    ]);
  if (prices.length > 0)
    parts.push([
      warning(`${counted(prices.length, "price")} to acknowledge, or to correct`),
      ...prices.slice(0, limit).map(({ id, place, reason }) => visible(`  ${id} ${place} ${reason}`, 200)),
      ...rest(prices.length - limit),
      `  When all of it is meant: ${visible(acknowledgement(report), 2000)}`,
    ]);
  return parts;
}

function sectionLines({ title, note, columns, rows }: Section, limit: number): string[] {
  const shown = rows.slice(0, limit).map((row) => row.map(cellText));
  const widths = columns.map(({ name }, column) =>
    Math.max(name.length, ...shown.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) => {
    const padded = cells.map((cell, column) => {
      const width = widths[column] ?? 0;
      return columns[column]?.right ? cell.padStart(width) : cell.padEnd(width);
    });
    return `  ${padded.join("  ").trimEnd()}`;
  };
  return [
    `${title} (${rows.length})`,
    ...(note === undefined ? [] : [`  ${note}`]),
    line(columns.map(({ name }) => name)),
    ...shown.map(line),
    ...rest(rows.length - limit),
  ];
}

function rest(more: number): string[] {
  return more > 0 ? [`  and ${more} more`] : [];
}

function cellText({ text, marked }: Cell): string {
  return visible(marked === undefined ? text : `${text}${marked ? " !" : "  "}`);
}
