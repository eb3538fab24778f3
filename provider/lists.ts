/** Long lists in messages: their beginning, and how much more there is. */

import { counted } from "./progress";

/** A list to stand line by line. */
export function few(lines: readonly string[], limit: number): string[] {
  if (lines.length <= limit) return [...lines];
  return [...lines.slice(0, limit), `and ${counted(lines.length - limit)} more`];
}

/** The same in one line. */
export function some(texts: readonly string[], limit: number, separator = ", "): string {
  return few(texts, limit).join(separator);
}

/** The names in a sentence: one more is named rather than announced. */
export function named(names: readonly string[], limit: number): string {
  return names.length <= limit + 1
    ? names.join(", ")
    : `${names.slice(0, limit).join(", ")} and ${counted(names.length - limit)} more`;
}
