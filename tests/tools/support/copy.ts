// A copy of tools/ in a folder of its own, with commands that a test writes as small scripts on an otherwise bare PATH.
import { execFile } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const repository = join(__dirname, "..", "..", "..");

export interface Outcome {
  code: number;
  /** What it printed, then what it said on the error stream. */
  output: string;
  lastLine: string;
}

export class Copy {
  readonly root = mkdtempSync(join(tmpdir(), "galaxystore-tools-"));
  readonly home = join(this.root, "pulumi-home");
  readonly version: string;

  constructor() {
    cpSync(join(repository, "tools"), join(this.root, "tools"), { recursive: true });
    const { devDependencies } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
    this.version = devDependencies.pulumi;
    this.write(
      "package.json",
      JSON.stringify({ devDependencies: { pulumi: this.version }, scripts: { build: "exit 0" } }),
    );
    this.script("node_modules/@pulumi/pulumi/pulumi-resource-pulumi-nodejs", "");
    this.launcher("console.error('pulumi: fetch failed'); process.exit(1);");
  }

  path(...parts: string[]): string {
    return join(this.root, ...parts);
  }

  get engineFolder(): string {
    return join(this.home, "versions", this.version, "bin");
  }

  write(file: string, content: string): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), content);
  }

  read(file: string): string {
    return existsSync(this.path(file)) ? readFileSync(this.path(file), "utf8") : "";
  }

  /** A shell script that can be run by its path. */
  script(file: string, body: string): void {
    this.write(file, `#!/bin/sh\n${body}\n`);
    chmodSync(this.path(file), 0o755);
  }

  link(file: string, target: string): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    symlinkSync(target, this.path(file));
  }

  /** The official launcher's stand-in: the real one would reach for the network. */
  launcher(body: string): void {
    this.write("node_modules/pulumi/run.js", body);
  }

  /** A `pulumi` of some version in a folder, with its Node.js language host unless told otherwise. */
  engineIn(folder: string, version: string, withHost = true): void {
    this.script(`${folder}/pulumi`, `echo v${version}`);
    if (!withHost) return;
    this.script(`${folder}/pulumi-language-nodejs`, "");
    this.script(`${folder}/pulumi-resource-pulumi-nodejs`, "");
  }

  /** A `go` whose builds give a script that names the package, and are recorded in go.log. */
  goIn(folder: string): void {
    this.script(
      `${folder}/go`,
      [
        `echo "$*" >> ${this.path("go.log")}`,
        'while [ "$1" != "-o" ]; do shift; done',
        'printf \'#!/bin/sh\\necho %s\\n\' "$3" > "$2"',
      ].join("\n"),
    );
  }

  removeFile(file: string): void {
    rmSync(this.path(file), { force: true });
  }

  /** The repository's npm packages in place of the stand-ins. */
  useRealPackages(): void {
    rmSync(this.path("node_modules"), { recursive: true, force: true });
    this.link("node_modules", join(repository, "node_modules"));
    this.write("package-lock.json", JSON.stringify({ packages: {} }));
  }

  run(tool: string, folders: string[] = [], args: string[] = []): Promise<Outcome> {
    const PATH = folders.map((folder) => this.path(folder)).join(":");
    const env = { PATH, HOME: this.root, PULUMI_HOME: this.home };
    return new Promise((resolve) => {
      execFile(process.execPath, [this.path("tools", tool), ...args], { env }, (error, stdout, stderr) =>
        resolve({
          code: error ? Number(error.code) : 0,
          output: stdout + stderr,
          lastLine: stdout.trimEnd().split("\n").at(-1) ?? "",
        }),
      );
    });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
