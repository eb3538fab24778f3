/** Reads a service account's private key in every form in which people keep it. */

import { createPrivateKey, type KeyObject } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { ConfigurationError } from "../errors/configuration";
import { settingName } from "./settings";

const NAME = settingName("privateKey");
const ARMOUR = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]+?)-----END \1-----/;

/**
 * The key behind a setting: PEM (PKCS#1 or PKCS#8), also quoted, on one line or with literal `\n`; bare base64 of the
 * DER; or the path of a file with any of these. Source of the forms: keys met in public clients of the API.
 */
export function readPrivateKey(setting: string): KeyObject {
  const key = parseKey(setting) ?? parseKey(readKeyFile(setting), true);
  if (key === undefined) throw unusable("is not a private key");
  // RS256 is the only algorithm that the store takes. Source: "Create an access token".
  if (key.asymmetricKeyType !== "rsa") throw unusable(`is a key of type ${key.asymmetricKeyType}, not RSA`);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < 2048) throw unusable(`is an RSA key of ${bits} bits; at least 2048 are needed`);
  return key;
}

/** The path in a setting that is no key by itself. */
export function privateKeyPath(setting: string): string | undefined {
  return parseKey(setting) === undefined ? setting : undefined;
}

function parseKey(text: string, fromFile = false): KeyObject | undefined {
  const plain = text
    .trim()
    .replace(/^(["'])([\s\S]*)\1$/, "$2")
    .replace(/\\r|\\n/g, "\n");
  const armoured = ARMOUR.exec(plain);
  if (plain.includes("-----BEGIN") && !armoured) throw unusable("is cut off: its END line is missing");
  const label = armoured?.[1];
  if (label?.includes("ENCRYPTED") || /Proc-Type: 4,ENCRYPTED/.test(plain))
    throw unusable("is protected by a passphrase");
  if (label && !label.endsWith("PRIVATE KEY")) throw unusable(`holds a ${label.toLowerCase()}, not a private key`);

  const base64 = (armoured?.[2] ?? plain).replace(/\s+/g, "");
  const complete = /^[A-Za-z0-9+/_-]+={0,2}$/.test(base64);
  const der = Buffer.from(complete ? base64 : "", "base64");
  for (const type of ["pkcs8", "pkcs1", "sec1"] as const) {
    try {
      return createPrivateKey({ key: der, format: "der", type });
    } catch {
      // Not of this type; the next one may fit.
    }
  }
  if (armoured || fromFile) throw unusable("is damaged: it cannot be decoded as an RSA key");
  return undefined;
}

/** Whether a setting can only be a path: base64 and PEM hold no dot, so what ends in an extension is no part of a key. */
export function looksLikePath(setting: string): boolean {
  return setting.length <= 1_000 && /^[^\r\n]*\.\w{1,10}$/.test(setting);
}

function readKeyFile(path: string): string {
  // A key that was copied incompletely reaches this place too; nothing of it may be printed.
  const file = looksLikePath(path) ? `the file ${path}` : "a file of that name";
  try {
    if (statSync(path).size > 64 * 1024) throw unusable(`names ${file}, which is too large to be a key`);
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const reason = (error as NodeJS.ErrnoException).code === "EACCES" ? "may not be read" : "cannot be read";
    throw unusable(`is neither a key nor the path of one: ${file} ${reason}`);
  }
}

function unusable(why: string): ConfigurationError {
  const fix = `Set ${NAME} to the RSA private key that the Seller Portal gave with the service account (PEM text, base64, or a path). A lost key means a new service account.`;
  return new ConfigurationError(`${NAME} ${why}. ${fix}`, { fix });
}
