// Tells people what a job found, once: one comment of a pull request, one issue about drift. Neither is doubled when a job runs again.
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { github } from "./hosts/github.mjs";
import { gitlab } from "./hosts/gitlab.mjs";

const USAGE = `usage: node scripts/report.mjs comment <file>      the comment of the pull request
       node scripts/report.mjs issue open <file>   the issue about drift: opened, or brought up to date
       node scripts/report.mjs issue close         closed, when it is open`;
const TRIES = 3;

const stack = process.env.PULUMI_STACK ?? "default";
const ours = (text, marker) => (text ?? "").split("\n")[0].trim() === marker;

/** Stands in the place of a comment of an earlier push, which would look like one of this push. */
const NO_PREVIEW = (job) => `<!-- galaxystore:preview-comment ${stack} -->
## Galaxy Store: no preview

It could not be made; [the job](${job}) says why.
`;

/** The first line of the file is hidden from readers, and tells the comment from those of other stacks. */
async function comment(host, file) {
  const body = existsSync(file) ? readFileSync(file, "utf8") : NO_PREVIEW(host.job);
  const marker = body.split("\n")[0].trim();
  const found = (await host.comments()).find((each) => ours(each.body, marker));
  if (found === undefined) return `commented: ${await host.addComment(body)}`;
  if (found.body.trim() === body.trim()) return `the comment says it already: ${found.url}`;
  return `the comment is brought up to date: ${await host.editComment(found.id, body)}`;
}

const DRIFT = `<!-- galaxystore:drift-issue ${stack} -->`;

async function openIssue(host, file) {
  const body = `${DRIFT}\n${readFileSync(file, "utf8")}`;
  const found = (await host.openIssues()).find((each) => ours(each.body, DRIFT));
  if (found === undefined)
    return `opened: ${await host.addIssue(`The Galaxy Store is not as declared (${stack})`, body)}`;
  if (found.body.trim() === body.trim()) return `the open issue says it already: ${found.url}`;
  return `the open issue is brought up to date: ${await host.editIssue(found.id, body)}`;
}

async function closeIssue(host) {
  const found = (await host.openIssues()).find((each) => ours(each.body, DRIFT));
  if (found === undefined) return "no issue is open";
  await host.closeIssue(found.id, `The store is as declared again: ${host.job}`);
  return `closed: ${found.url}`;
}

function jobOf([what, word, file]) {
  if (what === "comment" && word) return (host) => comment(host, word);
  if (what === "issue" && word === "open" && file) return (host) => openIssue(host, file);
  if (what === "issue" && word === "close") return closeIssue;
  throw new Error(USAGE);
}

function hostOf(env) {
  if (env.GITHUB_ACTIONS === "true") return github(env);
  if (env.GITLAB_CI === "true") return gitlab(env);
  throw new Error("This is neither a job of GitHub Actions nor of GitLab CI: there is nowhere to report to.");
}

try {
  const job = jobOf(process.argv.slice(2));
  const host = hostOf(process.env);
  for (let left = TRIES - 1; ; left -= 1)
    try {
      // What a lost answer left behind is found when it looks again.
      console.log(await job(host));
      break;
    } catch (error) {
      if (left === 0 || !error.passing) throw error;
      await sleep(Number(process.env.REPORT_PAUSE_SECONDS ?? 5) * 1000);
    }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
