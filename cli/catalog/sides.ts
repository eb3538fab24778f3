/** The two catalogs that are compared: each a file, a file of a git revision, or the live store. */

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import type { Catalog, ListedItem } from "../../provider/itemCatalog/catalog";
import { messageOf } from "../../provider/lifecycle";
import { amountText, mapValues } from "../../provider/values";
import { countryByCode } from "../../sdk/facts/countries";
import { catalogOfFile } from "./file";
import { type Origin, STORE, storeCatalog, Unreadable } from "./live";
import type { Side } from "./report";

interface Sides {
  readonly before: Side;
  readonly after: Side;
  /** Prices that the store has and the other side does not list. */
  readonly unlistedPrices: number;
}

/** What keeps a side from being read, a line each. */
interface Problems {
  readonly problems: readonly string[];
}

/** Both sides, or everything that is wrong with either. */
export async function readSides(before: string, after: string, origin: Origin): Promise<Sides | Problems> {
  const read = await Promise.allSettled([readSide(before, origin), readSide(after, origin)]);
  const problems = read.flatMap((side, index) =>
    side.status === "fulfilled" ? [] : problemsOf([before, after][index] ?? "", side.reason),
  );
  const [first, second] = read;
  if (first.status === "rejected" || second.status === "rejected") return { problems };
  return aligned({ name: before, catalog: first.value }, { name: after, catalog: second.value });
}

function problemsOf(name: string, error: unknown): readonly string[] {
  return error instanceof Unreadable ? error.problems : [`${name}: ${messageOf(error)}`];
}

function readSide(name: string, origin: Origin): Promise<Catalog> {
  if (name.startsWith(STORE)) return storeCatalog(name, origin);
  return name.includes(":") && !existsSync(name) ? revisionCatalog(name) : fileCatalog(name, name);
}

async function fileCatalog(path: string, name: string): Promise<Catalog> {
  const read = await catalogOfFile(path);
  if ("problems" in read) throw new Unreadable(read.problems.map((problem) => problem.replace(path, name)));
  return new Map([...read.catalog].map(([id, item]) => [id, plain(item)]));
}

/** Amounts in their shortest form; a price that names the national currency means the same as one without. */
function plain(item: ListedItem): ListedItem {
  const { usdPrice, prices, ...texts } = item;
  return {
    ...texts,
    ...(usdPrice !== undefined && { usdPrice: amountText(usdPrice) }),
    ...(prices !== undefined && {
      prices: mapValues(prices, (price, code) => {
        if (typeof price !== "object") return amountText(price);
        const amount = amountText(price.price);
        return price.currency === countryByCode(code)?.currency ? amount : { price: amount, currency: price.currency };
      }),
    }),
  };
}

/** Far more than a catalog is. */
const MAX_BYTES = 256 * 1024 * 1024;

async function revisionCatalog(name: string): Promise<Catalog> {
  const { stdout } = await promisify(execFile)("git", ["show", "--no-textconv", "--end-of-options", name], {
    encoding: "buffer",
    maxBuffer: MAX_BYTES,
  }).catch((error: unknown) => {
    throw new Unreadable([`${name}: ${saidByGit(error)}`]);
  });
  const folder = await mkdtemp(join(tmpdir(), "galaxystore-catalog-"));
  try {
    const path = join(folder, `catalog${extname(name)}`);
    await writeFile(path, stdout);
    return await fileCatalog(path, name);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function saidByGit(error: unknown): string {
  const { code, stderr } = error as { code?: unknown; stderr?: Buffer };
  if (code === "ENOENT") return "is no file, and there is no git command to read it as a revision";
  const said = String(stderr ?? "")
    .trim()
    .replace(/\s*\n\s*/g, "; ");
  return said === "" ? messageOf(error) : `is no file, and git says: ${said}`;
}

/** Of the items that the store and a file both have, the store's side is reduced to what the file lists: the rest is left alone. */
function aligned(before: Side, after: Side): Sides {
  const [left, right] = [before, after].map(({ name }) => name.startsWith(STORE));
  if (left === right) return { before, after, unlistedPrices: 0 };
  const [live, listed] = left ? [before.catalog, after.catalog] : [after.catalog, before.catalog];
  const both = [...listed].flatMap(([id, item]) => {
    const found = live.get(id);
    return found === undefined ? [] : [{ id, ...alignedItem(found, item) }];
  });
  const liveSide = new Map([...live, ...both.map(({ id, live }) => [id, live] as const)]);
  const listedSide = new Map([...listed, ...both.map(({ id, listed }) => [id, listed] as const)]);
  return {
    before: { ...before, catalog: left ? liveSide : listedSide },
    after: { ...after, catalog: left ? listedSide : liveSide },
    unlistedPrices: both.reduce((sum, { unlisted }) => sum + unlisted, 0),
  };
}

/** A listed price without a currency is in the one that the live item has there. */
function alignedItem(live: ListedItem, listed: ListedItem) {
  const { prices: livePrices = {}, ...fields } = live;
  const { prices: listedPrices, ...listedFields } = listed;
  const kept = Object.fromEntries(Object.entries(fields).filter(([name]) => name in listedFields)) as ListedItem;
  const countries = Object.keys(livePrices);
  const known = countries.filter((code) => code in (listedPrices ?? {}));
  const priced = mapValues(listedPrices ?? {}, (price, code) => {
    const there = livePrices[code];
    return typeof price !== "object" && typeof there === "object" ? { price, currency: there.currency } : price;
  });
  return {
    live:
      listedPrices === undefined
        ? kept
        : { ...kept, prices: Object.fromEntries(known.map((code) => [code, livePrices[code] ?? ""])) },
    listed: listedPrices === undefined ? listed : { ...listed, prices: priced },
    unlisted: countries.length - known.length,
  };
}
