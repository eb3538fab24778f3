/** What a program may not list of what the store has: found by the rules that a preview holds against it, and taken out. */

import type { z } from "zod";
import { problemsOf } from "../../provider/check";
import type { Values } from "../../provider/lifecycle";
import { isMap } from "../../provider/values";
import { isGalaxyStoreError } from "../../sdk/errors";

/** Something of the store that the program does not manage. */
export interface LeftOut {
  /** As a path of the input that would have it, e.g. `listings.KOR.title`. */
  readonly path: string;
  readonly reason: string;
}

export interface Acceptable<T> {
  readonly inputs: T;
  readonly leftOut: readonly LeftOut[];
}

/** Far more than any record has values. */
const MOST = 2_000;

/** The inputs without what the schema refuses. Whatever is taken out is named with its reason. */
export function acceptable<T extends object>(schema: z.ZodType, inputs: T): Acceptable<T> {
  const leftOut: LeftOut[] = [];
  const rest = structuredClone(inputs) as Record<string, unknown>;
  for (let round = 0; round < MOST; round += 1) {
    const [first] = problemsOf(schema, rest);
    if (first === undefined) return { inputs: rest as T, leftOut };
    const parts = partToTake(first.path.split("."));
    leftOut.push({ path: shownPath(rest, parts), reason: first.reason });
    take(rest, parts);
  }
  throw new Error(`The inputs have more problems than values: ${leftOut.at(-1)?.path}`);
}

/** What goes with a value that is refused: a country with its price, a publication with its moment, a list with one of its images. */
function partToTake(path: readonly string[]): string[] {
  const [first = "", second] = path;
  if (first === "countries") return path.slice(0, 2);
  if (first === "publication" && second !== "stopOn") return [first];
  if (first === "listings") return path.slice(0, 3);
  return [...path];
}

function take(value: unknown, [key = "", ...rest]: readonly string[]): void {
  if (Array.isArray(value)) value.splice(Number(key), 1);
  else if (isMap(value)) {
    if (rest.length === 0) delete value[key];
    else take(value[key], rest);
    if (isMap(value[key]) && Object.keys(value[key]).length === 0 && rest.length > 0) delete value[key];
  }
}

/** An element of a list is named by its value. */
function shownPath(inputs: unknown, path: readonly string[]): string {
  const names: string[] = [];
  let value = inputs;
  for (const key of path) {
    const next: unknown = isMap(value) || Array.isArray(value) ? (value as Values)[key] : undefined;
    names.push(Array.isArray(value) ? String(next) : key);
    value = next;
  }
  return names.join(".");
}

/** Codes by which the store says that there can be none: 106 without what items need, 3205 of a pre-registered app. */
const NONE: Readonly<Record<string, string>> = { items: "106", rollout: "3205" };

/** What a read gives, or that it is left out, when the store refuses it. Any other failure is one of the whole pull. */
export async function whereReadable<T>(
  path: string,
  read: () => Promise<T>,
): Promise<T | { inputs: undefined; leftOut: LeftOut[] }> {
  try {
    return await read();
  } catch (error) {
    if (!isGalaxyStoreError(error) || !["state", "validation", "notFound"].includes(error.kind)) throw error;
    if (error.code !== undefined && NONE[path] === error.code) return { inputs: undefined, leftOut: [] };
    return leaveOut(path, `cannot be read: ${error.message}`);
  }
}

export function leaveOut(path: string, reason: string) {
  return { inputs: undefined, leftOut: [{ path, reason }] };
}
