/** A pull from beginning to end: reads the account, drafts the project, and brings it to its place. */

import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { Refusal } from "../../provider/lifecycle";
import type { StoreSession } from "../../provider/session";
import type { LeftOut } from "./acceptable";
import { chosenApps, type PulledApp, readApps } from "./account";
import { Draft } from "./draft";
import { withFastlane } from "./fastlane/overlay";
import { type FastlaneTree, readFastlane } from "./fastlane/tree";
import { countImages, type ImageSource, type WithImages, withImages } from "./images";
import { type CatalogFormat, type CatalogPart, catalogPart } from "./items";
import { MANIFEST_FILE, type Manifest, manifestText, readManifest } from "./manifest";
import { namesOf } from "./names";
import { type Changes, changesIn, place } from "./place";
import { type AppProject, appFiles, notesComment, titleOf } from "./program";
import type { Progress } from "./progress";
import { fixedFiles, projectName } from "./project";
import { readme } from "./readme";

export interface PullOptions {
  /** Package names and content ids; empty for all apps. */
  readonly apps: readonly string[];
  readonly out: string;
  readonly catalog: CatalogFormat;
  readonly dryRun: boolean;
  readonly force: boolean;
  /** A fastlane folder whose texts and images take the place of the store's. */
  readonly fromFastlane?: string;
  /** Version of this package, which the project depends on. */
  readonly version: string;
}

export interface Pulled {
  readonly projects: readonly AppProject[];
  readonly changes: Changes;
  /** Whether the files were brought to their place. */
  readonly written: boolean;
  /** Images that could not be downloaded, by the app's content id. */
  readonly failed: readonly (LeftOut & { contentId: string })[];
}

export async function pull(store: StoreSession, options: PullOptions, progress: Progress): Promise<Pulled> {
  const out = resolve(options.out);
  if (statSync(out, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new Refusal(`${options.out} is a file. Name a folder with --out. Nothing was written.`);
  const before = readManifest(out);
  progress.say("Reading the list of apps");
  const ids = await chosenApps(store, options.apps);
  const tree = options.fromFastlane === undefined ? undefined : readFastlane(options.fromFastlane);
  if (tree !== undefined && ids.length !== 1)
    throw new Refusal(`A fastlane folder belongs to one app, and these are ${ids.length}: name the one with --app.`);
  const apps = await readApps(store, ids, progress.counter("apps read", ids.length));
  const draft = new Draft(out);
  const ended = removedAtExit(draft);
  try {
    const { projects, failed } = await drafted(store, apps, { draft, out, before, options, progress, tree });
    const changes = changesIn(out, draft, before);
    const written = !options.dryRun && (options.force || changes.edited.length === 0);
    const { removed, kept, own } = changes;
    if (written) place(out, draft, options.force ? { removed: [...removed, ...kept], own: [] } : { removed, own });
    return { projects, changes, written, failed };
  } finally {
    draft.remove();
    ended();
  }
}

/** Also when the process is told to end. */
function removedAtExit(draft: Draft): () => void {
  const remove = () => draft.remove();
  process.once("exit", remove);
  return () => process.off("exit", remove);
}

interface Drafting {
  readonly draft: Draft;
  readonly out: string;
  readonly before: Manifest;
  readonly options: PullOptions;
  readonly progress: Progress;
  readonly tree: FastlaneTree | undefined;
}

async function drafted(
  store: StoreSession,
  apps: readonly PulledApp[],
  { draft, out, before, options, progress, tree }: Drafting,
): Promise<Pick<Pulled, "projects" | "failed">> {
  const names = namesOf(apps);
  const single = apps.length === 1;
  const images = apps.reduce((sum, { app }) => sum + (app === undefined ? 0 : countImages(app)), 0);
  const addresses = new Map<string, string>();
  const source: ImageSource = { store, draft, out, before, addresses, told: progress.counter("images", images) };
  const works = apps.map(async (app) => {
    const name = names.get(app.contentId) ?? app.contentId;
    const folder = single ? "" : `apps/${name}/`;
    const pictures = app.app && (await withImages(source, folder, app.app));
    const catalog = catalogPart(app.items, options.catalog, folder);
    const project = projectOf(app, name, folder, pictures, catalog);
    const failed = pictures?.failed ?? [];
    if (tree === undefined) return { project, failed };
    if (project.inputs === undefined)
      throw new Refusal(`App ${app.contentId} cannot take the fastlane files, since ${app.notManaged}.`);
    const overlaid = await withFastlane(source, folder, project.inputs, tree);
    const notes = overlaid.leftOut.map(({ path, reason }) => `${path} ${reason}`);
    return {
      project: { ...project, inputs: overlaid.inputs, differs: overlaid.differs, notes: [...project.notes, ...notes] },
      failed,
    };
  });
  await Promise.allSettled(works);
  const done = await Promise.all(works);
  const projects = done.map(({ project }) => project);
  writeProject(draft, projects, single, options);
  draft.write(MANIFEST_FILE, manifestText(draft.files, addresses));
  const failed = done.flatMap(({ project, failed }) =>
    failed.map((each) => ({ ...each, contentId: project.app.contentId })),
  );
  return { projects, failed };
}

function projectOf(
  app: PulledApp,
  name: string,
  folder: string,
  pictures: WithImages | undefined,
  catalog: CatalogPart | undefined,
): AppProject {
  const leftOut = [
    ...app.leftOut,
    ...(pictures?.leftOut ?? []),
    ...(pictures?.failed ?? []),
    ...(catalog?.leftOut ?? []),
  ];
  const notes = [
    ...(app.notManaged === undefined ? [] : [`the listing, since ${app.notManaged}`]),
    ...leftOut.map(({ path, reason }) => `${path} ${reason}`).sort(),
    ...(catalog?.unmanaged ?? []).map(({ id, reason }) => `item ${id} ${reason}`),
  ];
  return { app, name, folder, inputs: pictures?.inputs, catalog, notes, differs: [] };
}

function writeProject(draft: Draft, projects: readonly AppProject[], single: boolean, options: PullOptions): void {
  const imports: string[] = [];
  const others: string[] = [];
  for (const project of projects) {
    for (const [path, content] of project.catalog?.files ?? []) draft.write(path, content);
    const files = appFiles(project, single ? "." : "../..");
    for (const [path, content] of files?.texts ?? []) draft.write(path, content);
    if (files !== undefined && single) draft.write("index.ts", files.code);
    else if (files !== undefined) {
      draft.write(`${project.folder}app.ts`, files.code);
      imports.push(`import "./${project.folder}app";`);
    } else others.push(notesComment(project.notes, titleOf(project.app)));
  }
  if (!draft.files.has("index.ts")) {
    const head = "/** The seller's apps in the Galaxy Store, each in a file of its own. */";
    const parts = [[head, ...imports].join("\n"), ...others, ...(imports.length === 0 ? ["export {};"] : [])];
    draft.write("index.ts", `${parts.join("\n\n")}\n`);
  }
  for (const [path, content] of fixedFiles(projectName(projects), options.version)) draft.write(path, content);
  draft.write("README.md", readme(projects, againIn(options)));
}

/** The command that pulls the same again, in the project's folder. */
function againIn({ apps, catalog }: PullOptions): string {
  const chosen = apps.length === 0 ? "" : ` --app ${[...apps].sort().join(" ")}`;
  return `npx galaxystore pull${chosen}${catalog === "csv" ? "" : ` --catalog ${catalog}`} --out .`;
}

/** Where an app's own program is. */
export function programOf(out: string, { folder }: AppProject): string {
  return join(out, folder === "" ? "index.ts" : `${folder}app.ts`);
}
