// Notes of merge requests and issues on GitLab, from a job of GitLab CI.
import { all, call, needed } from "./api.mjs";

export function gitlab(env) {
  const api = needed(env, "CI_API_V4_URL", "a runner sets it");
  const project = `${api}/projects/${needed(env, "CI_PROJECT_ID", "a runner sets it")}`;
  const why = "a project access token with the role Reporter and the scope api, as a masked variable of the project";
  const headers = { "private-token": needed(env, "GITLAB_TOKEN", why) };
  const send = (method, path, body) => call(`${project}${path}`, headers, method, body);
  const notes = () =>
    `/merge_requests/${needed(env, "CI_MERGE_REQUEST_IID", "only pipelines of merge requests have it")}/notes`;
  const web = ({ iid }, kind) => `${env.CI_PROJECT_URL}/-/${kind}/${iid}`;
  const noteUrl = ({ id }) => `${web({ iid: env.CI_MERGE_REQUEST_IID }, "merge_requests")}#note_${id}`;

  /** Of the token's own user: others may write the hidden first line too, and a note of theirs cannot be edited. */
  async function own(path) {
    const me = await call(`${api}/user`, headers);
    return (await all(`${project}${path}`, headers)).filter(({ author }) => author?.id === me.id);
  }

  return {
    job: env.CI_JOB_URL,
    comments: async () => (await own(notes())).map((note) => ({ id: note.id, body: note.body, url: noteUrl(note) })),
    addComment: async (body) => noteUrl(await send("POST", notes(), { body })),
    editComment: async (id, body) => noteUrl(await send("PUT", `${notes()}/${id}`, { body })),
    openIssues: async () =>
      (await own("/issues?state=opened")).map((issue) => ({
        id: issue.iid,
        body: issue.description,
        url: web(issue, "issues"),
      })),
    addIssue: async (title, description) => web(await send("POST", "/issues", { title, description }), "issues"),
    editIssue: async (id, description) => web(await send("PUT", `/issues/${id}`, { description }), "issues"),
    async closeIssue(id, word) {
      await send("PUT", `/issues/${id}`, { state_event: "close" });
      await send("POST", `/issues/${id}/notes`, { body: word });
    },
  };
}
