/** A preview as one comment of a pull request, the most important first. */

import { some } from "../../provider/lists";
import { appSection } from "../changes/appSection";
import { type Block, fitted, type Section, type Sides } from "../changes/blocks";
import type { Change } from "../changes/change";
import { differences } from "../changes/differences";
import { code, fence } from "../markdown";
import { byApp } from "../preview/apps";
import type { Preview, Resource } from "../preview/digest";
import { counted, cut } from "../text";
import { ordered, type Warning, warningsOf } from "./warnings";

export interface CommentOptions {
  /** Tells this comment from others of the same pull request. */
  readonly marker: string;
  readonly maxBytes: number;
}

/** What `--json` prints. */
export interface PreviewComment {
  /** Hidden first line, by which CI finds the comment again. */
  readonly marker: string;
  readonly body: string;
  /** Whether the preview itself failed. */
  readonly failed: boolean;
  readonly apps: number;
  readonly changes: number;
  readonly warnings: readonly Warning[];
  readonly shortened: number;
  readonly leftOut: number;
}

const SIDES: Sides = { before: "now", after: "after", planned: true };

export function previewComment(preview: Preview, { marker: id, maxBytes }: CommentOptions): PreviewComment {
  const marker = `<!-- galaxystore:preview-comment ${id} -->`;
  const failed = preview.problems.length > 0;
  // What was seen before a failure is no whole picture, and would read like one.
  const apps = failed ? [] : byApp(preview.resources).map((app) => ({ app, changes: app.resources.flatMap(changeOf) }));
  const changed = apps.filter(({ changes }) => changes.length > 0);
  const count = changed.reduce((sum, { changes }) => sum + changes.length, 0);
  const warnings = ordered(changed.flatMap(({ app, changes }) => warningsOf(app, changes)));
  const sections: Section[] = [
    { heading: "", blocks: [...problemBlocks(preview), ...warningBlocks(warnings)] },
    ...changed.map(({ app, changes }) => appSection(app, changes, SIDES)),
    { heading: "", blocks: [...noteBlocks(preview), ...otherBlocks(preview)] },
  ];
  const title = failed
    ? "Galaxy Store: the preview failed"
    : count === 0
      ? "Galaxy Store: nothing to do"
      : `Galaxy Store: ${counted(count, "change")} in ${counted(changed.length, "app")}`;
  const top = `${marker}\n## ${title}\n\n${basis(preview, count)}`;
  const { text, shortened, leftOut } = fitted(top, sections, "", maxBytes);
  return { marker, body: text, failed, apps: changed.length, changes: count, warnings, shortened, leftOut };
}

function changeOf(resource: Resource): Change[] {
  if (resource.op === "same") return [];
  const { before, after } = resource;
  return [{ resource, before, after, differences: differences(resource.type, before, after) }];
}

function basis({ stack, refreshed, problems }: Preview, count: number): string {
  const of = stack === undefined ? "" : `Stack ${code(stack)}. `;
  if (problems.length > 0) return `${of}Nothing was changed, in the store or in the stack.`;
  if (count === 0)
    return `${of}${refreshed ? "The store is as the program declares it." : "The program declares what the last `pulumi up` left."}`;
  return `${of}${
    refreshed
      ? "Held against the store as it is now."
      : "Held against what the last `pulumi up` left; edits in the Seller Portal since then are not seen (`--refresh` sees them)."
  }`;
}

const PROBLEMS = 30;

function problemBlocks({ problems }: Preview): Block[] {
  if (problems.length === 0) return [];
  const text = (limit: number, longest: number) =>
    [
      ...problems.slice(0, limit).map(({ resource, message }) => {
        const lines = message.split("\n").map((line) => cut(line, longest));
        return [resource === undefined ? "" : `**${code(resource)}**`, fence(lines.slice(0, 20), "text")]
          .filter(Boolean)
          .join("\n\n");
      }),
      ...(problems.length > limit ? [`and ${counted(problems.length - limit, "more problem")}`] : []),
    ].join("\n\n");
  return [
    {
      importance: 200,
      renditions: [text(PROBLEMS, 1000), text(5, 300), text(1, 200), `- ${counted(problems.length, "problem")}`],
    },
  ];
}

function warningBlocks(warnings: readonly Warning[]): Block[] {
  if (warnings.length === 0) return [];
  const text = (limit: number) =>
    [
      "> [!WARNING]",
      ...warnings.slice(0, limit).map(({ text }) => `> - ${text}`),
      ...(warnings.length > limit ? [`> - and ${counted(warnings.length - limit, "more warning")}`] : []),
    ].join("\n");
  const limits = [50, 20, 5, 1].filter((limit, index) => index === 0 || limit < warnings.length);
  return [{ importance: 150, renditions: [...limits.map(text), `- ${counted(warnings.length, "warning")}`] }];
}

const NOTES = 20;

/** What the tables and warnings of the comment say with more words. */
const SAID_ALREADY = /^(exclusive (will remove|deletes|removes) |\d+ items? (new|changed|taken out) )/;

function isNews(note: string): boolean {
  // A sentence of the provider begins with its object, or goes on from the one before.
  return !SAID_ALREADY.test(note) && !SAID_ALREADY.test(note.replace(/^.+?: /, ""));
}

function noteBlocks({ notes: all, problems }: Preview): Block[] {
  const notes = all.filter(isNews);
  if (notes.length === 0) return [];
  const lines = notes.slice(0, NOTES).flatMap((note) => note.split("\n").map((line) => cut(line, 500)));
  const more = notes.length > NOTES ? `\n\nand ${notes.length - NOTES} more` : "";
  return [
    {
      importance: problems.length > 0 ? 120 : 30,
      renditions: [
        `#### The run also said\n\n${fence(lines, "text")}${more}`,
        `- The run also said ${counted(notes.length, "thing")}`,
      ],
    },
  ];
}

function otherBlocks({ others, problems }: Preview): Block[] {
  if (others.length === 0 || problems.length > 0) return [];
  const names = some(
    others.map(({ op, type, name }) => `${op} ${code(`${type} ${name}`)}`),
    10,
  );
  const short = `*Beside the Galaxy Store: ${counted(others.length, "other resource")}`;
  return [{ importance: 10, renditions: [`${short}: ${names}.*`, `${short}.*`] }];
}
