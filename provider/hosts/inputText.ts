/** A large map of inputs as one text: the engine takes seconds for a hundred thousand nested values, and nothing for a text. */

import type { Input } from "@pulumi/pulumi";
import { Output, output } from "@pulumi/pulumi/output";

/**
 * The value as JSON: at once when all of it is known, else as an output, which waits for the outputs and promises in
 * the value and is secret or unknown when one of them is. What JSON cannot say is an error that names its place.
 */
export function inputText(name: string, value: unknown): Input<string> {
  const open = new Set<object>();
  collectOpen(value, open, name);
  if (open.size === 0) return JSON.stringify(value);
  return output([...open]).apply((settled) => {
    const bySource = new Map([...open].map((source, index) => [source, settled[index]]));
    const known = withSettled(value, bySource);
    collectOpen(known, new Set(), name);
    return JSON.stringify(known);
  });
}

/** Collects the outputs and promises of a value. */
function collectOpen(value: unknown, found: Set<object>, path: string): void {
  if (typeof value === "string" || typeof value === "boolean" || value === undefined || value === null) return;
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw unfit(path, `the number ${value}`);
  } else if (typeof value !== "object") throw unfit(path, `a ${typeof value}`);
  else if (Output.isInstance(value) || value instanceof Promise) found.add(value);
  else if (Array.isArray(value)) value.forEach((each, index) => void collectOpen(each, found, `${path}[${index}]`));
  else for (const key in value) collectOpen((value as Record<string, unknown>)[key], found, `${path}.${key}`);
}

function unfit(path: string, what: string): Error {
  return new TypeError(`${path} is ${what}, which cannot be stored.`);
}

function withSettled(value: unknown, settled: ReadonlyMap<object, unknown>): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (settled.has(value)) return settled.get(value);
  if (Array.isArray(value)) return value.map((each) => withSettled(each, settled));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withSettled(each, settled)]));
}
