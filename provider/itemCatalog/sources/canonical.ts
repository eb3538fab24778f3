/** A catalog as the canonical text: what the engine stores, as a file. */

import { messageOf, type Values } from "../../lifecycle";
import { isCatalogText, parseCatalogText } from "../text";
import { Places } from "./places";
import { type Found, nothingRead, type Parsed } from "./source";

/** Whether a file is meant as the canonical text, of this or another version. */
export function looksCanonical(text: string): boolean {
  return text.startsWith("@catalog ");
}

export function readCanonical(file: string): Parsed {
  // The text itself has no carriage returns but escaped ones.
  const text = file.replaceAll("\r\n", "\n");
  if (!isCatalogText(text)) return nothingRead({ line: 1, reason: 'must be "@catalog 1"; this is another version' });
  try {
    const places = new Places(() => linePlaces(text));
    return {
      items: parseCatalogText(text) as Map<string, Values>,
      found: [],
      place: (id, field) => places.of(id, field?.split(".").slice(0, 2).join(".")),
    };
  } catch (error) {
    return nothingRead(unreadable(messageOf(error)));
  }
}

function unreadable(message: string): Found {
  const [, line, reason] = /^Line (\d+) of the catalog's text (.*)/s.exec(message) ?? [];
  return reason === undefined ? { reason: `cannot be read: ${message}` } : { line: Number(line), reason };
}

function linePlaces(text: string): Map<string, { line: number; column: number }> {
  const places = new Map<string, { line: number; column: number }>();
  for (const [index, line] of text.split("\n").entries()) {
    const [, start = "", id = "", field = ""] = /^((\S+) +)(\S+)/.exec(line) ?? [];
    if (index === 0 || field === "") continue;
    const fields = field === "item" ? [] : NAMES.has(field) ? [field] : ["prices", field];
    const key = Places.key([id.startsWith('"') ? (JSON.parse(id) as string) : id, ...fields]);
    places.set(key, { line: index + 1, column: field === "item" ? 1 : start.length + 1 });
  }
  return places;
}

const NAMES = new Set(["title", "description", "status", "phoneBill", "usdPrice"]);
