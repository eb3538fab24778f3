/** What the store's images are that no earlier `up` has sent: read from their addresses, known by the SHA-256 of their bytes. */

import type { ContentRecord } from "../../sdk";
import { isGalaxyStoreError } from "../../sdk/errors";
import { sha256 } from "../images";
import type { StoreSession } from "../session";
import { untilStopped } from "../stop";
import { type AppInputs, SINGLE_IMAGES, screenshotPath } from "./inputs";
import { IMAGE_FIELDS, type ImageLedger, liveListings } from "./live";

/**
 * The ledger with the images that the store serves in the places of the program's and that are not in it yet. Only where the program
 * has another file than the ledger: so nothing is read for an app whose images were sent from here.
 */
export async function withServedImages(
  store: StoreSession,
  record: ContentRecord,
  inputs: AppInputs,
  ledger: ImageLedger,
): Promise<ImageLedger> {
  const unknown = [...unknownSingles(record, inputs, ledger), ...unknownScreenshots(record, inputs, ledger)];
  if (unknown.length === 0) return ledger;
  const hashes = { ...ledger.hashes };
  const urls = { ...ledger.urls };
  await Promise.all(
    unknown.map(async ({ path, url }) => {
      const hash = await hashOf(store, record.contentId, url);
      if (hash === undefined) return;
      hashes[path] = hash;
      urls[path] = url;
    }),
  );
  return { hashes, urls };
}

interface Served {
  /** The place in the ledger. */
  readonly path: string;
  readonly url: string;
}

/** A review attachment is not among them: the store tells its name and gives it back to nobody. */
function unknownSingles(record: ContentRecord, inputs: AppInputs, ledger: ImageLedger): Served[] {
  return (Object.keys(SINGLE_IMAGES) as (keyof typeof SINGLE_IMAGES)[]).flatMap((path) => {
    const url = record[IMAGE_FIELDS[path].url];
    return inputs[path] === undefined || !url || isKnown(ledger, path, url) ? [] : [{ path, url }];
  });
}

/** Those of a language in which some file of the program is none of the ledger's. */
function unknownScreenshots(record: ContentRecord, inputs: AppInputs, ledger: ImageLedger): Served[] {
  const live = liveListings(record);
  return Object.entries(inputs.listings ?? {}).flatMap(([language, { screenshots = [] }]) => {
    const urls = live.get(language)?.screenshots ?? [];
    const places = Object.keys(ledger.urls).filter((path) => path.startsWith(`listings.${language}.`));
    const known = places.filter((path) => urls.some((url) => isKnown(ledger, path, url)));
    const hashes = new Set(known.map((path) => ledger.hashes[path]));
    const wanted = screenshots.map((_, index) => inputs.imageHashes?.[screenshotPath(language, index)]);
    if (wanted.every((hash) => hashes.has(hash))) return [];
    const knownUrls = new Set(known.map((path) => ledger.urls[path]));
    // A place beside those of the program, whose own may be in the ledger with another address.
    return urls
      .filter((url) => url !== "" && !knownUrls.has(url))
      .map((url, index) => ({ path: `listings.${language}.served[${index}]`, url }));
  });
}

function isKnown(ledger: ImageLedger, path: string, url: string): boolean {
  return ledger.urls[path] === url && ledger.hashes[path] !== undefined;
}

/** Undefined for an image that cannot be read: then the program's file takes its place. */
async function hashOf(store: StoreSession, contentId: string, url: string): Promise<string | undefined> {
  const api = await store.api();
  try {
    return sha256(await untilStopped((signal) => api.image(url, { signal })));
  } catch (error) {
    if (!isGalaxyStoreError(error)) throw error;
    console.log(
      `App ${contentId}: the image that the store has cannot be compared with the program's, which is sent instead. ${error.message}`,
    );
    return undefined;
  }
}
