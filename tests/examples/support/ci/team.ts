/** A team that works with examples/12-ci: its repository, the code host, the store, and what is set up on the host for its jobs. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { Gate } from "../../../e2e/support/gate";
import { Postgres } from "../../../support/postgres";
import { TestStore } from "../../../support/testStore";
import { CodeHost } from "./codeHost";
import { type PipelineEvent, runPipeline } from "./pipeline";
import { TeamRepository } from "./repository";
import { type Run, type RunningScript, startScript } from "./shell";
import { type Event, type JobRun, runWorkflow } from "./workflow";

const REPOSITORY = resolve(__dirname, "../../../..");
const STACK = "production";
const SECRETS = { PULUMI_CONFIG_PASSPHRASE: "of the team" };

export class Team {
  readonly repository = TeamRepository.of("12-ci");
  readonly #runner: Record<string, string>;
  readonly #path = [join(__dirname, "tools")];

  private constructor(
    readonly store: TestStore,
    /** What everybody takes for the store. */
    readonly gate: Gate,
    readonly host: CodeHost,
    private readonly postgres: Postgres,
  ) {
    this.#runner = {
      GALAXY_STORE_ENDPOINT: gate.url,
      REPOSITORY_PACKAGES: join(REPOSITORY, "node_modules"),
      REPORT_PAUSE_SECONDS: "0",
      LOCK_PAUSE_SECONDS: "0.2",
    };
  }

  /** The stack is there, and its settings are in the first commit, as the README says. */
  static async start(): Promise<Team> {
    const store = await TestStore.start();
    const team = new Team(store, await Gate.before(store.url), await CodeHost.start(), await Postgres.start());
    await promisify(execFile)("pulumi", ["stack", "init", STACK, "--non-interactive"], {
      cwd: team.repository.clone,
      env: { ...process.env, ...SECRETS, ...team.postgres.settings() },
    });
    team.repository.push("main", "What the store has");
    return team;
  }

  /** The key of the store, as a secret of an environment. */
  get key(): Record<string, string> {
    const { GALAXY_STORE_ENDPOINT: _, ...key } = this.store.settings();
    return key;
  }

  /** Nothing of it may appear anywhere. */
  get secrets(): string[] {
    const aLineOfTheKey = this.key.GALAXY_STORE_PRIVATE_KEY?.split("\n")[1] ?? "";
    return [aLineOfTheKey, SECRETS.PULUMI_CONFIG_PASSPHRASE, this.postgres.settings().PGPASSWORD];
  }

  github(file: "galaxy-store" | "drift", event: Event, key = this.key): Promise<Map<string, JobRun>> {
    const { PULUMI_BACKEND_URL, PGPASSWORD } = this.postgres.settings();
    return runWorkflow(this.repository, `.github/workflows/${file}.yml`, event, {
      repository: "lumenforge/ember-isles",
      apiUrl: this.host.url,
      variables: { PULUMI_BACKEND_URL },
      secrets: { ...SECRETS, PGPASSWORD },
      environments: { "galaxy-store": key, "galaxy-store-nightly": key },
      token: (permissions) => this.host.token(permissions),
      path: this.#path,
      runner: this.#runner,
    });
  }

  gitlab(event: PipelineEvent): Promise<Map<string, Run>> {
    return runPipeline(this.repository, event, {
      variables: {
        ...SECRETS,
        ...this.postgres.settings(),
        CI_API_V4_URL: `${this.host.url}/api/v4`,
        GITLAB_TOKEN: this.host.gitlabToken,
      },
      environments: { "galaxy-store": this.key, "galaxy-store-nightly": this.key },
      path: this.#path,
      runner: this.#runner,
    });
  }

  /** The first `up`, by one of the team: it takes the store over as it is. */
  async upByHand(): Promise<void> {
    const { code, output } = await this.shell("pulumi up --yes --skip-preview --non-interactive").ended;
    assert.equal(code, 0, output);
  }

  /** Somebody's own shell, in the clone. */
  shell(script: string, variables: Record<string, string> = {}): RunningScript {
    return startScript(script, this.repository.clone, this.#path, {
      ...this.#runner,
      ...SECRETS,
      ...this.postgres.settings(),
      ...this.key,
      PULUMI_STACK: STACK,
      ...variables,
    });
  }

  async stop(): Promise<void> {
    this.repository.remove();
    await this.host.stop();
    await this.gate.stop();
    await this.store.stop();
    await this.postgres.remove();
  }
}
