/** A project in the making, in a folder of its own that nobody looks at, with the hash of each file. */

import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { contentHash } from "./manifest";

export class Draft {
  readonly folder: string;
  /** Hashes by path within the project, parts divided by `/`. */
  readonly files = new Map<string, string>();

  /** Beside the project, or within it where that is there already, so that its files can be moved and need not be copied. */
  constructor(out: string) {
    const target = resolve(out);
    const parent = statSync(target, { throwIfNoEntry: false })?.isDirectory() ? target : dirname(target);
    mkdirSync(parent, { recursive: true });
    this.folder = mkdtempSync(join(parent, `.${basename(target)}.pull-`));
    // It becomes the project's folder, which is no secret.
    chmodSync(this.folder, 0o777 & ~process.umask());
  }

  pathOf(path: string): string {
    const full = resolve(this.folder, path);
    if (!full.startsWith(this.folder + sep)) throw new Error(`${path} leads out of the project`);
    return full;
  }

  write(path: string, content: string | Buffer): void {
    const full = this.pathOf(path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
    this.files.set(path, contentHash(path, content));
  }

  discard(path: string): void {
    rmSync(this.pathOf(path), { force: true });
    this.files.delete(path);
  }

  /** Nothing of it stays. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
