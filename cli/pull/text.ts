/** Texts of the store where people read them: in comments, in Markdown and on a terminal. */

import { HIDDEN } from "../text";

/** A text on one line, shortened where it is long. */
export function oneLine(text: string, longest = 100): string {
  const line = text.replace(HIDDEN, " ").replace(/\s+/gu, " ").trim();
  const characters = [...line];
  return characters.length > longest ? `${characters.slice(0, longest).join("")}...` : line;
}

/** The same in Markdown, where it stands for itself. */
export function inMarkdown(text: string): string {
  return oneLine(text, 2_000).replace(/[\\`*_[\]<>#|~&]/g, (mark) => `\\${mark}`);
}

/** Words of a comment in lines. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of oneLine(text, 2_000).split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
