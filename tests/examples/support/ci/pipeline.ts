/** Runs a .gitlab-ci.yml as a runner does, as far as the recipe uses it: what it does not know is an error. */

import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { TeamRepository } from "./repository";
import { type Run, runScript } from "./shell";

const rules = z.array(z.strictObject({ if: z.string().optional(), when: z.enum(["manual", "never"]).optional() }));
const job = z.strictObject({
  rules,
  needs: z.array(z.string()).default([]),
  interruptible: z.boolean().optional(),
  environment: z.string().optional(),
  resource_group: z.string().optional(),
  script: z.array(z.string()),
});
const pipeline = z
  .object({
    workflow: z.strictObject({ rules }),
    variables: z.record(z.string(), z.string()),
    default: z.strictObject({ image: z.string(), before_script: z.array(z.string()) }),
  })
  .catchall(job);

export interface PipelineEvent {
  source: "merge_request_event" | "push" | "schedule";
  commit: string;
}

export interface PipelineSettings {
  /** Variables of the project. */
  variables: Record<string, string>;
  /** Variables that only a job of the environment has. */
  environments: Record<string, Record<string, string>>;
  path: readonly string[];
  runner: Record<string, string>;
}

/** Runs the jobs that the event starts, and presses the button of those that wait for it. */
export async function runPipeline(
  repository: TeamRepository,
  { source, commit }: PipelineEvent,
  settings: PipelineSettings,
): Promise<Map<string, Run>> {
  const file = pipeline.parse(parse(readFileSync(join(repository.clone, ".gitlab-ci.yml"), "utf8")));
  const { workflow, variables, default: defaults, ...jobs } = file;
  const isMergeRequest = source === "merge_request_event";
  const predefined: Record<string, string> = {
    CI: "true",
    GITLAB_CI: "true",
    CI_PIPELINE_SOURCE: source,
    CI_DEFAULT_BRANCH: "main",
    CI_PROJECT_ID: "42",
    CI_PROJECT_URL: "https://gitlab.example/lumenforge/ember-isles",
    CI_JOB_URL: "https://gitlab.example/lumenforge/ember-isles/-/jobs/7001",
    ...(isMergeRequest ? { CI_MERGE_REQUEST_IID: "1" } : { CI_COMMIT_BRANCH: "main" }),
  };
  assert.notEqual(chosen(workflow.rules, predefined), "never", `no pipeline for ${source}`);

  const runs = new Map<string, Run>();
  for (const [name, each] of Object.entries(jobs as Record<string, z.infer<typeof job>>)) {
    if (chosen(each.rules, predefined) === "never") continue;
    if (each.needs.some((other) => runs.get(other)?.code !== 0)) continue;
    const scoped = each.environment === undefined ? {} : settings.environments[each.environment];
    assert.ok(scoped, `there is no environment ${each.environment}`);
    const folder = repository.checkout("detached", commit);
    try {
      const script = ["set -o pipefail", ...defaults.before_script, ...each.script].join("\n");
      const all = { ...settings.runner, ...predefined, ...settings.variables, ...scoped, ...variables };
      runs.set(name, await runScript(script, folder, settings.path, all));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return runs;
}

/** What the first rule that holds says; without one the job is not part of the pipeline. */
function chosen(list: z.infer<typeof rules>, variables: Record<string, string>): "on_success" | "manual" | "never" {
  const rule = list.find((each) => each.if === undefined || holds(each.if, variables));
  return rule === undefined ? "never" : (rule.when ?? "on_success");
}

function holds(condition: string, variables: Record<string, string>): boolean {
  return condition.split("||").some((alternative) =>
    alternative.split("&&").every((comparison) => {
      const found = /^\s*(\$\w+|"[^"]*")\s*(==|!=)\s*(\$\w+|"[^"]*")\s*$/.exec(comparison);
      assert.ok(found, `${comparison} is not known here`);
      const [left, right] = [found[1], found[3]].map((side = "") =>
        side.startsWith("$") ? variables[side.slice(1)] : side.slice(1, -1),
      );
      return (left === right) === (found[2] === "==");
    }),
  );
}
