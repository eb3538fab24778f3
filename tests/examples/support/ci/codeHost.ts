/** The part of GitHub's and GitLab's APIs that holds comments and issues, on loopback: who may write what, pages, and limits as theirs. */

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface Entry {
  readonly id: number;
  readonly author: string;
  body: string;
}

export interface Issue extends Entry {
  title: string;
  state: "open" | "closed";
  readonly comments: Entry[];
}

type Permissions = Record<string, string>;
type Answer = { status: number; body?: unknown };

/** A comment of either host holds as much; GitLab takes more. */
const MOST = 65_536;
const AUTHOR = "github-actions[bot]";
const GITLAB_TOKEN = "glpat-of-the-test";

export class CodeHost {
  /** Comments of the one pull request, number 1. */
  readonly comments: Entry[] = [];
  readonly issues: Issue[] = [];
  /** Answers that get lost, after the work is done: the next writes. */
  losesAnswers = 0;
  /** What was written, as method and path. */
  readonly writes: string[] = [];
  readonly #tokens = new Map<string, Permissions>();
  readonly #server: Server;
  #ids = 100;

  private constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(): Promise<CodeHost> {
    const host = new CodeHost();
    host.#server.listen(0, "127.0.0.1");
    await once(host.#server, "listening");
    return host;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  readonly gitlabToken = GITLAB_TOKEN;

  /** As a runner gets one for a job. */
  token(permissions: Permissions): string {
    const token = `ghs_${randomUUID()}`;
    this.#tokens.set(token, permissions);
    return token;
  }

  /** What somebody else writes. */
  somebodySays(body: string, author = "omar"): void {
    this.comments.push({ id: ++this.#ids, author, body });
  }

  somebodyReports(title: string, body: string, author = "omar"): void {
    this.issues.push({ id: ++this.#ids, author, title, body, state: "open", comments: [] });
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? "GET";
    const url = new URL(request.url ?? "/", this.url);
    const body = await text(request);
    const sent = body === "" ? {} : (JSON.parse(body) as Record<string, string>);
    if (method !== "GET") this.writes.push(`${method} ${url.pathname}`);
    const answer = url.pathname.startsWith("/api/v4/")
      ? this.#gitlab(method, url, sent, String(request.headers["private-token"]))
      : this.#github(method, url, sent, String(request.headers.authorization).replace(/^Bearer /, ""));
    if (method !== "GET" && this.losesAnswers > 0) {
      this.losesAnswers -= 1;
      response.writeHead(502).end("bad gateway");
      return;
    }
    response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body ?? {}));
  }

  #github(method: string, url: URL, sent: Record<string, string>, token: string): Answer {
    const may = this.#tokens.get(token);
    if (may === undefined) return { status: 401, body: { message: "Bad credentials" } };
    const path = url.pathname.replace("/repos/lumenforge/ember-isles", "");
    const writes = (...areas: string[]) => method === "GET" || areas.some((area) => may[area] === "write");
    const comment = (entry: Entry) => ({
      ...entry,
      user: { login: entry.author },
      html_url: `${this.url}#${entry.id}`,
    });
    const issue = (entry: Issue) => ({ ...comment(entry), number: entry.id, title: entry.title, state: entry.state });
    const forbidden = { status: 403, body: { message: "Resource not accessible by integration" } };
    if ((sent.body?.length ?? 0) > MOST) return { status: 422, body: { message: "Body is too long" } };

    if (path === "/issues/1/comments") {
      if (!writes("pull-requests", "issues")) return forbidden;
      if (method === "GET") return paged(this.comments.map(comment), url);
      return { status: 201, body: comment(this.#add(this.comments, sent.body)) };
    }
    const edited = /^\/issues\/comments\/(\d+)$/.exec(path);
    if (edited) {
      const found = this.comments.find(({ id }) => id === Number(edited[1]));
      if (!writes("pull-requests", "issues") || found?.author !== AUTHOR) return forbidden;
      found.body = sent.body ?? found.body;
      return { status: 200, body: comment(found) };
    }
    if (!writes("issues")) return forbidden;
    if (path === "/issues" && method === "GET")
      return paged(this.issues.filter(({ state }) => state === url.searchParams.get("state")).map(issue), url);
    if (path === "/issues") return { status: 201, body: issue(this.#open(sent.title, sent.body)) };
    const found = this.#issue(/^\/issues\/(\d+)(\/comments)?$/.exec(path)?.[1]);
    if (found === undefined) return { status: 404, body: { message: "Not Found" } };
    if (path.endsWith("/comments")) return { status: 201, body: comment(this.#add(found.comments, sent.body)) };
    found.body = sent.body ?? found.body;
    if (sent.state === "closed") found.state = "closed";
    return { status: 200, body: issue(found) };
  }

  #gitlab(method: string, url: URL, sent: Record<string, string>, token: string): Answer {
    if (token !== GITLAB_TOKEN) return { status: 401, body: { message: "401 Unauthorized" } };
    if (url.pathname === "/api/v4/user") return { status: 200, body: { id: AUTHOR } };
    const path = url.pathname.replace("/api/v4/projects/42", "");
    const note = (entry: Entry) => ({ ...entry, author: { id: entry.author } });
    const issue = ({ id, author, title, body, state }: Issue) => ({
      iid: id,
      author: { id: author },
      title,
      description: body,
      state: state === "open" ? "opened" : "closed",
    });

    if (path === "/merge_requests/1/notes" && method === "GET") return paged(this.comments.map(note), url);
    if (path === "/merge_requests/1/notes") return { status: 201, body: note(this.#add(this.comments, sent.body)) };
    const edited = this.comments.find(({ id }) => path === `/merge_requests/1/notes/${id}`);
    if (edited) {
      edited.body = sent.body ?? edited.body;
      return { status: 200, body: note(edited) };
    }
    if (path === "/issues" && method === "GET")
      return paged(
        this.issues.filter(({ state }) => url.searchParams.get("state") === "opened" && state === "open").map(issue),
        url,
      );
    if (path === "/issues") return { status: 201, body: issue(this.#open(sent.title, sent.description)) };
    const found = this.#issue(/^\/issues\/(\d+)(\/notes)?$/.exec(path)?.[1]);
    if (found === undefined) return { status: 404, body: { message: "404 Not found" } };
    if (path.endsWith("/notes")) return { status: 201, body: note(this.#add(found.comments, sent.body)) };
    found.body = sent.description ?? found.body;
    if (sent.state_event === "close") found.state = "closed";
    return { status: 200, body: issue(found) };
  }

  #issue(id: string | undefined): Issue | undefined {
    return this.issues.find((each) => String(each.id) === id);
  }

  #add(to: Entry[], body = ""): Entry {
    const entry = { id: ++this.#ids, author: AUTHOR, body };
    to.push(entry);
    return entry;
  }

  #open(title = "", body = ""): Issue {
    assert.notEqual(title, "");
    const issue: Issue = { id: ++this.#ids, author: AUTHOR, title, body, state: "open", comments: [] };
    this.issues.push(issue);
    return issue;
  }
}

function paged(entries: readonly unknown[], url: URL): Answer {
  const size = Number(url.searchParams.get("per_page") ?? 30);
  const page = Number(url.searchParams.get("page") ?? 1);
  return { status: 200, body: entries.slice((page - 1) * size, page * size) };
}
