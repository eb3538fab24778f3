/** Uploaded images on disk, each once, under the hash of its bytes. */
import { createHash, randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class Files {
  #folder: string | undefined;

  /** Without a folder the files live in a temporary one, which is made with the first file and goes with the process. */
  constructor(folder?: string) {
    this.#folder = folder;
    if (folder !== undefined) mkdirSync(folder, { recursive: true });
  }

  /** Keeps these bytes and gives the name to read them by. A file is there as a whole or not at all, whenever the process ends. */
  keep(bytes: Uint8Array): string {
    const name = createHash("sha256").update(bytes).digest("hex");
    const path = join(this.#home(), name);
    if (existsSync(path)) return name;
    const unfinished = `${path}.${randomUUID()}`;
    writeFileSync(unfinished, bytes, { mode: 0o600 });
    renameSync(unfinished, path);
    return name;
  }

  read(name: string): Buffer {
    return readFileSync(join(this.#home(), name));
  }

  /** Removes every file that is not named here. */
  keepOnly(names: ReadonlySet<string>): void {
    if (this.#folder === undefined) return;
    for (const name of readdirSync(this.#folder)) if (!names.has(name)) rmSync(join(this.#folder, name));
  }

  #home(): string {
    this.#folder ??= temporaryFolder();
    return this.#folder;
  }
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "galaxystore-files-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
