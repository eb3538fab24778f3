/** Brings a draft to its place: what would change there, what is in the way, and the moves, which leave no half project. */

import { lstatSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { Refusal } from "../../provider/lifecycle";
import type { Draft } from "./draft";
import { hashOfFile, MANIFEST_FILE, type Manifest } from "./manifest";

export interface Changes {
  /** Files that are not there yet. */
  readonly added: readonly string[];
  /** Files as an earlier pull wrote them, which now read otherwise. */
  readonly changed: readonly string[];
  /** Files that are not as an earlier pull wrote them, and would be written. */
  readonly edited: readonly string[];
  /** Files around the program that somebody has made their own, such as package.json; they stay. */
  readonly own: readonly string[];
  /** Files as an earlier pull wrote them, which are no longer part of the project. */
  readonly removed: readonly string[];
  /** Files that an earlier pull wrote and somebody edited, which are no longer part of the project; they stay. */
  readonly kept: readonly string[];
  readonly unchanged: number;
}

/** The program does without knowing what is in these, and people and tools go on writing in them. */
const AROUND: ReadonlySet<string> = new Set([
  ".gitattributes",
  ".gitignore",
  "Pulumi.yaml",
  "README.md",
  "package.json",
  "tsconfig.json",
]);

/** What bringing the draft to the folder would do. */
export function changesIn(out: string, draft: Draft, before: Manifest): Changes {
  const changes = {
    added: [] as string[],
    changed: [] as string[],
    edited: [] as string[],
    own: [] as string[],
    unchanged: 0,
  };
  for (const path of [...draft.files.keys()].filter((each) => each !== MANIFEST_FILE).sort()) {
    refuseLinks(out, path);
    const there = hashOfFile(out, path);
    if (there === undefined) changes.added.push(path);
    else if (there === draft.files.get(path)) changes.unchanged += 1;
    else if (there === before.files[path]) changes.changed.push(path);
    else if (AROUND.has(path)) changes.own.push(path);
    else changes.edited.push(path);
  }
  const gone = Object.keys(before.files)
    .filter((path) => !draft.files.has(path) && isWithin(path) && hashOfFile(out, path) !== undefined)
    .sort();
  const asWritten = (path: string) => hashOfFile(out, path) === before.files[path];
  return { ...changes, removed: gone.filter(asWritten), kept: gone.filter((path) => !asWritten(path)) };
}

/** Moves the draft into the folder. All moves happen at one go: nothing of this program comes between them. */
export function place(out: string, draft: Draft, { removed, own }: Pick<Changes, "removed" | "own">): void {
  if (statSync(out, { throwIfNoEntry: false }) === undefined) {
    renameSync(draft.folder, out);
    return;
  }
  for (const path of removed) {
    refuseLinks(out, path);
    rmSync(join(out, path));
    removeEmptyFolders(out, dirname(path));
  }
  // The manifest last: a file that it does not know counts as edited, unless it is what would be written anyway.
  const paths = [...draft.files.keys()].filter((path) => path !== MANIFEST_FILE && !own.includes(path));
  for (const path of [...paths, MANIFEST_FILE]) {
    const target = join(out, path);
    mkdirSync(dirname(target), { recursive: true });
    renameSync(draft.pathOf(path), target);
  }
}

/** A link among the folders would lead the files somewhere else. */
function refuseLinks(out: string, path: string): void {
  const parts = path.split("/");
  for (let length = 1; length <= parts.length; length += 1) {
    const part = parts.slice(0, length).join("/");
    const found = lstatSync(join(out, part), { throwIfNoEntry: false });
    if (found === undefined) return;
    const isFolder = length < parts.length;
    if (found.isSymbolicLink() || found.isDirectory() !== isFolder)
      throw new Refusal(
        `${join(out, part)} is ${found.isSymbolicLink() ? "a link" : isFolder ? "no folder" : "a folder"}, and ${isFolder ? "the project's files would go through it" : "a file of the project has its place there"}. Move it away, or name another folder with --out. Nothing was written.`,
      );
  }
}

/** Paths of a manifest that somebody changed could be anything. */
function isWithin(path: string): boolean {
  return path !== "" && !path.startsWith("/") && !path.split(/[/\\]/).includes("..");
}

function removeEmptyFolders(out: string, folder: string): void {
  for (let each = folder; each !== "."; each = dirname(each)) {
    if (readdirSync(join(out, each)).length > 0) return;
    rmdirSync(join(out, each));
  }
}
