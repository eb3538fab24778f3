/** The images of an app as files: named for what they are, downloaded unless an earlier pull has them already. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type AppInputs, SINGLE_IMAGES } from "../../provider/app/inputs";
import { inspectImage, measure } from "../../provider/images";
import type { StoreSession } from "../../provider/session";
import { isCancelledError, isGalaxyStoreError } from "../../sdk/errors";
import { type ImageRule, SCREENSHOT } from "../../sdk/facts/limits";
import type { LeftOut } from "./acceptable";
import type { Draft } from "./draft";
import { hashOfFile, type Manifest } from "./manifest";

/** File names without their endings. */
const NAMES: Readonly<Record<keyof typeof SINGLE_IMAGES, string>> = {
  icon: "icon",
  heroImage: "hero-image",
  edgeImage: "edge-image",
  edgePlusImage: "edge-plus-image",
};

export interface ImageSource {
  readonly store: StoreSession;
  readonly draft: Draft;
  /** Where an earlier pull has put its files, and what it wrote. */
  readonly out: string;
  readonly before: Manifest;
  /** Addresses by path of the file, to be filled in. */
  readonly addresses: Map<string, string>;
  readonly told: () => void;
}

export interface WithImages {
  /** With paths in place of addresses. */
  readonly inputs: AppInputs;
  readonly leftOut: readonly LeftOut[];
  /** Images that could not be downloaded. */
  readonly failed: readonly LeftOut[];
}

/** An image's place among the inputs, its address and the file that it becomes. */
interface Wanted {
  readonly path: string;
  readonly address: string;
  readonly name: string;
  readonly rule: ImageRule;
}

export function countImages(inputs: AppInputs): number {
  return (
    wantedSingles(inputs, "").length +
    Object.keys(inputs.listings ?? {}).flatMap((code) => inputs.listings?.[code]?.screenshots ?? []).length
  );
}

/** @param folder of the app within the project, empty or with a `/` at its end */
export async function withImages(source: ImageSource, folder: string, inputs: AppInputs): Promise<WithImages> {
  const failed: LeftOut[] = [];
  const leftOut: LeftOut[] = [];
  const result: Record<string, unknown> & AppInputs = { ...inputs };
  const say = (path: string, outcome: NotThere) =>
    (outcome.failed ? failed : leftOut).push({ path, reason: outcome.reason });

  const singles = wantedSingles(inputs, folder).map(async (wanted) => {
    const outcome = await fileOf(source, wanted);
    if (typeof outcome === "string") result[wanted.path] = outcome;
    else {
      delete result[wanted.path];
      say(wanted.path, outcome);
    }
  });
  const listings = Object.entries(inputs.listings ?? {}).map(async ([language, listing]) => {
    if (listing.screenshots === undefined) return [language, listing] as const;
    const { screenshots, ...texts } = listing;
    const wanted = screenshots.map((address, index) => ({
      path: `listings.${language}.screenshots`,
      address,
      name: `${folder}images/${language}/screenshot-${index + 1}`,
      rule: SCREENSHOT,
    }));
    const outcomes = await Promise.all(wanted.map((each) => fileOf(source, each)));
    const files = outcomes.filter((outcome) => typeof outcome === "string");
    const wrong = outcomes.find((outcome) => typeof outcome !== "string");
    if (wrong === undefined) return [language, { ...texts, screenshots: files }] as const;
    // The list is managed as a whole, so that it cannot be there without one of its pictures.
    for (const file of files) discard(source, file);
    say(`listings.${language}.screenshots`, wrong);
    return Object.keys(texts).length > 0 ? ([language, texts] as const) : undefined;
  });
  await Promise.all(singles);
  const done = (await Promise.all(listings)).filter((each) => each !== undefined);
  if (inputs.listings !== undefined) result.listings = Object.fromEntries(done);
  return { inputs: result, leftOut, failed };
}

function wantedSingles(inputs: AppInputs, folder: string): Wanted[] {
  return (Object.keys(NAMES) as (keyof typeof NAMES)[]).flatMap((path) => {
    const address = inputs[path];
    return address === undefined
      ? []
      : [{ path, address, name: `${folder}images/${NAMES[path]}`, rule: SINGLE_IMAGES[path] }];
  });
}

interface NotThere {
  readonly reason: string;
  readonly failed: boolean;
}

/** The path of the image within the project, or why there is none. */
async function fileOf(source: ImageSource, { address, name, rule }: Wanted): Promise<string | NotThere> {
  const { store, draft, addresses, told } = source;
  let content: Buffer;
  try {
    content = present(source, name, address) ?? (await (await store.api()).image(address));
  } catch (error) {
    if (!isGalaxyStoreError(error) || isCancelledError(error)) throw error;
    return { reason: `cannot be downloaded: ${error.message}`, failed: true };
  } finally {
    told();
  }
  const type = (await measure(content))?.type;
  if (type !== "png" && type !== "jpg") return { reason: "is neither PNG nor JPG", failed: false };
  const path = `${name}.${type}`;
  draft.write(path, content);
  const found = await inspectImage(draft.pathOf(path), rule);
  if ("sha256" in found) {
    addresses.set(path, address);
    return path;
  }
  draft.discard(path);
  return { reason: found.problem.replace(draft.pathOf(path), "").trim(), failed: false };
}

/** What an earlier pull has downloaded from the same address, when nobody has touched it since. */
function present({ out, before }: ImageSource, name: string, address: string): Buffer | undefined {
  const path = [`${name}.png`, `${name}.jpg`].find((each) => before.images[each] === address);
  if (path === undefined || before.files[path] === undefined) return undefined;
  return hashOfFile(out, path) === before.files[path] ? readFileSync(join(out, path)) : undefined;
}

function discard({ draft, addresses }: ImageSource, path: string): void {
  draft.discard(path);
  addresses.delete(path);
}
