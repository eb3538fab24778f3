/** A Pulumi stack in a folder of its own, driven through the real command with the file backend. */

import { execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";

const REPOSITORY = resolve(__dirname, "../../..");

/** One resource of the program. */
export interface Declared {
  type: "App" | "Binary" | "InAppItem" | "ItemCatalog" | "StagedRollout" | "BetaTest" | "Submission";
  name: string;
  /** `{ $output: "name.property" }` is an output of another resource, `{ $secret: value }` a secret. */
  args: Record<string, unknown>;
  /** The options of these names. */
  customTimeouts?: { create?: string; update?: string };
  retainOnDelete?: boolean;
  ignoreChanges?: string[];
  /** Names of resources that are declared before it. */
  dependsOn?: string[];
}

/** How a command ended. */
export interface Run {
  code: number;
  /** Standard output and standard error, as a person sees them. */
  output: string;
}

/** What `stack export` holds of one resource. */
export interface ExportedResource {
  urn: string;
  type: string;
  id?: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
  initErrors?: string[];
}

export class Stack {
  readonly folder: string;
  #env: NodeJS.ProcessEnv;

  /**
   * @param settings environment of the commands: endpoint and credentials
   * @param folder a program with its packages; default: one that declares what {@link declare} says, in the repository
   */
  constructor(settings: Record<string, string> = {}, folder: string = repositoryProgram()) {
    this.folder = folder;
    mkdirSync(join(this.folder, "backend"));
    this.#env = {
      ...withoutStoreSettings(process.env),
      PULUMI_BACKEND_URL: `file://${join(this.folder, "backend")}`,
      PULUMI_CONFIG_PASSPHRASE: "e2e",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      NO_COLOR: "1",
      ...settings,
    };
  }

  /** The environment of the commands, for other commands that run beside them. */
  get environment(): NodeJS.ProcessEnv {
    return this.#env;
  }

  /** Changes the environment of the commands from now on; what is not named stays. */
  use(settings: Record<string, string>): void {
    this.#env = { ...this.#env, ...settings };
  }

  /** Writes what the program declares from now on. */
  declare(resources: readonly Declared[]): void {
    writeFileSync(join(this.folder, "desired.json"), JSON.stringify(resources, null, 2));
  }

  init(): Promise<Run> {
    return this.succeed("stack", "init", "test");
  }

  /** Brings the store to what the program declares; fails the test when that does not succeed. */
  up(...options: string[]): Promise<Run> {
    return this.succeed("up", "--yes", "--skip-preview", "--diff", ...options);
  }

  preview(...options: string[]): Promise<Run> {
    return this.run("preview", "--diff", ...options);
  }

  /** The nightly question: is the store still as declared? Exit code 0 when it is, 7 when not. */
  drift(): Promise<Run> {
    return this.run("preview", "--refresh", "--diff", "--expect-no-changes");
  }

  refresh(): Promise<Run> {
    return this.succeed("refresh", "--yes", "--skip-preview");
  }

  destroy(): Promise<Run> {
    return this.succeed("destroy", "--yes", "--skip-preview");
  }

  config(key: string, value: string, secret = false): Promise<Run> {
    return this.succeed("config", "set", ...(secret ? ["--secret"] : []), "--", `galaxystore:${key}`, value);
  }

  async export(): Promise<{ text: string; resources: Map<string, ExportedResource> }> {
    const file = join(this.folder, "export.json");
    await this.succeed("stack", "export", "--file", file);
    const text = readFileSync(file, "utf8");
    const { deployment } = JSON.parse(text) as { deployment: { resources?: ExportedResource[] } };
    const own = (deployment.resources ?? []).filter((resource) => resource.type.includes("dynamic/galaxystore"));
    return { text, resources: new Map(own.map((resource) => [resource.urn.split("::").at(-1) ?? "", resource])) };
  }

  async succeed(...args: string[]): Promise<Run> {
    const run = await this.run(...args);
    if (run.code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${run.code}:\n${run.output}`);
    return run;
  }

  async run(...args: string[]): Promise<Run> {
    return (await this.start(...args)).ended;
  }

  /** Starts a command without waiting for its end. `kill` ends it and everything it started, at once; `interrupt` is Ctrl-C. */
  async start(...args: string[]): Promise<{ ended: Promise<Run>; kill: () => void; interrupt: () => void }> {
    const child = spawn("pulumi", ["--non-interactive", ...args], {
      cwd: this.folder,
      env: this.#env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    const ended = new Promise<Run>((done, failed) => {
      child.once("error", failed);
      child.once("close", (code) => done({ code: code ?? -1, output }));
    });
    const { pid } = child;
    return {
      ended,
      kill: () => pid !== undefined && killTree(pid),
      interrupt: () => pid !== undefined && interrupt(pid),
    };
  }

  /**
   * What a kill leaves behind that comes while the file backend writes: it replaces its files in one step, but writes the attributes
   * beside them in place.
   */
  tearAttributes(): void {
    for (const file of this.#attributes()) truncateSync(file);
  }

  /** The way back from there, for all attributes that are torn: the engine does without those that are missing. */
  removeTornAttributes(): void {
    for (const file of this.#attributes()) if (statSync(file).size === 0) rmSync(file);
  }

  #attributes(): string[] {
    const backend = join(this.folder, "backend");
    const files = readdirSync(backend, { recursive: true, encoding: "utf8" });
    return files.filter((file) => file.endsWith(".attrs")).map((file) => join(backend, file));
  }

  /** Remembers what the backend holds; the returned function brings it back. */
  keep(): () => void {
    const backend = join(this.folder, "backend");
    const kept = join(this.folder, "kept");
    cpSync(backend, kept, { recursive: true });
    return () => {
      rmSync(backend, { recursive: true });
      cpSync(kept, backend, { recursive: true });
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function repositoryProgram(): string {
  // Inside the repository, so that the program finds the package through the repository's own node_modules.
  const parent = join(REPOSITORY, ".cache", "e2e");
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "stack-"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: e2e\nruntime: nodejs\n");
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "e2e", main: "program.js" }));
  writeFileSync(join(folder, "desired.json"), "[]");
  cpSync(join(__dirname, "program.js"), join(folder, "program.js"));
  return folder;
}

/** The engine puts its plugins into process groups of their own, so that only parents tell who belongs together. */
function killTree(root: number): void {
  const childrenOf = processChildren();
  const tree = [root];
  for (const parent of tree) tree.push(...childrenOf(parent));
  for (const pid of tree) process.kill(pid, "SIGKILL");
}

/** A terminal sends Ctrl-C to the command, which is a launcher, and to the engine, but not to the engine's plugins. */
function interrupt(launcher: number): void {
  for (const pid of [launcher, ...processChildren()(launcher)]) process.kill(pid, "SIGINT");
}

function processChildren(): (parent: number) => number[] {
  const processes = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  return (parent) => processes.flatMap(([pid, ppid]) => (ppid === parent && pid ? [pid] : []));
}

function withoutStoreSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("GALAXY_STORE_")));
}
