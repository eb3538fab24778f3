/** Checks inputs against a schema without tripping over values that are not known yet, and words the mistakes. */

import { z } from "zod";
import { countryByCode } from "../sdk/facts/countries";
import { LISTING_LANGUAGES } from "../sdk/facts/languages";
import { type Problem, UNKNOWN, type Values } from "./lifecycle";
import { amountProblem, isMap, knownPart, shown } from "./values";

/** All mistakes in the known part of the inputs. */
export function problemsOf(schema: z.ZodType, inputs: Values): Problem[] {
  // Nearly all inputs are known and right, and looking for what is not known costs more than the schema.
  if (schema.safeParse(inputs).success) return [];
  const result = schema.safeParse(knownPart(inputs));
  if (result.success) return [];
  return result.error.issues
    .filter((issue) => !isUnknownAt(inputs, issue.path))
    .map((issue) => ({ path: issue.path.join("."), reason: issue.message }));
}

/** Whether the value at the path, or one above it, is not known yet. */
function isUnknownAt(value: unknown, path: readonly PropertyKey[]): boolean {
  if (value === UNKNOWN || (Array.isArray(value) && value.includes(UNKNOWN))) return true;
  const [key, ...rest] = path;
  return key !== undefined && (isMap(value) || Array.isArray(value))
    ? isUnknownAt((value as Record<PropertyKey, unknown>)[key], rest)
    : false;
}

/** A map of inputs; a name that is not an input is a mistake, with the names that are. */
export function inputMap<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === "unrecognized_keys")
        return `has no property ${issue.keys.join(", ")}; allowed are ${Object.keys(shape).join(", ")}`;
      return issue.input === undefined ? "is missing" : `must be a map, found ${kindOf(issue.input)}`;
    },
  });
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Text of at most so many bytes of UTF-8; the store counts bytes, not characters. */
export function text(limits: { minBytes?: number; maxBytes?: number } = {}) {
  return z.string({ error: expected("text") }).superRefine((value, context) => {
    if (LONE_SURROGATE.test(value))
      context.addIssue("has half of a character in it (a lone surrogate), which UTF-8 cannot say");
    const bytes = Buffer.byteLength(value, "utf8");
    if (limits.maxBytes !== undefined && bytes > limits.maxBytes)
      context.addIssue(`is ${bytes} bytes of UTF-8, the store allows ${limits.maxBytes}`);
    if (limits.minBytes !== undefined && bytes < limits.minBytes)
      context.addIssue(`is ${bytes} bytes of UTF-8, the store needs at least ${limits.minBytes}`);
  });
}

export function flag() {
  return z.boolean({ error: expected("true or false") });
}

export function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .number({ error: (issue) => (issue.input === undefined ? "is missing" : message) })
    .int(message)
    .min(min, message)
    .max(max, message);
}

export function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: (issue) => `is ${shown(issue.input)}, not one of ${values.join(", ")}` });
}

export function listOf<T extends z.ZodType>(element: T) {
  return z.array(element, { error: expected("a list") });
}

/** A map whose keys are all of one kind. */
export function mapOf<K extends z.core.$ZodRecordKey, V extends z.ZodType>(keys: K, values: V) {
  return z.record(keys, values, {
    error: (issue) =>
      issue.code === "invalid_key"
        ? (issue.issues[0]?.message ?? "has a key that is not allowed")
        : expected("a map")(issue),
  });
}

export const contentId = z
  .string({ error: expected("text") })
  .regex(/^\d{12}$/, "must be the app's content id, 12 digits with leading zeros, as the Seller Portal shows it");

export const binarySeq = text().regex(/^\d+$/, "must be a binary sequence, the number that the store gave the binary");

export const packageName = z
  .string({ error: expected("text") })
  .regex(/^[A-Za-z][\w]*(\.[A-Za-z][\w]*)+$/, "must be an Android package name such as com.example.game");

const LANGUAGE_CODES = new Set(LISTING_LANGUAGES.map((language) => language.code));

export const listingLanguage = z.string({ error: expected("text") }).superRefine((code, context) => {
  if (!LANGUAGE_CODES.has(code))
    context.addIssue(`is not a listing language of the store; allowed are ${[...LANGUAGE_CODES].join(", ")}`);
});

export const country = z.string({ error: expected("text") }).superRefine((code, context) => {
  if (countryByCode(code) === undefined)
    context.addIssue(
      `is not a country of the store; give its three-letter code, for example KOR, USA or DEU (groups such as GLB are read back as single countries: list those)`,
    );
});

export const amount = z.union([z.number(), z.string()], { error: expected("a number or decimal text") });

/** An amount in US dollars. */
export const usd = amount.superRefine((value, context) => {
  const problem = amountProblem(value, "USD", 2);
  if (problem !== undefined) context.addIssue(problem);
});

/** An identity for messages; it may not be known yet. */
export function shownId(value: unknown): string {
  return typeof value === "string" ? value : "(not known yet)";
}

function expected(what: string) {
  return (issue: { input?: unknown }) =>
    issue.input === undefined ? "is missing" : `must be ${what}, found ${kindOf(issue.input)}`;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : isMap(value) ? "a map" : `${typeof value} ${shown(value)}`;
}
