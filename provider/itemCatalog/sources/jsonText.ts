/** Places in a JSON text: where it stops being JSON, and where its keys and values stand. */

import { messageOf } from "../../lifecycle";

/** Why a text is not JSON, and where: lines and columns count from 1. */
export function syntaxError(text: string, error: unknown): { line: number; column: number; reason: string } {
  const lines = text.slice(0, errorAt(text)).split("\n");
  // Some messages of the parser name the place, others quote the text around it.
  const reason = messageOf(error).replace(/( in JSON)? at position .*|, (\.\.\.)?".* is not valid JSON$/s, "");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, reason };
}

/** The index of the first character that cannot be there: the longest beginning that some JSON could have ends before it. */
function errorAt(text: string): number {
  let possible = 0;
  let wrong = text.length + 1;
  while (wrong - possible > 1) {
    const middle = (possible + wrong) >> 1;
    if (couldGoOn(text.slice(0, middle))) possible = middle;
    else wrong = middle;
  }
  return possible;
}

/** Whether a text is JSON, or fails only because it ends. */
function couldGoOn(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = messageOf(error);
    const position = /at position (\d+)/.exec(message)?.[1];
    return /^Un(expected end|terminated)/.test(message) || Number(position) >= text.length;
  }
}

const STRINGS = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g;

/** Whether a map in a JSON text has a key twice; of such a key the parser keeps the last value and says nothing. */
export function hasDoubleKeys(text: string, value: unknown): boolean {
  let written = 0;
  for (const [, colon] of text.matchAll(STRINGS)) if (colon !== undefined) written++;
  let kept = 0;
  const open = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== "object" || next === null) continue;
    const inside = Object.values(next);
    if (!Array.isArray(next)) kept += inside.length;
    for (const each of inside) if (typeof each === "object" && each !== null) open.push(each);
  }
  return written !== kept;
}

interface Level {
  /** The keys of a map so far; undefined in a list. */
  readonly keys: Set<string> | undefined;
  index: number;
  key: string | undefined;
}

const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** Visits every key of the maps in a valid JSON text, with the keys above it, and says whether its map has it already. */
export function visitKeys(
  text: string,
  visit: (path: readonly string[], offset: number, again: boolean) => void,
): void {
  const levels: Level[] = [];
  for (const { 0: token, index: offset } of text.matchAll(TOKENS)) {
    const level = levels.at(-1);
    if (token === "{") levels.push({ keys: new Set(), index: 0, key: undefined });
    else if (token === "[") levels.push({ keys: undefined, index: 0, key: undefined });
    else if (token === "}" || token === "]") levels.pop();
    else if (token === "," && level !== undefined) {
      level.key = undefined;
      level.index++;
    } else if (level?.keys !== undefined && level.key === undefined && token !== ":") {
      level.key = JSON.parse(token) as string;
      visit(
        levels.map(({ key, index }) => key ?? String(index)),
        offset,
        level.keys.has(level.key),
      );
      level.keys.add(level.key);
    }
  }
}
