/** Catalogs as files: reading one in whatever format it is, and writing one. */

import { extname } from "node:path";
import { type Problem, Refusal, type Values } from "../../lifecycle";
import { few } from "../../lists";
import type { Catalog, ListedItem } from "../catalog";
import { catalogText } from "../text";
import { looksCanonical, readCanonical } from "./canonical";
import { csvText, notInCsv, readCsv, textsNotInCsv, writeCsv } from "./csv";
import { fileText, named } from "./file";
import { readJson, writeJson } from "./json";
import { notInSamsung, samsungRows } from "./samsung";
import { nothingRead, type Parsed, placeText } from "./source";
import { readYaml, writeYaml } from "./yaml";

/** The items of a file. */
export interface SourceItems {
  /** By id, as a program would list them in `items`; amounts are text. */
  readonly items: Record<string, Values>;
  /** Where an item, or a field of it such as `title` or `prices.KOR`, stands: `line 12, column 4`; empty when nowhere. */
  place(id: string, field?: string): string;
  /** What is wrong with the file itself, all at once. What is wrong with the values is for the items' rules to say. */
  readonly problems: Problem[];
}

export const SOURCE_FORMATS = ["csv", "samsung", "json", "yaml", "text"] as const;
export type SourceFormat = (typeof SOURCE_FORMATS)[number];

const BY_EXTENSION: Readonly<Record<string, Exclude<SourceFormat, "samsung">>> = {
  ".csv": "csv",
  ".json": "json",
  ".yaml": "yaml",
  ".yml": "yaml",
  ".txt": "text",
};

/** The format that a file's name stands for; Samsung's is told from other CSV by its content. */
export function formatOf(path: string): Exclude<SourceFormat, "samsung"> | undefined {
  return BY_EXTENSION[extname(path).toLowerCase()];
}

const READ: Readonly<Record<Exclude<SourceFormat, "samsung">, (text: string) => Parsed>> = {
  csv: readCsv,
  json: readJson,
  yaml: readYaml,
  text: () => nothingRead({ reason: 'does not begin with "@catalog 1", as the text of a catalog does' }),
};

/** Reads a catalog's file. Nothing is thrown: whatever is wrong with it is in the problems. */
export async function readSource(path: string): Promise<SourceItems> {
  const { items, found, place } = await parsedFile(path);
  return {
    items: Object.fromEntries(items),
    place: (id, field) => place(id, field),
    problems: found.map(({ reason, ...where }) => {
      const start = [named(path), placeText(where)].filter((part) => part !== "").join(", ");
      return { path: "source", reason: where.line === undefined ? `${start} ${reason}` : `${start}: ${reason}` };
    }),
  };
}

async function parsedFile(path: string): Promise<Parsed> {
  const text = await fileText(path);
  if (typeof text !== "string") return nothingRead(text);
  if (looksCanonical(text)) return readCanonical(text);
  const format = formatOf(path);
  if (format !== undefined) return READ[format](text);
  return nothingRead({
    reason: `is of no known kind: name it .csv, .json, .yaml or .yml; the text of a catalog begins with "@catalog 1"`,
  });
}

const WRITE: Readonly<
  Record<SourceFormat, { write(catalog: Catalog): string; cannotHold?(id: string, item: ListedItem): string[] }>
> = {
  csv: { write: writeCsv, cannotHold: notInCsv },
  samsung: {
    write: (catalog) => csvText(samsungRows(catalog)),
    cannotHold: (id, item) => [...notInSamsung(id, item), ...textsNotInCsv(item)],
  },
  json: { write: writeJson },
  yaml: { write: writeYaml },
  text: { write: catalogText },
};

/** How many reasons a refusal lists. */
const SHOWN = 20;

/** A catalog as the text of a file, items by id. What the format has no place for is a refusal, never left out. */
export function writeSource(format: SourceFormat, catalog: Catalog): string {
  const { write, cannotHold } = WRITE[format];
  const sorted = new Map([...catalog].sort(([a], [b]) => (a < b ? -1 : 1)));
  const reasons = [...sorted].flatMap(([id, item]) =>
    (cannotHold?.(id, item) ?? []).map((reason) => `${id} ${reason}`),
  );
  if (reasons.length === 0) return write(sorted);
  const lines = few(reasons, SHOWN).map((line) => `  ${line}`);
  throw new Refusal([`The format ${format} cannot hold this catalog:`, ...lines].join("\n"));
}
