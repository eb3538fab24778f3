/** Key pairs and secrets of a store: made when first needed, never part of a seed. */
import { createPublicKey, generateKeyPair, type KeyObject, randomBytes } from "node:crypto";
import { promisify } from "node:util";

interface KeyPair {
  readonly publicKey: KeyObject;
  /** PKCS#8 PEM, as the Seller Portal offers for download. */
  readonly privateKeyPem: string;
}

/** Where secrets outlive the process. */
export interface SecretKeeper {
  read(name: string): string | undefined;
  write(name: string, secret: string): void;
}

const generate = promisify(generateKeyPair);

export class KeyRing {
  readonly #pairs = new Map<string, Promise<KeyPair>>();
  readonly #bytes = new Map<string, Buffer>();

  /**
   * Keys and tokens are in no seed and no dump, and a reset leaves them alive; they live as long as the process, unless the
   * store is kept in a folder. [G]
   */
  constructor(private readonly keeper?: SecretKeeper) {}

  /** The RSA key pair of this name, the same at every call. */
  pair(name: string): Promise<KeyPair> {
    const known = this.#pairs.get(name);
    if (known) return known;
    const made = this.#makePair(name);
    this.#pairs.set(name, made);
    return made;
  }

  /** 32 random bytes, the same at every call. */
  bytes(name: string): Buffer {
    const known = this.#bytes.get(name);
    if (known) return known;
    const kept = this.keeper?.read(name);
    const bytes = kept === undefined ? randomBytes(32) : Buffer.from(kept, "base64");
    if (kept === undefined) this.keeper?.write(name, bytes.toString("base64"));
    this.#bytes.set(name, bytes);
    return bytes;
  }

  async #makePair(name: string): Promise<KeyPair> {
    const kept = this.keeper?.read(name);
    if (kept !== undefined) return { publicKey: createPublicKey(kept), privateKeyPem: kept };
    const { publicKey, privateKey } = await generate("rsa", { modulusLength: 2048 });
    const privateKeyPem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    this.keeper?.write(name, privateKeyPem);
    return { publicKey, privateKeyPem };
  }
}

/** Of every store in this process that keeps nothing. */
export const sharedKeys = new KeyRing();
