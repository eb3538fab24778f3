/** The README of a project: what was pulled, what was not, and the next commands. */

import { type AppProject, titleOf } from "./program";
import { inMarkdown } from "./text";

/** @param again the command that brings the project up to date */
export function readme(projects: readonly AppProject[], again: string): string {
  const differs = projects.flatMap((project) => project.differs);
  const managed = projects.filter(isManaged);
  const notes = projects.filter(({ notes }) => notes.length > 0);
  return `# Galaxy Store

The apps of this project as \`galaxystore pull\` found them in the Galaxy Store. What the program lists is managed;
everything else stays as it is in the store.

${managed.length === 0 ? "None of the apps can be managed yet.\n" : table(managed)}
## Begin

Credentials come from the environment (\`GALAXY_STORE_SERVICE_ACCOUNT_ID\`, \`GALAXY_STORE_PRIVATE_KEY\`) or from the stack's
configuration (\`galaxystore:serviceAccountId\`, \`galaxystore:privateKey\` as a secret); \`npx galaxystore doctor\` checks them.

\`\`\`console
$ npm install                  # until pulumi-galaxystore is on npm: npm install <path of its .tgz>
$ pulumi login                 # where the state is kept
$ pulumi stack init production
$ pulumi preview               # shows only resources to create
$ pulumi up                    # ${differs.length === 0 ? "takes them over; nothing is written to the store" : "takes them over, and sends what fastlane's files say otherwise"}
$ pulumi preview --refresh --diff --expect-no-changes
\`\`\`

${differs.length === 0 ? "" : `These values come from fastlane's files and are not what the store has; \`pulumi up\` sends them:\n\n${differs.map((path) => `- ${inMarkdown(path)}\n`).join("")}\n`}The last command is the drift check: exit code 0 when the store is as declared, 7 when it is not.

## Go on

- Edit the program or a text, \`pulumi preview --diff\`, have it reviewed, \`pulumi up\`.
- \`${again}\` brings the files up to date after work in the Seller Portal. Files that were edited are never overwritten
  without \`--force\`; \`--dry-run\` shows what would change.
- \`.galaxystore-pull.json\` tells which files were edited; keep it in version control.
${notes.length === 0 ? "" : `\n## Not managed\n\n${notes.map(notesOf).join("\n")}`}`;
}

function isManaged({ app, inputs, catalog }: AppProject): boolean {
  return inputs !== undefined || catalog?.source !== undefined || app.rollout !== undefined || app.beta !== undefined;
}

function table(projects: readonly AppProject[]): string {
  const rows = projects.map((project) => {
    const { app, inputs, catalog } = project;
    const resources = [
      inputs === undefined ? undefined : `listing in ${count(Object.keys(inputs.listings ?? {}).length, "language")}`,
      catalog?.source === undefined ? undefined : count(catalog.managed, "in-app item"),
      app.rollout === undefined ? undefined : `staged rollout at ${app.rollout.rate} percent`,
      app.beta === undefined ? undefined : `closed beta with ${count(app.beta.testers?.length ?? 0, "tester")}`,
    ];
    return `| ${inMarkdown(titleOf(app))} | ${resources.filter((each) => each !== undefined).join(", ")} |`;
  });
  return `| app | managed |\n|---|---|\n${rows.join("\n")}\n`;
}

function notesOf({ app, notes }: AppProject): string {
  return `**${inMarkdown(titleOf(app))}**\n\n${notes.map((note) => `- ${inMarkdown(note)}\n`).join("")}`;
}

export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
