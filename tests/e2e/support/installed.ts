/** The packed package as users get it: made by `npm pack`, installed by npm or pnpm in a folder outside the repository. */

import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const REPOSITORY = resolve(__dirname, "../../..");
const command = promisify(execFile);

const { devDependencies } = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8")) as {
  devDependencies: Record<string, string>;
};

/** The version that this repository is tested with. */
export function pinned(name: string): string {
  const version = devDependencies[name];
  if (version === undefined) throw new Error(`${name} is not a devDependency of the repository`);
  return version;
}

interface Packed {
  filename: string;
  size: number;
  unpackedSize: number;
  files: { path: string }[];
}

export class Tarball {
  private constructor(
    readonly folder: string,
    readonly file: string,
    /** Paths inside the package. */
    readonly contents: readonly string[],
    /** Bytes of the file, and of what is in it. */
    readonly size: { packed: number; unpacked: number },
  ) {}

  static async pack(): Promise<Tarball> {
    const folder = mkdtempSync(join(tmpdir(), "galaxystore-pack-"));
    const { stdout } = await run(REPOSITORY, "npm", "pack", "--json", "--pack-destination", folder);
    const [packed] = JSON.parse(stdout) as Packed[];
    if (packed === undefined) throw new Error("npm pack made no package");
    return new Tarball(
      folder,
      join(folder, packed.filename),
      packed.files.map((file) => file.path),
      { packed: packed.size, unpacked: packed.unpackedSize },
    );
  }

  /** Runs a tool of the repository on the package; fails with its output when it finds something. */
  async examine(tool: string, ...args: string[]): Promise<void> {
    await run(this.folder, join(REPOSITORY, "node_modules/.bin", tool), this.file, ...args);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A program's folder with the tarball installed beside the given packages. */
export class Installed {
  private constructor(readonly folder: string) {}

  static async by(
    installer: "npm" | "pnpm",
    tarball: Tarball,
    manifest: { type?: "module" | "commonjs"; main: string; dependencies?: readonly string[] },
  ): Promise<Installed> {
    const folder = mkdtempSync(join(tmpdir(), `galaxystore-${installer}-`));
    const { dependencies = [], ...rest } = manifest;
    const names = ["@pulumi/pulumi", ...dependencies];
    const versions = Object.fromEntries(names.map((name) => [name, pinned(name)]));
    const packageJson = {
      name: "program",
      private: true,
      ...rest,
      dependencies: { ...versions, "pulumi-galaxystore": `file:${tarball.file}` },
    };
    writeFileSync(join(folder, "package.json"), JSON.stringify(packageJson, null, 2));
    if (installer === "npm") await run(folder, "npm", "install", "--prefer-offline", "--no-audit", "--loglevel=error");
    // Kept in the repository's cache, as a developer's store is kept between programs.
    else
      await run(folder, "pnpm", "install", "--prefer-offline", "--store-dir", join(REPOSITORY, ".cache", "pnpm-store"));
    return new Installed(folder);
  }

  /** Writes a file of the program. */
  write(path: string, content: string | object): void {
    mkdirSync(join(this.folder, path, ".."), { recursive: true });
    writeFileSync(join(this.folder, path), typeof content === "string" ? content : JSON.stringify(content, null, 2));
  }

  /** Runs a command in the folder; fails with its output when it fails. */
  async run(file: string, ...args: string[]): Promise<string> {
    return (await run(this.folder, file, ...args)).stdout;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function run(cwd: string, file: string, ...args: string[]): Promise<{ stdout: string }> {
  try {
    return await command(file, args, { cwd, maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${file} ${args.join(" ")} failed in ${cwd}:\n${stdout}${stderr}`);
  }
}
