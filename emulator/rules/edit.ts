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

/**
 * Limits of texts are in bytes of UTF-8, each field has its own; omitted and null keep a text. [D; O, C: omission keeps; code:
 * G]
 */
export function textField(body: JsonObject, key: string, maxBytes: number): string | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw invalid(`${key} must be a text.`);
  const bytes = byteLength(value);
  if (bytes > maxBytes) throw invalid(`${key} is ${bytes} bytes long; at most ${maxBytes} bytes are allowed.`);
  return value;
}

/** A code is one of those that the field has, as text or as number; omitted and null keep it. [D, C; failure code: G] */
export function codeField<T extends string>(body: JsonObject, key: string, allowed: readonly T[]): T | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  const text = String(value);
  const found = allowed.find((code) => code === text);
  if (found === undefined) throw invalid(`${key} must be one of ${allowed.join(", ")}.`);
  return found;
}

/** A flag that is omitted or null stays; it is `Y`, `N` or a boolean. [D, C; code: G] */
export function flagField(body: JsonObject, key: string): boolean | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  const flag = yesOrNo(value);
  if (flag === undefined) throw invalid(`${key} must be Y, N or a boolean.`);
  return flag;
}

/** A yes or no is taken as `Y` or `N` and as a boolean. [D, C; one form only, the other readings: D, C; code: G] */
export function yesNoField(store: Store, body: JsonObject, key: string): boolean | undefined {
  const { yesNoInput } = store.settings.readings;
  const wrong = yesNoInput === "text" ? "boolean" : yesNoInput === "boolean" ? "string" : undefined;
  if (typeof body[key] === wrong) throw invalid(`${key} must be ${yesNoInput === "text" ? "Y or N" : "a boolean"}.`);
  return flagField(body, key);
}

/** A list replaces the stored one as a whole; omitted and null keep it. [D, C; code: G] */
export function listField(body: JsonObject, key: string): unknown[] | undefined {
  const value = body[key];
  if (value === undefined || value === null || value === "null") return undefined;
  if (value === "") return [];
  if (!Array.isArray(value)) throw invalid(`${key} must be a list.`);
  return value;
}

/**
 * Of the lists of listings, screenshots and countries, omitted, null and the text `"null"` keep one, `[]` and the empty text
 * clear it. [D, C; fewer of these, the other readings: D; code: G]
 */
export function objectListField({ store }: Edit, body: JsonObject, key: string): JsonObject[] | undefined {
  const { clearLists, keepLists } = store.settings.readings;
  const value = body[key];
  if (value === "null" && keepLists === "null") throw invalid(`${key} must be a list.`);
  if (value === null && keepLists === "text") throw invalid(`${key} must not be null.`);
  if (value === "" && clearLists === "emptyList") throw invalid(`${key} must be a list.`);
  if (Array.isArray(value) && value.length === 0 && clearLists === "emptyText") return undefined;
  return listField(body, key)?.map((entry, index) => {
    if (!isJsonObject(entry)) throw invalid(`${key}[${index}] must be an object.`);
    return entry;
  });
}
