/** Lays a fastlane tree over what the store has: its values take the place of the live ones where they differ and are allowed. */

import { readFileSync } from "node:fs";
import { APP_SCHEMA, type AppInputs, type Listing, SINGLE_IMAGES } from "../../../provider/app/inputs";
import { LISTING_TEXTS, sameInput } from "../../../provider/app/live";
import { inspectImage, measure } from "../../../provider/images";
import { type ImageRule, SCREENSHOT, SCREENSHOT_COUNT } from "../../../sdk/facts/limits";
import { acceptable, type LeftOut } from "../acceptable";
import type { Draft } from "../draft";
import { contentHash } from "../manifest";
import type { FastlaneTree, TreeListing } from "./tree";

export interface Overlaid {
  readonly inputs: AppInputs;
  /** Paths of the inputs that now say something else than the store; `pulumi up` sends them. */
  readonly differs: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * @param folder of the app within the project, empty or with a `/` at its end
 * @param addresses of the images that were downloaded, by path; those whose place is taken are forgotten
 */
export async function withFastlane(
  { draft, addresses }: { draft: Draft; addresses: Map<string, string> },
  folder: string,
  inputs: AppInputs,
  tree: FastlaneTree,
): Promise<Overlaid> {
  const work = new Overlay(draft, addresses, folder, inputs);
  for (const [code, listing] of [...tree.listings].sort(([a], [b]) => (a < b ? -1 : 1))) {
    work.texts(code, listing);
    if (listing.screenshots !== undefined) await work.screenshots(code, listing.screenshots);
  }
  if (tree.icon !== undefined) await work.single("icon", "icon", tree.icon);
  // Of apps that are no games the store takes none, and refuses the whole change.
  if (tree.heroImage !== undefined && inputs.heroImage !== undefined)
    await work.single("heroImage", "hero-image", tree.heroImage);
  if (tree.video !== undefined) work.video(tree.video);
  return { inputs: work.inputs, differs: work.differs, leftOut: [...tree.leftOut, ...work.leftOut] };
}

class Overlay {
  readonly inputs: AppInputs;
  readonly differs: string[] = [];
  readonly leftOut: LeftOut[] = [];
  readonly #draft: Draft;
  readonly #addresses: Map<string, string>;
  readonly #folder: string;

  constructor(draft: Draft, addresses: Map<string, string>, folder: string, inputs: AppInputs) {
    this.#draft = draft;
    this.#addresses = addresses;
    this.#folder = folder;
    this.inputs = { ...inputs, listings: { ...inputs.listings } };
  }

  texts(code: string, { screenshots: _, ...texts }: TreeListing): void {
    const live = this.inputs.listings?.[code];
    const allowed = acceptable(APP_SCHEMA, { listings: { [code]: texts } } as AppInputs);
    for (const { path, reason } of allowed.leftOut) this.#leave(path, reason);
    const wanted = allowed.inputs.listings?.[code] ?? {};
    if (live === undefined && (wanted.title === undefined || wanted.description === undefined)) {
      this.#leave(`listings.${code}`, "has no title and description, which a new language needs");
      return;
    }
    const changed = LISTING_TEXTS.filter(
      (name) => wanted[name] !== undefined && !sameInput(name, wanted[name], live?.[name] ?? ""),
    );
    if (changed.length === 0) return;
    const values = Object.fromEntries(changed.map((name) => [name, wanted[name]]));
    this.#set(code, { ...live, ...values });
    this.differs.push(...changed.map((name) => `listings.${code}.${name}`));
  }

  async screenshots(code: string, files: readonly string[]): Promise<void> {
    const path = `listings.${code}.screenshots`;
    const live = this.inputs.listings?.[code];
    if (live === undefined) return;
    const used = files.slice(0, SCREENSHOT_COUNT.max);
    if (used.length < SCREENSHOT_COUNT.min)
      return this.#leave(
        path,
        `has ${used.length} images, the store takes ${SCREENSHOT_COUNT.min} to ${SCREENSHOT_COUNT.max}`,
      );
    for (const file of used) {
      const found = await inspectImage(file, SCREENSHOT);
      if ("problem" in found) return this.#leave(path, `names a file that cannot be used: ${found.problem}`);
    }
    const contents = used.map((file) => readFileSync(file));
    const before = live.screenshots ?? [];
    const same =
      before.length === contents.length && contents.every((content, at) => this.#isThere(before[at] ?? "", content));
    if (same) return;
    for (const file of before) this.#discard(file);
    const written = await Promise.all(
      contents.map((content, at) => this.#write(`images/${code}/screenshot-${at + 1}`, content)),
    );
    this.#set(code, { ...live, screenshots: written });
    this.differs.push(path);
  }

  async single(name: "icon" | "heroImage", fileName: string, file: string): Promise<void> {
    const rule: ImageRule = SINGLE_IMAGES[name];
    const found = await inspectImage(file, rule);
    if ("problem" in found) return this.#leave(name, `names a file that cannot be used: ${found.problem}`);
    const content = readFileSync(file);
    const before = this.inputs[name];
    if (before !== undefined && this.#isThere(before, content)) return;
    if (before !== undefined) this.#discard(before);
    this.inputs[name] = await this.#write(`images/${fileName}`, content);
    this.differs.push(name);
  }

  video(video: string): void {
    if (sameInput("video", video, this.inputs.video ?? "")) return;
    this.inputs.video = video;
    this.differs.push("video");
  }

  #isThere(path: string, content: Buffer): boolean {
    return this.#draft.files.get(path) === contentHash(path, content);
  }

  #discard(path: string): void {
    this.#draft.discard(path);
    this.#addresses.delete(path);
  }

  async #write(name: string, content: Buffer): Promise<string> {
    const path = `${this.#folder}${name}.${(await measure(content))?.type ?? "png"}`;
    this.#draft.write(path, content);
    return path;
  }

  #set(code: string, listing: Listing): void {
    this.inputs.listings = { ...this.inputs.listings, [code]: listing };
  }

  #leave(path: string, reason: string): void {
    this.leftOut.push({ path: `fastlane: ${path}`, reason });
  }
}
