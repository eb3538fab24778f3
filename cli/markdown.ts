/** Markdown in which nothing of the store is read as markup, as a mention or as a link. */

/** Characters that would break a line, or hide something from the reader: controls, line ends, marks of direction. */
const HIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

/** With hidden characters in sight, in one line. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (mark) =>
    mark === "\n" ? "\\n" : `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The beginning of a text that is longer than so many characters. */
export function cut(text: string, longest = 80): string {
  const characters = [...text];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : text;
}

/** Words of the store or the program as code, where neither markup nor `@somebody` nor `#1` means anything. */
export function code(text: string, longest = 80): string {
  const line = visible(cut(text, longest));
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
  return [`${ticks}${language}`, ...lines.map((line) => visible(line)), ticks].join("\n");
}

/** @param numbers names of the columns whose cells end under each other */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: ReadonlySet<string> = new Set(),
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = header.map((name) => (numbers.has(name) ? "--:" : "---"));
  return [line(header), line(rule), ...rows.map(line)].join("\n");
}

/** Behind a line that opens it. `summary` is of our own words. */
export function folded(summary: string, body: string): string {
  return [`<details><summary>${summary}</summary>`, body, "</details>"].join("\n\n");
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The first of a list, with the number of the others; one more is shown rather than counted. */
export function some(texts: readonly string[], limit: number): string {
  if (texts.length <= limit + 1) return texts.join(", ");
  return `${texts.slice(0, limit).join(", ")} and ${texts.length - limit} more`;
}
