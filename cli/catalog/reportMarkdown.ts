/** The report of a catalog's change as Markdown for a pull request: the long parts folded, nothing of a catalog read as markup. */

import type { CatalogReport, CountryChanges } from "./report";
import { type Cell, type Column, changeText, countryTitle, type Section, sectionsOf } from "./sections";
import { acknowledgement, counted, directions, summaryLines, visible } from "./words";

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
function overview(countries: readonly CountryChanges[]): string[] {
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
    table(
      columns,
      rows.slice(0, limit).map((row) => row.map(cellText)),
    ),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
  const heading = `${plain(title)} (${rows.length})`;
  if (rows.length < FOLDED_FROM) return [`#### ${heading}`, ...body];
  return [`<details><summary><b>${heading}</b></summary>`, ...body, "</details>"];
}

function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(columns.map(({ name }) => name)),
    line(columns.map(({ right }) => (right ? "--:" : "---"))),
    ...rows.map(line),
  ].join("\n");
}

function cellText({ text, own, marked }: Cell): string {
  return own ? code(text) : `${plain(visible(text, 300))}${marked ? MARK : ""}`;
}

/** A catalog's words as code, where neither markup nor `@somebody` nor `#1` means anything. */
function code(text: string, longest?: number): string {
  const line = visible(text, longest);
  return /^[^\s`|\\](.*[^\s`|\\])?$/.test(line) && !/[`|\\]/.test(line) ? `\`${line}\`` : `<code>${plain(line)}</code>`;
}

/** Our own sentences, with the words of a program in them as code. */
function withCode(sentence: string): string {
  return sentence.replace(/exclusive: \["\w+"\]/g, (words) => `\`${words}\``);
}

/** A text in which every character that could be markup is written as its number. */
function plain(text: string): string {
  return text.replace(/[&<>|\\`*_~[\]{}!#@:$^=]/g, (character) => `&#${character.charCodeAt(0)};`);
}
