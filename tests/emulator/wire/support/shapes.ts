/** The exact shape of an answer: which keys, and which JSON type each value has on the wire. */
import assert from "node:assert/strict";
import type { Json } from "./http";

/**
 * `"string"`, `"number|null"` and so on name JSON types; a RegExp a text of that form; `[shape]` a list; an object its
 * keys, of which those written with `?` may be absent; a function judges for itself.
 */
export type Shape =
  | string
  | RegExp
  | readonly [Shape]
  | { readonly [key: string]: Shape }
  | ((value: Json, at: string) => void);

export function hasShape(value: Json, shape: Shape, at = "answer"): void {
  if (typeof shape === "function") shape(value, at);
  else if (typeof shape === "string")
    assert.ok(shape.split("|").includes(typeName(value)), `${at}: ${JSON.stringify(value)} is not ${shape}`);
  else if (shape instanceof RegExp) {
    assert.equal(typeof value, "string", `${at}: ${JSON.stringify(value)} is no text`);
    assert.match(value, shape, at);
  } else if (isList(shape)) {
    assert.equal(typeName(value), "list", `${at} is no list`);
    for (const [index, entry] of value.entries()) hasShape(entry, shape[0], `${at}[${index}]`);
  } else hasKeys(value, shape, at);
}

function hasKeys(value: Json, shape: { readonly [key: string]: Shape }, at: string): void {
  assert.equal(typeName(value), "object", `${at}: ${JSON.stringify(value)} is no object`);
  const names = Object.keys(shape).map((key) => key.replace(/\?$/, ""));
  const strange = Object.keys(value).filter((key) => !names.includes(key));
  assert.deepEqual(strange, [], `${at} has keys that are not documented`);
  for (const [key, inner] of Object.entries(shape)) {
    const name = key.replace(/\?$/, "");
    if (!(name in value)) assert.ok(key.endsWith("?"), `${at}.${name} is missing`);
    else hasShape(value[name], inner, `${at}.${name}`);
  }
}

export const nullOr =
  (shape: Shape): Shape =>
  (value, at) => {
    if (value !== null) hasShape(value, shape, at);
  };

export const exactly =
  (...allowed: readonly unknown[]): Shape =>
  (value, at) =>
    assert.ok(allowed.includes(value), `${at}: ${JSON.stringify(value)} is none of ${JSON.stringify(allowed)}`);

function isList(shape: Exclude<Shape, string | RegExp>): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}

/** The success envelope of the v2 calls around this data; without data, `data` is `{}` or absent. */
export function v2(data?: Shape): Shape {
  return {
    resultCode: exactly("0000"),
    resultMessage: exactly("Ok"),
    ...(data === undefined ? { "data?": {} } : { data }),
  };
}
