/** A person's shell: what one command sets and where it goes holds for the next. */

import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import type { Run } from "../../e2e/support/stack";

const END = "the command has ended with";

export class Shell {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;

  constructor(folder: string, variables: Record<string, string>) {
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true", NO_COLOR: "1", ...variables };
    // Both streams in one, in the order in which they are written.
    this.#child = spawn("bash", ["-c", "exec bash 2>&1"], { cwd: folder, env, stdio: ["pipe", "pipe", "inherit"] });
    this.#child.stdout.setEncoding("utf8");
  }

  run(command: string): Promise<Run> {
    return new Promise((done, failed) => {
      let output = "";
      const listen = (text: string) => {
        output += text;
        const end = new RegExp(`\\n${END} (\\d+)\\n`).exec(output);
        if (end === null) return;
        this.#child.stdout.off("data", listen);
        this.#child.off("close", close);
        done({ code: Number(end[1]), output: output.slice(0, end.index) });
      };
      const close = () => failed(new Error(`the shell has ended: ${output}`));
      this.#child.stdout.on("data", listen);
      this.#child.once("close", close);
      this.#child.stdin.write(`{ ${command}\n} </dev/null; printf '\\n${END} %s\\n' $?\n`);
    });
  }

  end(): void {
    this.#child.kill();
  }
}
