/** The emulator's own certificate authority: made at first need, kept in a folder or for the life of the process. */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { KeyedCertificate } from "./issue";

const DAY = 86_400_000;
/** An authority is replaced while all that it signs still fits into its own time. */
const AUTHORITY_DAYS_LEFT = 100;
const SERVER_DAYS_LEFT = 7;

/** Where a data folder keeps the certificate to trust. */
export const AUTHORITY_FILE = join("ca", "ca.pem");

export class Authority {
  private own: Promise<KeyedCertificate> | undefined;
  private server: KeyedCertificate | undefined;

  /** `names`: what the server certificate is for. `data`: the folder that keeps the authority in `ca/`. */
  constructor(
    private readonly names: readonly string[],
    private readonly data?: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** The certificate to trust, as PEM. */
  async certificate(): Promise<string> {
    this.own ??= this.load();
    return (await this.own).certificate;
  }

  /** What the server shows its clients; another one when the present one is about to expire. */
  async identity(): Promise<KeyedCertificate> {
    if (this.server === undefined || this.daysLeft(this.server) < SERVER_DAYS_LEFT) this.server = await this.issue();
    return this.server;
  }

  private async issue(): Promise<KeyedCertificate> {
    this.own ??= this.load();
    // At first need, and not by `import()`, which finds compiled files only.
    const { issueServer }: typeof import("./issue") = require("./issue");
    return issueServer(await this.own, this.names, this.now());
  }

  private async load(): Promise<KeyedCertificate> {
    const kept = this.data === undefined ? undefined : await keptIn(join(this.data, "ca"));
    if (kept && this.daysLeft(kept) > AUTHORITY_DAYS_LEFT) return kept;
    const { issueAuthority }: typeof import("./issue") = require("./issue");
    const made = await issueAuthority(this.now());
    if (this.data === undefined) return made;
    await keep(join(this.data, "ca"), made);
    if (kept)
      console.warn(
        `The emulator's certificate authority was about to expire and is replaced: clients must trust ${join(this.data, AUTHORITY_FILE)} again.`,
      );
    return made;
  }

  private daysLeft({ certificate }: KeyedCertificate): number {
    return (Date.parse(new X509Certificate(certificate).validTo) - this.now()) / DAY;
  }
}

/** The authority in this folder, or undefined when there is none or its files do not belong together. */
async function keptIn(folder: string): Promise<KeyedCertificate | undefined> {
  try {
    const [certificate, key] = await Promise.all(
      ["ca.pem", "ca-key.pem"].map((name) => readFile(join(folder, name), "utf8")),
    );
    if (certificate === undefined || key === undefined) return undefined;
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key)) ? { certificate, key } : undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EACCES") throw error;
    return undefined;
  }
}

/** The key first: a certificate in the folder always has its key beside it. */
async function keep(folder: string, { certificate, key }: KeyedCertificate): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [name, text, mode] of [
    ["ca-key.pem", key, 0o600],
    ["ca.pem", certificate, 0o644],
  ] as const) {
    const file = join(folder, name);
    await writeFile(`${file}.new`, text, { mode });
    await rename(`${file}.new`, file);
  }
}
