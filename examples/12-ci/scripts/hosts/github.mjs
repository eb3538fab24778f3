// Comments and issues on GitHub, from a job of GitHub Actions.
import { readFileSync } from "node:fs";
import { all, call, needed } from "./api.mjs";

export function github(env) {
  const repository = `${needed(env, "GITHUB_API_URL", "a runner sets it")}/repos/${env.GITHUB_REPOSITORY}`;
  const token = needed(env, "GITHUB_TOKEN", "give the step `github.token` in its environment");
  const headers = {
    authorization: `Bearer ${token}`,
    accept: "application/vnd.github+json",
    "x-github-api-version": "2022-11-28",
  };
  const send = (method, path, body) => call(`${repository}${path}`, headers, method, body);
  // Others may write the hidden first line too, and a comment of theirs cannot be edited.
  const author = env.REPORT_AUTHOR ?? "github-actions[bot]";
  const own = ({ user, pull_request }) => user?.login === author && !pull_request;
  const short = (entry) => ({ id: entry.number ?? entry.id, body: entry.body, url: entry.html_url });
  const comments = () => `/issues/${pullRequest(env)}/comments`;

  return {
    job: `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}`,
    comments: async () => (await all(`${repository}${comments()}`, headers)).filter(own).map(short),
    addComment: async (body) => (await send("POST", comments(), { body })).html_url,
    editComment: async (id, body) => (await send("PATCH", `/issues/comments/${id}`, { body })).html_url,
    openIssues: async () => (await all(`${repository}/issues?state=open`, headers)).filter(own).map(short),
    addIssue: async (title, body) => (await send("POST", "/issues", { title, body })).html_url,
    editIssue: async (id, body) => (await send("PATCH", `/issues/${id}`, { body })).html_url,
    async closeIssue(id, word) {
      await send("PATCH", `/issues/${id}`, { state: "closed", state_reason: "completed" });
      await send("POST", `/issues/${id}/comments`, { body: word });
    },
  };
}

function pullRequest(env) {
  const { pull_request } = JSON.parse(readFileSync(needed(env, "GITHUB_EVENT_PATH", "a runner sets it"), "utf8"));
  if (pull_request === undefined) throw new Error("This job does not run for a pull request.");
  return pull_request.number;
}
