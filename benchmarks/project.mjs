/** A Pulumi project in a folder of its own, whose commands are timed. */
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../tools/lib/root.mjs";

export class Project {
  #env;

  /** @param program path of the program in the repository */
  constructor(program, env) {
    const parent = join(root, ".cache", "bench");
    mkdirSync(parent, { recursive: true });
    this.folder = mkdtempSync(join(parent, "project-"));
    this.backend = join(this.folder, "backend");
    mkdirSync(this.backend);
    cpSync(join(root, program), join(this.folder, "program.cjs"));
    writeFileSync(join(this.folder, "package.json"), JSON.stringify({ name: "bench", main: "program.cjs" }));
    writeFileSync(join(this.folder, "Pulumi.yaml"), "name: bench\nruntime: nodejs\n");
    this.#env = {
      ...env,
      PULUMI_BACKEND_URL: `file://${this.backend}`,
      PULUMI_CONFIG_PASSPHRASE: "bench",
      NO_COLOR: "1",
    };
  }

  /** Changes the environment of the commands from now on; what is not named stays. */
  use(settings) {
    this.#env = { ...this.#env, ...settings };
  }

  /** Seconds that the command took; an error with its output when it failed. */
  async time(...args) {
    return (await this.run(0, ...args)).seconds;
  }

  /** Seconds that the command took and what it printed; an error when it ends with another code than expected. */
  async run(expected, ...args) {
    const started = performance.now();
    const child = spawn("pulumi", ["--non-interactive", ...args], {
      cwd: this.folder,
      env: this.#env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
    if (code !== expected) throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${output}`);
    return { seconds: (performance.now() - started) / 1000, output };
  }

  /** The checkpoint as the file backend stores it. */
  checkpoint() {
    return readFileSync(join(this.backend, ".pulumi", "stacks", "bench", "bench.json"), "utf8");
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
