/** Items from a CSV table: a row per item under a row of column names. */

import { type CsvError, parse } from "csv-parse/sync";
import type { Values } from "../../lifecycle";
import { type Found, nothingRead, type Parsed, placeText, quote } from "./source";

/** What the columns of a table mean. */
export interface TableShape {
  readonly idColumn: string;
  /** Whether a column may have this name. */
  allows(name: string): boolean;
  /** For messages: the names that a column may have. */
  readonly allowed: string;
  /** The column in which a field of an item stands. */
  columnOf(field: string): string;
  /** Takes a cell that is not empty over into the item; yields what is wrong with it. */
  take(item: Record<string, unknown>, column: string, cell: string): string[];
}

export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Quotes can be wrong in every line of a file that is none; after so many the rest is not looked at. */
const MAX_BAD_QUOTES = 20;

/** The rows with content, and where quotes are wrong. A row with bad quotes is left out, reading goes on in the next line. */
export function rowsOf(text: string): { rows: Row[]; found: Found[] } {
  const bytes = Buffer.from(text);
  const rows: Row[] = [];
  const found: Found[] = [];
  let at = { byte: 0, line: 1 };
  const moveTo = (byte: number) => {
    for (let next = bytes.indexOf(10, at.byte); next >= 0 && next < byte; next = bytes.indexOf(10, at.byte))
      at = { byte: next + 1, line: at.line + 1 };
    at = { byte, line: at.line };
  };
  while (at.byte < bytes.length) {
    const base = at.byte;
    try {
      parse(bytes.subarray(base), {
        record_delimiter: ["\r\n", "\n"],
        relax_column_count: true,
        info: true,
        // The library counts a line end of two characters in quotes twice, but bytes right.
        on_record: ({ record, info }: { record: string[]; info: { bytes: number } }) => {
          if (record.some((cell) => cell !== "")) rows.push({ line: at.line, cells: record });
          moveTo(base + info.bytes);
          return null;
        },
      } as object);
      break;
    } catch (error) {
      found.push({ line: at.line, ...badQuote(error as CsvError) });
      const next = bytes.indexOf(10, at.byte);
      moveTo(next < 0 ? bytes.length : next + 1);
      if (found.length === MAX_BAD_QUOTES) {
        found.push({ line: at.line, reason: "the file is not looked at from here on" });
        break;
      }
    }
  }
  return { rows, found };
}

function badQuote(error: CsvError): { column?: number; reason: string } {
  const { column } = error as CsvError & { column?: number };
  const place = typeof column === "number" ? { column: column + 1 } : {};
  if (error.code === "CSV_QUOTE_NOT_CLOSED") return { ...place, reason: "a quote is opened and never closed" };
  if (error.code === "CSV_INVALID_CLOSING_QUOTE")
    return {
      ...place,
      reason: 'something stands behind a closing quote; a quote inside of a quoted cell is written ""',
    };
  if (error.code === "INVALID_OPENING_QUOTE")
    return {
      ...place,
      reason: 'a quote stands inside of a cell; such a cell is written in quotes, the quote itself as ""',
    };
  return { ...place, reason: `cannot be read as CSV: ${error.message}` };
}

/** The items of a table whose first row names the columns. */
export function readTable([header, ...rows]: readonly Row[], shape: TableShape, before: readonly Found[]): Parsed {
  if (header === undefined)
    return nothingRead(...before, { line: 1, reason: "there is no row that names the columns" });
  const found = [...before, ...badColumns(header, shape)];
  const idAt = header.cells.indexOf(shape.idColumn);
  if (idAt < 0) return nothingRead(...found);
  const known = header.cells.map((name, index) => shape.allows(name) && header.cells.indexOf(name) === index);
  const items = new Map<string, Values>();
  const lines = new Map<string, number>();
  const at = (line: number, index: number) => ({ line, column: index + 1, columnName: header.cells[index] });
  for (const { line, cells } of rows) {
    const id = cells[idAt] ?? "";
    if (cells.length !== header.cells.length)
      found.push({ line, reason: `has ${cells.length} cells, but there are ${header.cells.length} columns` });
    if (id === "") found.push({ ...at(line, idAt), reason: "is empty" });
    const first = lines.get(id);
    if (first !== undefined)
      found.push({ ...at(line, idAt), reason: `${quote(id)} is listed already in line ${first}` });
    const item: Record<string, unknown> = {};
    for (const [index, cell] of cells.entries())
      if (cell !== "" && index !== idAt && known[index])
        for (const reason of shape.take(item, header.cells[index] ?? "", cell))
          found.push({ ...at(line, index), reason });
    if (id === "" || first !== undefined) continue;
    items.set(id, item);
    lines.set(id, line);
  }
  return {
    items,
    found: found.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)),
    place(id, field) {
      const line = lines.get(id);
      if (line === undefined) return "";
      const index = header.cells.indexOf(field === undefined ? shape.idColumn : shape.columnOf(field));
      return placeText(index < 0 ? { line } : at(line, index));
    },
  };
}

function badColumns({ line, cells }: Row, { idColumn, allows, allowed }: TableShape): Found[] {
  const found = cells.flatMap((name, index): Found[] => {
    const column = index + 1;
    const first = cells.indexOf(name);
    if (name === "") return [{ line, column, reason: "the column has no name" }];
    if (!allows(name)) return [{ line, column, reason: `${quote(name)} is not a column; allowed are ${allowed}` }];
    if (first !== index) return [{ line, column, reason: `${quote(name)} is column ${first + 1} already` }];
    return [];
  });
  if (cells.includes(idColumn)) return found;
  const other = /^[^,]*[;\t]/.exec(cells.join(","))?.[0].at(-1);
  if (other !== undefined)
    return [{ line, reason: `the cells are separated by ${other === ";" ? "semicolons" : "tabs"}, not by commas` }];
  return [{ line, reason: `there is no column ${idColumn}` }, ...found];
}
