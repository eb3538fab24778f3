/** Values as TypeScript, laid out as the formatters of this language lay it out at 120 columns, so that these find nothing to change. */

import { asEscape, HIDDEN } from "../text";
import { wrapped } from "./text";

const WIDTH = 120;

/** A call of a function with one text, e.g. `text("listings/ENG/title.txt")`. */
export class Call {
  constructor(
    readonly name: string,
    readonly argument: string,
  ) {}
}

/** An expression as it is; it must be short. */
export class Raw {
  constructor(readonly text: string) {}
}

/** A line for the reader between the properties of an object. */
export class Comment {
  constructor(readonly text: string) {}
}

export type Code = string | number | boolean | Call | Raw | readonly string[] | Properties;
/** In their order. The value is undefined in short for one that is called as its key. */
export type Property = readonly [key: string, value: Code | undefined] | Comment;
export interface Properties {
  readonly properties: readonly Property[];
  /** On one line where it fits. */
  readonly inline?: true;
  /** Its type, where TypeScript would take it for something else. */
  readonly satisfies?: string;
}

export function object(entries: Readonly<Record<string, Code | undefined>>): Properties {
  return { properties: Object.entries(entries).filter(([, value]) => value !== undefined) };
}

/** A text in quotes: the kind of which it holds fewer. What is not seen is written as an escape. */
export function quoted(text: string): string {
  const count = (mark: string) => text.split(mark).length - 1;
  const quote = count('"') > count("'") ? "'" : '"';
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replace(HIDDEN, asEscape);
  return quote + escaped.replaceAll(quote, `\\${quote}`) + quote;
}

/** `start` and a value, e.g. `const items = ` and an object; `end` stands behind. */
export function statement(start: string, value: Code, end: string): string {
  return lines(0, start, value, end).join("\n");
}

function lines(indent: number, start: string, value: Code, end: string): string[] {
  const space = " ".repeat(indent);
  const short = oneLine(value);
  const whole = short === undefined ? undefined : `${space}${start}${short}${end}`;
  if (whole !== undefined && (widthOf(whole) <= WIDTH || value instanceof Raw)) return [whole];
  const inner = " ".repeat(indent + 2);
  if (typeof value === "string") return [`${space}${start.trimEnd()}`, `${inner}${quoted(value)}${end}`];
  if (value instanceof Call)
    return [`${space}${start}${value.name}(`, `${inner}${quoted(value.argument)},`, `${space})${end}`];
  if (isList(value))
    return [`${space}${start}[`, ...value.map((each) => `${inner}${quoted(each)},`), `${space}]${end}`];
  if (!isProperties(value)) return [whole ?? ""];
  return [
    `${space}${start}{`,
    ...value.properties.flatMap((each) => property(indent + 2, each)),
    `${space}}${value.satisfies === undefined ? "" : ` satisfies ${value.satisfies}`}${end}`,
  ];
}

function property(indent: number, each: Property): string[] {
  if (each instanceof Comment) return comment(indent, each.text);
  const [key, value] = each;
  return value === undefined ? [`${" ".repeat(indent)}${key},`] : lines(indent, `${keyOf(key)}: `, value, ",");
}

/** A comment in as many lines as it needs. */
export function comment(indent: number, text: string, bullet = ""): string[] {
  const space = `${" ".repeat(indent)}// `;
  return wrapped(text, WIDTH - space.length - bullet.length).map(
    (line, at) => `${space}${at === 0 ? bullet : " ".repeat(bullet.length)}${line}`,
  );
}

/** The value on one line, where it can be: objects with properties are written line by line. */
function oneLine(value: Code): string | undefined {
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object") return String(value);
  if (value instanceof Call) return `${value.name}(${quoted(value.argument)})`;
  if (value instanceof Raw) return value.text;
  if (isList(value)) return `[${value.map(quoted).join(", ")}]`;
  if (!isProperties(value)) return undefined;
  if (value.properties.length === 0) return "{}";
  if (!isInline(value)) return undefined;
  const inner = value.properties.map((each) =>
    each instanceof Comment ? "" : `${keyOf(each[0])}: ${oneLine(each[1] ?? "") ?? ""}`,
  );
  return `{ ${inner.join(", ")} }`;
}

/** A key that would be the object's prototype is a key only in brackets. */
function keyOf(key: string): string {
  if (key === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
}

function isList(value: Code): value is readonly string[] {
  return Array.isArray(value);
}

function isProperties(value: Code): value is Properties {
  return typeof value === "object" && "properties" in value;
}

function isInline(value: Code): boolean {
  return isProperties(value) && value.inline === true;
}

/** First and last of the characters that take two columns, apart from emoji. */
const WIDE = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x20000, 0x3fffd],
] as const;

function columnsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (/^(\p{Mn}|\p{Me}|\u200b|\u200c|\u200d)$/u.test(character)) return 0;
  const wide = WIDE.some(([first, last]) => code >= first && code <= last) || /\p{Emoji_Presentation}/u.test(character);
  return wide ? 2 : 1;
}

/** Columns of a line, as formatters count them. */
function widthOf(text: string): number {
  return [...text].reduce((sum, each) => sum + columnsOf(each), 0);
}
