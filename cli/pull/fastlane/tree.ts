/** Texts and images of a fastlane folder: Samsung's tree (`galaxystore/ENG/title.txt`) and Google's (`android/en-US/title.txt`). */

import { type Dirent, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Listing } from "../../../provider/app/inputs";
import { Refusal } from "../../../provider/lifecycle";
import { LISTING_LANGUAGE_BY_TAG, LISTING_LANGUAGES, PREFERRED_TAGS } from "../../../sdk/facts/languages";
import type { LeftOut } from "../acceptable";

/** What a language has in the tree; screenshots are paths. */
export type TreeListing = Pick<Listing, "title" | "shortDescription" | "description" | "whatsNew" | "screenshots">;

export interface FastlaneTree {
  /** By the store's codes. */
  readonly listings: ReadonlyMap<string, TreeListing>;
  readonly icon?: string;
  readonly heroImage?: string;
  readonly video?: string;
  /** Folders that stand for no language of their own here. */
  readonly leftOut: readonly LeftOut[];
}

const CODES = new Set(LISTING_LANGUAGES.map(({ code }) => code));

/** Samsung's files count before Google's, file by file. `folder`: of fastlane, of its metadata, or of one of the trees. */
export function readFastlane(folder: string): FastlaneTree {
  const samsung = firstWith(folder, "galaxystore", (name) => CODES.has(name));
  const google = firstWith(folder, "android", (name) => codeOf(name) !== undefined);
  if (samsung === undefined && google === undefined)
    throw new Refusal(
      `${folder} holds no fastlane metadata: neither galaxystore/ENG nor android/en-US, nor other languages of these two, are there or under metadata/ or fastlane/metadata/.`,
    );
  const leftOut: LeftOut[] = [];
  const listings = new Map<string, TreeListing>();
  const chosen = google === undefined ? [] : chosenTags(google, leftOut);
  for (const [code, tag] of chosen) listings.set(code, googleListing(join(google ?? "", tag)));
  for (const code of samsung === undefined ? [] : foldersIn(samsung).filter((name) => CODES.has(name)))
    listings.set(code, { ...listings.get(code), ...samsungListing(join(samsung ?? "", code)) });
  const english = chosen.find(([code]) => code === "ENG") ?? chosen[0];
  return {
    listings,
    ...defined({
      icon: imageNamed(samsung, "icon") ?? imageNamed(english && google && join(google, english[1], "images"), "icon"),
      heroImage: imageNamed(samsung, "hero_image"),
      video: textIn(samsung, "youtube_url.txt") ?? textIn(english && google && join(google, english[1]), "video.txt"),
    }),
    leftOut,
  };
}

/** The first of the usual places that has folders of languages. */
function firstWith(folder: string, tree: string, isLanguage: (name: string) => boolean): string | undefined {
  const places = ["", tree, join("metadata", tree), join("fastlane", "metadata", tree)].map((place) =>
    join(folder, place),
  );
  return places.find((place) => foldersIn(place).some(isLanguage));
}

/** The store's language for a tag of BCP-47: `zh-TW` as a whole, others by their first part. */
function codeOf(tag: string): string | undefined {
  const [language = ""] = tag.split("-");
  return LISTING_LANGUAGE_BY_TAG[tag] ?? (language === "zh" ? undefined : LISTING_LANGUAGE_BY_TAG[language]);
}

/** One tag for each language of the store, which has one where Google has several. */
function chosenTags(google: string, leftOut: LeftOut[]): [code: string, tag: string][] {
  const rank = (tag: string) => (PREFERRED_TAGS.includes(tag) ? PREFERRED_TAGS.indexOf(tag) : PREFERRED_TAGS.length);
  const tags = foldersIn(google).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const chosen = new Map<string, string>();
  for (const tag of tags) {
    const code = codeOf(tag);
    const taken = code === undefined ? undefined : chosen.get(code);
    if (code === undefined) leftOut.push({ path: `fastlane ${tag}`, reason: "is no listing language of the store" });
    else if (taken === undefined) chosen.set(code, tag);
    else leftOut.push({ path: `fastlane ${tag}`, reason: `is left out, since ${taken} is taken for ${code}` });
  }
  return [...chosen];
}

function samsungListing(folder: string): TreeListing {
  return defined({
    title: textIn(folder, "title.txt"),
    shortDescription: textIn(folder, "short_description.txt"),
    description: textIn(folder, "long_description.txt"),
    whatsNew: textIn(folder, "new_feature.txt"),
    screenshots: imagesIn(join(folder, "screenshots")),
  });
}

function googleListing(folder: string): TreeListing {
  return defined({
    title: textIn(folder, "title.txt"),
    shortDescription: textIn(folder, "short_description.txt"),
    description: textIn(folder, "full_description.txt"),
    whatsNew: textIn(join(folder, "changelogs"), latestChangelog(join(folder, "changelogs"))),
    screenshots: imagesIn(join(folder, "images", "phoneScreenshots")),
  });
}

/** Changelogs are named for version codes; `default.txt` is for versions without one. */
function latestChangelog(folder: string): string {
  const codes = entriesIn(folder).flatMap(({ name }) => (/^\d+\.txt$/.test(name) ? [Number.parseInt(name, 10)] : []));
  return codes.length > 0 ? `${Math.max(...codes)}.txt` : "default.txt";
}

function textIn(folder: string | undefined, name: string): string | undefined {
  const path = folder === undefined ? undefined : join(folder, name);
  if (path === undefined || !existsSync(path)) return undefined;
  const text = readFileSync(path, "utf8").replaceAll("\r\n", "\n").trim();
  return text === "" ? undefined : text;
}

/** Pictures by the numbers in their names: 2 stands before 10. */
function imagesIn(folder: string): string[] | undefined {
  const names = entriesIn(folder).flatMap(({ name }) => (/\.(png|jpe?g)$/i.test(name) ? [name] : []));
  const sorted = names.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return sorted.length === 0 ? undefined : sorted.map((name) => join(folder, name));
}

function imageNamed(folder: string | undefined, name: string): string | undefined {
  const paths = ["png", "jpg", "jpeg"].map((type) => join(folder ?? "", `${name}.${type}`));
  return folder === undefined ? undefined : paths.find((path) => existsSync(path));
}

function foldersIn(folder: string): string[] {
  return entriesIn(folder).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

function entriesIn(folder: string): Dirent[] {
  return existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
}

function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
