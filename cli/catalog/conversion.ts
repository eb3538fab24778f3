/** Reads a catalog from a file or the store and writes it to a file: the whole file or nothing. */

import { existsSync, statSync } from "node:fs";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Catalog } from "../../provider/itemCatalog/catalog";
import { formatOf, type SourceFormat, writeSource } from "../../provider/itemCatalog/sources";
import { messageOf } from "../../provider/lifecycle";
import { catalogOfFile } from "./file";
import { type Origin, STORE, storeCatalog, Unreadable } from "./live";

interface Converted {
  readonly items: number;
  /** Texts of a table that a spreadsheet program would take for formulas. */
  readonly formulas: number;
  /** The file's text, when it was not to be written to a file. */
  readonly text?: string;
}

interface Options extends Origin {
  format?: SourceFormat;
  force?: boolean;
}

/** Without `to` the text is only made. What keeps the catalog from being converted is told, all of it. */
export async function convertCatalog(
  from: string,
  to: string | undefined,
  { format = to === undefined ? undefined : formatOf(to), force = false, ...origin }: Options,
): Promise<Converted | { problems: readonly string[] }> {
  const why = format === undefined ? noFormat(to) : to === undefined ? undefined : notWritable(to, force);
  if (format === undefined || why !== undefined) return { problems: [why ?? ""] };
  const read = from.startsWith(STORE) ? await catalogOfStore(from, origin) : await catalogOfFile(from);
  if ("problems" in read) return read;
  try {
    const text = writeSource(format, read.catalog);
    const converted = { items: read.catalog.size, formulas: format in TABLES ? formulasIn(read.catalog) : 0 };
    if (to === undefined) return { ...converted, text };
    await writeWhole(to, text);
    return converted;
  } catch (error) {
    return { problems: [messageOf(error)] };
  }
}

async function catalogOfStore(from: string, origin: Origin) {
  try {
    return { catalog: await storeCatalog(from, origin) };
  } catch (error) {
    return { problems: error instanceof Unreadable ? error.problems : [`${from}: ${messageOf(error)}`] };
  }
}

const TABLES = { csv: true, samsung: true };

function formulasIn(catalog: Catalog): number {
  const texts = [...catalog.values()].flatMap(({ title = "", description = "" }) => [title, description]);
  return texts.filter((text) => /^[=+\-@\t\r]/.test(text)).length;
}

function noFormat(to: string | undefined): string {
  return to === undefined
    ? "Standard output has no name that tells the format; add --format."
    : `The name ${to} does not tell the format; call it .csv, .json, .yaml or .txt, or add --format.`;
}

function notWritable(to: string, force: boolean): string | undefined {
  const found = statSync(to, { throwIfNoEntry: false });
  if (found?.isDirectory()) return `${to} is a folder.`;
  if (found !== undefined && !force) return `${to} exists already; add --force to overwrite it.`;
  return existsSync(dirname(to)) ? undefined : `There is no folder ${dirname(to)}.`;
}

/** Whoever reads the file meanwhile finds the old one or the new one, never half of it. */
async function writeWhole(path: string, text: string): Promise<void> {
  const folder = await mkdtemp(join(dirname(path), ".galaxystore-"));
  try {
    const whole = join(folder, basename(path));
    await writeFile(whole, text);
    await rename(whole, path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
