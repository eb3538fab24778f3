/** A repository as a team has it: a bare remote, a person's clone, and a fresh checkout for each job. */

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const REPOSITORY = resolve(__dirname, "../../../..");
const AUTHOR = ["-c", "user.name=Mina Park", "-c", "user.email=mina@lumenforge.example"];

export class TeamRepository {
  /** Mina's clone. */
  readonly clone: string;
  readonly #remote: string;

  private constructor(readonly home: string) {
    this.clone = join(home, "clone");
    this.#remote = join(home, "remote.git");
  }

  /** Its first commit on main is an example of this repository. Inside the repository, so that programs find their packages. */
  static of(example: string): TeamRepository {
    const parent = join(REPOSITORY, ".cache", "e2e");
    mkdirSync(parent, { recursive: true });
    const repository = new TeamRepository(mkdtempSync(join(parent, "team-")));
    cpSync(join(REPOSITORY, "examples", example), repository.clone, { recursive: true });
    execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", repository.#remote]);
    repository.#git("init", "--quiet", "--initial-branch=main");
    repository.#git("remote", "add", "origin", repository.#remote);
    return repository;
  }

  /** Commits everything in the clone and pushes it; returns the commit. */
  push(branch: string, subject: string): string {
    this.#git("add", "--all");
    this.#git("commit", "--quiet", "--message", subject);
    this.#git("push", "--quiet", "--force", "origin", `HEAD:refs/heads/${branch}`);
    return this.#git("rev-parse", "HEAD");
  }

  /** Starts a branch from main, with one file changed, and pushes it. */
  propose(branch: string, file: string, from: string, to: string): string {
    this.#git("checkout", "--quiet", "-B", branch, "origin/main");
    return this.amend(branch, file, from, to);
  }

  /** One more commit on the branch. */
  amend(branch: string, file: string, from: string, to: string): string {
    const path = join(this.clone, file);
    const before = readFileSync(path, "utf8");
    if (!before.includes(from)) throw new Error(`${file} does not hold ${from}`);
    writeFileSync(path, before.replace(from, to));
    return this.push(branch, `${from} becomes ${to}`);
  }

  /** Merges a branch into main, as the button does. */
  merge(branch: string): string {
    this.#git("checkout", "--quiet", "-B", "main", "origin/main");
    this.#git("merge", "--quiet", "--no-ff", "--message", `Merge ${branch}`, branch);
    this.#git("push", "--quiet", "origin", "main");
    return this.#git("rev-parse", "HEAD");
  }

  /** The commit that a pull request would make of main: what its jobs check out. */
  mergePreview(branch: string): string {
    this.#git("checkout", "--quiet", "--detach", "origin/main");
    this.#git("merge", "--quiet", "--no-ff", "--message", `Merge ${branch} into main`, branch);
    const commit = this.#git("rev-parse", "HEAD");
    this.#git("push", "--quiet", "--force", "origin", `HEAD:refs/pull/1/merge`);
    this.#git("checkout", "--quiet", branch);
    return commit;
  }

  /** The newest commit of main. */
  newest(): string {
    return this.#git("rev-parse", "origin/main");
  }

  /** A fresh folder with this commit, as a runner's checkout makes it. */
  checkout(ref: string, commit: string): string {
    const folder = mkdtempSync(join(this.home, "runner-"));
    const git = (...args: string[]) => execFileSync("git", args, { cwd: folder });
    git("init", "--quiet");
    git("remote", "add", "origin", this.#remote);
    git("fetch", "--quiet", "--depth=1", "origin", commit);
    git("checkout", "--quiet", ...(ref.startsWith("refs/heads/") ? ["-B", ref.slice(11)] : ["--detach"]), commit);
    return folder;
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }

  #git(...args: string[]): string {
    return execFileSync("git", [...AUTHOR, ...args], { cwd: this.clone, encoding: "utf8" }).trim();
  }
}
