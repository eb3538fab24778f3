/** Reads the public key that notifications are verified with, in the forms in which the Seller Portal gives it. */

import { createPublicKey, type KeyObject } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { ConfigurationError } from "../errors/configuration";

const FIX = "Copy the public key of the IAP key again (Seller Portal: Assistance, API Service).";

/** The key in PEM text, bare base64 or a file with either. A private or shared key is refused. */
export function readPublicKey(given: string): KeyObject {
  const value = given.trim();
  return keyIn(!value.includes("-----BEGIN") && existsSync(value) ? contentOf(value) : value);
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw unusable("the file it names cannot be read");
  }
}

function keyIn(text: string): KeyObject {
  if (/PRIVATE KEY/.test(text)) throw unusable("a private key was given, which does not belong on a receiver");
  if (/CERTIFICATE/.test(text)) throw unusable("a certificate was given instead of a public key");
  const base64 = text.replace(/-----[^-]+-----/g, "").replace(/\\n|\s/g, "");
  let key: KeyObject;
  try {
    key = createPublicKey({ key: Buffer.from(base64, "base64"), format: "der", type: "spki" });
  } catch {
    throw unusable("it is not a public key in SubjectPublicKeyInfo form, nor the path of one");
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType === "rsa" && bits >= 2048) return key;
  throw unusable(key.asymmetricKeyType === "rsa" ? `it has ${bits} bits, 2048 are needed` : "it is not an RSA key");
}

function unusable(why: string): ConfigurationError {
  return new ConfigurationError(`notifications: publicKey cannot be used: ${why}. ${FIX}`, { fix: FIX });
}
