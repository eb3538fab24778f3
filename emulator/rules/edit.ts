/** One contentUpdate being applied: the caller's body, the copy of the record that it changes, and small readers of fields. */
import { invalid } from "../failure";
import { isJsonObject, type JsonObject, yesOrNo } from "../http/body";
import type { AppRecord, Content } from "../state/model";
import type { App, ServiceAccount, Store } from "../state/store";

export interface Edit {
  readonly store: Store;
  readonly account: ServiceAccount;
  readonly app: App;
  readonly body: JsonObject;
  readonly record: AppRecord;
  /** `record.content`, changed in place; the caller throws the copy away when a rule fails. */
  readonly content: Content;
  /** The content before this edit. */
  readonly before: Content;
}

export const byteLength = (text: string): number => Buffer.byteLength(text, "utf8");

/** A text field of at most so many bytes; omitted and null leave it. [D: limits are in bytes; O, C: omission keeps] */
export function textField(body: JsonObject, key: string, maxBytes: number): string | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw invalid(`${key} must be a text.`);
  const bytes = byteLength(value);
  if (bytes > maxBytes) throw invalid(`${key} is ${bytes} bytes long; at most ${maxBytes} bytes are allowed.`);
  return value;
}

/** One of a few codes, as text or number. [D: numbers as strings] */
export function codeField<T extends string>(body: JsonObject, key: string, allowed: readonly T[]): T | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  const text = String(value);
  const found = allowed.find((code) => code === text);
  if (found === undefined) throw invalid(`${key} must be one of ${allowed.join(", ")}.`);
  return found;
}

export function flagField(body: JsonObject, key: string): boolean | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  const flag = yesOrNo(value);
  if (flag === undefined) throw invalid(`${key} must be Y, N or a boolean.`);
  return flag;
}

/**
 * A list that replaces the stored one: `undefined` when it is to stay, `[]` when it is to be cleared.
 * Omitted, null and the text "null" keep it; `[]` (2026 documents) and "" (older documents) clear it. [D, C]
 */
export function listField(body: JsonObject, key: string): unknown[] | undefined {
  const value = body[key];
  if (value === undefined || value === null || value === "null") return undefined;
  if (value === "") return [];
  if (!Array.isArray(value)) throw invalid(`${key} must be a list.`);
  return value;
}

/** The same, of objects. */
export function objectListField(body: JsonObject, key: string): JsonObject[] | undefined {
  return listField(body, key)?.map((entry, index) => {
    if (!isJsonObject(entry)) throw invalid(`${key}[${index}] must be an object.`);
    return entry;
  });
}
