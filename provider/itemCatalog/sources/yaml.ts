/** A catalog as YAML: the map of items as a program lists it. */

import {
  Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  Scalar,
  visit,
  type YAMLMap,
} from "yaml";
import type { Values } from "../../lifecycle";
import type { Catalog } from "../catalog";
import { inOrder } from "./fields";
import { type Place, Places } from "./places";
import { type Found, nothingRead, type Parsed, quote } from "./source";

/** Values that come from aliases, in all: a few lines of aliases of aliases stand for billions. */
const MAX_FROM_ALIASES = 1_000_000;
/** Items, item, prices, price, and a little more, so that the items' rules can say what is wrong there. */
const MAX_DEPTH = 8;
const TOO_DEEP = "maps and lists are nested too deeply";

export function readYaml(text: string): Parsed {
  const { items, found } = walk(text);
  if (items === undefined) return nothingRead(...found);
  const places = new Places(() => {
    const all = new Map<string, Place>();
    walk(text, (path, place) => all.set(Places.key(path), place));
    return all;
  });
  return { items, found, place: (id, field) => places.of(id, field) };
}

interface Walked {
  readonly items?: Map<string, Values>;
  readonly found: readonly Found[];
}

function walk(text: string, visited?: (path: readonly string[], place: Place) => void): Walked {
  const lines = new LineCounter();
  const found: Found[] = [];
  const placeOf = (offset = 0): Place => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const tell = (offset: number | undefined, reason: string) => found.push({ ...placeOf(offset), reason });

  const doc = parsed(text, lines);
  if (typeof doc === "string") return { found: [{ line: 1, reason: doc }] };
  for (const { message, pos } of [...doc.errors, ...doc.warnings]) tell(pos[0], message);
  if (found.length > 0) return { found };

  const anchors = new Map<string, unknown>();
  let aliases = 0;
  let fromAliases = 0;

  const plain = (node: unknown, path: readonly string[]): unknown => {
    if (aliases > 0 && ++fromAliases >= MAX_FROM_ALIASES) {
      if (fromAliases === MAX_FROM_ALIASES) tell(0, `the aliases stand for more than ${MAX_FROM_ALIASES} values`);
      return undefined;
    }
    if (isAlias(node)) {
      if (!anchors.has(node.source))
        tell(node.range?.[0], `there is no anchor ${quote(node.source)} before this alias`);
      aliases++;
      const value = plain(anchors.get(node.source), path);
      aliases--;
      return value;
    }
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined && aliases === 0)
      anchors.set(node.anchor, node);
    if (isScalar(node)) return scalarValue(node, path.at(-1));
    if (path.length > MAX_DEPTH) tell(isMap(node) ? node.range?.[0] : undefined, TOO_DEEP);
    else if (isMap(node)) return Object.fromEntries(entriesOf(node, path));
    else if (isSeq(node)) return node.items.map((each, index) => plain(each, [...path, String(index)]));
    return null;
  };

  const entriesOf = (map: YAMLMap, path: readonly string[]): Map<string, unknown> => {
    const first = new Map<string, number>();
    const entries = new Map<string, unknown>();
    for (const { key, value } of map.items) {
      const offset = isScalar(key) || isAlias(key) || isMap(key) || isSeq(key) ? key.range?.[0] : undefined;
      const name = plain(key, path);
      const before = typeof name === "string" ? first.get(name) : undefined;
      if (typeof name !== "string") tell(offset, "a key must be text");
      else if (name === "<<")
        tell(offset, "merge keys (<<) are not part of YAML 1.2; list the values, or use an alias for a whole map");
      else if (before !== undefined) tell(offset, `${quote(name)} is listed already in line ${placeOf(before).line}`);
      else {
        const below = [...path, name];
        first.set(name, offset ?? 0);
        if (aliases === 0) visited?.(below, placeOf(offset));
        entries.set(name, plain(value, below));
      }
    }
    return entries;
  };

  if (isMap(doc.contents)) return { items: entriesOf(doc.contents, []) as Map<string, Values>, found };
  tell(doc.contents?.range?.[0], "must be a map of items by their ids");
  return { found };
}

function parsed(text: string, lineCounter: LineCounter): Document.Parsed | string {
  // The library compares each key with all before it, which takes minutes for a large map; walk() does it.
  const doc = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: false });
  return doc.errors.some(({ message }) => message.includes("call stack")) ? TOO_DEEP : doc;
}

/** Text as it is written, also where YAML sees a number: `1.50` as an amount, `007` as an id. */
function scalarValue({ value, source }: Scalar, name: string | undefined): unknown {
  if (value === null || typeof value === "string" || name === "phoneBill") return value;
  return source ?? String(value);
}

/** Control characters and marks of direction: a reader would not see them, and YAML does not keep all of them as they are. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

export function writeYaml(catalog: Catalog): string {
  const doc = new Document(new Map([...catalog].map(([id, item]) => [id, inOrder(item, amount)])));
  visit(doc, {
    Scalar(_, scalar) {
      if (typeof scalar.value === "string" && HIDDEN.test(scalar.value)) scalar.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return doc.toString({ lineWidth: 0 });
}

/** A plain number where a number of the same text exists. */
function amount(text: string): string | number {
  return String(Number(text)) === text ? Number(text) : text;
}
