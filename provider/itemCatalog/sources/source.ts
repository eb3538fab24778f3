/** What reading a catalog's file yields, whatever its format. */

import type { Values } from "../../lifecycle";

/** Something that is wrong in a file. Lines and columns count from 1. */
export interface Found {
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** In a table: the column's name. */
  readonly columnName?: string | undefined;
  readonly reason: string;
}

/** A file's content in the program's terms. */
export interface Parsed {
  /** By item id, as a program would list them; amounts are text as it is written. */
  readonly items: Map<string, Values>;
  /** Where an item, or a field of it such as `title` or `prices.KOR`, stands: `line 12, column 4`; empty when nowhere. */
  place(id: string, field?: string): string;
  /** What is wrong with the file itself; what is wrong with the values is for the items' rules to say. */
  readonly found: readonly Found[];
}

export function placeText({ line, column, columnName }: Omit<Found, "reason">): string {
  if (line === undefined) return "";
  if (column === undefined) return `line ${line}`;
  return `line ${line}, column ${column}${columnName === undefined ? "" : ` (${columnName})`}`;
}

export function nothingRead(...found: Found[]): Parsed {
  return { items: new Map(), place: () => "", found };
}

/** A name or value in a message. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
