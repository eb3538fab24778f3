/** Access tokens that several processes share, when a program asks for it. */

import type { FileHandle } from "node:fs/promises";
import { ConfigurationError } from "./errors/configuration";

/** Keeps access tokens, which are secrets that do not end by time. `key` stands for account, scopes and endpoint. */
export interface TokenStore {
  /** The token that was kept under this key. */
  read(key: string): Promise<string | undefined>;
  /** Keeps a token under a key, in place of an earlier one. */
  write(key: string, token: string): Promise<void>;
}

/**
 * Tokens in one file that only its owner may read (mode 0600). A file that others may read is refused. Processes that
 * write at the same time may lose a token of each other's, which costs one mint and nothing else.
 */
export class FileTokenStore implements TokenStore {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async read(key: string): Promise<string | undefined> {
    return (await this.#tokens())[key];
  }

  async write(key: string, token: string): Promise<void> {
    const { rename, rm, writeFile } = await import("node:fs/promises");
    const tokens = { ...(await this.#tokens()), [key]: token };
    // Renamed into place, so that a reader sees the old file or the new one, never half of it.
    const fresh = `${this.#path}.${process.pid}.${Date.now()}`;
    try {
      await writeFile(fresh, JSON.stringify(tokens), { mode: 0o600, flag: "wx" });
      await rename(fresh, this.#path);
    } catch (error) {
      await rm(fresh, { force: true });
      throw unusable(`cannot be written (${codeOf(error)})`, this.#path);
    }
  }

  async #tokens(): Promise<Record<string, string>> {
    const { open } = await import("node:fs/promises");
    let file: FileHandle | undefined;
    try {
      file = await open(this.#path, "r");
      const { mode } = await file.stat();
      if (process.platform !== "win32" && (mode & 0o077) !== 0) {
        throw unusable("may be read by others; make it 0600 and revoke its tokens", this.#path);
      }
      return tokensIn(await file.readFile("utf8"));
    } catch (error) {
      if (error instanceof ConfigurationError) throw error;
      if (codeOf(error) === "ENOENT") return {};
      throw unusable(`cannot be read (${codeOf(error)})`, this.#path);
    } finally {
      await file?.close();
    }
  }
}

// A damaged file holds no tokens; they are minted again.
function tokensIn(text: string): Record<string, string> {
  try {
    const tokens: unknown = JSON.parse(text);
    if (typeof tokens !== "object" || tokens === null) return {};
    return Object.fromEntries(Object.entries(tokens).filter(([, token]) => typeof token === "string"));
  } catch {
    return {};
  }
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code ?? "unknown");
}

function unusable(why: string, path: string): ConfigurationError {
  const fix = "Name a file in a folder of your own, or leave the token store out.";
  return new ConfigurationError(`the token store ${path} ${why}. ${fix}`, { fix });
}
