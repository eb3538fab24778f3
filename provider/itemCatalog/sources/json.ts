/** A catalog as JSON: the map of items as a program lists it. */

import { LineCounter } from "yaml";
import type { Values } from "../../lifecycle";
import { isMap, mapValues } from "../../values";
import type { Catalog } from "../catalog";
import { inOrder } from "./fields";
import { hasDoubleKeys, syntaxError, visitKeys } from "./jsonText";
import { Places } from "./places";
import { type Found, nothingRead, type Parsed, quote } from "./source";

export function readJson(text: string): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const { line, column, reason } = syntaxError(text, error);
    return nothingRead({ line, column, reason: `is not JSON: ${reason}` });
  }
  if (!isMap(value)) return nothingRead({ line: 1, reason: "must be a map of items by their ids" });
  const places = new Places(() => keyPlaces(text));
  return {
    items: new Map(Object.entries(value).map(([id, item]) => [id, amountsAsText(item) as Values])),
    found: hasDoubleKeys(text, value) ? doubleKeys(text) : [],
    place: (id, field) => places.of(id, field),
  };
}

function amountsAsText(item: unknown): unknown {
  if (!isMap(item)) return item;
  return {
    ...item,
    ...(item.usdPrice !== undefined && { usdPrice: amountAsText(item.usdPrice) }),
    ...(isMap(item.prices) && { prices: mapValues(item.prices, priceAsText) }),
  };
}

function priceAsText(price: unknown): unknown {
  return isMap(price) && price.price !== undefined
    ? { ...price, price: amountAsText(price.price) }
    : amountAsText(price);
}

function amountAsText(amount: unknown): unknown {
  return typeof amount === "number" ? String(amount) : amount;
}

function lineCounter(text: string): LineCounter {
  const counter = new LineCounter();
  counter.addNewLine(0);
  for (const { index } of text.matchAll(/\n/g)) counter.addNewLine(index + 1);
  return counter;
}

function keyPlaces(text: string): Map<string, { line: number; column: number }> {
  const counter = lineCounter(text);
  const places = new Map<string, { line: number; column: number }>();
  visitKeys(text, (path, offset) => {
    const { line, col } = counter.linePos(offset);
    places.set(Places.key(path), { line, column: col });
  });
  return places;
}

function doubleKeys(text: string): Found[] {
  const counter = lineCounter(text);
  const first = new Map<string, number>();
  const found: Found[] = [];
  visitKeys(text, (path, offset, again) => {
    const key = Places.key(path);
    const { line, col } = counter.linePos(offset);
    if (again)
      found.push({
        line,
        column: col,
        reason: `${quote(path.at(-1) ?? "")} is listed already in line ${first.get(key)}`,
      });
    else first.set(key, line);
  });
  return found;
}

/** Amounts are written as text, which no program reads as a number of another value. */
export function writeJson(catalog: Catalog): string {
  const items = Object.fromEntries([...catalog].map(([id, item]) => [id, inOrder(item)]));
  return `${JSON.stringify(items, null, 2)}\n`;
}
