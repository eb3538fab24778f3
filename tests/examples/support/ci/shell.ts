/** Lines of a workflow in bash, with the environment of a runner and nothing of the test's own. */

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

export interface Run {
  readonly code: number;
  readonly output: string;
}

export interface RunningScript {
  readonly output: string;
  readonly ended: Promise<Run>;
  /** Is over when it has printed what matches. */
  printed(pattern: RegExp): Promise<void>;
}

export function runScript(
  script: string,
  folder: string,
  path: readonly string[],
  variables: Record<string, string>,
): Promise<Run> {
  return startScript(script, folder, path, variables).ended;
}

export function startScript(
  script: string,
  folder: string,
  path: readonly string[],
  variables: Record<string, string>,
): RunningScript {
  const files = mkdtempSync(join(tmpdir(), "galaxystore-script-"));
  const file = join(files, "step.sh");
  writeFileSync(file, script);
  const child = spawn("bash", ["-e", file], {
    cwd: folder,
    env: {
      PATH: [...path, process.env.PATH].join(":"),
      HOME: homedir(),
      LANG: "C.UTF-8",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      NO_COLOR: "1",
      ...variables,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      for (const look of watchers) look();
    });
  const ended = new Promise<Run>((done, failed) => {
    child.once("error", failed);
    child.once("close", (code) => done({ code: code ?? -1, output }));
  }).finally(() => rmSync(files, { recursive: true }));
  return {
    get output() {
      return output;
    },
    ended,
    printed: (pattern) =>
      new Promise((done, failed) => {
        const look = () => {
          if (pattern.test(output)) done();
        };
        watchers.add(look);
        look();
        ended.then(() => failed(new Error(`it ended before ${pattern}: ${output}`)), failed);
      }),
  };
}
