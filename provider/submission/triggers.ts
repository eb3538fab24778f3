/** Triggers in the short form in which the stack keeps them: the structure stays, long texts become their beginning and hash. */

import { createHash } from "node:crypto";
import { isMap, mapValues } from "../values";

/** Texts up to this many characters are kept as they are. */
const LONGEST = 100;
const SHOWN = 40;

/**
 * The structure stays, so that a preview names the trigger that changed, and so that what is secret stays so: the engine
 * marks secrets by their path.
 */
export function shortened(triggers: unknown): unknown {
  if (typeof triggers === "string") return shortText(triggers);
  if (Array.isArray(triggers)) return triggers.map(shortened);
  return isMap(triggers) ? mapValues(triggers, shortened) : triggers;
}

function shortText(text: string): string {
  if (text.length <= LONGEST) return text;
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 24);
  return `${text.slice(0, SHOWN)}... (${Buffer.byteLength(text)} bytes, sha256 ${hash})`;
}
