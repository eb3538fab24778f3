/** What differs between two states of a resource, value by value, under the names of the program's inputs. */

import { screenshotPath } from "../../provider/app/inputs";
import { comparableInput } from "../../provider/app/live";
import { isCatalogText, parseCatalogText } from "../../provider/itemCatalog/text";
import type { Values } from "../../provider/lifecycle";
import { amountText, decimal, isMap, mapValues, sameValue } from "../../provider/values";
import type { ResourceType } from "../preview/digest";

/** One value that differs; undefined where a side does not have it. */
export interface Difference {
  /** E.g. `["listings", "KOR", "title"]`. */
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

/** An image of a listing: the file that the program names or, for another one in the store, its address. */
export class Picture {
  constructor(
    readonly file: string,
    readonly sha256: string | undefined,
  ) {}
}

/** Instructions and what check or the class fills in: no part of what the store holds. */
const NO_CONTENT: ReadonlySet<string> = new Set([
  "adopt",
  "allowDeletions",
  "acknowledgePriceChanges",
  "beside",
  "customTimeouts",
  "imageHashes",
  "replacedVersion",
]);

/** Lists whose order means nothing. */
const SETS: ReadonlySet<string> = new Set([
  "binaries",
  "testers",
  "exclusive",
  "supportedLanguages",
  "notifyEmails",
  "supersedes",
]);

/** Without what is no content. A side that is missing as a whole has no values. */
export function differences(type: ResourceType, before: Values = {}, after: Values = {}): Difference[] {
  const found: Difference[] = [];
  compare([], shaped(type, before), shaped(type, after), found);
  return found;
}

/** The value at a path of a resource's inputs. */
export function valueAt(type: ResourceType, values: Values | undefined, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), shaped(type, values ?? {}));
}

function compare(path: readonly string[], before: unknown, after: unknown, found: Difference[]): void {
  if (isBranch(path, before, after)) {
    const [left, right] = [before ?? {}, after ?? {}] as Record<string, unknown>[];
    for (const key of new Set([...Object.keys(left ?? {}), ...Object.keys(right ?? {})]))
      compare([...path, key], left?.[key], right?.[key], found);
    // An entry without values, such as a country of sale, is there or not there.
    const empty = (side: unknown) => isMap(side) && Object.keys(side).length === 0;
    if (path.length > 0 && (before === undefined || after === undefined) && (empty(before) || empty(after)))
      found.push({ path, before, after });
  } else if (!sameValue(comparable(path, before), comparable(path, after))) found.push({ path, before, after });
}

function isBranch(path: readonly string[], before: unknown, after: unknown): boolean {
  const isTree = (value: unknown) => isMap(value) && !(value instanceof Picture) && !isPrice(path, value);
  return [before, after].every((side) => side === undefined || isTree(side)) && (before ?? after) !== undefined;
}

/** A local price with its currency is one value. */
function isPrice(path: readonly string[], value: Record<string, unknown>): boolean {
  return path.at(-2) === "prices" && "price" in value;
}

function comparable(path: readonly string[], value: unknown): unknown {
  const name = path.at(-1) ?? "";
  if (Array.isArray(value)) return SETS.has(name) ? [...value].sort() : value;
  if (value instanceof Picture) return { ...value };
  if (isMap(value)) return mapValues(value, (each, key) => comparable([...path, key], each));
  if (isAmount(path) && decimal(value) !== undefined) return amountText(value);
  return comparableInput(name, value);
}

function isAmount(path: readonly string[]): boolean {
  return path.at(-2) === "prices" || ["price", "usdPrice"].includes(path.at(-1) ?? "");
}

function shaped(type: ResourceType, values: Values): Values {
  const content = Object.fromEntries(Object.entries(values).filter(([name]) => !NO_CONTENT.has(name)));
  if (type === "App") return withPictures(content, values.imageHashes);
  if (type === "ItemCatalog" && typeof content.items === "string" && isCatalogText(content.items))
    return { ...content, items: Object.fromEntries(parseCatalogText(content.items)) };
  return content;
}

const IMAGES = ["icon", "heroImage", "edgeImage", "edgePlusImage", "reviewAttachment"];

function withPictures(content: Values, hashes: unknown): Values {
  const picture = (file: unknown, path: string) => {
    const hash = isMap(hashes) ? hashes[path] : undefined;
    return typeof file === "string" ? new Picture(file, typeof hash === "string" ? hash : undefined) : file;
  };
  const listings = isMap(content.listings)
    ? mapValues(content.listings, (listing, language) =>
        isMap(listing) && Array.isArray(listing.screenshots)
          ? {
              ...listing,
              screenshots: Object.fromEntries(
                listing.screenshots.map((file, index) => [index + 1, picture(file, screenshotPath(language, index))]),
              ),
            }
          : listing,
      )
    : content.listings;
  return {
    ...mapValues(content as Record<string, unknown>, (value, name) =>
      IMAGES.includes(name) ? picture(value, name) : value,
    ),
    ...(listings !== undefined && { listings }),
  };
}
