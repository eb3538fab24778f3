// The quickstart's Pulumi project: a copy of the repository's, so that neither its data nor its state touch the clone.
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../lib/root.mjs";
import { Stop } from "../lib/stop.mjs";

const PARTS = ["Pulumi.yaml", "examples/quickstart", "examples/images"];

export class Project {
  #running;
  #stopped = false;

  /** @param environment of child processes, as the setup gives it */
  constructor(environment, store) {
    // Inside the repository, whose node_modules the program's imports then find.
    mkdirSync(join(root, ".cache"), { recursive: true });
    this.folder = mkdtempSync(join(root, ".cache", "quickstart-"));
    for (const part of PARTS) cpSync(join(root, part), join(this.folder, part), { recursive: true });
    mkdirSync(join(this.folder, "state"));
    const key = join(this.folder, "service-account.pem");
    writeFileSync(key, store.account.privateKey, { mode: 0o600 });
    /** What a person exports to go on by hand. */
    this.settings = {
      GALAXY_STORE_ENDPOINT: store.url,
      GALAXY_STORE_SERVICE_ACCOUNT_ID: store.account.serviceAccountId,
      GALAXY_STORE_PRIVATE_KEY: key,
      PULUMI_BACKEND_URL: `file://${join(this.folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "quickstart",
      PULUMI_STACK: "dev",
    };
    const { GALAXY_STORE_ACCESS_TOKEN, ...inherited } = environment;
    this.environment = { ...inherited, ...this.settings };
  }

  /** Runs `pulumi`, printing what `kept` keeps of its lines. Another exit code than the expected one ends the quickstart. */
  async pulumi(args, { expected = 0, kept = () => true } = {}) {
    console.log(`\n   $ pulumi ${args.join(" ")}`);
    const child = spawn("pulumi", [...args, "--non-interactive", "--color", "never"], {
      cwd: this.folder,
      env: this.environment,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const all = [];
    const take = (line) => {
      all.push(line);
      if (kept(line)) console.log(`     ${line.replaceAll("pulumi-nodejs:dynamic/galaxystore:", "")}`);
    };
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", take);
    const ended = new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => resolve(code ?? signal));
    });
    this.#running = { child, ended };
    const code = await ended;
    this.#running = undefined;
    if (code === expected || this.#stopped) return;
    throw Object.assign(
      new Stop(`\`pulumi ${args[0]}\` ended with ${code} instead of ${expected}. All it said:\n\n${all.join("\n")}`),
      { exitCode: typeof code === "number" && code !== 0 ? code : 1 },
    );
  }

  /** Changes a text in the program's data and prints the lines that differ. */
  edit(file, changes) {
    const path = join(this.folder, file);
    const before = readFileSync(path, "utf8");
    let after = before;
    for (const [from, to] of changes) {
      if (!after.includes(from)) throw new Stop(`${file} does not hold ${from}`);
      after = after.replace(from, to);
    }
    writeFileSync(path, after);
    console.log(`\n   ${file}`);
    const lines = after.split("\n");
    for (const [index, line] of before.split("\n").entries())
      if (line !== lines[index]) console.log(`     - ${line.trim()}\n     + ${lines[index].trim()}`);
  }

  /** Lets a running engine stop in order, then removes the copy. */
  async remove() {
    this.#stopped = true;
    if (this.#running) {
      process.kill(-this.#running.child.pid, "SIGINT");
      await this.#running.ended.catch(() => {});
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
