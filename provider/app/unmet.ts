/** Where a record does not hold what the program's `App` declares, though nobody has looked since: images aside, which only their sender can tell. */

import type { ContentRecord } from "../../sdk";
import { isMap, sameValue } from "../values";
import type { AppInputs } from "./inputs";
import { IMAGE_NAMES, liveInputs } from "./live";

/** Paths of the inputs that do not stand as declared, e.g. `listings.ENG.whatsNew`. */
export function unmetInputs(record: ContentRecord, declared: AppInputs): string[] {
  const listed = withoutImages(declared);
  return pathsThatDiffer({ ...listed }, { ...liveInputs(listed, record, { hashes: {}, urls: {} }) });
}

function withoutImages({ imageHashes: _, ...declared }: AppInputs): AppInputs {
  const rest = { ...declared };
  for (const name of IMAGE_NAMES) delete rest[name];
  if (rest.listings !== undefined)
    rest.listings = Object.fromEntries(
      Object.entries(rest.listings).map(([language, { screenshots: _screenshots, ...texts }]) => [language, texts]),
    );
  return rest;
}

function pathsThatDiffer(wanted: unknown, live: unknown): string[] {
  if (!isMap(wanted) || !isMap(live)) return sameValue(wanted, live) ? [] : [""];
  return [...new Set([...Object.keys(wanted), ...Object.keys(live)])].flatMap((key) =>
    pathsThatDiffer(wanted[key], live[key]).map((rest) => (rest === "" ? key : `${key}.${rest}`)),
  );
}
