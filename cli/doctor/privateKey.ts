/** Whether the private key can be used, in which form it is, and what people get wrong about it. */

import type { KeyObject } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { isConfigurationError } from "../../sdk";
import { privateKeyPath, readPrivateKey } from "../../sdk/core/privateKey";
import type { Report } from "./report";

const ID = "privateKey";

export function checkPrivateKey(report: Report, setting: string | undefined): boolean {
  if (setting === undefined) {
    report.skipped(ID, "it is not set");
    return false;
  }
  const file = keyFile(setting.trim());
  const text = file === undefined ? setting : textOf(file);
  try {
    const key = readPrivateKey(setting.trim());
    const form = `${formOf(text)}, ${key.asymmetricKeyDetails?.modulusLength} bits`;
    const where = file === undefined ? "" : ` in ${file}`;
    report.ok(ID, `${form}${where}`, details(key, text, file));
    if (file !== undefined) checkPermissions(report, file);
    return true;
  } catch (error) {
    if (!isConfigurationError(error)) throw error;
    const what = error.message.replace(error.fix, "").trim();
    const hint = mistake(setting.trim(), text);
    report.problem(ID, "configuration", what, hint === undefined ? error.fix : `${hint} ${error.fix}`);
    return false;
  }
}

/** The file that a setting names; undefined when it is a key itself, or nothing that there is. */
export function keyFile(setting: string): string | undefined {
  try {
    const path = privateKeyPath(setting);
    return path !== undefined && statSync(path).isFile() ? resolve(path) : undefined;
  } catch {
    // A damaged key, or no such file: the key's reader says which.
    return undefined;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function checkPermissions(report: Report, file: string): void {
  if (process.platform === "win32" || (statSync(file).mode & 0o044) === 0) return;
  report.warning(
    `${ID}.file`,
    `other users of this machine can read ${file}`,
    `Make it yours alone: chmod 600 ${file}`,
  );
}

function details(key: KeyObject, text: string, file: string | undefined): Record<string, string | number> {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return { form: formOf(text), bits, ...(file !== undefined && { file }) };
}

function formOf(text: string): string {
  const [, label] = /-----BEGIN ([A-Z ]+)-----/.exec(text) ?? [];
  if (label === undefined) return "RSA key in base64 without PEM lines";
  const traits = [
    /^\s*["']/.test(text) ? "in quotes" : "",
    /\\n/.test(text) ? "with literal \\n" : "",
    /\n/.test(text.trim()) || /\\n/.test(text) ? "" : "on one line",
  ].filter((trait) => trait !== "");
  return [`RSA key in PEM (${label})`, ...traits].join(", ");
}

/** Why somebody may have put this into the setting. */
function mistake(setting: string, text: string): string | undefined {
  if (/BEGIN OPENSSH PRIVATE KEY/.test(text)) return "This is a key for SSH.";
  if (/^LS0tLS1CRUdJT/.test(text.trim())) return "This is base64 of a whole PEM file: decode it once.";
  if (/^\s*\{/.test(text)) return "This is JSON, as key files of other services are.";
  if (/\0/.test(text)) return "This is a binary file, such as a keystore.";
  if (/^(~|\$|%)/.test(setting)) return "~ and variables are not expanded here: give the whole path.";
  return undefined;
}
