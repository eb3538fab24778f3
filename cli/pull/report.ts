/** What a pull says at its end: for people, and as JSON. */

import { join, relative } from "node:path";
import { styleText } from "node:util";
import type { AppProject } from "./program";
import { titleOf } from "./program";
import { count } from "./readme";
import { type Pulled, programOf } from "./run";
import { oneLine } from "./text";

interface Context {
  readonly out: string;
  readonly dryRun: boolean;
}

export function jsonReport(pulled: Pulled, { out, dryRun, exitCode }: Context & { exitCode: number }) {
  const { added, changed, edited, own, removed, kept, unchanged } = pulled.changes;
  return {
    ok: exitCode === 0,
    exitCode,
    out,
    dryRun,
    written: pulled.written,
    apps: pulled.projects.map((project) => {
      const { app, name, inputs, catalog, notes, differs } = project;
      return {
        contentId: app.contentId,
        packageName: app.packageName ?? null,
        title: app.title,
        status: app.status,
        name,
        resources: resourcesOf(project),
        languages: Object.keys(inputs?.listings ?? {}),
        items: catalog?.managed ?? 0,
        notes,
        differs,
      };
    }),
    files: { added, changed, edited, own, removed, kept, unchanged },
    failedImages: pulled.failed,
  };
}

/** Types of the resources that the program declares. */
function resourcesOf({ app, inputs, catalog }: AppProject): string[] {
  const there = {
    App: inputs !== undefined,
    ItemCatalog: catalog?.source !== undefined,
    StagedRollout: app.rollout !== undefined,
    BetaTest: app.beta !== undefined,
  };
  return Object.entries(there)
    .filter(([, is]) => is)
    .map(([type]) => type);
}

export function textReport(pulled: Pulled, context: Context): string {
  return [...pulled.projects.flatMap((project) => appLines(project, context)), "", ...endLines(pulled, context)].join(
    "\n",
  );
}

function appLines(project: AppProject, { out }: Context): string[] {
  const { app, inputs, catalog, notes, differs } = project;
  const resources = resourcesOf(project);
  const title = styleText("bold", titleOf(app), { stream: process.stdout });
  const what = [
    ...(inputs === undefined ? [] : [count(Object.keys(inputs.listings ?? {}).length, "language")]),
    ...(catalog?.source === undefined ? [] : [count(catalog.managed, "item")]),
  ];
  const managed =
    resources.length === 0
      ? []
      : [`  ${resources.join(", ")}${what.length > 0 ? ` (${what.join(", ")})` : ""} in ${programOf(out, project)}`];
  const warn = (note: string) =>
    `  ${styleText("yellow", "not managed", { stream: process.stdout })}: ${oneLine(note, 400)}`;
  const sent = differs.length === 0 ? [] : [`  from fastlane, to be sent by pulumi up: ${differs.join(", ")}`];
  return [title, ...managed, ...sent, ...notes.map(warn)];
}

/** So many paths are shown of each kind. */
const SHOWN = 20;

function endLines({ changes, written, failed }: Pulled, { out, dryRun }: Context): string[] {
  const { added, changed, edited, own, removed, kept, unchanged } = changes;
  const blocked = edited.length > 0 && !written;
  const kinds = {
    new: added,
    changed,
    removed,
    edited,
    "your own, stays": own,
    "edited, no longer part of the project": kept,
  };
  const paths = Object.entries(kinds).flatMap(([kind, list]) => {
    if (!dryRun && !(blocked && kind === "edited")) return [];
    const more = list.length > SHOWN ? [`  and ${list.length - SHOWN} more`] : [];
    return [...list.slice(0, SHOWN).map((path) => `  ${kind}: ${join(out, path)}`), ...more];
  });
  const numbers = [
    count(added.length, "new file"),
    `${changed.length + (written ? edited.length : 0)} changed`,
    `${removed.length} removed`,
    `${unchanged} as they were`,
    ...(own.length === 0 ? [] : [`${own.length} of your own`]),
  ].join(", ");
  return [
    ...paths,
    ...(failed.length > 0 ? [`${count(failed.length, "image")} could not be downloaded; pull again later.`] : []),
    ending({ numbers, blocked, written, dryRun, out, edited: edited.length }),
  ];
}

interface Ending extends Context {
  readonly numbers: string;
  readonly blocked: boolean;
  readonly written: boolean;
  readonly edited: number;
}

function ending({ numbers, blocked, written, dryRun, out, edited }: Ending): string {
  const files = `${edited} ${edited === 1 ? "file is" : "files are"} not as the last pull wrote ${edited === 1 ? "it" : "them"}`;
  if (dryRun)
    return `Nothing was written. A pull would leave in ${out}: ${numbers}.${edited > 0 ? ` It would stop, since ${files}; --force overwrites.` : ""}`;
  if (blocked)
    return `Nothing was written, since ${files}. Name another folder with --out and take over from there what you want, or overwrite with --force.`;
  const folder = relative(process.cwd(), out) === "" ? "" : `cd ${out} && `;
  return written ? `${out}: ${numbers}. Next: ${folder}npm install, then see README.md.` : "";
}
