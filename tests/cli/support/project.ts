/** A pulled project in the repository, where it finds its packages: its files, and what its program declares. */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { runtime } from "@pulumi/pulumi";

const REPOSITORY = resolve(__dirname, "../../..");

/** One resource that a program declares. */
export interface DeclaredResource {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

/** A folder for projects, inside the repository. */
export class Workbench {
  readonly folder: string;
  #projects = 0;

  constructor() {
    const parent = join(REPOSITORY, ".cache", "pull");
    mkdirSync(parent, { recursive: true });
    this.folder = mkdtempSync(join(parent, "bench-"));
  }

  /** A path where nothing is yet. */
  path(): string {
    this.#projects += 1;
    return join(this.folder, `project-${this.#projects}`);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Every file of a folder by its path, packages aside. */
export function filesIn(folder: string): Map<string, Buffer> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return new Map(
    paths
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => [path, readFileSync(join(folder, path))]),
  );
}

/** Runs the program as the engine would, without the engine: what it declares, in its order. */
export async function declaredBy(folder: string): Promise<DeclaredResource[]> {
  const found: DeclaredResource[] = [];
  await runtime.setMocks({
    call: () => ({}),
    newResource: ({ type, name, inputs }) => {
      const { __provider: _, ...own } = inputs;
      const kind = type.split(":").at(-1) ?? type;
      if (type.includes("dynamic/galaxystore")) found.push({ type: kind, name, inputs: own });
      return { id: name, state: own };
    },
  });
  await inFolder(folder, async () => {
    require(join(folder, "index.ts"));
    await runtime.disconnect();
  });
  return found.sort((a, b) => `${a.type} ${a.name}`.localeCompare(`${b.type} ${b.name}`));
}

/** Paths of a program are relative to its folder. */
export async function inFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return await work();
  } finally {
    process.chdir(before);
  }
}
