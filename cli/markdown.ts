/** Markdown in which nothing of the store or of a program is read as markup, as a mention or as a link. */

import { visible } from "./text";

/** Words of the store or the program as code, where neither markup nor `@somebody` nor `#1` means anything. */
export function code(text: string, longest?: number): string {
  const line = visible(text, longest);
  return /^[^\s`|\\](.*[^\s`|\\])?$/.test(line) && !/[`|\\]/.test(line) ? `\`${line}\`` : `<code>${plain(line)}</code>`;
}

/** A text in which every character that could be markup is written as its number. */
export function plain(text: string): string {
  return text.replace(/[&<>|\\`*_~[\]{}!#@:$^=]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A link under words of ours; the address as code when it is none that a browser opens. */
export function link(words: string, address: string): string {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return code(address);
  const safe = new URL(address).href.replace(
    /[()<>|`\\\s]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, "0").toUpperCase()}`,
  );
  return `[${words}](${safe})`;
}

/** Lines as they are, behind more back-ticks than they hold themselves. */
export function fence(lines: readonly string[], language = ""): string {
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((ticks) => ticks.length)));
  const ticks = "`".repeat(longest + 1);
  return [`${ticks}${language}`, ...lines.map((line) => visible(line, Number.POSITIVE_INFINITY)), ticks].join("\n");
}

export interface Column {
  readonly name: string;
  /** Numbers end under each other. */
  readonly right?: boolean;
}

export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(columns.map(({ name }) => name)),
    line(columns.map(({ right }) => (right ? "--:" : "---"))),
    ...rows.map(line),
  ].join("\n");
}

/** Behind a line that opens it. `summary` is of our own words. */
export function folded(summary: string, body: string): string {
  return [`<details><summary>${summary}</summary>`, body, "</details>"].join("\n\n");
}
