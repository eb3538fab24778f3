/** Key pairs of the service accounts: made when first needed, kept for the life of the process, never part of a seed. */
import { generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";

export interface AccountKey {
  readonly publicKey: KeyObject;
  /** PKCS#8 PEM, as the Seller Portal offers for download. */
  readonly privateKeyPem: string;
}

const generate = promisify(generateKeyPair);
const keys = new Map<string, Promise<AccountKey>>();

/** The key pair of this service account; the same one for every emulator in this process. */
export function accountKey(serviceAccountId: string): Promise<AccountKey> {
  const known = keys.get(serviceAccountId);
  if (known) return known;
  const made = generate("rsa", { modulusLength: 2048 }).then(({ publicKey, privateKey }) => ({
    publicKey,
    privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  }));
  keys.set(serviceAccountId, made);
  return made;
}
