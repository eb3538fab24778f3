/** Words of a report, whether it is for a terminal or in Markdown. */

/** Characters that would break a line, or hide something from the reader: controls, line ends, marks of direction. */
export const HIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

/** A text in one line, with hidden characters in sight; longer ones are cut. */
export function visible(text: string, longest = 80): string {
  return cut(text, longest).replace(HIDDEN, (mark) => (mark === "\n" ? "\\n" : asEscape(mark)));
}

/** A character as programs and JSON write it by its number. */
export function asEscape(mark: string): string {
  return `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** The beginning of a text that is longer than so many characters. */
export function cut(text: string, longest: number): string {
  const characters = text.length > longest ? [...text] : [];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : text;
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
