/** Runs a GitHub workflow file as a runner does, as far as the recipes use it: what it does not know is an error, so that no line goes untested. */

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { type Context, holds, interpolate } from "./expression";
import type { TeamRepository } from "./repository";
import { type Run, runScript } from "./shell";

const env = z.record(z.string(), z.string()).default({});
const permissions = z.record(z.string(), z.enum(["read", "write", "none"]));

const step = z.strictObject({
  id: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  run: z.string().optional(),
  env,
});
const job = z.strictObject({
  if: z.string().optional(),
  needs: z.string().optional(),
  "runs-on": z.literal("ubuntu-latest"),
  "timeout-minutes": z.number().min(5),
  permissions: permissions.optional(),
  environment: z.string().optional(),
  concurrency: z.union([z.string(), z.strictObject({ group: z.string(), "cancel-in-progress": z.boolean() })]),
  env,
  steps: z.array(step),
});
const workflow = z.strictObject({
  name: z.string(),
  on: z.strictObject({
    pull_request: z.null().optional(),
    push: z.strictObject({ branches: z.array(z.string()) }).optional(),
    schedule: z.array(z.strictObject({ cron: z.string().regex(/^(\S+ ){4}\S+$/) })).optional(),
    workflow_dispatch: z.looseObject({}).nullable().optional(),
  }),
  permissions,
  env,
  jobs: z.record(z.string(), job),
});
type Job = z.infer<typeof job>;

/** What these do, the runner has done: the checkout, Node and the engine are there. */
const SET_UP = ["actions/checkout@v4", "actions/setup-node@v4", "pulumi/actions@v6"];

export type Event =
  | { name: "pull_request"; branch: string; number: number; commit: string; fork?: boolean }
  | { name: "push" | "schedule" | "workflow_dispatch"; commit: string; inputs?: Record<string, boolean> };

/** What is set up for the repository on GitHub. */
export interface Settings {
  repository: string;
  apiUrl: string;
  variables: Record<string, string>;
  secrets: Record<string, string>;
  /** Secrets of each environment, which only a job that names it has. */
  environments: Record<string, Record<string, string>>;
  /** A token with the permissions of one job. */
  token(permissions: Record<string, string>): string;
  /** What people have on the runner's PATH, first. */
  path: readonly string[];
  /** Further variables of the runner, which no workflow sets: the store that is this test's. */
  runner: Record<string, string>;
}

export interface JobRun extends Run {
  readonly summary: string;
  readonly environment: string | undefined;
}

/** Runs the jobs that the event starts; those that are skipped are absent. */
export async function runWorkflow(
  repository: TeamRepository,
  file: string,
  event: Event,
  settings: Settings,
): Promise<Map<string, JobRun>> {
  const { on, jobs, ...shared } = workflow.parse(parse(readFileSync(join(repository.clone, file), "utf8")));
  assert.ok(event.name in on, `${file} does not run on ${event.name}`);
  const runs = new Map<string, JobRun>();
  for (const [name, each] of Object.entries(jobs)) {
    const before = each.needs === undefined ? undefined : runs.get(each.needs);
    if (each.needs !== undefined && before?.code !== 0) continue;
    if (!holds(each.if, contextOf(event, settings), { failed: false })) continue;
    runs.set(name, await runJob(repository, each, shared, event, settings));
  }
  return runs;
}

function contextOf(event: Event, { repository }: Settings): { github: Context; inputs: Context } {
  const isPull = event.name === "pull_request";
  return {
    github: {
      event_name: event.name,
      repository,
      ref: isPull ? `refs/pull/${event.number}/merge` : "refs/heads/main",
      event: isPull
        ? {
            pull_request: {
              number: event.number,
              head: { repo: { full_name: event.fork ? "somebody/fork" : repository } },
            },
          }
        : {},
    },
    inputs: (isPull ? undefined : event.inputs) ?? {},
  };
}

async function runJob(
  repository: TeamRepository,
  { steps, environment, ...job }: Job,
  shared: { permissions: Record<string, string>; env: Record<string, string> },
  event: Event,
  settings: Settings,
): Promise<JobRun> {
  const { github, inputs } = contextOf(event, settings);
  const token = settings.token(job.permissions ?? shared.permissions);
  const context = {
    github: { ...github, token },
    inputs,
    vars: settings.variables,
    secrets: {
      ...settings.secrets,
      ...(environment !== undefined && (settings.environments[environment] ?? assert.fail(`no ${environment}`))),
    },
    steps: {} as Record<string, Context>,
  };
  const values = (variables: Record<string, string>) =>
    Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, interpolate(value, context)]));

  const isPull = event.name === "pull_request";
  const workspace = repository.checkout(String(github.ref), event.commit);
  const files = mkdtempSync(join(tmpdir(), "galaxystore-runner-"));
  const summary = join(files, "summary.md");
  const eventFile = join(files, "event.json");
  writeFileSync(eventFile, JSON.stringify(github.event));
  writeFileSync(summary, "");
  const runner = {
    ...settings.runner,
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_API_URL: settings.apiUrl,
    GITHUB_SERVER_URL: "https://github.example",
    GITHUB_REPOSITORY: settings.repository,
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: eventFile,
    GITHUB_REF: String(github.ref),
    GITHUB_REF_NAME: isPull ? `${event.number}/merge` : "main",
    GITHUB_SHA: event.commit,
    GITHUB_RUN_ID: "7001",
    GITHUB_STEP_SUMMARY: summary,
  };
  const kept: Record<string, string> = {};
  let code = 0;
  let output = "";
  try {
    for (const [index, each] of steps.entries()) {
      if (!holds(each.if, context, { failed: code !== 0 })) continue;
      if (each.uses !== undefined) {
        assert.ok(SET_UP.includes(each.uses), `the runner does not know ${each.uses}`);
        continue;
      }
      assert.ok(each.run !== undefined, "a step has neither `uses` nor `run`");
      const outputs = join(files, `outputs-${index}`);
      const more = join(files, `env-${index}`);
      for (const file of [outputs, more]) writeFileSync(file, "");
      const run = await runScript(interpolate(each.run, context), workspace, settings.path, {
        ...runner,
        ...kept,
        ...values(shared.env),
        ...values(job.env),
        ...values(each.env),
        GITHUB_OUTPUT: outputs,
        GITHUB_ENV: more,
      });
      output += run.output;
      if (run.code !== 0) code ||= run.code;
      Object.assign(kept, assignments(more));
      if (each.id !== undefined) context.steps[each.id] = { outputs: assignments(outputs) };
    }
    return { code, output, summary: readFileSync(summary, "utf8"), environment };
  } finally {
    rmSync(files, { recursive: true });
    assert.ok(existsSync(join(workspace, "Pulumi.yaml")));
    rmSync(workspace, { recursive: true });
  }
}

function assignments(file: string): Record<string, string> {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return Object.fromEntries(
    lines.map((line) => {
      const [name = "", ...value] = line.split("=");
      assert.ok(value.length > 0, `${line} is no assignment`);
      return [name, value.join("=")];
    }),
  );
}
