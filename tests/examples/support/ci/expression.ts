/** The expressions of GitHub's workflow files, as far as the recipes use them; anything else is an error, never a guess. */

import assert from "node:assert/strict";

type Value = string | number | boolean | null;
export interface Context {
  readonly [name: string]: Value | Context | undefined;
}

/** Whether the steps so far went well: what `success()` and the like ask. */
export interface Course {
  readonly failed: boolean;
}

const TOKEN =
  /\s*(?:(&&|\|\||==|!=|!|\(|\))|'((?:[^']|'')*)'|(true|false|null)\b|([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*))/y;

type Token = { kind: "sign" | "text" | "word" | "path"; text: string };

/** Replaces each `${{ ... }}` in a text by its value. */
export function interpolate(text: string, context: Context): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, inner: string) => shown(evaluate(inner, context)));
}

/** An `if:`, with or without `${{ }}`. Without a status function it is meant only for a course that went well. */
export function holds(condition: string | undefined, context: Context, course: Course): boolean {
  if (condition === undefined) return !course.failed;
  const inner = /^\s*\$\{\{(.*)\}\}\s*$/s.exec(condition)?.[1] ?? condition;
  const value = isTrue(evaluate(inner, context, course));
  const asksForCourse = /\b(success|failure|always|cancelled)\(\)/.test(inner);
  return value && (asksForCourse || !course.failed);
}

function evaluate(text: string, context: Context, course: Course = { failed: false }): Value {
  const tokens = read(text);
  let at = 0;
  const next = (sign: string) => tokens[at]?.kind === "sign" && tokens[at]?.text === sign && ++at > 0;

  function or(): Value {
    let left = and();
    while (next("||")) {
      const right = and();
      left = isTrue(left) ? left : right;
    }
    return left;
  }
  function and(): Value {
    let left = equality();
    while (next("&&")) {
      const right = equality();
      left = isTrue(left) ? right : left;
    }
    return left;
  }
  function equality(): Value {
    const left = not();
    if (next("==")) return same(left, not());
    if (next("!=")) return !same(left, not());
    return left;
  }
  function not(): Value {
    return next("!") ? !isTrue(not()) : operand();
  }
  function operand(): Value {
    if (next("(")) {
      const value = or();
      assert.ok(next(")"), `${text}: a bracket is open`);
      return value;
    }
    const token = tokens[at++];
    assert.ok(token && token.kind !== "sign", `${text}: a value is missing`);
    if (token.kind === "text") return token.text;
    if (token.kind === "word") return token.text === "null" ? null : token.text === "true";
    if (next("(")) {
      assert.ok(next(")"), `${text}: ${token.text} takes no words here`);
      return status(token.text, course);
    }
    return lookUp(token.text, context);
  }

  const value = or();
  assert.equal(at, tokens.length, `${text}: more than one expression`);
  return value;
}

function read(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== "") {
    const start = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    assert.ok(found, `${text}: cannot be read from "${text.slice(start)}"`);
    const [, sign, quoted, word, path = ""] = found;
    if (sign !== undefined) tokens.push({ kind: "sign", text: sign });
    else if (quoted !== undefined) tokens.push({ kind: "text", text: quoted.replaceAll("''", "'") });
    else if (word !== undefined) tokens.push({ kind: "word", text: word });
    else tokens.push({ kind: "path", text: path });
  }
  return tokens;
}

function status(name: string, { failed }: Course): boolean {
  if (name === "success") return !failed;
  if (name === "failure") return failed;
  if (name === "always") return true;
  if (name === "cancelled") return false;
  return assert.fail(`${name}() is not known here`);
}

/** What a known context does not have is empty, as on GitHub; a context that is not known is a mistake. */
function lookUp(path: string, context: Context): Value {
  const [root = "", ...rest] = path.split(".");
  assert.ok(root in context, `${path}: there is no context ${root} here`);
  let value: Value | Context | undefined = context[root];
  for (const name of rest) value = typeof value === "object" && value !== null ? (value as Context)[name] : undefined;
  assert.ok(typeof value !== "object" || value === null, `${path} is no single value`);
  return value ?? null;
}

const isTrue = (value: Value) => value !== null && value !== "" && value !== false && value !== 0;
const shown = (value: Value) => (value === null ? "" : String(value));

function same(a: Value, b: Value): boolean {
  if (typeof a === "string" && typeof b === "string") return a.toLowerCase() === b.toLowerCase();
  if (typeof a === typeof b) return a === b;
  return shown(a) === shown(b);
}
