/** The report of a catalog's change as Markdown for a pull request: the long parts folded, nothing of a catalog read as markup. */

import { type Column, code, folded, plain, table } from "../markdown";
import { counted, visible } from "../text";
import type { CatalogReport, CountryChanges } from "./report";
import { type Cell, changeText, countryTitle, type Section, sectionsOf } from "./sections";
import { acknowledgement, directions, summaryLines } from "./words";

/** A comment of GitHub holds 65,536 characters; some are left for what stands around the report. */
const COMMENT_CHARACTERS = 60_000;

/** Tables with so many rows are folded. */
const FOLDED_FROM = 10;

/** With so many rows in each table it fits into a comment, or with one. */
export function markdownThatFits(report: CatalogReport, limit: number): string {
  const text = markdownReport(report, limit);
  return text.length <= COMMENT_CHARACTERS || limit <= 1 ? text : markdownThatFits(report, Math.floor(limit / 2));
}

export function markdownReport(report: CatalogReport, limit: number): string {
  const { base, countries, others } = sectionsOf(report);
  const parts = [
    `### Catalog: ${code(report.before)} → ${code(report.after)}`,
    ...warnings(report, limit),
    summaryLines(report)
      .map((line) => `- ${withCode(line)}`)
      .join("\n"),
    ...base.flatMap((section) => sectionParts(section, limit)),
    ...overview(report.countries),
    ...[...countries, ...others].flatMap((section) => sectionParts(section, limit)),
  ];
  return `${parts.join("\n\n")}\n`;
}

function warnings(report: CatalogReport, limit: number): string[] {
  const { prices, deletions } = report.warnings;
  const lines: string[][] = [];
  if (deletions !== undefined)
    lines.push([
      `**Many items are listed no longer**; this matters with ${code('exclusive: ["items"]')}: ${code(report.after)} ${plain(visible(deletions, 500))}.`,
    ]);
  if (prices.length > 0)
    lines.push(
      [
        `**${counted(prices.length, "price")} to acknowledge, or to correct:**`,
        ...prices
          .slice(0, limit)
          .map(({ id, place, reason }) => `- ${code(id)} ${plain(visible(`${place} ${reason}`, 200))}`),
        ...(prices.length > limit ? [`- and ${prices.length - limit} more`] : []),
      ],
      [`When all of it is meant: ${code(acknowledgement(report), 2000)}`],
    );
  if (lines.length === 0) return [];
  const [first = [], ...others] = lines;
  const all = ["[!WARNING]", ...first, ...others.flatMap((paragraph) => ["", ...paragraph])];
  return [all.map((line) => `> ${line}`.trimEnd()).join("\n")];
}

/** One row per country, for who looks at nothing else. */
export function overview(countries: readonly CountryChanges[]): string[] {
  if (countries.length === 0) return [];
  const columns: Column[] = [
    { name: "country" },
    { name: "prices", right: true },
    { name: "of these" },
    { name: "largest change" },
  ];
  const rows = countries.map(({ code: place, name, prices: [largest, ...others], prices }) => [
    plain(countryTitle(place, name)),
    String(others.length + 1),
    directions((direction) => prices.filter((row) => row.direction === direction).length),
    largest === undefined ? "" : `${code(largest.id)} ${changeText(largest)}${largest.suspicious ? MARK : ""}`,
  ]);
  return ["#### Prices by country", table(columns, rows)];
}

const MARK = " ⚠️";

function sectionParts({ title, note, columns, rows }: Section, limit: number): string[] {
  const more = rows.length - limit;
  const body = [
    ...(note === undefined ? [] : [withCode(note)]),
    rowsTable(columns, rows.slice(0, limit)),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
  const heading = `${plain(title)} (${rows.length})`;
  return rows.length < FOLDED_FROM ? [`#### ${heading}`, ...body] : [folded(`<b>${heading}</b>`, body.join("\n\n"))];
}

/** Rows of a section as a table. */
export function rowsTable(columns: readonly Column[], rows: Section["rows"]): string {
  return table(
    columns,
    rows.map((row) => row.map(cellText)),
  );
}

function cellText({ text, own, marked }: Cell): string {
  return own ? code(text) : `${plain(visible(text, 300))}${marked ? MARK : ""}`;
}

/** Our own sentences, with the words of a program in them as code. */
function withCode(sentence: string): string {
  return sentence.replace(/exclusive: \["\w+"\]/g, (words) => `\`${words}\``);
}
